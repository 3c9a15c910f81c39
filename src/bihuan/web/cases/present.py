"""How a case looks: its state, its clock, its steps, its story."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from bihuan.cases.queries import CaseRow, Shown
from bihuan.cases.rules.clock import light
from bihuan.cases.rules.facts import OPEN, Facts, Origin, PartState, Proposal, State
from bihuan.evidence.rules import FlagCode
from bihuan.kernel import clocks
from bihuan.kernel.calendars import Calendar
from bihuan.kernel.errors import Refusal
from bihuan.kernel.limits import Unit
from bihuan.ledger.events import REGISTRY
from bihuan.ledger.queries import Happening
from bihuan.web.kit import present
from bihuan.web.kit.present import Badge, Clock

STATES: Final[Mapping[State, Badge]] = {
    State.REPORTED: Badge(pgettext_lazy("state", "Reported"), "inbox"),
    State.DECLINED: Badge(pgettext_lazy("state", "Not filed"), "ban"),
    State.FILED: Badge(pgettext_lazy("state", "Filed"), "folder"),
    State.DISPATCHED: Badge(pgettext_lazy("state", "Dispatched"), "send"),
    State.HANDLING: Badge(pgettext_lazy("state", "Handling"), "player-play"),
    State.SUSPENDED: Badge(pgettext_lazy("state", "Suspended"), "player-pause"),
    State.FED_BACK: Badge(pgettext_lazy("state", "Fed back"), "clipboard-check"),
    State.CLOSED: Badge(pgettext_lazy("state", "Closed"), "checks"),
    State.VOID: Badge(pgettext_lazy("state", "Void"), "circle-x"),
}
PARTS: Final[Mapping[PartState, Badge]] = {
    PartState.WAITING: Badge(gettext_lazy("not accepted yet"), "clock"),
    PartState.ACCEPTED: Badge(gettext_lazy("at work"), "player-play"),
    PartState.FED_BACK: Badge(gettext_lazy("has fed back"), "check"),
    PartState.WAIVED: Badge(gettext_lazy("waived"), "minus"),
}
ORIGINS: Final[Mapping[str, str | Promise]] = {
    Origin.DESK: gettext_lazy("entered at the desk"),
    Origin.INTAKE: gettext_lazy("from a document"),
    Origin.API: gettext_lazy("by machine"),
    Origin.REBOUND: gettext_lazy("rebound"),
    Origin.VISIT: gettext_lazy("from an inspection"),
    Origin.CURE: gettext_lazy("lasting cure"),
}
_STILL: Final[Mapping[State, str | Promise]] = {
    State.REPORTED: gettext_lazy("not filed yet"),
    State.FILED: gettext_lazy("not dispatched yet"),
    State.DECLINED: gettext_lazy("not filed"),
    State.VOID: gettext_lazy("void"),
    State.SUSPENDED: gettext_lazy("clock stands"),
    State.FED_BACK: gettext_lazy("fed back, to be verified"),
}
_ICONS: Final[Mapping[str, str]] = {
    "reported": "inbox",
    "filed": "folder",
    "dispatched": "send",
    "accepted": "check",
    "sent_back": "arrow-back-up",
    "fed_back": "clipboard-check",
    "verified": "checks",
    "rework_ordered": "repeat",
    "urged": "bell-ringing",
    "escalated": "stairs-up",
    "became_overdue": "clock-exclamation",
    "turned_yellow": "hourglass",
    "suspension_granted": "player-pause",
    "resumed": "player-play",
    "voided": "circle-x",
    "came_back": "repeat",
    "linked": "git-merge",
    "unlinked": "git-branch",
    "cure_ordered": "shield-check",
}


_DAY_LENGTHS: Final = {Unit.WORKDAYS: None, Unit.CALENDAR_DAYS: present.DAY}


def clock_of(facts: Facts, at: datetime, calendar: Calendar) -> Clock:
    """Return the clock of a case in words: time left, or why it stands."""
    if facts.state == State.CLOSED:
        return present.still_clock(_("closed late") if facts.overdue_at else _("closed in time"), "checks")
    if facts.due_at is None or facts.limit is None or facts.paused_at or facts.state in _STILL:
        return present.still_clock(str(_STILL.get(facts.state, "")), STATES[facts.state].icon)
    lit = light(facts, at) or clocks.Light.GREEN
    try:
        left = clocks.remaining(at, facts.due_at, facts.limit.unit, calendar)
    except Refusal:
        # A year nobody loaded: the exact moment can still be shown, the words cannot be counted.
        return Clock(lit.value, present.ICONS[lit], present.exact_end(facts.due_at), facts.due_at)
    unit = facts.limit.unit
    # The day a limit begins is not counted, so more hours can be left than the limit names: the limit is what counts.
    if unit in _DAY_LENGTHS:
        day = _DAY_LENGTHS[unit] or calendar.day_length()
        left = min(left, day * float(facts.limit.amount) * (1 + facts.extensions))
    return present.clock(left, unit=unit, light=lit, due_at=facts.due_at, workday=calendar.day_length())


@dataclass(frozen=True, slots=True)
class Line:
    """One case in a list. marks: short words that stand out (overdue, rework, escalated, rebound)."""

    uuid: UUID
    code: str
    title: str
    place: str
    class_name: str
    unit: str
    handler: str
    state: Badge
    clock: Clock
    reported_at: datetime
    reporter: str
    marks: list[str]


def line(row: CaseRow, at: datetime, calendar: Calendar) -> Line:
    """Return what a list shows of a case."""
    return Line(
        uuid=row.uuid,
        code=row.code,
        title=row.title,
        place=row.place_text,
        class_name=row.class_name,
        unit=row.unit_name,
        handler=row.handler_name,
        state=STATES[row.facts.state],
        clock=clock_of(row.facts, at, calendar),
        reported_at=row.reported_at,
        reporter=row.reporter_name,
        marks=marks(row),
    )


def marks(row: CaseRow) -> list[str]:
    """Return what is unusual about a case, in short words."""
    facts = row.facts
    found = [
        (facts.overdue_at and facts.is_exempt, _("overdue, exempt")),
        (facts.overdue_at and not facts.is_exempt, _("overdue")),
        (facts.reworks, ngettext("%(count)s rework", "%(count)s reworks", facts.reworks) % {"count": facts.reworks}),
        (facts.false_findings, _("false rectification")),
        (facts.level, _("raised to level %(level)s") % {"level": facts.level}),
        (facts.ask, _("asks for %(what)s") % {"what": ASKS.get(facts.ask.value, "")}),
        (facts.times_back, rebound_words(facts)),
        (facts.came_back, _("came back")),
        (row.origin == Origin.CURE, _("lasting cure")),
        (facts.proposal == Proposal.OPEN and facts.state in OPEN, _("lasting cure proposed")),
    ]
    return [words for is_so, words in found if is_so]


def rebound_words(facts: Facts) -> str:
    """Return how many times a problem has come back and what the case counts for: 第 2 次反弹，权重 ×2."""
    return _("rebound no. %(count)s, weight ×%(weight)s") % {
        "count": facts.times_back,
        "weight": present.plain(facts.weight),
    }


ASKS: Final[Mapping[str, str | Promise]] = {
    "extension": gettext_lazy("extension"),
    "suspension": gettext_lazy("suspension"),
}


def flag_words(flag: Mapping[str, Any], code: str) -> str:
    """Return what looks odd about a file, in words. code: of the case in which it is shown."""
    match flag["code"]:
        case FlagCode.USED_BEFORE:
            if flag.get("used_in") == code:
                return _("the same picture as earlier in this case")
            if not flag.get("used_in"):
                return _("the same picture was already used in another case")
            return _("the same picture was already used in %(code)s") % {"code": flag["used_in"]}
        case FlagCode.TAKEN_BEFORE_CASE:
            return _("taken before the problem was found (%(at)s)") % {"at": _exact(flag.get("captured_at"))}
        case FlagCode.FAR_AWAY:
            return _("taken %(metres)s m away from the place") % {"metres": round(float(flag["metres"]))}
        case FlagCode.TAKEN_IN_FUTURE:
            return _("its own time lies in the future (%(at)s)") % {"at": _exact(flag.get("captured_at"))}
        case FlagCode.NO_CAPTURE_TIME:
            return _("does not say when it was taken")
        case _:
            return _("does not say where it was taken")


def _due(moment: str) -> str:
    return present.exact_end(datetime.fromisoformat(moment))


def _exact(moment: str | None) -> str:
    return present.exact(datetime.fromisoformat(moment)) if moment else "—"


@dataclass(frozen=True, slots=True)
class Picture:
    """One file on the case page. flags: what speaks against it as proof, in words; notes: what it does not tell."""

    uuid: UUID
    name: str
    is_picture: bool
    captured_at: datetime | None
    added_by: str
    added_at: datetime
    round: int
    flags: list[str]
    notes: list[str]


_GRAVE: Final = frozenset(FlagCode) - {FlagCode.NO_CAPTURE_TIME, FlagCode.NO_POSITION}


def picture(file: Shown, code: str) -> Picture:
    """Return what the page shows of one file of the case with that code."""
    return Picture(
        uuid=file.uuid,
        name=file.name,
        is_picture=file.is_picture,
        captured_at=file.captured_at,
        added_by=file.added_by_name,
        added_at=file.added_at,
        round=file.round,
        flags=list(dict.fromkeys(flag_words(flag, code) for flag in file.flags if flag["code"] in _GRAVE)),
        notes=list(dict.fromkeys(flag_words(flag, code) for flag in file.flags if flag["code"] not in _GRAVE)),
    )


@dataclass(frozen=True, slots=True)
class Event:
    """One row of the case's timeline. body: words said then. took: words for the time since the row before it."""

    at: datetime
    title: str
    who: str
    body: str
    icon: str
    took: str
    number: int
    hash: str


