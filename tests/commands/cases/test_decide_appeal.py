"""The second review of an appeal."""

from cast import Cast, person
from late import appealed, supported
from steps import DUE, LATE, last, owes, refused, row, take, told

from bihuan.cases import commands
from bihuan.orgs.rules import Power


def test_deciding_owes_what_every_step_owes(cast: Cast) -> None:
    moved = owes(
        cast,
        commands.decide_appeal,
        who=cast.discipline,
        now=supported(cast),
        event="cases.appeal_decided.v1",
        wrong={"cases.not_discipline": cast.supervisor},
        text="同意",
        grants=True,
        at=LATE,
    )

    case = row(moved)
    assert (case.appeal, case.is_exempt, case.overdue_at) == ("granted", True, DUE)
    assert (last(moved).payload["grants"], told(moved)) == (True, [("decision", cast.street.name)])


def test_refused_it_stays_counted(cast: Cast) -> None:
    moved = take(commands.decide_appeal, cast.discipline, supported(cast), text="不同意", grants=False)

    assert (row(moved).appeal, row(moved).is_exempt) == ("refused", False)


def test_whoever_reviewed_does_not_decide(cast: Cast) -> None:
    both = person("督查纪检员", cast.office, "督查纪检", Power.SUPERVISE, Power.DISCIPLINE)
    now = take(commands.review_appeal, both, appealed(cast), text="属实", supports=True)

    assert refused(commands.decide_appeal, both, now, text="同意", grants=True) == "cases.same_reviewer"


def test_the_first_review_comes_first(cast: Cast) -> None:
    found = refused(commands.decide_appeal, cast.discipline, appealed(cast), text="同意", grants=True)

    assert found == "cases.nothing_asked"
