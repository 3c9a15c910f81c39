"""The demo from beginning to end: district, stories, document, clock, checkpoint, proof."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from bihuan.cases.queries import counts_by_state
from bihuan.clockwork.commands import beat
from bihuan.demo import district as districts
from bihuan.demo import paper, places, rounds, stories
from bihuan.kernel.call import Call, system_actor
from bihuan.ledger.commands import seal
from bihuan.ledger.queries import verify

SYSTEM = system_actor("demo")


@dataclass(frozen=True, slots=True)
class Told:
    """What happened. reading: counts of the document that was read. sent: drafts that became cases."""

    reading: Mapping[str, int]
    document: str
    sent: int
    cases_by_state: Mapping[str, int]
    entries: int
    subjects: int
    checkpoints: int
    verified: bool
    is_new: bool
    seconds: float

    def as_json(self) -> dict[str, Any]:
        """Return the account as `bihuan demo --json` prints it."""
        ledger = {"entries": self.entries, "subjects": self.subjects, "checkpoints": self.checkpoints}
        return {
            **self.reading,
            "document": self.document,
            "sent": self.sent,
            "cases_by_state": self.cases_by_state,
            "ledger": ledger | {"verified": self.verified},
            "seconds": round(self.seconds, 1),
        }


def play(document: Path | None) -> Told:
    """Make the district if there is none yet, read the document if it is new, and tell what stands there now."""
    begun = time.monotonic()
    call_command("setup", verbosity=0, stdout=_Silent())
    now = timezone.now()
    is_new = not districts.exists()
    today = timezone.localdate(now)
    if is_new:
        made = districts.set_up(now - timedelta(days=30), today)
        places.set_up(now - timedelta(days=30), made.units)
        stories.tell_all(made, now=now, zone=ZoneInfo(settings.TIME_ZONE))
        rounds.set_up(made.actors, now=now, zone=ZoneInfo(settings.TIME_ZONE))
    people = districts.actors(today)
    read = paper.read(document, actors=people, at=now)
    if read.is_new:
        stories.finish_one(read.cases, people, now=now, zone=ZoneInfo(settings.TIME_ZONE))
    # The clockwork itself, so that its page shows what fired; then a checkpoint over all of it.
    beat(timezone.now())
    seal(Call(actor=SYSTEM, at=timezone.now()))
    account = verify()
    return Told(
        reading=read.counts,
        document=read.name,
        sent=read.sent,
        cases_by_state=counts_by_state(SYSTEM),
        entries=account.entries,
        subjects=account.subjects,
        checkpoints=account.checkpoints,
        verified=account.is_whole,
        is_new=is_new,
        seconds=time.monotonic() - begun,
    )


class _Silent:
    def write(self, _text: str) -> None:
        """Keep quiet."""
