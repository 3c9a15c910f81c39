"""The phone's pages: the shell and its worker, the pack of the day, photos in, items in."""

import hashlib
import json
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie

from bihuan.cases import access
from bihuan.evidence import queries as evidence
from bihuan.evidence.commands import store
from bihuan.evidence.rules import MOST_BYTES
from bihuan.field import assets, errors, items, packing, words
from bihuan.field.answers import done, in_json
from bihuan.field.doors import FieldRequest, door, open_door
from bihuan.kernel.call import Call


@door()
def shell(request: FieldRequest) -> HttpResponse:
    """Show the one page of the app. It names nobody, so that it may stay on the phone after signing out."""
    said = {name: json.dumps(texts, ensure_ascii=False) for name, texts in words.both().items()}
    context = {"words_zh": said["zh-hans"], "words_en": said["en"], "version": assets.version()}
    return render(request, "field/shell.html", context)


@open_door
def worker(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # Django calls it so
    """Give the worker with the list of what it keeps; any change of that makes it a new version."""
    body = assets.worker(reverse("field:shell"), reverse("field:manifest"))
    answer = HttpResponse(body, content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@open_door
def manifest(request: HttpRequest) -> JsonResponse:  # noqa: ARG001  # Django calls it so
    """Say to the phone what is installed."""
    told = {
        "id": reverse("field:shell"),
        "name": _("Bihuan on the phone"),
        "short_name": _("Bihuan"),
        "start_url": reverse("field:shell"),
        "scope": reverse("field:shell"),
        "display": "standalone",
        "background_color": "#f4f6f8",
        "theme_color": "#1d4487",
        "icons": [{"src": assets.url("web/icon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}],
    }
    answer = JsonResponse(told, content_type="application/manifest+json")
    patch_vary_headers(answer, ["Accept-Language", "Cookie"])
    return answer


@ensure_csrf_cookie
@in_json
@door()
def pack(request: FieldRequest) -> HttpResponseBase:
    """Give all that the phone needs for today; 304 when it has that already. The moment is told even then."""
    now = timezone.now()
    told = packing.pack_for(request.hat, at=now)
    etag = f'"{told["version"]}"'
    if request.headers.get("If-None-Match") == etag:
        answer: HttpResponseBase = HttpResponseNotModified()
    else:
        answer = JsonResponse(told, json_dumps_params={"ensure_ascii": False})
    answer["ETag"] = etag
    answer["X-Now"] = now.isoformat()
    return answer


@in_json
@door(methods=("GET", "POST"))
def files(request: FieldRequest) -> JsonResponse:
    """GET: which of these photos are here already (?sha256=…&sha256=…, one's own only). POST: keep one photo."""
    if request.method != "POST":
        wanted = request.GET.getlist("sha256")[:50]
        return JsonResponse({"files": {sha256: str(uuid) for sha256, uuid in _mine(request, wanted).items()}})
    sent, said = request.FILES.get("file"), items.photo(request.POST)
    if sent is None:
        raise errors.UNREADABLE(what="file")
    content = sent.read(MOST_BYTES + 1)
    if hashlib.sha256(content).hexdigest() != said.sha256:
        raise errors.PHOTO_ALTERED(name=sent.name)
    call = Call(actor=request.actor, at=timezone.now(), request_uuid=said.request_uuid)
    kept = store(call, content=content, file_name=sent.name or "", claim=said.claim)
    return done(str(said.request_uuid), uuid=str(kept.uuid), sha256=kept.sha256)


def _mine(request: FieldRequest, hashes: list[str]) -> dict[str, UUID]:
    mine = {each: evidence.same_content(each) for each in hashes}
    return {
        sha256: next(file.uuid for file in found if file.stored_by_uuid == request.actor.uuid)
        for sha256, found in mine.items()
        if any(file.stored_by_uuid == request.actor.uuid for file in found)
    }


@in_json
@door()
def picture(request: FieldRequest, file_uuid: UUID) -> FileResponse:
    """Give a picture of a case one may see, to be laid over the camera."""
    found = access.file_for(request.actor, file_uuid)
    return FileResponse(evidence.path_of(found).open("rb"), content_type="image/jpeg")


@in_json
@door(methods=("POST",))
def send(request: FieldRequest) -> JsonResponse:
    """Carry out one item of the outbox; the same item again gets the same answer."""
    item = items.item(request.body)
    request.META["HTTP_X_REQUEST"] = str(item.request_uuid)
    at = timezone.now()
    happened = min(item.happened_at, at) if item.happened_at else None
    call = Call(actor=request.actor, at=at, request_uuid=item.request_uuid, happened_at=happened)
    told = item.wish.carry_out(call)
    return done(str(item.request_uuid), command=item.wish.command, received_at=at.isoformat(), **told)
