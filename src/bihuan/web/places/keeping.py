"""Keeps the rows of a preview in the page, signed for one person, so that what is confirmed is what was looked at."""

import hashlib
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Any

from django.core import signing

from bihuan.web.errors import PREVIEW_LOST
from bihuan.web.kit.doors import DeskRequest

MOST_SHOWN = 1000
KEPT_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class Kept:
    """The rows of one file, as tuples, with its name, hash and the headings that were left out."""

    rows: list[Any]
    name: str
    sha256: str
    unknown: tuple[str, ...] = ()


def keep(rows: Sequence[Any], file: Any, content: bytes, unknown: Sequence[str]) -> Kept:
    """Return what is to be kept of an uploaded file. rows: raw rows as dataclasses."""
    return Kept([astuple(row) for row in rows], file.name, hashlib.sha256(content).hexdigest(), tuple(unknown))


def signed(request: DeskRequest, kept: Kept, **more: str) -> str:
    """Return the rows signed for whoever asks."""
    said = {"rows": kept.rows, "name": kept.name, "sha256": kept.sha256, "unknown": kept.unknown, **more}
    return signing.dumps(said, salt=_salt(request), compress=True)


def unsigned(request: DeskRequest) -> tuple[Kept, dict[str, str]]:
    """Return what a preview kept and whatever was signed along; raises places.preview_lost."""
    try:
        said = signing.loads(request.POST.get("kept", ""), salt=_salt(request), max_age=KEPT_SECONDS)
    except signing.BadSignature as fault:
        raise PREVIEW_LOST() from fault
    kept = Kept(said.pop("rows"), said.pop("name"), said.pop("sha256"), tuple(said.pop("unknown")))
    return kept, said


def _salt(request: DeskRequest) -> str:
    return f"places.import.{request.resolver_match.url_name.removesuffix('_confirm')}.{request.actor.uuid}"  # type: ignore[union-attr]  # a resolved request
