"""Compare the files on disk with their hashes, a slice at a time. No command of a person: nothing of a case changes."""

import time
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings

from bihuan.evidence.models import FileCheck
from bihuan.evidence.queries import FileFault, compared

BEGINS_AT: Final = 1
"""The hour of the night at which a round begins; one that was missed begins as soon as it can."""
_IN_WORDS: Final = {
    "missing": "is gone",
    "changed": "no longer matches its hash",
    "unreadable": "cannot be read",
}


def check_slice(at: datetime, *, seconds: float) -> FileCheck | None:
    """Go on with the round of that day for at most so many seconds; None when it is over or has not begun.

    Where it stopped is kept, whatever stopped it, so nothing is lost; a content is never read twice in one round.
    """
    local = at.astimezone(ZoneInfo(settings.TIME_ZONE))
    unfinished = FileCheck.objects.filter(finished_at__isnull=True).order_by("on").first()
    if unfinished is None and local.hour < BEGINS_AT:
        return None
    check = unfinished or FileCheck.objects.get_or_create(on=local.date())[0]
    if check.finished_at:
        return None
    try:
        _go_on(check, until=time.monotonic() + seconds, at=at)
    finally:
        check.save()
    return check


def _go_on(check: FileCheck, *, until: float, at: datetime) -> None:
    for sha256, faults in compared(check.after):
        check.after = sha256
        check.checked += 1
        check.missing += sum(fault.kind == "missing" for fault in faults)
        check.changed += sum(fault.kind == "changed" for fault in faults)
        check.unreadable += sum(fault.kind == "unreadable" for fault in faults)
        if faults and not check.first_fault:
            check.first_fault = in_words(faults[0])
        if time.monotonic() >= until:
            return
    check.finished_at = at


def in_words(fault: FileFault) -> str:
    """Return a fault and what to do about it, in English: for logs and the command line."""
    return f"{fault.path} {_IN_WORDS[fault.kind]} (“{fault.name}”, file {fault.uuid}): put it back from the backup"
