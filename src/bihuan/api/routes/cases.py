"""Cases: the list, one case, counts, the map, a report."""

from dataclasses import asdict
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from ninja import Query, Router, Status

from bihuan.api.auth import ApiRequest, call_from
from bihuan.api.describe import JSON_CHANGE, READ, refusing
from bihuan.api.schemas import cases as shapes
from bihuan.api.schemas import maps
from bihuan.api.schemas.lists import CaseFilters, CaseQuery, MapQuery, box_of
from bihuan.cases import access, commands, errors, queries
from bihuan.cases.queries.lists import MOST_MARKERS
from bihuan.cases.rules.facts import Origin
from bihuan.cases.rules.moves import answers

router = Router(tags=["cases"])


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


@router.get("", response=shapes.CasePage, operation_id="list_cases", openapi_extra=refusing(*READ))
def list_cases(request: ApiRequest, query: Query[CaseQuery]) -> shapes.CasePage:
    """List the cases the caller may see, with the filters, order and paging of the case page."""
    at = timezone.now()
    found = queries.page(
        request.auth, query.filters(), sort=query.sort, cursor=query.cursor, size=query.size, at=at, zone=_zone()
    )
    return shapes.CasePage(
        cases=[shapes.in_list(row, at) for row in found.rows],
        count=found.count,
        is_count_exact=found.is_count_exact,
        older=found.older,
        newer=found.newer,
    )


@router.get("/counts", response=shapes.Counts, operation_id="count_cases", openapi_extra=refusing(*READ))
def count_cases(request: ApiRequest, query: Query[CaseFilters]) -> shapes.Counts:
    """Count the cases the caller may see by class, most first. The filter case_class is left out."""
    found = queries.counts_by_class(request.auth, query.filters(), at=timezone.now(), zone=_zone())
    return shapes.Counts(counts=[shapes.ClassCount(case_class=uuid, count=count) for uuid, count in found])


_MAP = refusing(*READ)
_GEO = {"application/geo+json": {"schema": {"$ref": "#/components/schemas/FeatureCollection"}}}
_MAP["responses"][200] = {"description": "GeoJSON.", "content": _GEO}


@router.get("/map", operation_id="map_cases", openapi_extra=_MAP)
def map_cases(request: ApiRequest, query: Query[MapQuery]) -> HttpResponse:
    """Give the cases inside a box as GeoJSON, WGS84, newest first, at most 2000; is_complete says whether all."""
    found = queries.markers(request.auth, query.filters(), box=box_of(query.bbox), at=timezone.now(), zone=_zone())
    collection = maps.FeatureCollection(
        limit=MOST_MARKERS,
        is_complete=len(found) < MOST_MARKERS,
        features=[maps.feature(marker) for marker in found],
    )
    # Written in one go: with 2000 features the library's way takes more than twice as long.
    return HttpResponse(collection.model_dump_json(), content_type="application/geo+json")


@router.get(
    "/{uuid:case_uuid}",
    response=shapes.CaseDetail,
    operation_id="read_case",
    openapi_extra=refusing(*READ, errors.NOT_FOUND),
)
def read_case(request: ApiRequest, case_uuid: UUID) -> shapes.CaseDetail:
    """Give everything about one case: its row, facts, timeline, files, and the steps that are the caller's."""
    at = timezone.now()
    story = access.story_for(request.auth, access.case_for(request.auth, case_uuid))
    return shapes.detail(story, answers(story.row.facts, request.auth, at), at)


REPORT_REFUSALS = (
    errors.NO_POST,
    errors.TEXT_MISSING,
    errors.TOO_LONG,
    errors.CLASS_UNKNOWN,
    errors.POSITION_ODD,
    errors.ACCURACY_ODD,
    errors.EVIDENCE_UNKNOWN,
    errors.EVIDENCE_SHOWN,
)


@router.post(
    "",
    response={201: shapes.ReportedAnswer},
    operation_id="report_case",
    openapi_extra=refusing(*JSON_CHANGE, *REPORT_REFUSALS),
)
def report_case(request: ApiRequest, body: shapes.ReportBody) -> Status[shapes.ReportedAnswer]:
    """Report a problem. Its origin is `api`."""
    call = call_from(request, body)
    place = body.place
    reported = commands.report(
        call,
        title=body.title,
        text=body.text,
        place=commands.Place(place.text, place.lon, place.lat, place.datum, place.accuracy_m),
        case_class=body.case_class,
        origin=Origin.API,
        evidence=tuple(body.evidence),
    )
    return Status(201, shapes.ReportedAnswer(**asdict(reported), request_uuid=body.request_uuid))
