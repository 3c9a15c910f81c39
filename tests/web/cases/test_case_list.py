"""The case list: filters in the address, Chinese words, order, paging, Excel of exactly what is filtered."""

import io
import re

import pytest
from cast import Cast, call
from django.db import connection
from django.test.utils import CaptureQueriesContext
from makers import closed, dispatched, handling, reported
from python_calamine import CalamineWorkbook

from bihuan.cases import commands

LIST = "/cases/"


def codes(html: str) -> list[str]:
    """The case numbers shown, in order, each once."""
    return list(dict.fromkeys(re.findall(r"AJ-\d{4}-\d{5}", html)))


def test_list_shows_newest_first_and_says_how_many(cast: Cast, desk) -> None:
    first, second = reported(cast), reported(cast)

    html = desk(cast.supervisor).get(LIST).content.decode()

    assert codes(html) == [second.code, first.code]
    assert "共 2 件" in html
    assert "最新在前" in html


@pytest.mark.parametrize("words", ["暴露", "露垃", "西溪路", "西", "12号", "暴露垃圾 西溪", "bllj", "xxl", "BLLJ 西溪"])
def test_list_finds_any_run_of_chinese(cast: Cast, desk, words: str) -> None:
    wanted = reported(cast, title="西溪路12号暴露垃圾")
    reported(cast, title="春华路路灯不亮", place=commands.Place("春华路"))

    html = desk(cast.supervisor).get(LIST, {"q": words}).content.decode()

    assert codes(html) == [wanted.code]


def test_list_finds_a_case_by_its_whole_or_bare_number(cast: Cast, desk) -> None:
    wanted = reported(cast)
    reported(cast)
    browser = desk(cast.supervisor)

    whole = browser.get(LIST, {"q": wanted.code}).content.decode()
    bare = browser.get(LIST, {"q": wanted.code[-5:].lstrip("0")}).content.decode()

    assert codes(whole) == [wanted.code]
    assert codes(bare) == [wanted.code]


def test_list_filters_by_state_unit_and_open(cast: Cast, desk) -> None:
    done, running, new = closed(cast), dispatched(cast), reported(cast)
    browser = desk(cast.supervisor)

    by_state = codes(browser.get(LIST, {"state": "closed"}).content.decode())
    by_unit = codes(browser.get(LIST, {"unit": str(cast.street.uuid), "state": "dispatched"}).content.decode())
    still_open = codes(browser.get(LIST, {"state": "open"}).content.decode())

    assert by_state == [done.code]
    assert by_unit == [running.code]
    assert still_open == [new.code, running.code]


def test_list_leaves_out_what_it_cannot_read_in_the_address(cast: Cast, desk) -> None:
    new = reported(cast)
    odd = {"state": "odd", "unit": "x", "since": "tomorrow", "cursor": "zz~", "sort": "odd", "from": "²", "light": "9"}

    answer = desk(cast.supervisor).get(LIST, odd)

    assert answer.status_code == 200
    assert codes(answer.content.decode()) == [new.code]


@pytest.mark.parametrize(
    "odd", [{"until": "9999-12-31"}, {"since": "0001-01-01"}, {"cursor": "²"}, {"cursor": "9" * 40}]
)
def test_list_survives_days_and_marks_that_cannot_be(cast: Cast, desk, odd: dict[str, str]) -> None:
    reported(cast)

    assert desk(cast.supervisor).get(LIST, odd).status_code == 200


def test_paging_goes_on_and_back_without_losing_or_doubling(cast: Cast, desk, monkeypatch) -> None:
    monkeypatch.setattr("bihuan.web.cases.tables.SIZE", 2)
    everything = [reported(cast).code for _ in range(5)][::-1]
    browser = desk(cast.supervisor)

    def follow(rel: str, html: str) -> str:
        address = re.search(rf'rel="{rel}" href="([^"]+)"', html)
        assert address
        return browser.get(LIST + address[1].replace("&amp;", "&")).content.decode()

    first = browser.get(LIST).content.decode()
    second = follow("next", first)
    third = follow("next", second)
    back = follow("prev", third)

    assert codes(first) + codes(second) + codes(third) == everything
    assert codes(back) == codes(second)
    assert "第 3–4 条" in second
    assert 'rel="next"' not in third


def test_paging_by_time_left_is_stable_among_equal_moments(cast: Cast, desk, monkeypatch) -> None:
    monkeypatch.setattr("bihuan.web.cases.tables.SIZE", 2)
    everything = [dispatched(cast, limit=f"{n}小时").code for n in (4, 4, 4, 4)]
    browser = desk(cast.supervisor)

    first = browser.get(LIST, {"sort": "due"}).content.decode()
    address = re.search(r'rel="next" href="([^"]+)"', first)
    assert address
    second = browser.get(LIST + address[1].replace("&amp;", "&")).content.decode()

    assert codes(first) + codes(second) == everything


def test_excel_holds_exactly_what_is_filtered_in_the_same_order(cast: Cast, desk) -> None:
    for _ in range(3):
        reported(cast, title="=1+1 西溪路")
    closed(cast)
    browser = desk(cast.supervisor)

    shown = codes(browser.get(LIST, {"q": "西溪路", "state": "reported"}).content.decode())
    answer = browser.get("/cases/export.xlsx", {"q": "西溪路", "state": "reported"})

    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:4]] == shown
    assert rows[1][1] == "=1+1 西溪路"
    assert "导出" in str(rows[-1][0])


def test_htmx_gets_only_the_rows(cast: Cast, desk) -> None:
    reported(cast)

    html = desk(cast.supervisor).get(LIST, headers={"HX-Request": "true", "HX-Target": "rows"}).content.decode()

    assert html.strip().startswith('<section id="rows"')
    assert "<html" not in html


def test_a_handler_sees_only_cases_of_the_unit(cast: Cast, desk) -> None:
    mine = handling(cast)
    reported(cast)

    assert codes(desk(cast.handler).get(LIST).content.decode()) == [mine.code]
    assert codes(desk(cast.other_handler).get(LIST).content.decode()) == []


def test_an_empty_list_teaches(cast: Cast, desk) -> None:
    assert "还没有案件" in desk(cast.supervisor).get(LIST).content.decode()
    assert "没有符合筛选条件的案件" in desk(cast.supervisor).get(LIST, {"q": "无"}).content.decode()


def test_twice_the_rows_cost_no_more_statements(cast: Cast, desk) -> None:
    browser = desk(cast.supervisor)
    counts = []
    for _ in range(2):
        for _ in range(4):
            handling(cast, co=True)
        browser.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            browser.get(LIST, {"unit": str(cast.street.uuid), "state": "handling"})
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_the_call_is_not_needed_to_read(cast: Cast, desk) -> None:
    assert (
        desk(cast.supervisor).post(LIST, {"request_uuid": str(call(cast.supervisor).request_uuid)}).status_code == 405
    )
