"""What comes back is found by the rule, counted along the chain, weighed, and shown to those who decide."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from cast import NOW, Cast, call
from makers import back_again, closed, condition, fed_back, filed, handling, photo, reported
from steps import last, row, take

from bihuan.cases import commands
from bihuan.cases.commands import Place, Reported
from bihuan.cases.models import Case, ObservationRule
from bihuan.cases.queries import replay_all
from bihuan.kernel.geo import Datum
from bihuan.ledger.queries import verify
from bihuan.places.models import Place as PointRow

# One thousandth of a degree of latitude is 111 m.
HERE = Place("西溪路12号", 113.55, 34.8)
NEXT_DOOR = replace(HERE, lat=34.8004)
DOWN_THE_ROAD = replace(HERE, lat=34.8006)
DAYS = timedelta(days=1)


def again(cast: Cast, *, after: timedelta = DAYS, place: Place = HERE, code: str = "06010") -> Reported:
    """Report a failure of a class at a place some time later."""
    under = condition() if code == "06010" else condition(code=code, limit="8小时", amount=8)
    at = NOW + after
    return commands.report(call(cast.inspector, at), title="又堆了", place=place, case_class=under.case_class.uuid)


def whole() -> None:
    assert [fault for fault in replay_all() if fault] == []
    account = verify()
    assert account.is_whole, account.faults


def test_a_fresh_failure_nearby_links_to_the_closed_case_and_marks_it(cast: Cast) -> None:
    old = closed(cast)

    new = again(cast, place=NEXT_DOOR)

    earlier, later = row(old), row(new)
    assert (later.rebound_of_id, later.family, later.rebound_count, later.weight) == (
        old.case_uuid,
        old.case_uuid,
        1,
        1,
    )
    assert (earlier.came_back, earlier.observed_at) == (True, NOW + DAYS)
    assert last(old).name == "cases.came_back.v1"
    assert last(old).payload["rebound"] == str(new.case_uuid)
    assert last(new).payload["link"] == {"by": "rule", "earlier": str(old.case_uuid), "metres": 44}
    whole()


def test_another_class_another_place_or_too_late_is_no_rebound(cast: Cast) -> None:
    old = closed(cast)

    others = [
        again(cast, code="06020"),
        again(cast, place=DOWN_THE_ROAD),
        again(cast, after=31 * DAYS),
        again(cast, place=Place("西溪路12号")),
        reported(cast),
    ]

    assert [row(new).rebound_of_id for new in others] == [None] * 5
    assert row(old).came_back is False


def test_the_last_moment_of_the_period_still_counts_and_positions_of_other_datums_meet(cast: Cast) -> None:
    closed(cast)

    assert row(again(cast, after=30 * DAYS, place=replace(HERE, lat=34.80001))).rebound_count == 1
    # Some hundred metres away on the ground, the same degrees in another datum.
    assert row(again(cast, place=replace(HERE, datum=Datum.GCJ02))).rebound_of_id is None


def test_what_was_seen_before_it_was_closed_is_no_rebound(cast: Cast) -> None:
    now = fed_back(cast)
    take(commands.verify_pass, cast.inspector, now, at=NOW + timedelta(hours=3), text="已清")
    seen = call(cast.inspector, NOW + DAYS, happened_at=NOW + timedelta(hours=1))

    new = commands.report(seen, title="又堆了", place=HERE, case_class=condition().case_class.uuid)

    assert row(new).rebound_of_id is None


def test_the_class_said_only_at_filing_links_then(cast: Cast) -> None:
    old = closed(cast)
    new = reported(cast)

    moved = take(commands.file, cast.supervisor, new, condition=condition().uuid)

    assert (row(new).rebound_of_id, row(new).rebound_count, moved.version) == (old.case_uuid, 1, 2)
    assert (last(new).name, last(old).name) == ("cases.filed.v1", "cases.came_back.v1")
    whole()


def test_the_chain_counts_from_the_case_closed_last_and_weighs_by_the_rule(cast: Cast) -> None:
    second = row(back_again(cast, times=2))

    first = Case.objects.get(uuid=second.rebound_of_id)
    assert (second.rebound_count, second.weight, first.rebound_count) == (2, Decimal(2), 1)
    assert second.family == first.family == first.rebound_of_id
    assert (second.proposal, row(back_again(cast)).proposal) == ("", "open")


def test_two_reports_of_one_return_count_once_each(cast: Cast) -> None:
    old = closed(cast)

    twins = [row(again(cast)), row(again(cast))]

    assert [(twin.rebound_of_id, twin.rebound_count) for twin in twins] == [(old.case_uuid, 1)] * 2
    assert row(old).version == old.version + 2
    whole()


def test_the_rule_of_a_class_goes_before_the_rule_of_all(cast: Cast) -> None:
    commands.save_observation(
        call(cast.configurer),
        case_class=condition().case_class.uuid,
        look_days=3,
        period_days=7,
        distance_m=100,
        multipliers=("1.5",),
        propose_at=1,
        source="区规",
        from_on=NOW.date(),
    )
    old = closed(cast)

    new = row(again(cast, place=DOWN_THE_ROAD))

    assert (row(old).observe_at, row(old).observe_until) == (NOW + 3 * DAYS, NOW + 7 * DAYS)
    assert (new.rebound_of_id, new.weight, new.proposal) == (old.case_uuid, Decimal("1.50"), "open")


def test_without_a_rule_nothing_is_observed_and_nothing_links(cast: Cast) -> None:
    ObservationRule.objects.all().delete()
    old = closed(cast)

    assert (row(old).observe_at, row(old).observe_until, row(old).next_tick_at) == (None, None, None)
    assert row(again(cast)).rebound_of_id is None
    whole()


def test_a_period_stays_as_it_was_when_the_case_was_closed(cast: Cast) -> None:
    closed(cast)
    ObservationRule.objects.update(look_days=1, period_days=1)

    assert row(again(cast, after=20 * DAYS)).rebound_count == 1


def test_looking_again_counts_and_weighs_too(cast: Cast) -> None:
    first = take(commands.observe, cast.inspector, closed(cast), text="又堆了", came_back=True)

    new = Case.objects.get(rebound_of=first.case_uuid)

    assert (new.rebound_count, new.weight, new.family) == (1, 1, first.case_uuid)
    assert [entry for entry in Case.objects.values_list("came_back", flat=True).order_by("pk")] == [True, False]
    whole()


def test_cases_in_hand_do_not_come_back(cast: Cast) -> None:
    handling(cast)
    filed(cast)

    assert row(again(cast)).rebound_of_id is None


def test_the_same_point_links_however_far_apart_and_without_a_position(cast: Cast) -> None:
    point = PointRow.objects.create(code="P1", name="西溪花园", type_code="01")
    other = PointRow.objects.create(code="P2", name="北门", type_code="01")
    now = reported(cast, place=replace(HERE, point=point.uuid))
    now = take(commands.file, cast.supervisor, now, condition=condition().uuid)
    now = take(commands.dispatch, cast.supervisor, now, lead_unit=cast.street.uuid)
    now = take(commands.accept, cast.handler, now)
    now = take(commands.feed_back, cast.handler, now, text="已清", evidence=(photo(cast.handler),))
    old = take(commands.verify_pass, cast.inspector, now, text="已清")

    assert row(again(cast, place=Place("北门", point=other.uuid))).rebound_of_id is None
    assert row(again(cast, place=replace(DOWN_THE_ROAD, point=point.uuid))).rebound_of_id == old.case_uuid
    assert row(again(cast, place=Place("西溪花园", point=point.uuid))).rebound_count == 1
    whole()
