"""Dispatch a case: the clock starts, every unit is told."""

from cast import Cast
from makers import dispatched, filed, reported
from steps import DUE, NOW, last, owes, refused, row, take, told

from bihuan.cases import commands
from bihuan.cases.models import Part
from bihuan.orgs.models import CalendarYear


def test_dispatching_owes_what_every_step_owes(cast: Cast) -> None:
    moved = owes(
        cast,
        commands.dispatch,
        who=cast.supervisor,
        now=filed(cast),
        event="cases.dispatched.v1",
        wrong={"cases.not_supervisor_or_leader": cast.inspector},
        lead_unit=cast.street.uuid,
        co_units=(cast.company.uuid,),
    )

    assert told(moved) == [("dispatch", cast.street.name), ("dispatch", cast.company.name)]
    case = row(moved)
    assert (case.state, case.lead_unit, case.due_at, case.next_tick_at) == (
        "dispatched",
        cast.street,
        DUE,
        case.yellow_at,
    )
    assert list(case.parts.values_list("unit", "state")) == [(cast.company.uuid, "waiting")]
    assert (last(moved).payload["limit"], last(moved).payload["clock"]) == ("4工作时", "started")


def test_a_leader_on_site_may_dispatch(cast: Cast) -> None:
    assert take(commands.dispatch, cast.leader, filed(cast), lead_unit=cast.street.uuid).state == "dispatched"


def test_another_limit_may_be_given(cast: Cast) -> None:
    moved = take(commands.dispatch, cast.supervisor, filed(cast), lead_unit=cast.street.uuid, limit="2紧急工作时")

    assert (row(moved).limit_unit, row(moved).limit_amount) == ("continuous_hours", 2)


def test_units_must_be_in_use_and_named_once(cast: Cast) -> None:
    now = filed(cast)
    cast.company.is_active = False
    cast.company.save()
    street, company, other = cast.street.uuid, cast.company.uuid, cast.other_street.uuid

    def no(**units: object) -> str:
        return refused(commands.dispatch, cast.supervisor, now, **units)

    assert no(lead_unit=company) == "cases.unit_unknown"
    assert no(lead_unit=street, co_units=(company,)) == "cases.unit_unknown"
    assert no(lead_unit=cast.supervisor.uuid) == "cases.unit_unknown"
    assert no(lead_unit=street, co_units=(street,)) == "cases.same_unit"
    assert no(lead_unit=street, co_units=(other, other)) == "cases.same_unit"


def test_a_limit_that_cannot_be_read_is_refused(cast: Cast) -> None:
    found = refused(commands.dispatch, cast.supervisor, filed(cast), lead_unit=cast.street.uuid, limit="尽快")

    assert found == "kernel.unreadable_limit"


def test_a_calendar_without_the_year_is_refused(cast: Cast) -> None:
    now = filed(cast)
    CalendarYear.objects.all().delete()

    assert refused(commands.dispatch, cast.supervisor, now, lead_unit=cast.street.uuid) == "kernel.calendar_missing"


def test_only_a_filed_case_is_dispatched(cast: Cast) -> None:
    for now in (reported(cast), dispatched(cast)):
        assert refused(commands.dispatch, cast.supervisor, now, lead_unit=cast.street.uuid) == "cases.wrong_state"


def test_given_to_another_unit_the_parts_are_those_of_the_new_dispatch(cast: Cast) -> None:
    now = dispatched(cast, co=True)
    now = take(commands.send_back, cast.handler, now, text="不属于本单位")
    assert not Part.objects.filter(case__uuid=now.case_uuid).exists()

    now = take(
        commands.dispatch,
        cast.supervisor,
        now,
        lead_unit=cast.company.uuid,
        co_units=(cast.other_street.uuid, cast.street.uuid),
    )

    units = list(row(now).parts.values_list("unit", flat=True))
    assert (units, last(now).payload["clock"]) == ([cast.other_street.uuid, cast.street.uuid], "started")
    assert row(now).dispatched_at == NOW
