"""A page of the test suite that shows every piece of the kit, and its addresses."""

import time
from datetime import timedelta

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from bihuan.config.urls import handler403, handler404, handler500  # noqa: F401  # a URLconf names them
from bihuan.config.urls import urlpatterns as real
from bihuan.kernel.clocks import Light
from bihuan.kernel.limits import Unit
from bihuan.orgs import errors
from bihuan.orgs.rules import Power
from bihuan.web.kit import present
from bihuan.web.kit.answers import gone_to, renewed, shown
from bihuan.web.kit.doors import DeskRequest, door

RECEIVED: list[str] = []


class Feedback(forms.Form):
    text = forms.CharField(label="办理情况", widget=forms.Textarea, help_text="写清做了什么。")
    unit = forms.ChoiceField(label="单位", choices=[("1", "甲街道")], required=False)
    kind = forms.ChoiceField(label="结果", widget=forms.RadioSelect, choices=[("pass", "通过")], required=False)
    is_seen = forms.BooleanField(label="已核实", required=False)


@door(methods=("GET", "POST"))
def gallery(request: DeskRequest) -> HttpResponseBase:
    if request.method == "GET":
        return shown(request, "gallery.html", _context(request), part="part")
    RECEIVED.append(request.POST.get("request_uuid", ""))
    if request.POST.get("text") == "slow":
        time.sleep(1.5)
    if request.POST.get("text") == "refuse":
        raise errors.BLANK(field="text")
    if request.POST.get("text") == "break":
        raise RuntimeError("broken on purpose")
    if request.POST.get("text") == "leave":
        return gone_to(request, "/gallery/", said="已反馈。")
    if request.headers.get("HX-Request"):
        return renewed(request, "gallery.html#part", {"said": request.POST["text"]}, said="已反馈。")
    return gone_to(request, "/gallery/", said="已反馈。")


@door(Power.SUPERVISE)
def office(request: DeskRequest) -> HttpResponseBase:
    return render(request, "gallery.html", _context(request))


def _context(request: DeskRequest) -> dict[str, object]:
    now = timezone.now()
    lights = [
        (timedelta(hours=3, minutes=20), Light.GREEN),
        (timedelta(minutes=9), Light.YELLOW),
        (-timedelta(hours=1), Light.RED),
    ]
    return {
        "form": Feedback(),
        "clocks": [
            *(
                present.clock(left, unit=Unit.CONTINUOUS_HOURS, light=light, due_at=now + left)
                for left, light in lights
            ),
            present.still_clock("挂账中"),
        ],
        "columns": [present.Column("编号", "?sort=-code", "ascending"), present.Column("事项")],
        "badge": present.Badge("处理中", "player-play"),
        "page": present.Page(first=1, last=50, total="1000+", newer_url="", older_url="?sort=code&after=x"),
        "figures": [present.Figure("按期", "92.3 %", "?on_time=1", "24/26")],
    }


urlpatterns = [path("gallery/", gallery, name="gallery"), path("office/", office, name="office"), *real]
