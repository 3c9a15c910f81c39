"""Takes invented cases round the loop, step by step, at moments of its own choosing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from bihuan.cases import commands
from bihuan.cases.commands import Place
from bihuan.demo.district import District
from bihuan.demo.pictures import street
from bihuan.evidence.commands import store
from bihuan.kernel.call import Actor, Call
from bihuan.standards.queries import suggest


@dataclass
class Walk:
    """One case on its way. at: the moment of the next step. Every step moves it on by pause."""

    district: District
    zone: ZoneInfo
    at: datetime
    seed: int
    lon: float = 113.62
    lat: float = 34.75
    case_uuid: UUID | None = None
    version: int = 0
    pause: timedelta = timedelta(minutes=25)

    def report(self, title: str, place: str, *, who: str = "xc1", text: str = "") -> "Walk":
        """Report with a drawn picture of the problem."""
        actor = self.district.actors[who]
        answer = commands.report(
            self._call(actor),
            title=title,
            text=text,
            place=Place(place, self.lon, self.lat),
            evidence=(self.picture(actor, dirty=True),),
        )
        self.case_uuid, self.version = answer.case_uuid, answer.version
        self._on()
        return self

    def take(self, who: str, verb: Callable[..., Any], *, proof: bool | None = None, **said: Any) -> "Walk":
        """Take one step. proof: a clean (True) or still dirty (False) picture goes along."""
        actor = self.district.actors[who]
        if proof is not None:
            said["evidence"] = (self.picture(actor, dirty=not proof),)
        moved = verb(self._call(actor), case_uuid=self.case_uuid, expected_version=self.version, **said)
        self.version = moved.version
        self._on()
        return self

    def file(self, words: str, *, who: str = "dc1") -> "Walk":
        """File under the likeliest condition that words suggest."""
        hits = suggest(words, self.at.astimezone(self.zone).date())
        found = next(condition for hit in hits for condition in hit.conditions)
        return self.take(who, commands.file, condition=found.uuid)

    def dispatch(self, lead: str, *co: str, who: str = "dc1", limit: str = "") -> "Walk":
        """Dispatch to a unit and co-handling units, by code."""
        units = self.district.units
        return self.take(
            who,
            commands.dispatch,
            lead_unit=units[lead],
            co_units=tuple(units[code] for code in co),
            limit=limit,
        )

    def wait(self, **span: float) -> "Walk":
        """Let time pass."""
        self.at += timedelta(**span)
        return self

    def picture(self, actor: Actor, *, dirty: bool) -> UUID:
        """Store a drawn picture taken a minute ago, here."""
        content = street(
            seed=self.seed,
            view=0 if dirty else self.version,
            dirty=dirty,
            at=self.at - timedelta(minutes=1),
            zone=self.zone,
            lon=self.lon,
            lat=self.lat,
        )
        return store(self._call(actor), content=content, file_name="现场.jpg").uuid

    def _call(self, actor: Actor) -> Call:
        return Call(actor=actor, at=self.at)

    def _on(self) -> None:
        self.at += self.pause