def timeline(story: list[Happening], units: Mapping[str, str], codes: Mapping[str, str]) -> list[Event]:
    """Return the story of a case, first entry first. units: names by uuid; codes: numbers of relatives one may see."""
    rows = []
    before: datetime | None = None
    for entry in story:
        fact = entry.name.split(".")[1]
        rows.append(
            Event(
                at=entry.at,
                title=_(REGISTRY.get(entry.name, entry.name)),
                who=who(entry.actor),
                body="\n".join(part for part in (_body(entry.payload, units), _relation(entry.payload, codes)) if part),
                icon=_ICONS.get(fact, "circle-dot"),
                took=_took(entry.at, before),
                number=entry.number,
                hash=entry.hash,
            )
        )
        before = entry.at
    return rows


def who(actor: Mapping[str, str]) -> str:
    """Return who acted, in which post then, for whom, and whether a machine did it with their token."""
    if actor["kind"] == "system":
        return (
            _("by itself (clock)") if actor["name"] == "clock" else _("by itself (%(name)s)") % {"name": actor["name"]}
        )
    post = " · ".join(part for part in (actor["unit"], actor["post"]) if part)
    acting = _(", for %(name)s") % {"name": actor["acting_for"]} if actor["acting_for"] else ""
    machine = _(", by the interface “%(label)s”") % {"label": actor["token"]} if actor.get("token") else ""
    return f"{actor['name']}（{post}{acting}{machine}）" if post else f"{actor['name']}{machine}"


