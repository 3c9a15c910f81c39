"""What came back, on pages: the chain, the proposal, the rate whose numbers open exactly the cases they count."""

import html
import io
import re
from datetime import timedelta

from cast import NOW, Cast, call
from django.utils import timezone
from makers import back_again, closed, condition, handling
from openpyxl import load_workbook

from bihuan.cases import commands
from bihuan.cases.models import Case


def text(desk, who, url: str) -> str:
    answer = desk(who).get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def listed(desk, who, url: str) -> set[str]:
    return set(re.findall(r'class="case-code"><a href="[^"]+">([^<]+)', text(desk, who, url)))


def rate_lines(page: str) -> dict[str, tuple[int, str, int, str, str]]:
    """The rows of all tables: name → came back, its address, observed, its address, rate in words."""
    found = {}
    for each in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL):
        cells = re.findall(r"<td[^>]*>(.*?)</td>", each, re.DOTALL)
        links = [re.search(r'href="([^"]+)">(\d+)', cell) for cell in cells[1:3]]
        if len(cells) == 4 and all(links):
            numbers = [part for link in links for part in (int(link[2]), html.unescape(link[1]))]
            found[cells[0]] = (*numbers, re.sub(r"<[^>]+>", "", cells[3]).strip())
    return found


def test_the_page_of_a_case_tells_its_place_in_the_chain(cast: Cast, desk) -> None:
    now = back_again(cast, times=3)
    page = text(desk, cast.supervisor, f"/cases/{now.case_uuid}/")
    chain = list(Case.objects.order_by("pk").values_list("code", flat=True))

    assert "第 3 次反弹，权重 ×3" in page
    assert [code for code in chain if code in page] == chain
    assert "按规则认定" in page
    assert "建议提级督办并交办治本任务" in page
    assert f'href="/cases/{now.case_uuid}/cure/"' in page
    assert f'href="/cases/{now.case_uuid}/escalate/"' in page


def test_who_may_not_order_a_cure_sees_the_proposal_without_buttons(cast: Cast, desk) -> None:
    now = back_again(cast, times=3)
    page = text(desk, cast.handler, f"/cases/{now.case_uuid}/")

    assert "建议提级督办并交办治本任务" in page
    assert f"/cases/{now.case_uuid}/cure/" not in page


def test_whoever_may_not_see_the_earlier_case_is_not_told_its_number(cast: Cast, desk) -> None:
    old = closed(cast)
    new = commands.report(
        call(cast.other_handler),
        title="又堆了",
        place=commands.Place("", 113.55, 34.8),
        case_class=condition().case_class.uuid,
    )

    page = text(desk, cast.other_handler, f"/cases/{new.case_uuid}/")

    assert "第 1 次反弹" in page
    assert old.code not in page
    assert "原案件您无权查看" in page
    assert "另一案件" in page


def test_the_supervisor_answers_a_proposal_from_the_workbench(cast: Cast, desk) -> None:
    now = back_again(cast, times=3)
    assert f"/cases/{now.case_uuid}/cure/" in text(desk, cast.supervisor, "/workbench/?only=cure")

    said = {"version": now.version, "title": "加装围挡", "text": "多次反弹", "condition": condition().uuid}
    answer = desk(cast.supervisor).post(f"/cases/{now.case_uuid}/cure/", said)

    assert answer.status_code == 302
    cure = Case.objects.get(origin="cure")
    page = text(desk, cast.supervisor, f"/cases/{now.case_uuid}/")
    assert cure.code in page
    assert "建议提级督办" not in page
    assert f"/cases/{now.case_uuid}/cure/" not in text(desk, cast.supervisor, "/workbench/")


def test_a_wrong_number_is_said_beside_its_field(cast: Cast, desk) -> None:
    now = handling(cast)

    answer = desk(cast.supervisor).post(
        f"/cases/{now.case_uuid}/link/", {"version": now.version, "earlier_code": "AJ-2026-99999", "text": "同一处"}
    )

    assert answer.status_code == 422
    assert "没有您可查看的这个案号" in answer.content.decode()


def test_every_number_of_the_rate_opens_exactly_its_cases(cast: Cast, desk) -> None:
    first, second = closed(cast), closed(cast)
    handling(cast)
    fresh = closed(cast, code="06090", limit="8小时", amount=8)
    long_ago = timezone.now() - timedelta(days=40)
    Case.objects.filter(closed_at__isnull=False).update(closed_at=long_ago, observe_until=long_ago)
    Case.objects.filter(uuid=fresh.case_uuid).update(observe_until=timezone.now() + timedelta(days=1))

    page = text(desk, cast.supervisor, "/cases/rebounds/")

    lines = rate_lines(page)
    assert {name: (line[0], line[2]) for name, line in lines.items()} == {"甲街道": (2, 2), "暴露垃圾": (2, 2)}
    for line in lines.values():
        assert listed(desk, cast.supervisor, line[1]) == {first.code, second.code}
        assert listed(desk, cast.supervisor, line[3]) == {first.code, second.code}
        assert "样本少" in line[4]
        assert line[4].endswith("100.0 %")
    assert fresh.code not in page
    assert "仍在观察期内的案件暂不计入" in page
    assert "本产品自拟示例" in page


def test_a_case_counts_once_its_observation_is_over(cast: Cast, desk) -> None:
    now = closed(cast)
    day = timezone.localdate(NOW).isoformat()
    url = f"/cases/rebounds/?since={day}&until={day}"
    Case.objects.update(observe_until=timezone.now() + timedelta(hours=1))
    assert rate_lines(text(desk, cast.supervisor, url)) == {}

    Case.objects.update(observe_until=timezone.now() - timedelta(hours=1))
    line = rate_lines(text(desk, cast.supervisor, url))["甲街道"]
    assert (line[0], line[2]) == (0, 1)
    assert listed(desk, cast.supervisor, line[1]) == set()
    assert listed(desk, cast.supervisor, line[3]) == {now.code}
    assert rate_lines(text(desk, cast.other_handler, url)) == {}


def test_the_excel_holds_the_same_rates_and_says_what_they_are(cast: Cast, desk) -> None:
    old = closed(cast)
    commands.observe(
        call(cast.inspector), case_uuid=old.case_uuid, expected_version=old.version, text="又堆了", came_back=True
    )
    day = timezone.localdate(NOW).isoformat()

    answer = desk(cast.supervisor).get(f"/cases/rebounds/export.xlsx?since={day}&until={day}")

    sheet = load_workbook(io.BytesIO(answer.content)).active
    rows = [tuple(cell.value for cell in line) for line in sheet.iter_rows()]
    assert rows[1][2:5] == (1, 1, 1)
    assert ("牵头单位", "甲街道", 1, 1, 1) in [each[:5] for each in rows]
    assert "反弹率：" in rows[-1][0]


def test_the_list_shows_rebounds_alone(cast: Cast, desk) -> None:
    closed(cast)
    new = handling(cast)

    assert listed(desk, cast.supervisor, "/cases/?rebound=is") == {new.code}
