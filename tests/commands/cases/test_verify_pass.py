"""Verify and close."""

from datetime import timedelta

from cast import NOW, Cast, person
from makers import fed_back, handling, photo
from steps import last, owes, refused, row

from bihuan.cases import commands
from bihuan.orgs.rules import Power


def test_passing_owes_what_every_step_owes(cast: Cast) -> None:
    seen = photo(cast.inspector)
    moved = owes(
        cast,
        commands.verify_pass,
        who=cast.inspector,
        now=fed_back(cast),
        event="cases.verified.v1",
        wrong={"cases.not_verifier": cast.handler},
        text="现场已清",
        on_site=True,
        evidence=(seen,),
    )

    case = row(moved)
    assert (case.state, case.closed_at, case.verified_by) == ("closed", NOW, cast.inspector.uuid)
    assert (case.observe_at, case.next_tick_at) == (NOW + timedelta(days=15), case.observe_at)
    assert (last(moved).payload["on_site"], last(moved).payload["evidence"][0]["file"]) == (True, str(seen))


def test_nobody_verifies_the_work_of_their_own_unit(cast: Cast) -> None:
    own = person("甲街道巡查", cast.street, "巡查", Power.INSPECT)

    assert refused(commands.verify_pass, own, fed_back(cast), text="好") == "cases.own_work"


def test_words_are_needed_and_something_fed_back(cast: Cast) -> None:
    assert refused(commands.verify_pass, cast.supervisor, fed_back(cast), text=" ") == "cases.text_missing"
    assert refused(commands.verify_pass, cast.supervisor, handling(cast), text="好") == "cases.wrong_state"
