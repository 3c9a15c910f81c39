"""What a drawn round says about all points, against figures worked out by hand."""

from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from cast import NOW, Cast, call
from commands.visits.rounds import drawn, many_places, planned
from commands.visits.street import Street, make_street, seen, visit

from bihuan.kernel.errors import Refusal
from bihuan.standards.models import Element
from bihuan.visits.commands import Made, void_observation
from bihuan.visits.models import Stop
from bihuan.visits.queries import sample_size, scores
from bihuan.visits.rules.draw import By
from bihuan.visits.rules.estimate import Basis
from bihuan.visits.rules.kinds import Result, RoundKind, Scope

GOOD, BAD, ABSENT = Result.GOOD, Result.BAD, Result.NOT_APPLICABLE
STEPS = [
    {"grade": "A", "most": 0, "share": "1"},
    {"grade": "B", "most": 1, "share": "0.66"},
    {"grade": "C#", "most": None, "share": "0"},
]


@pytest.fixture
def street(cast: Cast) -> Street:
    """22 points of one type; clean is worth 2 points in steps, signs 1 by frequency."""
    made = make_street(cast)
    Element.objects.filter(pk=made.clean.pk).update(points=2, steps=STEPS)
    Element.objects.filter(pk=made.signs.pk).update(way="frequency")
    many_places(made)
    return made


def assessed(street: Street, **more: Any) -> Made:
    return drawn(street, **{"kind": RoundKind.ASSESSMENT, "count": 4, "by": By.TYPE} | more)


def look(street: Street, stop: Stop, clean: Result, signs: Result, *more: Any, minutes: int = 0) -> None:
    at = NOW + timedelta(minutes=minutes)
    sights = [seen(street.clean, clean, at=at, bad_count=int(clean is BAD)), seen(street.signs, signs, at=at), *more]
    visit(street, *sights, where=stop.place, stop_uuid=stop.uuid, at=at)


def test_four_of_22_points(street: Street) -> None:
    made = assessed(street)
    first, second, third, fourth = Stop.objects.filter(round__uuid=made.round_uuid)
    look(street, first, BAD, GOOD)  # 2 · 0.66 + 1 = 2.32 of 3
    look(street, second, GOOD, BAD)  # 2 + 0 = 2 of 3
    look(street, third, BAD, BAD)
    look(street, third, GOOD, GOOD, minutes=9)  # the latest counts: 3 of 3
    look(street, fourth, GOOD, GOOD)  # 3 of 3
    undone = seen(street.signs, BAD, at=NOW + timedelta(minutes=1))
    visit(street, undone, where=fourth.place, stop_uuid=fourth.uuid, at=NOW + timedelta(minutes=1))
    void_observation(call(street.cast.inspector), observation_uuid=undone.uuid, reason="看错了")

    found = scores(street.cast.supervisor, made.round_uuid)

    # 10.32 / 12; residuals −0.26, −0.58, 0.42, 0.42 over 12 points; v = (1 − 4/22) · 4/3 · 0.7568/144, √v = 0.07572;
    # t(3) = 3.1824; logit 0.86 = 1.8153 ± 3.1824 · 0.07572 / (0.86 · 0.14) = 1.8153 ± 2.0014
    assert (found.whole.rate, found.seen, found.drawn, found.size) == (Fraction(86, 100), 4, 4, 22)
    assert (found.whole.low, found.whole.high) == (pytest.approx(0.4536, abs=2e-4), pytest.approx(0.9785, abs=2e-4))
    # every point stands for 22/4 others: signs lost 1 · 5.5, clean 0.68 · 5.5, of 12 · 5.5 = 66
    assert [(row.element, row.gain.lost, row.gain.possible, row.gain.bad_count) for row in found.gains] == [
        ("设有公益广告", Fraction("5.5"), 66, 1),
        ("地面干净", Fraction("3.74"), 66, 1),
    ]
    assert [(part.name, part.drawn, part.size) for part in found.by_type] == [("公园", 4, 22)]
    assert found.by_type[0].score == found.whole
    assert (found.unseen, found.comparison.difference) == ((), None)


def test_what_does_not_apply_leaves_the_denominator(street: Street) -> None:
    made = assessed(street)
    first, second, *_rest = Stop.objects.filter(round__uuid=made.round_uuid)
    look(street, first, ABSENT, GOOD)
    look(street, second, GOOD, BAD)

    found = scores(street.cast.supervisor, made.round_uuid)

    assert (found.whole.rate, found.seen, found.drawn) == (Fraction(3, 4), 2, 4)


def test_the_surroundings_stand_beside_the_point(street: Street) -> None:
    made = assessed(street)
    first, second, third, _fourth = Stop.objects.filter(round__uuid=made.round_uuid)
    look(street, first, BAD, GOOD, seen(street.signs, GOOD, scope=Scope.AROUND))  # clean is not compared
    look(street, second, GOOD, GOOD, seen(street.signs, BAD, scope=Scope.AROUND))
    look(street, third, GOOD, BAD)

    found = scores(street.cast.supervisor, made.round_uuid)

    beside = found.comparison
    assert (beside.point.rate, beside.around.rate, beside.difference) == (1, Fraction(1, 2), Fraction(1, 2))
    assert found.whole.rate == Fraction("7.32") / 9


def test_a_part_of_which_nothing_was_seen_is_named(street: Street) -> None:
    made = assessed(street, by=By.TYPE_AND_AREA, count=5)
    for stop in Stop.objects.filter(round__uuid=made.round_uuid, place__unit=street.cast.street):
        look(street, stop, GOOD, GOOD)

    found = scores(street.cast.supervisor, made.round_uuid)

    # the park and ten others are the street's, ten the company's, the halt nobody's
    assert [(each.unit, each.size, each.is_nobodys) for each in found.unseen] == [
        ("", 1, True),
        (street.cast.company.short_name or street.cast.company.name, 10, False),
    ]
    assert (found.covered, found.size, found.whole.basis) == (11, 22, Basis.BOUND)
    scored = {part.name: part.score is not None for part in found.by_unit}
    assert scored[street.cast.street.short_name or street.cast.street.name]
    assert list(scored.values()).count(False) == 1


@pytest.mark.parametrize("count", [4, 16])
def test_six_statements(street: Street, django_assert_num_queries: Any, count: int) -> None:
    made = assessed(street, count=count)
    for stop in Stop.objects.filter(round__uuid=made.round_uuid):
        look(street, stop, GOOD, BAD)

    with django_assert_num_queries(6):
        scores(street.cast.supervisor, made.round_uuid)


def test_what_gives_no_score_is_refused(street: Street) -> None:
    made = assessed(street)
    look(street, Stop.objects.filter(round__uuid=made.round_uuid)[0], BAD, GOOD)
    Element.objects.filter(pk=street.clean.pk).update(steps=[])

    with pytest.raises(Refusal, match="scores_odd"):
        scores(street.cast.supervisor, made.round_uuid)
    with pytest.raises(Refusal, match="no_sample"):
        scores(street.cast.supervisor, planned(street).round_uuid)
    with pytest.raises(Refusal, match="not_found"):
        scores(street.cast.handler, made.round_uuid)
    with pytest.raises(Refusal, match="half_width_odd"):
        sample_size(Fraction(0), by=By.TYPE)


def test_so_many_as_the_precision_needs(street: Street) -> None:
    # 15 of 22: t(14) · √((1 − 15/22) · 0.25² / 15) = 2.1448 · 0.03641 = 7.8; 14 of 22: 2.1604 · 0.04029 = 8.7
    assert sample_size(Fraction(8, 100), by=By.TYPE).total == 15
