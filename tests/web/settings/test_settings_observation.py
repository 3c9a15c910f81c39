"""The observation rule is changed by whoever configures; the page of the rate shows it."""

from datetime import timedelta
from decimal import Decimal

from cast import Cast
from django.test import Client
from django.utils import timezone
from settings_pieces import Enter

from bihuan.cases.models import ObservationRule
from bihuan.cases.queries import rule_for

SAID = {
    "case_class": "",
    "look_days": "7",
    "period_days": "20",
    "distance_m": "80",
    "multipliers": "1、1.5 2",
    "propose_at": "2",
    "source": "区创建办决定",
}


def test_a_new_rule_begins_and_the_page_shows_it(cast: Cast, admin: Client, enter: Enter) -> None:
    today = timezone.localdate()

    answer = admin.post("/settings/observation/", SAID | {"from_on": today.isoformat()})

    assert (answer.status_code, answer["Location"]) == (302, "/cases/rebounds/")
    rule = rule_for(None, today)
    assert (rule.look_days, rule.period_days, rule.propose_at) == (7, 20, 2)
    assert rule.multipliers == (Decimal(1), Decimal("1.5"), Decimal(2))
    assert rule_for(None, today - timedelta(days=1)).period_days == 30
    assert ObservationRule.objects.filter(valid_to=today).count() == 1
    page = enter(cast.handler).get("/cases/rebounds/").content.decode()
    assert "区创建办决定" in page
    assert "/settings/observation/" not in page


def test_what_is_odd_is_said_beside_its_field_and_nothing_is_saved(admin: Client) -> None:
    said = SAID | {"from_on": timezone.localdate().isoformat(), "multipliers": "一 二"}

    answer = admin.post("/settings/observation/", said)

    assert answer.status_code == 422
    assert "请依次填写第 1 次" in answer.content.decode()
    assert ObservationRule.objects.count() == 1


def test_the_form_begins_with_the_rule_as_it_is(admin: Client) -> None:
    page = admin.get("/settings/observation/").content.decode()

    assert 'value="1 2 3"' in page
    assert 'value="30"' in page
