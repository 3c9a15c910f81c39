"""The database shows to each what the rules say they see, and one who lost sight of a case is told why."""

from cast import Cast, person
from makers import closed, dispatched, fed_back, filed, handling, reported
from steps import refused, row, take

from bihuan.cases import commands
from bihuan.cases.commands import Moved
from bihuan.cases.models import Case
from bihuan.cases.queries import facts_of, visible
from bihuan.cases.rules.sight import sees
from bihuan.orgs.rules import Power


def everywhere(cast: Cast) -> list[Case]:
    """Return cases all over the loop, some touched by every kind of person."""
    back = take(commands.send_back, cast.handler, handling(cast, co=True), text="退")
    again = take(commands.send_back, cast.handler, handling(cast), text="退")
    again = take(commands.dispatch, cast.supervisor, again, lead_unit=cast.company.uuid)
    rework = take(commands.verify_fail, cast.inspector, fed_back(cast), text="差")
    own = reported(cast, who=cast.outsider)
    made = [reported(cast), filed(cast), dispatched(cast, co=True), handling(cast), fed_back(cast), closed(cast)]
    return [row(each) for each in (back, again, rework, own, *made)]


def test_the_database_and_the_rules_agree(cast: Cast) -> None:
    newcomer = person("新巡查员", cast.other_street, "巡查", Power.INSPECT)
    people = [value for value in vars(cast).values() if hasattr(value, "powers")] + [newcomer]
    for case in everywhere(cast):
        facts = facts_of(case, case.parts.all())
        for who in people:
            expected = sees(facts, who, reported_by=case.reported_by)
            assert visible(who).filter(pk=case.pk).exists() == expected, (case.state, who.name)


def test_who_saw_the_case_before_somebody_took_it_away_is_told_that_it_changed(cast: Cast) -> None:
    newcomer = person("新巡查员", cast.other_street, "巡查", Power.INSPECT)
    seen = fed_back(cast)
    take(commands.verify_fail, cast.supervisor, seen, text="差")

    assert refused(commands.verify_pass, newcomer, seen, text="好") == "cases.stale"


def test_who_never_saw_it_is_told_nothing_whatever_version_they_name(cast: Cast) -> None:
    now = fed_back(cast)

    for version in (-1, 0, 1, now.version, now.version + 5):
        guess = Moved(now.case_uuid, "", "", version, 0)
        assert refused(commands.feed_back, cast.other_handler, guess, text="清") == "cases.not_found"


def test_a_unit_sees_what_it_sent_back_until_another_gets_it(cast: Cast) -> None:
    now = take(commands.send_back, cast.handler, handling(cast), text="退")
    assert refused(commands.send_back, cast.handler, now, text="再退") == "cases.wrong_state"

    now = take(commands.dispatch, cast.supervisor, now, lead_unit=cast.company.uuid)

    assert refused(commands.send_back, cast.handler, now, text="再退") == "cases.not_found"
