"""The smaller endpoints: the description, who one is, the dictionary, units, the ledger."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from bihuan.api.auth import ApiRequest
from bihuan.api.describe import READ, refusing
from bihuan.api.schemas import others as shapes
from bihuan.api.schemas.lists import ClassQuery
from bihuan.api.site import api
from bihuan.cases import access
from bihuan.cases.errors import NOT_FOUND
from bihuan.ledger.queries.read import sealed
from bihuan.orgs import queries as orgs
from bihuan.orgs.rules import Power
from bihuan.standards import queries as standards

router = Router(tags=["others"])


@router.get("/openapi.json", auth=None, include_in_schema=False, operation_id="about")
def about(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # the library calls it so
    """Describe this API (OpenAPI 3.1); open to everybody."""
    return HttpResponse(api.description_json, content_type="application/json")


@router.get("/me", response=shapes.Me, operation_id="read_me", openapi_extra=refusing(*READ))
def read_me(request: ApiRequest) -> shapes.Me:
    """Say who the caller is, in which post, with which powers."""
    who = request.auth
    return shapes.Me(
        uuid=who.uuid,
        name=who.name,
        post_uuid=who.post_uuid,
        post=who.post,
        unit_uuid=who.unit_uuid,
        unit=who.unit,
        powers=sorted(Power(power) for power in who.powers),
        acting_for=who.acting_for,
    )


@router.get("/units", response=shapes.Units, operation_id="list_units", openapi_extra=refusing(*READ))
def list_units(request: ApiRequest) -> shapes.Units:  # noqa: ARG001  # known to everybody who may ask
    """List the units in use, by code."""
    return shapes.Units(
        units=[shapes.UnitInUse.model_validate(unit, from_attributes=True) for unit in orgs.active_units()]
    )


@router.get("/classes", response=shapes.Classes, operation_id="list_classes", openapi_extra=refusing(*READ))
def list_classes(request: ApiRequest, query: Query[ClassQuery]) -> shapes.Classes:  # noqa: ARG001  # known to everybody who may ask
    """List the classes of all standards, 50 to a page."""
    kind = query.kind.value if query.kind else ""
    found = standards.classes(timezone.localdate(), kind=kind, search=query.q, page=query.page)
    return shapes.classes_of(found)


@router.get("/conditions", response=shapes.Conditions, operation_id="list_conditions", openapi_extra=refusing(*READ))
def list_conditions(
    request: ApiRequest,  # noqa: ARG001  # known to everybody who may ask
    case_class: Annotated[UUID | None, Query(description="Only those of this class.")] = None,
) -> shapes.Conditions:
    """List the filing conditions in force today, with their time limits."""
    today = timezone.localdate()
    if case_class:
        rows = standards.conditions_in_force(case_class, today)
    else:
        rows = [row for _class, held in standards.fileable(today) for row in held]
    return shapes.Conditions(conditions=[shapes.condition(row) for row in rows])


@router.get(
    "/ledger/{uuid:subject_uuid}",
    response=shapes.LedgerEntries,
    operation_id="read_ledger",
    openapi_extra=refusing(*READ, NOT_FOUND),
)
def read_ledger(request: ApiRequest, subject_uuid: UUID) -> shapes.LedgerEntries:
    """Give the ledger entries of a case the caller may see, with all that their hashes cover."""
    case = access.case_for(request.auth, subject_uuid)
    return shapes.LedgerEntries(entries=[shapes.ledger_entry(*each) for each in sealed(case.uuid)])
