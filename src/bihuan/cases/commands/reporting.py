"""Report a problem: the beginning of every case."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

from bihuan.cases import errors, events
from bihuan.cases.commands.evidence import attach
from bihuan.cases.models import Case
from bihuan.cases.queries.facts import REPORTED_FIELDS
from bihuan.cases.rules.decisions import MOST_TEXT
from bihuan.cases.rules.facts import Facts, Origin
from bihuan.cases.rules.replay import to_payload
from bihuan.kernel.call import Call
from bihuan.kernel.geo import Datum, Position, to_wgs84
from bihuan.kernel.grams import grams
from bihuan.ledger.commands import command, record

MOST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is. text: address in words. lon, lat: degrees in datum; accuracy_m: metres, as the device said."""

    text: str = ""
    lon: float | None = None
    lat: float | None = None
    datum: Datum = Datum.WGS84
    accuracy_m: float | None = None


@dataclass(frozen=True, slots=True)
class Reported:
    """The answer to a report."""

    case_uuid: UUID
    code: str
    version: int
    entry: int


@command
def report(
    call: Call,
    *,
    title: str,
    text: str = "",
    place: Place = Place(),  # frozen
    case_class: UUID | None = None,
    origin: Origin = Origin.DESK,
    origin_uuid: UUID | None = None,
    origin_text: str = "",
    origin_note: str = "",
    evidence: Sequence[UUID] = (),
    rebound_of: UUID | None = None,
) -> Reported:
    """Report a problem; anyone who acts in a post may, and other apps do for what they find.

    evidence: files already stored, shown as before-evidence. Raises cases.text_missing, too_long, position_odd,
    in_future, evidence_unknown.
    """
    title = _checked(title, MOST_TITLE, "title")
    if call.moment > call.at:
        raise errors.IN_FUTURE(field="happened_at")
    case = Case(
        uuid=uuid4(),
        code=_next_code(call),
        title=title,
        text=_checked(text, MOST_TEXT, "text", may_be_empty=True),
        place_text=_checked(place.text, 200, "place", may_be_empty=True),
        **_position(place),
        case_class_id=case_class,
        origin=origin,
        origin_uuid=origin_uuid,
        origin_text=origin_text,
        origin_note=origin_note[:300],
        happened_at=call.moment,
        reported_at=call.at,
        reported_by=call.actor.uuid,
        reporter_name=call.actor.name,
        reporter_unit=call.actor.unit,
        rebound_of=Case.objects.filter(uuid=rebound_of).first() if rebound_of else None,
        version=1,
    )
    case.save(force_insert=True)
    _index(case)
    shown = attach(call, case=case, facts=Facts(), files=evidence, role="before")
    entry = record(
        call,
        name=events.REPORTED,
        subject_kind="case",
        subject_uuid=case.uuid,
        payload={
            "code": case.code,
            "report": {name: getattr(case, name) for name in REPORTED_FIELDS},
            "origin_uuid": str(origin_uuid or ""),
            "rebound_of": str(rebound_of or ""),
            "evidence": shown,
            "set": to_payload({"case_class": case_class}),
        },
    )
    return Reported(case.uuid, case.code, case.version, entry.number)


def _checked(text: str, most: int, field: str, *, may_be_empty: bool = False) -> str:
    text = text.strip()
    if not text and not may_be_empty:
        raise errors.TEXT_MISSING(field=field)
    if len(text) > most:
        raise errors.TOO_LONG(most=most, field=field)
    return text


def _position(place: Place) -> dict[str, object]:
    if place.lon is None or place.lat is None:
        return {}
    if not (-180 <= place.lon <= 180 and -90 <= place.lat <= 90):
        raise errors.POSITION_ODD(field="lon")
    here = to_wgs84(Position(place.lon, place.lat, place.datum, place.accuracy_m))
    return {
        "lon_wgs84": here.lon,
        "lat_wgs84": here.lat,
        "accuracy_m": place.accuracy_m,
        "datum": place.datum.value,
    }


def _next_code(call: Call) -> str:
    """Count up this year's number; one statement, and the row stays locked until the report is committed."""
    year = call.at.astimezone(ZoneInfo(settings.TIME_ZONE)).year
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_casenumber (year, latest) VALUES (%s, 1)"
            " ON CONFLICT (year) DO UPDATE SET latest = cases_casenumber.latest + 1 RETURNING latest",
            [year],
        )
        (latest,) = cursor.fetchone()
    return f"AJ-{year}-{latest:05d}"


def _index(case: Case) -> None:
    """Make the case findable: its code also by the bare number."""
    number = case.code.rsplit("-", 1)[1].lstrip("0")
    found = grams(f"{case.code} {number} {case.title} {case.place_text} {case.text} {case.origin_text}")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO cases_search (rowid, grams) VALUES (%s, %s)", [case.pk, " ".join(found)])
            return
        # Grams hold letters and digits only, so quoting is safe; places end at 16383.
        vector = " ".join(f"'{gram}':{place}" for place, gram in enumerate(found[:16000], start=1))
        cursor.execute("INSERT INTO cases_search (case_id, grams) VALUES (%s, %s::tsvector)", [case.pk, vector])
