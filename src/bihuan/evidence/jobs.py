"""The nightly round over all stored files."""

import logging
from collections.abc import Mapping
from datetime import datetime

from bihuan.clockwork.rules import PartlyDone
from bihuan.evidence.commands import check_slice
from bihuan.evidence.models import FileCheck
from bihuan.kernel.text import gettext_noop

log = logging.getLogger("bihuan.evidence")
SLICE_SECONDS = 10.0
FAULTS = ("missing", "changed", "unreadable")
LABELS = {
    "round": gettext_noop("All files compared with their hashes"),
    "missing": gettext_noop("A file is gone"),
    "changed": gettext_noop("A file no longer matches its hash"),
    "unreadable": gettext_noop("A file cannot be read"),
}


def check_files(at: datetime) -> Mapping[str, int]:
    """Compare some files with their hashes, every night all of them; short, so that no case's clock has to wait.

    Raises PartlyDone as long as the latest round found a file gone, altered or unreadable, and says which and what to do.
    """
    before = FileCheck.objects.filter(finished_at__isnull=True).values(*FAULTS).first()
    check = check_slice(at, seconds=SLICE_SECONDS)
    fired = {}
    if check:
        fired = {kind: getattr(check, kind) - (before or {}).get(kind, 0) for kind in FAULTS}
        fired["round"] = 1 if check.finished_at else 0
    if words := _standing_fault():
        if any(fired.get(kind) for kind in FAULTS):
            log.error(words)
        raise PartlyDone(words, fired=fired)
    return fired


def _standing_fault() -> str:
    """Return what the latest round with an outcome found: the one going on if it found something, else the last one."""
    for check in FileCheck.objects.order_by("-on")[:2]:
        if check.first_fault:
            found = f"{check.missing} files gone, {check.changed} altered, {check.unreadable} unreadable"
            return f"{check.on}: {found}; the first: {check.first_fault}"
        if check.finished_at:
            return ""
    return ""


def rule_labels() -> Mapping[str, str]:
    """Return what the job watches."""
    return LABELS
