"""Which closed cases are likely to come back, on pages: to whom, how sure, and how good that is known to be."""

from datetime import timedelta

import pytest
from cast import NOW, Cast
from django.utils import timezone
from makers import closed, long_closed

from bihuan.cases import jobs
from bihuan.cases.models import Case, RiskModel, RiskScore

QUALITY = {
    "split": 1_767_225_600,
    "engine": "logistic",
    "bins": [[50, 0.05, 0.04], [50, 0.31, 0.36]],
    "n_train": 1234,
    "n_test": 100,
    "base_rate": 0.2,
    "auc": 0.741,
    "ece": 0.03,
    "top20": 0.52,
    "baselines": {"class_rate": {"auc": 0.602, "top20": 0.31}, "prior_count": {"auc": None, "top20": 0.48}},
}


def text(desk, who, url: str) -> str:
    answer = desk(who).get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


@pytest.fixture
def watched(cast: Cast) -> Case:
    """A closed case under observation, with a chance of 12.3 %."""
    long_closed(cast)
    now = closed(cast)
    jobs.learn_risk(NOW)
    RiskScore.objects.update(chance=0.123)
    Case.objects.filter(uuid=now.case_uuid).update(observe_until=timezone.now() + timedelta(days=3))
    return Case.objects.get(uuid=now.case_uuid)


def test_before_anything_was_learned_the_page_says_how_it_begins(cast: Cast, desk) -> None:
    page = text(desk, cast.supervisor, "/cases/risk/")

    assert "尚未学习" in page
    assert "<table" not in page


def test_thin_data_is_said_and_no_figure_is_made_up(cast: Cast, desk, watched: Case) -> None:
    page = text(desk, cast.supervisor, "/cases/risk/")

    assert f'href="/cases/{watched.uuid}/">{watched.code}' in page
    assert "12 %" in page
    assert "数据较少" in page
    assert "AUC" not in page
    assert "结案满 30 天的案件太少" in page


def test_the_figures_stand_beside_the_plain_ways(cast: Cast, desk, watched: Case) -> None:
    RiskModel.objects.update(quality=QUALITY, engine="logistic")

    page = text(desk, cast.supervisor, "/cases/risk/")

    for figure in ("0.74", "0.60", "52 %", "31 %", "48 %", "31.0 %", "36.0 %", "3.0 个百分点", "2026-01-01", "1234"):
        assert figure in page, figure
    assert "数据较少" not in page


def test_who_orders_and_does_the_work_sees_the_chance_on_the_case(cast: Cast, desk, watched: Case) -> None:
    for who in (cast.supervisor, cast.inspector, cast.leader):
        page = text(desk, who, f"/cases/{watched.uuid}/")
        assert "反弹可能" in page
        assert "12 %" in page
    assert "反弹可能" not in text(desk, cast.handler, f"/cases/{watched.uuid}/")
    assert "/cases/risk/" in text(desk, cast.inspector, "/cases/rebounds/")
    assert "/cases/risk/" not in text(desk, cast.handler, "/cases/rebounds/")


def test_once_it_came_back_or_the_observation_is_over_nothing_is_foretold(cast: Cast, desk, watched: Case) -> None:
    Case.objects.update(observe_until=timezone.now() - timedelta(hours=1))

    assert "反弹可能" not in text(desk, cast.supervisor, f"/cases/{watched.uuid}/")
    assert watched.code not in text(desk, cast.supervisor, "/cases/risk/")


def test_in_english_too(cast: Cast, desk, watched: Case) -> None:
    client = desk(cast.leader)
    page = client.get("/cases/risk/", headers={"accept-language": "en"}).content.decode()

    assert "Likely to come back" in page
    assert "Data is thin" in page
