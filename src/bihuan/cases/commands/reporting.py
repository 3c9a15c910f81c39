"""Report a problem: the beginning of every case."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

from bihuan.cases import errors, events
from bihuan.cases.commands import rebounds
from bihuan.cases.commands.apply import column
from bihuan.cases.commands.evidence import attach
from bihuan.cases.commands.rebounds import Found
from bihuan.cases.models import Case
from bihuan.cases.queries.facts import REPORTED_FIELDS
from bihuan.cases.rules.facts import Facts, Origin
from bihuan.cases.rules.rebounds import details
from bihuan.cases.rules.replay import to_payload
from bihuan.cases.rules.words import cleaned, heard, said
from bihuan.kernel.call import Call
from bihuan.kernel.geo import Datum, Position, to_wgs84
from bihuan.kernel.grams import grams, initial_grams
from bihuan.kernel.initials import initials
from bihuan.ledger.commands import command, record
from bihuan.places.models import Place as PointRow
from bihuan.standards.models import CaseClass

MOST_TITLE = 200
MOST_PLACE = 200
MOST_NOTE = 300


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is. text: address in words. lon, lat: degrees in datum; accuracy_m: metres, as the device said.

    point: uuid of the place of the register that it is at, if it is one.
    """

    text: str = ""
    lon: float | None = None
    lat: float | None = None
    datum: Datum = Datum.WGS84
    accuracy_m: float | None = None
    point: UUID | None = None


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

    evidence: files already stored, shown as before-evidence. rebound_of: the closed case whose problem came back, which
    the caller marks; without it the observation rule looks for one when class and place or position are known, and
    marks it.
    Raises cases.no_post, text_missing, too_long, position_odd, accuracy_odd, in_future, class_unknown, place_unknown,
    not_found (no such case to come back from), evidence_unknown.
    """
    if call.actor.kind == "person" and call.actor.post_uuid is None:
        raise errors.NO_POST()
    title = said(title, errors.TEXT_MISSING, most=MOST_TITLE, field="title")
    if call.moment > call.at:
        raise errors.IN_FUTURE(field="happened_at")
    _check_class(case_class)
    case = Case(
        uuid=uuid4(),
        title=title,
        text=heard(text),
        place_id=_point(place.point),
        place_text=heard(place.text, most=MOST_PLACE, field="place"),
        **_position(place),
        case_class_id=case_class,
        origin=origin,
        origin_uuid=origin_uuid,
        origin_text=cleaned(origin_text),
        origin_note=cleaned(origin_note)[:MOST_NOTE],
        happened_at=call.moment,
        reported_at=call.at,
        reported_by=call.actor.uuid,
        reporter_name=call.actor.name,
        reporter_unit=call.actor.unit,
        version=1,
    )
    source = _source(call, case, rebound_of)
    changes = {"case_class": case_class} | (source.changes if source else {})
    for name, value in changes.items():
        setattr(case, *column(name, value))
    case.code = _next_code(call)
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
            "place": str(place.point or ""),
            "origin_uuid": str(origin_uuid or ""),
            "rebound_of": str(changes.get("rebound_of") or ""),
            "evidence": shown,
            "set": to_payload(changes),
            **(details(changes, source.metres) if source and not rebound_of else {}),
        },
    )
    if source and not rebound_of:
        rebounds.mark(call, source, case.uuid)
    return Reported(case.uuid, case.code, case.version, entry.number)


def _check_class(case_class: UUID | None) -> None:
    if case_class and not CaseClass.objects.filter(uuid=case_class).exists():
        raise errors.CLASS_UNKNOWN(field="case_class")


def _point(uuid: UUID | None) -> UUID | None:
    if uuid and not PointRow.objects.filter(uuid=uuid).exists():
        raise errors.PLACE_UNKNOWN(field="place")
    return uuid


def _source(call: Call, case: Case, rebound_of: UUID | None) -> Found | None:
    """Return what the problem comes back from: the case that is named, else what the observation rule finds."""
    if rebound_of is None:
        return rebounds.seek(case, case_class=case.case_class_id, at=call.at)
    earlier = Case.objects.select_for_update().filter(uuid=rebound_of).first()
    if earlier is None:
        raise errors.NOT_FOUND()
    return rebounds.named(earlier, case_class=case.case_class_id, at=call.at)


def _position(place: Place) -> dict[str, object]:
    if place.lon is None or place.lat is None:
        return {}
    if not (-180 <= place.lon <= 180 and -90 <= place.lat <= 90):
        raise errors.POSITION_ODD(field="lon")
    if place.accuracy_m is not None and not 0 <= place.accuracy_m < math.inf:
        raise errors.ACCURACY_ODD(field="accuracy_m")
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
    """Make the case findable: its code also by the bare number, title and place also by pinyin initials."""
    number = case.code.rsplit("-", 1)[1].lstrip("0")
    found = grams(f"{case.code} {number} {case.title} {case.place_text} {case.text} {case.origin_text}")
    found += initial_grams(initials(case.title, case.place_text))
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO cases_search (rowid, grams) VALUES (%s, %s)", [case.pk, " ".join(found)])
            return
        # Grams hold letters and digits only, so quoting is safe; places end at 16383.
        vector = " ".join(f"'{gram}':{place}" for place, gram in enumerate(found[:16000], start=1))
        cursor.execute("INSERT INTO cases_search (case_id, grams) VALUES (%s, %s::tsvector)", [case.pk, vector])
