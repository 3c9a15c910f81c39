"""Chances of coming back: learned by night from the cases themselves, kept, recorded, given to those under observation."""

from datetime import datetime, timedelta

import pytest
from cast import NOW, Cast, call
from makers import closed, condition, long_closed
from rules.cases.risk_panels import Row, district

from bihuan.cases import commands, jobs, queries
from bihuan.cases.models import Case, ObservationRule, RiskModel, RiskScore
from bihuan.cases.queries.learning import learn
from bihuan.cases.rules.risk import Model
from bihuan.kernel.errors import Refusal
from bihuan.ledger.queries import timeline

DAY = timedelta(days=1)
NIGHT = NOW.replace(hour=18, minute=30) + DAY  # half past two in the morning there
DAYS = 900


def many(cast: Cast) -> list[Case]:
    """Closed cases of an invented district until NOW, with a known structure."""
    kind = condition().case_class
    start = NOW - DAYS * DAY
    rows = [row for row in district(places=700, days=DAYS, rate=2.0) if row.closed is not None]
    return Case.objects.bulk_create([_case(cast, number, row, start, kind.uuid) for number, row in enumerate(rows)])


def _case(cast: Cast, number: int, row: Row, start: datetime, kind: object) -> Case:
    opened, shut = start + row.opened * DAY, start + (row.closed or 0) * DAY
    return Case(
        code=f"虚构{number}",
        state="closed",
        title="虚构",
        origin="desk",
        case_class_id=kind,
        happened_at=opened,
        reported_at=opened,
        reported_by=cast.inspector.uuid,
        lead_unit_id=cast.street.uuid,
        due_at=shut,
        closed_at=shut,
        observe_until=shut + 30 * DAY,
        # one street a row of cells, one point a cell
        lat_wgs84=30 + int(row.place[1:]) * 0.001,
        lon_wgs84=115.0001,
    )


def test_thin_data_gives_the_rate_of_the_class_and_says_so(cast: Cast) -> None:
    long_closed(cast)
    now = closed(cast)
    before = list(Case.objects.values())

    assert jobs.learn_risk(NOW + DAY) == {"learned": 1}

    model = queries.risk_model()
    assert model is not None
    assert (model.is_thin, model.horizon_days, model.cases, model.quality) == (True, 30, 1, None)
    assert queries.risk_of(now.case_uuid, NOW + DAY) == (pytest.approx((5 * 0.1) / 6), NOW + DAY, 30)
    (entry,) = timeline(model.uuid)
    assert (entry.name, entry.payload["scored"], entry.payload["hash"]) == ("cases.risk_trained.v1", 1, model.hash)
    assert list(Case.objects.values()) == before


def test_a_district_with_a_past_gets_chances_that_are_judged_beside_the_plain_ways(cast: Cast) -> None:
    rows = many(cast)

    jobs.learn_risk(NOW)

    model = queries.risk_model()
    assert model is not None
    assert not model.is_thin
    assert model.quality is not None
    plain = model.quality["baselines"]
    assert model.quality["auc"] > plain["class_rate"]["auc"]
    assert set(plain) == {"class_rate", "prior_count"}
    assert sum(size for size, _stated, _came in model.quality["bins"]) == model.quality["n_test"]
    last = {row.lat_wgs84: row.code for row in sorted(rows, key=lambda row: row.happened_at)}
    watched = [row for row in rows if row.observe_until > NOW and last[row.lat_wgs84] == row.code]
    assert RiskScore.objects.count() == len(watched) > 20
    assert len(set(RiskScore.objects.values_list("chance", flat=True))) > 20
    chances = [line.chance for line in queries.likeliest(cast.supervisor, NOW)]
    assert chances == sorted(chances, reverse=True)
    kept = RiskModel.objects.get()
    assert Model.from_json(kept.parameters | {"quality": kept.quality}).cases == kept.cases


def test_where_something_was_opened_since_nothing_is_foretold(cast: Cast) -> None:
    long_closed(cast)
    first = closed(cast)
    later = closed(cast, code="06090", limit="8小时", amount=8)
    Case.objects.filter(uuid=first.case_uuid).update(closed_at=NOW - DAY, happened_at=NOW - 2 * DAY)

    jobs.learn_risk(NOW)

    assert queries.risk_of(first.case_uuid, NOW) is None
    assert queries.risk_of(later.case_uuid, NOW) is not None


def test_it_learns_once_a_night_and_after_a_pause(cast: Cast) -> None:
    long_closed(cast)
    closed(cast)
    assert jobs.learn_risk(NOW) == {"learned": 1}

    assert jobs.learn_risk(NOW + timedelta(hours=1)) == {}
    assert jobs.learn_risk(NIGHT) == {"learned": 1}
    assert jobs.learn_risk(NIGHT + timedelta(minutes=10)) == {}
    assert jobs.learn_risk(NIGHT + timedelta(hours=12)) == {}
    assert jobs.learn_risk(NIGHT + timedelta(hours=36)) == {}
    assert jobs.learn_risk(NIGHT + timedelta(hours=60)) == {"learned": 1}
    assert RiskModel.objects.count() == 3
    assert RiskScore.objects.count() == 1


def test_what_is_no_longer_under_observation_loses_its_chance(cast: Cast) -> None:
    long_closed(cast)
    now = closed(cast)
    jobs.learn_risk(NOW)
    later = NOW + 60 * DAY

    assert queries.risk_of(now.case_uuid, later) is None
    assert queries.likeliest(cast.supervisor, later) == []
    jobs.learn_risk(later)
    assert RiskScore.objects.count() == 0


def test_there_is_nothing_to_learn_without_a_rule_or_a_case_whose_end_is_known(cast: Cast) -> None:
    closed(cast)
    assert jobs.learn_risk(NOW) == {}
    long_closed(cast)
    ObservationRule.objects.all().delete()

    assert jobs.learn_risk(NOW) == {}
    assert queries.risk_model() is None


def test_sent_twice_it_is_kept_once_and_only_the_desk_may(cast: Cast) -> None:
    long_closed(cast)
    closed(cast)
    asked = call(cast.supervisor)
    first, second = learn(NOW), learn(NOW + timedelta(seconds=2))
    assert first is not None
    assert second is not None

    kept = commands.train_risk(asked, learned=first)

    assert commands.train_risk(asked, learned=second) == kept
    assert RiskModel.objects.count() == 1
    with pytest.raises(Refusal) as refused:
        commands.train_risk(call(cast.handler), learned=first)
    assert refused.value.code == "cases.not_supervisor"


def test_a_case_that_is_nowhere_is_left_out(cast: Cast) -> None:
    long_closed(cast)
    closed(cast)
    lost = closed(cast, code="06090", limit="8小时", amount=8)
    Case.objects.filter(uuid=lost.case_uuid).update(lon_wgs84=None, lat_wgs84=None)

    jobs.learn_risk(NOW)

    model = queries.risk_model()
    assert model is not None
    assert model.left_out == 1
    assert queries.risk_of(lost.case_uuid, NOW) is None
