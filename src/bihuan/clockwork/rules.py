"""What a job is: something that runs every so often by itself, and the rules whose firings it reports."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final


@dataclass(frozen=True, slots=True)
class Job:
    """name: "app.verb". run: does the work due at a moment and returns how often each rule fired (rule → count).

    rules: every rule the job watches, name → English label (a msgid); shown even when it never fired.
    """

    name: str
    label: str
    every_seconds: int
    run: Callable[[datetime], Mapping[str, int]]
    rules: Callable[[], Mapping[str, str]]


class PartlyDone(Exception):
    """Raised by a job's run that did what it could: some of its work failed and the rest is done.

    fired: as run returns it. Its words are shown on the page of the jobs until a run goes through.
    """

    def __init__(self, words: str, *, fired: Mapping[str, int]) -> None:
        super().__init__(words)
        self.fired = fired


REGISTRY: Final[dict[str, Job]] = {}
LEASE: Final = timedelta(minutes=5)
# The heartbeat is late, and the page says so, when it is older than this.
LATE: Final = timedelta(minutes=2)


def register(job: Job) -> None:
    """Make a job known; registering the same name again replaces it (apps may be set up twice in one process)."""
    REGISTRY[job.name] = job


def is_late(beat_at: datetime | None, now: datetime) -> bool:
    """Tell whether the clockwork has stopped: no heartbeat yet, or none for LATE."""
    return beat_at is None or now - beat_at > LATE
