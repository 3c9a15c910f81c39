"""Links cut and made by hand, and the lasting cure of what keeps coming back."""

from datetime import timedelta
from decimal import Decimal

from cast import NOW, Cast, call
from makers import back_again, closed, condition, handling, reported
from steps import last, owes, refused, row, take

from bihuan.cases import commands
from bihuan.cases.commands import Place
from bihuan.cases.models import Case
from bihuan.cases.queries import replay_all
from bihuan.kernel.errors import Refusal
from bihuan.ledger.queries import timeline
from bihuan.orgs.rules import Power

ELSEWHERE = Place("北门", 113.6, 34.9)


def test_cutting_a_link_owes_what_every_step_owes(cast: Cast) -> None:
    now = back_again(cast, times=3)
    old = Case.objects.get(uuid=row(now).rebound_of_id)

    moved = owes(
        cast,
        commands.unlink,
        who=cast.supervisor,
        now=now,
        event="cases.unlinked.v1",
        wrong={"cases.not_supervisor": cast.handler},
        text="不是同一处",
    )

    new, old = row(moved), Case.objects.get(pk=old.pk)
    assert (new.rebound_of_id, new.family, new.rebound_count, new.weight) == (None, None, 0, Decimal(1))
    assert (new.link_cut, new.proposal) == (True, "")
    assert (old.came_back, old.observed_at, timeline(old.uuid)[-1].name) == (False, None, "cases.still_fixed.v1")
    assert any("link" in entry.payload for entry in timeline(new.uuid))


def test_what_was_cut_is_not_linked_again_by_the_rule(cast: Cast) -> None:
    closed(cast)
    new = commands.report(
        call(cast.inspector), title="又堆了", place=Place("", 113.55, 34.8), case_class=condition().case_class.uuid
    )
    cut = take(commands.unlink, cast.supervisor, new, text="不是同一处")

    take(commands.file, cast.supervisor, cut, condition=condition(limit="8小时", amount=8, code="06020").uuid)
    assert row(new).rebound_of_id is None


def test_of_two_rebounds_the_last_cut_says_that_it_stayed_fixed(cast: Cast) -> None:
    old = closed(cast)
    twins = [handling(cast), handling(cast)]

    take(commands.unlink, cast.supervisor, twins[0], text="不是同一处")
    assert row(old).came_back is True
    take(commands.unlink, cast.supervisor, twins[1], text="不是同一处")

    assert row(old).came_back is False
    assert [fault for fault in replay_all() if fault] == []


def test_linking_by_hand_owes_what_every_step_owes(cast: Cast) -> None:
    now = handling(cast)
    old = closed(cast)

    moved = owes(
        cast,
        commands.link,
        who=cast.supervisor,
        now=now,
        event="cases.linked.v1",
        wrong={"cases.not_supervisor": cast.handler},
        earlier_code=f" {old.code.lower()} ",
        text="搬到对面又摆",
    )

    assert (row(moved).rebound_of_id, row(moved).rebound_count) == (old.case_uuid, 1)
    assert (row(old).came_back, last(old).name) == (True, "cases.came_back.v1")
    assert last(moved).payload["link"] == {"by": "hand", "earlier": str(old.case_uuid)}


def test_only_an_earlier_closed_case_can_have_come_back(cast: Cast) -> None:
    now, old = handling(cast), closed(cast)
    late = take(commands.escalate, cast.supervisor, now, text="急")

    def code(earlier: str) -> str:
        return refused(commands.link, cast.supervisor, late, earlier_code=earlier, text="同一处")

    assert code("AJ-2026-99999") == "cases.earlier_unknown"
    assert code(now.code) == "cases.earlier_open"
    assert code(handling(cast).code) == "cases.earlier_open"
    Case.objects.filter(uuid=old.case_uuid).update(closed_at=NOW + timedelta(days=1))
    assert code(old.code) == "cases.earlier_open"


def test_a_case_that_others_count_on_keeps_its_place_in_the_chain(cast: Cast) -> None:
    middle = closed(cast)
    middle = closed(cast)
    take(commands.observe, cast.inspector, middle, text="又堆了", came_back=True)

    moved = row(middle)
    now = type(middle)(moved.uuid, moved.code, "", moved.version, 0)
    assert refused(commands.unlink, cast.supervisor, now, text="不是") == "cases.has_rebounds"


def test_a_lasting_cure_owes_what_every_step_owes(cast: Cast) -> None:
    cure = condition(limit="30日", amount=30, unit="calendar_days", code="06090")
    now = back_again(cast, times=3)

    moved = owes(
        cast,
        commands.cure,
        who=cast.supervisor,
        now=now,
        event="cases.cure_ordered.v1",
        wrong={"cases.not_supervisor": cast.handler},
        title="加装围挡并落实专人",
        text="一月内三次反弹",
        condition=cure.uuid,
    )

    new = Case.objects.get(origin="cure")
    assert (new.state, new.condition_id, new.origin_uuid, new.origin_note) == (
        "filed",
        cure.uuid,
        moved.case_uuid,
        moved.code,
    )
    assert (new.rebound_of_id, new.lon_wgs84) == (None, row(now).lon_wgs84)
    assert (row(moved).proposal, last(moved).payload["cure"]) == ("answered", str(new.uuid))
    assert refused(commands.cure, cast.supervisor, moved, title="再", text="再", condition=cure.uuid) == (
        "cases.nothing_proposed"
    )


def test_a_cure_of_the_same_class_is_neither_rebound_nor_comes_back(cast: Cast) -> None:
    now = back_again(cast, times=3)
    take(commands.cure, cast.supervisor, now, title="加装围挡", text="反弹", condition=condition().uuid)

    assert Case.objects.get(origin="cure").rebound_of_id is None


def test_only_who_configures_saves_a_rule_and_it_ends_the_one_before(cast: Cast) -> None:
    said = {"look_days": 7, "period_days": 20, "distance_m": 80, "multipliers": ("1", "2.50"), "propose_at": 2}
    said |= {"source": "区规", "from_on": NOW.date()}

    def code(who: object = cast.configurer, **other: object) -> str:
        try:
            commands.save_observation(call(who), **(said | other))  # type: ignore[arg-type]
        except Refusal as refusal:
            return refusal.code
        return ""

    assert code(cast.supervisor) == "orgs.not_allowed"
    assert code(look_days=21) == code(period_days=800, look_days=1) == "cases.days_odd"
    assert code(distance_m=1001) == "cases.distance_odd"
    assert code(multipliers=()) == code(multipliers=("x",)) == code(multipliers=("NaN",)) == "cases.multipliers_odd"
    assert code(propose_at=0) == "cases.propose_odd"
    assert code(source=" ") == "cases.text_missing"
    assert code() == ""
    assert code(from_on=NOW.date() - timedelta(days=1)) == "cases.rule_later"
    closed(cast)
    assert reported(cast, place=ELSEWHERE).version == 1
    assert Case.objects.get(state="closed").observe_until == NOW + timedelta(days=20)
    assert cast.configurer.has(Power.CONFIGURE)
