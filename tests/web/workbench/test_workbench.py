"""The workbench: what waits for whom, the numbers on it, and that each number opens exactly its cases."""

import re
from datetime import timedelta

import pytest
from cast import Cast
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from makers import closed, dispatched, fed_back, filed, handling, reported

from bihuan.cases.models import Case


def queue(html: str) -> list[str]:
    """The case numbers in the queue, in order."""
    today = html.split('<ol class="today">')[1].split("</ol>")[0] if '<ol class="today">' in html else ""
    return re.findall(r'class="case-code" href="[^"]+">([^<]+)', today)


def get(desk, who, query: str = "") -> str:
    return desk(who).get(f"/workbench/{query}").content.decode()


def test_each_person_sees_what_waits_for_them(cast: Cast, desk) -> None:
    new, ready, sent, running, done = reported(cast), filed(cast), dispatched(cast), handling(cast), fed_back(cast)

    assert set(queue(get(desk, cast.supervisor))) == {new.code, ready.code}
    assert set(queue(get(desk, cast.handler))) == {sent.code, running.code}
    assert queue(get(desk, cast.inspector)) == [done.code]
    assert queue(get(desk, cast.other_handler)) == []
    assert "没有等待您办理的事项" in get(desk, cast.other_handler)


def test_least_time_left_stands_first(cast: Cast, desk) -> None:
    slow = dispatched(cast, limit="5天", amount=5, unit="workdays")
    fast = dispatched(cast)

    assert queue(get(desk, cast.handler)) == [fast.code, slow.code]


@pytest.mark.parametrize("only, count", [("late", 1), ("accept", 2), ("again", 0)])
def test_a_number_opens_exactly_the_cases_it_counts(cast: Cast, desk, only: str, count: int) -> None:
    now = timezone.now()
    late, _soon = dispatched(cast), dispatched(cast)
    Case.objects.update(due_at=now + timedelta(days=2), yellow_at=now + timedelta(days=1))
    Case.objects.filter(uuid=late.case_uuid).update(due_at=now - timedelta(hours=1), yellow_at=now - timedelta(hours=2))
    html = get(desk, cast.handler)

    shown = re.search(rf'href="\?only={only}">(\d+)', html)

    assert int(shown[1] if shown else 0) == count
    if count:
        assert len(queue(get(desk, cast.handler, f"?only={only}"))) == count


def test_numbers_count_what_is_not_shown_and_open_it(cast: Cast, desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bihuan.web.workbench.views.ROWS", 2)
    now = timezone.now()
    to_accept, to_do = [dispatched(cast) for _ in range(3)], handling(cast)
    Case.objects.update(due_at=now + timedelta(days=2), yellow_at=now + timedelta(days=1))
    late = Case.objects.filter(code__in=[to_accept[2].code, to_do.code])
    late.update(due_at=now - timedelta(hours=1), yellow_at=now - timedelta(hours=2))

    html = get(desk, cast.handler)
    shown = dict(re.findall(r'href="\?only=(\w+)">(\d+)', html))

    assert shown == {"late": "2", "accept": "3"}
    assert queue(html) == [to_accept[2].code, to_do.code]
    assert "共 4 件，显示前 2 件" in html
    assert queue(get(desk, cast.handler, "?only=late")) == [to_accept[2].code, to_do.code]
    assert queue(get(desk, cast.handler, "?only=accept")) == [to_accept[2].code, to_accept[0].code]
    assert queue(get(desk, cast.handler, "?only=file")) == []


def test_the_share_in_time_opens_its_cases(cast: Cast, desk) -> None:
    fed_back(cast)
    closed(cast)
    Case.objects.update(fed_back_at=timezone.now())
    html = get(desk, cast.handler)

    address = re.search(r'class="figure-link" href="([^"]+)"', html)

    assert "100 %" in html
    assert "2/2" in html
    assert address
    listed = desk(cast.handler).get(address[1].replace("&amp;", "&")).content.decode()
    assert "共 2 件" in listed


def test_the_queue_costs_the_same_however_long(cast: Cast, desk) -> None:
    browser = desk(cast.handler)
    counts = []
    for _ in range(2):
        for _ in range(3):
            handling(cast, co=True)
        browser.get("/workbench/")
        with CaptureQueriesContext(connection) as captured:
            browser.get("/workbench/")
        counts.append(len(captured))

    assert counts[0] == counts[1]