def _body(payload: Mapping[str, Any], units: Mapping[str, str]) -> str:
    changed = payload.get("set", {})
    found = [
        (payload.get("text"), "%(it)s"),
        (units.get(str(changed.get("lead_unit") or "")), _("Lead unit: %(it)s")),
        (_unit_names(changed, payload, units), _("Co-handling: %(it)s")),
        (payload.get("limit"), _("Limit: %(it)s")),
        (_due(changed["due_at"]) if changed.get("due_at") else "", _("Due: %(it)s")),
        (payload.get("review_on"), _("Review day: %(it)s")),
        (payload.get("is_false"), _("Found to be false rectification")),
        (payload.get("on_site"), _("Seen on site")),
        (len(payload.get("evidence") or ()), _("Files shown: %(it)s")),
        (_told(payload, units), _("Told: %(it)s")),
    ]
    return "\n".join(words % {"it": it} for it, words in found if it)


def _relation(payload: Mapping[str, Any], codes: Mapping[str, str]) -> str:
    """Return in words what an entry says of another case. codes: only those one may see are named."""
    link, other = payload.get("link") or {}, _("another case")
    found = [
        (link.get("by") == "rule" and link["earlier"], _("The same problem as %(it)s again, found by the rule")),
        (link.get("by") == "hand" and link["earlier"], _("The same problem as %(it)s again, linked by hand")),
        (link.get("was"), _("Was linked to %(it)s")),
        (payload.get("rebound"), _("Rebound: %(it)s")),
        (payload.get("cure"), _("Lasting cure: %(it)s")),
    ]
    words = [text % {"it": codes.get(uuid, other)} for uuid, text in found if uuid]
    metres = link.get("metres", payload.get("metres"))
    if words and metres is not None:
        words.append(_("%(metres)s m apart") % {"metres": metres})
    return "\n".join(words)


def _unit_names(changed: Mapping[str, Any], payload: Mapping[str, Any], units: Mapping[str, str]) -> str:
    if "lead_unit" not in changed or "limit" not in payload:
        return ""
    return _join(units.get(part["unit"], "") for part in changed.get("parts", ()))


def _told(payload: Mapping[str, Any], units: Mapping[str, str]) -> str:
    return _join(units.get(letter.get("unit", ""), "") for letter in payload.get("delivered", ()))


def _join(names: Any) -> str:
    return "、".join(dict.fromkeys(name for name in names if name))


def _took(at: datetime, before: datetime | None) -> str:
    if before is None or at - before < present.HOUR:
        return ""
    return present.span_words(at - before, Unit.CALENDAR_DAYS)
