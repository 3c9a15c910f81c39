"""Reading the dictionary: the list, one class, the export, a limit as it is typed."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from cast import Cast, call
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from settings_pieces import Book, Count, Enter

from bihuan.standards.commands import end_condition, load_packaged, save_class, save_condition
from bihuan.standards.models import CaseClass, Standard

URL = "/settings/dictionary/"


def _found(client: Client, query: str) -> list[str]:
    return [each.row.code for each in client.get(f"{URL}?{query}").context["found"].classes]


def _more(book: Book, count: int) -> None:
    standard = Standard.objects.get(uuid=book.standard)
    CaseClass.objects.bulk_create(
        CaseClass(standard=standard, kind="component", code=f"9{n:04d}", name=f"设施{n}") for n in range(count)
    )


@pytest.mark.parametrize("find", ["0601", "垃圾", "生活", "bllj", "垃圾 060"])
def test_a_class_is_found_by_number_words_and_initials(book: Book, admin: Client, find: str) -> None:
    _more(book, 3)

    assert _found(admin, f"find={find}") == ["06010"]


def test_nothing_found_teaches(book: Book, admin: Client) -> None:
    assert "empty-here" in admin.get(f"{URL}?find=没有的").content.decode()


def test_kind_and_standard_narrow_the_list(book: Book, admin: Client) -> None:
    _more(book, 2)

    assert _found(admin, f"kind=matter&standard={book.standard}") == ["06010"]
    assert len(_found(admin, "kind=nonsense&standard=nonsense")) == 3


def test_a_long_list_is_paged(book: Book, admin: Client) -> None:
    _more(book, 60)

    first = admin.get(URL).context["foot"]
    assert (first.total, first.page_count, first.earlier_url, first.later_url) == (61, 2, "", "?page=2")
    assert len(_found(admin, "page=2")) == 11
    assert len(_found(admin, "page=999999")) == 11
    assert len(_found(admin, "page=-1")) == 50


def test_typing_renews_only_the_rows(book: Book, admin: Client) -> None:
    part = admin.get(URL, headers={"HX-Request": "true", "HX-Target": "rows"}).content.decode()

    assert part.strip().startswith('<section id="rows">')
    assert "暴露垃圾" in part


def test_a_class_shows_its_conditions_as_written_and_as_read(book: Book, admin: Client) -> None:
    page = admin.get(f"{URL}classes/{book.litter}/")

    (row,) = page.context["conditions"]
    assert (row.limit_text, row.source, row.badge) == ("4小时", "示例", None)
    assert "4" in row.reading
    assert row.reading != row.limit_text
    assert "看袋装与否" in page.content.decode()


def test_ended_and_later_conditions_stand_apart(book: Book, cast: Cast, admin: Client) -> None:
    today = timezone.localdate()
    end_condition(call(cast.configurer), condition_uuid=book.condition, on=today)
    later = {"class_uuid": book.litter, "text": "成堆", "limit_text": "2小时", "from_on": today + timedelta(days=3)}
    save_condition(call(cast.configurer), **later)

    context = admin.get(f"{URL}classes/{book.litter}/").context
    assert context["conditions"] == []
    assert [(row.text, row.badge.icon) for row in context["others"]] == [("成堆", "clock"), ("有裸露垃圾", "history")]


def test_readers_get_no_buttons(book: Book, cast: Cast, enter: Enter) -> None:
    client = enter(cast.handler)

    assert "/new/" not in client.get(URL).content.decode()
    assert "/replace/" not in client.get(f"{URL}classes/{book.litter}/").content.decode()


def test_the_export_is_a_workbook(book: Book, cast: Cast, enter: Enter) -> None:
    answer = enter(cast.handler).get(f"{URL}standards/{book.standard}/export/")

    rows = list(load_workbook(BytesIO(answer.content)).active.values)
    assert "有裸露垃圾" in rows[1]
    assert answer.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("limit, cls", [("2紧急工作时", "reading-words"), ("马上", "field-error")])
def test_a_limit_is_read_while_it_is_typed(admin: Client, limit: str, cls: str) -> None:
    query = {"limit": limit, "hours": "service_hours", "days": "workdays"}

    assert cls in admin.get(f"{URL}reading/", query).content.decode()


@pytest.mark.parametrize("query", [{}, {"limit": "4小时"}, {"limit": "4小时", "hours": "x", "days": "y"}])
def test_half_a_question_is_answered_with_nothing(admin: Client, query: dict[str, str]) -> None:
    answer = admin.get(f"{URL}reading/", query)

    assert (answer.status_code, answer.content) == (200, b"")


def test_the_same_words_read_differently_by_habit(admin: Client) -> None:
    said = [
        admin.get(f"{URL}reading/", {"limit": "4小时", "hours": hours, "days": "workdays"}).content
        for hours in ("service_hours", "continuous_hours")
    ]

    assert said[0] != said[1]


def test_an_empty_dictionary_offers_the_packaged_one(admin: Client) -> None:
    assert f"{URL}load/" in admin.get(URL).content.decode()

    assert admin.post(f"{URL}load/").headers["Location"] == URL
    assert admin.get(URL).context["found"].total > 400


def test_the_real_dictionary_asks_as_often_as_a_small_one(
    book: Book, cast: Cast, admin: Client, statements: Count
) -> None:
    before = statements(admin, URL)
    load_packaged(call(cast.configurer))

    assert statements(admin, URL) == before


def test_a_class_with_many_conditions_asks_no_more(book: Book, cast: Cast, admin: Client, statements: Count) -> None:
    url = f"{URL}classes/{book.litter}/"
    before = statements(admin, url)
    for number in range(5):
        same = {"class_uuid": book.litter, "limit_text": "1天", "from_on": date(2020, 1, 1)}
        save_condition(call(cast.configurer), text=f"第{number}种", **same)

    assert statements(admin, url) == before


def test_a_class_of_our_own_is_marked(book: Book, cast: Cast, admin: Client) -> None:
    own = {"standard_uuid": book.standard, "kind": "事项", "code": "99001", "name": "单车淤积"}
    save_class(call(cast.configurer), **own)

    assert [each.row.is_local_extension for each in admin.get(URL).context["found"].classes] == [True, True]
