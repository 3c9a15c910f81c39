"""Cases as they are sent: a row of the list, everything about one, a report."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from bihuan.api.schemas.common import Files, Limit, Named, Sent, Text, Wish, limit_of, named
from bihuan.cases.queries import CaseRow, CaseStory, Shown
from bihuan.cases.rules.facts import Appeal, Ask, Facts, Origin, PartState, Proposal, State
from bihuan.cases.rules.moves import Answer, Step
from bihuan.kernel.clocks import Light
from bihuan.kernel.geo import Datum
from bihuan.ledger.queries import Happening


class Place(Sent):
    """Where it is."""

    text: Text = Field(default="", description="Address in words, at most 200 characters.")
    lon: float | None = Field(default=None, description="Degrees in datum.")
    lat: float | None = Field(default=None, description="Degrees in datum.")
    datum: Datum = Datum.WGS84
    accuracy_m: float | None = Field(default=None, ge=0, le=1e7, description="Metres, as the device said.")


class ReportBody(Wish):
    """A problem to report."""

    title: Text = Field(description="At most 200 characters.")
    text: Text = Field("", description="At most 4000 characters.")
    place: Place = Place()
    case_class: UUID | None = Field(None, description="A class of GET /classes, if it is known already.")
    evidence: Files = []


class ReportedAnswer(BaseModel):
    """The new case."""

    case_uuid: UUID
    code: str
    version: int
    entry: int = Field(description="Number of the ledger entry.")
    request_uuid: UUID


class CaseInList(BaseModel):
    """One row of the list. light: null where no clock runs."""

    uuid: UUID
    code: str
    version: int
    state: State
    title: str
    place: str
    case_class: Named | None
    lead_unit: Named | None
    handler: Named | None
    origin: Origin
    reported_at: datetime
    reporter_name: str
    limit: Limit | None
    due_at: datetime | None
    light: Light | None
    overdue_at: datetime | None
    is_exempt: bool


class CasePage(BaseModel):
    """One page of the list. older, newer: send as cursor to go on; null at the end."""

    cases: list[CaseInList]
    count: int = Field(description="Exact up to 1000; 1001 means more than 1000.")
    is_count_exact: bool
    older: str | None
    newer: str | None


class Part(BaseModel):
    """The share of one co-handling unit."""

    unit: UUID
    state: PartState


class CaseFacts(BaseModel):
    """What the rules know of a case; replaying its ledger entries gives exactly this."""

    state: State
    version: int
    case_class: UUID | None
    condition: UUID | None
    limit: Limit | None
    filed_at: datetime | None
    lead_unit: UUID | None
    previous_unit: UUID | None
    parts: list[Part]
    handler: UUID | None
    dispatched_at: datetime | None
    accepted_at: datetime | None
    clock_started_at: datetime | None
    yellow_at: datetime | None
    due_at: datetime | None
    paused_at: datetime | None
    suspended_until: datetime | None
    fired: list[str]
    ask: Ask
    ask_reason: str
    ask_until: datetime | None
    extensions: int
    suspensions: int
    returns: int
    reworks: int
    false_findings: int
    urges: int
    level: int
    fed_back_at: datetime | None
    fed_back_by: UUID | None
    verified_by: UUID | None
    closed_at: datetime | None
    overdue_at: datetime | None
    appeal: Appeal
    appeal_reviewer: UUID | None
    is_exempt: bool
    observe_at: datetime | None
    observed_at: datetime | None
    observe_until: datetime | None
    came_back: bool
    rebound_of: UUID | None
    family: UUID | None
    rebound_count: int = Field(description="How many times the problem has come back by now; 0: no rebound.")
    weight: float = Field(description="What the case counts for; raised by the observation rule when it came back.")
    link_cut: bool
    proposal: Proposal


class Position(BaseModel):
    """Where it is, WGS84."""

    lon: float
    lat: float
    accuracy_m: float | None


class ShownFile(BaseModel):
    """One file shown in a case; its bytes are at GET /files/{uuid}. flags: what looks odd about it."""

    uuid: UUID
    name: str
    role: Literal["before", "after", "document"]
    round: int
    is_picture: bool
    width: int
    height: int
    captured_at: datetime | None
    added_by_name: str
    added_at: datetime
    flags: list[dict[str, Any]]


class Event(BaseModel):
    """One ledger entry as a row of the timeline."""

    number: int
    name: str = Field(description="area.fact.vN")
    happened_at: datetime
    recorded_at: datetime
    actor: dict[str, str]
    payload: dict[str, Any]
    hash: str


class StepAnswer(BaseModel):
    """One step that is the caller's to take. why_not: code of what it has to wait for; null when it may be taken."""

    step: Step
    may: bool
    why_not: str | None


