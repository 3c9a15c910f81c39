"""What runs by itself: heartbeat, jobs, and rules that never fired."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from settings_pieces import Count

from bihuan.clockwork import rules
from bihuan.clockwork.commands import beat
from bihuan.clockwork.models import Heartbeat, RuleRow
from bihuan.web.settings.present import ago

URL = "/settings/jobs/"


def _fire(at: datetime) -> Mapping[str, int]:
    return {"often": 3}


def _break(at: datetime) -> Mapping[str, int]:
    raise RuntimeError("<broken>")


@pytest.fixture(autouse=True)
def _jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    watched = {"often": "Often", "never": "Never"}
    jobs = [
        rules.Job("test.fire", "Fires", 60, _fire, lambda: watched),
        rules.Job("test.break", "Breaks", 60, _break, dict),
    ]
    monkeypatch.setattr(rules, "REGISTRY", {job.name: job for job in jobs})
    for module in ("commands", "queries"):
        monkeypatch.setattr(f"bihuan.clockwork.{module}.REGISTRY", {job.name: job for job in jobs})


def test_a_rule_that_never_fired_says_so(admin: Client) -> None:
    beat(timezone.now())

    page = admin.get(URL)
    broken, fired = page.context["jobs"]
    assert [(rule.name, rule.fired_count, rule.fired_at is None) for rule in fired.rules] == [
        ("often", 3, False),
        ("never", 0, True),
    ]
    assert page.content.decode().count('class="never"') == 1
    assert (fired.badge.icon, broken.badge.icon) == ("circle-check", "alert-triangle")


def test_an_error_is_shown_as_it_was(admin: Client) -> None:
    beat(timezone.now())

    assert "&lt;broken&gt;" in admin.get(URL).content.decode()


def test_a_clock_that_is_alive_gives_no_advice(admin: Client) -> None:
    beat(timezone.now())

    assert "<ol>" not in admin.get(URL).content.decode()


@pytest.mark.parametrize("has_run", [True, False])
def test_a_late_clock_says_what_to_do(admin: Client, has_run: bool) -> None:
    earlier = timezone.now() - timedelta(minutes=10)
    Heartbeat.objects.bulk_create([Heartbeat(pk=1, beat_at=earlier)] * has_run)

    page = admin.get(URL)
    assert "<ol>" in page.content.decode()
    assert {job.badge.icon for job in page.context["jobs"]} == {"player-pause"}


def test_more_rules_ask_no_more(admin: Client, statements: Count) -> None:
    beat(timezone.now())
    before = statements(admin, URL)
    RuleRow.objects.bulk_create(RuleRow(job="old", name=f"r{n}", checked_at=timezone.now()) for n in range(30))

    assert statements(admin, URL) == before


@pytest.mark.parametrize("seconds, digit", [(8, "8"), (59, "59"), (61, "1"), (3599, "59"), (-3, "0")])
def test_a_moment_not_long_past_is_counted(seconds: int, digit: str) -> None:
    now = timezone.now()

    assert digit in ago(now - timedelta(seconds=seconds), now)


def test_an_older_moment_is_named() -> None:
    now = timezone.now()
    at = now - timedelta(hours=30)

    assert timezone.localtime(at).strftime("%H:%M") in ago(at, now)
    assert ago(None, now) == ""
