"""What the phone sends, read without trust: a photo with its claim, an item of the outbox with its wish."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from bihuan.cases import commands as cases
from bihuan.evidence.rules import Claim
from bihuan.field import errors
from bihuan.kernel.call import Call
from bihuan.kernel.geo import Datum
from bihuan.visits import commands as visits
from bihuan.visits.rules.kinds import Result, Scope

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Text = Annotated[str, Field(max_length=2000)]
Name = Annotated[str, Field(max_length=200)]
Lon = Annotated[float, Field(ge=-180, le=180)] | None
Lat = Annotated[float, Field(ge=-90, le=90)] | None
Metres = Annotated[float, Field(ge=0, le=1_000_000)] | None
Files = Annotated[tuple[UUID, ...], Field(max_length=9)]


class Sent(BaseModel):
    """Anything a phone sends; an older or newer app's further fields are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class SeenElement(Sent):
    """What was seen of one element."""

    uuid: UUID
    element_uuid: UUID
    result: Result
    observed_at: AwareDatetime
    scope: Scope = Scope.POINT
    bad_count: Annotated[int, Field(ge=0, le=999)] = 0
    note: Text = ""
    files: Files = ()
    lon: Lon = None
    lat: Lat = None
    accuracy_m: Metres = None
    add_to: UUID | None = None


class VisitWish(Sent):
    """A checklist that was gone through."""

    command: Literal["visit"]
    visit_uuid: UUID
    place_uuid: UUID
    stop_uuid: UUID | None = None
    started_at: AwareDatetime
    ended_at: AwareDatetime
    lon: Lon = None
    lat: Lat = None
    accuracy_m: Metres = None
    note: Text = ""
    observations: Annotated[tuple[SeenElement, ...], Field(max_length=500)]

    def carry_out(self, call: Call) -> dict[str, Any]:
        """Record the visit; every failed element becomes a case."""
        said = self.model_dump(exclude={"command", "observations"})
        seen = tuple(visits.Seen(**each.model_dump()) for each in self.observations)
        recorded = visits.record_visit(call, **said, datum=Datum.WGS84, observations=seen)
        return {"found": [_told(found) for found in recorded.found]}


class ProblemWish(Sent):
    """A problem seen on the way."""

    command: Literal["problem"]
    problem_uuid: UUID
    title: Name
    text: Text = ""
    case_class: UUID | None = None
    place_uuid: UUID | None = None
    place_text: Name = ""
    lon: Lon = None
    lat: Lat = None
    accuracy_m: Metres = None
    files: Files = ()
    add_to: UUID | None = None

    def carry_out(self, call: Call) -> dict[str, Any]:
        """Report the problem, or add it to the open case it belongs to."""
        said = self.model_dump(exclude={"command"})
        return {"found": [_told(visits.report_problem(call, **said, datum=Datum.WGS84))]}


class VerifyWish(Sent):
    """What the verifier found on the spot. finding: fixed, not fixed, or only made to look fixed."""

    command: Literal["verify"]
    case_uuid: UUID
    expected_version: int
    finding: Literal["pass", "fail", "false"]
    text: Text
    files: Files = ()

    def carry_out(self, call: Call) -> dict[str, Any]:
        """Close the case or send it back for rework."""
        said: dict[str, Any] = {
            "case_uuid": self.case_uuid,
            "expected_version": self.expected_version,
            "text": self.text,
            "on_site": True,
            "evidence": self.files,
        }
        if self.finding == "pass":
            moved = cases.verify_pass(call, **said)
        else:
            moved = cases.verify_fail(call, **said, is_false=self.finding == "false")
        return {"found": [{"case_uuid": str(moved.case_uuid), "code": moved.code, "state": moved.state}]}


class LookAgainWish(Sent):
    """What a closed case looks like now, at a stop of a round of re-checks."""

    command: Literal["look_again"]
    stop_uuid: UUID
    came_back: bool
    text: Text
    files: Files = ()

    def carry_out(self, call: Call) -> dict[str, Any]:
        """Note that it stayed fixed, or open a new case linked to the old."""
        visits.check_case(call, stop_uuid=self.stop_uuid, text=self.text, came_back=self.came_back, evidence=self.files)
        return {"found": []}


class Item(Sent):
    """One item of the outbox. happened_at: by the phone's clock; pack: the version the inspector had before them."""

    request_uuid: UUID
    happened_at: AwareDatetime | None = None
    pack: Annotated[str, Field(max_length=64)] = ""
    wish: Annotated[VisitWish | ProblemWish | VerifyWish | LookAgainWish, Field(discriminator="command")]


class ClaimSent(Sent):
    """What the phone says of a photo it made smaller."""

    original_sha256: Sha256 | Literal[""] = ""
    original_bytes: Annotated[int, Field(ge=0)] = 0
    original_at: Annotated[str, Field(max_length=40)] = ""
    original_lon: Lon = None
    original_lat: Lat = None
    device: Annotated[str, Field(max_length=80)] = ""
    phone_at: AwareDatetime | None = None
    lon: Lon = None
    lat: Lat = None
    accuracy_m: Metres = None


class Photo(Sent):
    """One photo: the request it comes with and the hash of the bytes as they left the phone."""

    request_uuid: UUID
    sha256: Sha256
    capture: ClaimSent = ClaimSent()

    @property
    def claim(self) -> Claim:
        """The same in the words of the evidence app."""
        said = self.capture.model_dump()
        at: datetime | None = said.pop("phone_at")
        return Claim(**said, phone_at=at.isoformat() if at else "")


def item(body: bytes) -> Item:
    """Read one item of the outbox; raises field.unreadable."""
    try:
        return Item.model_validate_json(body)
    except ValidationError as fault:
        raise _unreadable(fault) from fault


def photo(said: Mapping[str, str]) -> Photo:
    """Read what comes with a photo; raises field.unreadable."""
    try:
        capture = ClaimSent.model_validate_json(said.get("capture") or "{}")
        return Photo(request_uuid=said.get("request_uuid"), sha256=said.get("sha256"), capture=capture)  # type: ignore[arg-type]  # read by the library
    except ValidationError as fault:
        raise _unreadable(fault) from fault


def _unreadable(fault: ValidationError) -> Exception:
    first = fault.errors()[0]["loc"]
    return errors.UNREADABLE(what=".".join(str(part) for part in first) or "JSON")


def _told(found: visits.Found) -> dict[str, str]:
    return {name: str(value) for name, value in asdict(found).items()}
