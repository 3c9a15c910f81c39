"""Look again at a closed case."""

from cast import Cast, person
from makers import closed, handling, photo
from steps import LATER, last, owes, refused, row, take

from bihuan.cases import commands
from bihuan.cases.models import Case, CaseFile
from bihuan.kernel.call import Actor
from bihuan.ledger.queries import timeline
from bihuan.orgs.rules import Power


def handler_who_inspects(cast: Cast) -> Actor:
    return person("甲街道巡查", cast.street, "巡查", Power.INSPECT)


def test_observing_owes_what_every_step_owes(cast: Cast) -> None:
    moved = owes(
        cast,
        commands.observe,
        who=cast.inspector,
        now=closed(cast),
        event="cases.observed.v1",
        wrong={"cases.not_verifier": cast.leader, "cases.own_work": handler_who_inspects(cast)},
        text="仍然整洁",
        came_back=False,
        at=LATER,
        evidence=(photo(cast.inspector),),
    )

    assert (row(moved).observed_at, row(moved).next_tick_at, row(moved).came_back) == (LATER, None, False)
    assert len(last(moved).payload["evidence"]) == 1


def test_what_came_back_becomes_a_new_case_linked_as_its_rebound(cast: Cast) -> None:
    seen = photo(cast.inspector)
    moved = owes(
        cast,
        commands.observe,
        who=cast.inspector,
        now=closed(cast),
        event="cases.observed.v1",
        wrong={},
        text="又堆了",
        came_back=True,
        evidence=(seen,),
    )

    old, new = row(moved), Case.objects.get(rebound_of__uuid=moved.case_uuid)
    assert last(moved).payload["rebound"] == str(new.uuid)
    assert (new.origin, new.origin_uuid, new.origin_note, new.text) == ("rebound", old.uuid, old.code, "又堆了")
    assert (new.title, new.case_class_id, new.lon_wgs84) == (old.title, old.case_class_id, old.lon_wgs84)
    assert [entry.payload["rebound_of"] for entry in timeline(new.uuid)] == [str(old.uuid)]
    assert CaseFile.objects.get(file__uuid=seen).case == new
    assert refused(commands.observe, cast.inspector, moved, text="看", came_back=False) == "cases.observed_already"


def test_words_are_needed_and_a_closed_case(cast: Cast) -> None:
    found = refused(commands.observe, cast.inspector, closed(cast), text="", came_back=True)

    assert found == "cases.text_missing"
    assert refused(commands.observe, cast.supervisor, handling(cast), text="看", came_back=False) == "cases.wrong_state"


def test_a_case_may_be_looked_at_more_than_once(cast: Cast) -> None:
    now = take(commands.observe, cast.inspector, closed(cast), text="好", came_back=False)

    assert row(take(commands.observe, cast.inspector, now, at=LATER, text="好", came_back=False)).observed_at == LATER