class CaseDetail(BaseModel):
    """Everything about one case that its page shows."""

    case: CaseInList
    facts: CaseFacts
    text: str
    position: Position | None
    happened_at: datetime
    reporter_unit: str
    origin_uuid: UUID | None
    origin_text: str = Field(description="The sentence it came from, word for word.")
    origin_note: str
    files: list[ShownFile]
    timeline: list[Event]
    steps: list[StepAnswer]
    rebound_of: UUID | None
    rebounds: list[UUID]


class ClassCount(BaseModel):
    """How many cases there are of one class; null: not filed yet and no class said."""

    case_class: UUID | None
    count: int


class Counts(BaseModel):
    """Cases counted by class, most first."""

    counts: list[ClassCount]


def in_list(row: CaseRow, at: datetime) -> CaseInList:
    """Return a row as it is sent; at: the moment for which the light is shown."""
    facts = row.facts
    return CaseInList(
        uuid=row.uuid,
        code=row.code,
        version=facts.version,
        state=facts.state,
        title=row.title,
        place=row.place_text,
        case_class=named(facts.case_class, row.class_name),
        lead_unit=named(facts.lead_unit, row.unit_name),
        handler=named(facts.handler, row.handler_name),
        origin=Origin(row.origin),
        reported_at=row.reported_at,
        reporter_name=row.reporter_name,
        limit=limit_of(facts.limit),
        due_at=facts.due_at,
        light=row.light(at),
        overdue_at=facts.overdue_at,
        is_exempt=facts.is_exempt,
    )


def facts_of(facts: Facts) -> CaseFacts:
    """Return the facts as they are sent."""
    same = {name: getattr(facts, name) for name in CaseFacts.model_fields if name not in ("limit", "parts")}
    parts = [Part(unit=part.unit, state=part.state) for part in facts.parts]
    return CaseFacts(limit=limit_of(facts.limit), parts=parts, **same)


def detail(story: CaseStory, steps: list[Answer], at: datetime) -> CaseDetail:
    """Return one case as it is sent. steps: those that are the caller's, allowed or not."""
    here = story.position
    return CaseDetail(
        case=in_list(story.row, at),
        facts=facts_of(story.row.facts),
        text=story.text,
        position=Position(lon=here.lon, lat=here.lat, accuracy_m=here.accuracy_m) if here else None,
        happened_at=story.happened_at,
        reporter_unit=story.reporter_unit,
        origin_uuid=story.origin_uuid,
        origin_text=story.origin_text,
        origin_note=story.origin_note,
        files=[_file(file) for file in story.files],
        timeline=[event(each) for each in story.timeline],
        steps=[
            StepAnswer(step=each.step, may=each.may, why_not=each.why_not.code if each.why_not else None)
            for each in steps
        ],
        rebound_of=story.rebound_of.uuid if story.rebound_of else None,
        rebounds=[row.uuid for row in story.rebounds],
    )


def _file(file: Shown) -> ShownFile:
    return ShownFile.model_validate(file, from_attributes=True)


def event(entry: Happening) -> Event:
    """Return one entry of the ledger as it is sent."""
    return Event(
        number=entry.number,
        name=entry.name,
        happened_at=entry.at,
        recorded_at=entry.recorded_at,
        actor=entry.actor,
        payload=entry.payload,
        hash=entry.hash,
    )
