"""A round of re-checks takes first what is likeliest to come back by the model, and draws the rest by lot."""

from fractions import Fraction

from cast import NOW, Cast, call
from commands.visits.street import make_street
from makers import closed, long_closed

from bihuan.cases import jobs
from bihuan.cases.models import Case, RiskScore
from bihuan.visits.commands import commit_seed, draw_round
from bihuan.visits.models import Stop
from bihuan.visits.queries import cases_to_recheck
from bihuan.visits.rules.kinds import RoundKind


def test_the_learned_chance_orders_the_round_and_the_rest_stays_random(cast: Cast) -> None:
    make_street(cast)
    who = cast.supervisor
    long_closed(cast)
    cases = [closed(cast, code=f"0609{number}", limit=f"{number + 5}小时", amount=number + 5) for number in range(4)]
    jobs.learn_risk(NOW)
    model = RiskScore.objects.order_by("pk").values_list("model", flat=True)[0]
    RiskScore.objects.all().delete()
    for case, chance in zip(cases, (0.2, 0.9, 0.3, 0.4), strict=True):
        RiskScore.objects.create(case=Case.objects.get(uuid=case.case_uuid), model_id=model, chance=chance)

    found = {each.uuid: each.risk for each in cases_to_recheck(NOW, days=30)}
    said = {"kind": RoundKind.RECHECK, "name": "回头看", "from_on": NOW.date(), "to_on": NOW.date(), "days": 30}
    made = commit_seed(call(who), count=2, random_share=50, **said)
    draw_round(call(who), round_uuid=made.round_uuid, expected_version=made.version)

    assert [found[case.case_uuid] for case in cases] == [0.2, 0.9, 0.3, 0.4]
    risky, lot = Stop.objects.get(way="risk"), Stop.objects.get(way="random")
    assert (risky.case.uuid, risky.chance) == (cases[1].case_uuid, 1.0)
    assert lot.case.uuid != cases[1].case_uuid
    assert lot.chance == float(Fraction(1, 3))
    assert Stop.objects.get(pk=lot.pk).round.design["random_share"] == "1/2"


def test_a_case_without_a_learned_chance_has_the_rate_of_its_class(cast: Cast) -> None:
    case = closed(cast)

    (found,) = cases_to_recheck(NOW, days=30)

    assert (found.uuid, found.risk) == (case.case_uuid, 0.0)
