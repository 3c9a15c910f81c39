"""The overview: each part with one line of how it stands."""

from datetime import date, timedelta

import pytest
from cast import Cast
from django.test import Client
from django.utils import timezone
from settings_pieces import Book, Count, Enter

from bihuan.clockwork.models import Heartbeat
from bihuan.orgs.models import District, Person
from bihuan.orgs.queries import YearRow
from bihuan.web.settings.calendar.present import state, warning


def _cards(client: Client) -> dict[str, tuple[str, str]]:
    return {card.url: (card.line, card.warning) for card in client.get("/settings/").context["cards"]}


def test_a_line_says_how_each_part_stands(book: Book, admin: Client) -> None:
    cards = _cards(admin)

    assert len(cards) == 8
    assert all(line for line, _warning in cards.values())
    assert "1" in cards["/settings/dictionary/"][0]


def test_others_see_only_what_they_may_open(cast: Cast, enter: Enter) -> None:
    assert list(_cards(enter(cast.handler))) == [
        "/settings/dictionary/",
        "/settings/systems/",
        "/settings/units/",
        "/settings/calendar/",
    ]


def test_supervision_sees_the_clock_and_the_ledger(cast: Cast, enter: Enter) -> None:
    assert {"/settings/jobs/", "/settings/ledger/"} < set(_cards(enter(cast.supervisor)))


def test_an_empty_dictionary_is_warned_of(admin: Client) -> None:
    assert _cards(admin)["/settings/dictionary/"][1]


@pytest.mark.parametrize("age, is_warned", [(timedelta(seconds=8), False), (timedelta(minutes=5), True)])
def test_a_late_clock_is_warned_of(admin: Client, age: timedelta, is_warned: bool) -> None:
    Heartbeat.objects.create(pk=1, beat_at=timezone.now() - age)

    assert bool(_cards(admin)["/settings/jobs/"][1]) is is_warned


YEAR = YearRow(2026, (), (), "试验")


@pytest.mark.parametrize(
    "today, is_warned",
    [(date(2026, 9, 30), False), (date(2026, 10, 1), True), (date(2026, 12, 31), True), (date(2027, 1, 1), True)],
)
def test_a_missing_year_is_warned_of_from_october_on(today: date, is_warned: bool) -> None:
    assert bool(warning([YEAR], today)) is is_warned


def test_a_loaded_next_year_is_not_warned_of() -> None:
    assert warning([YEAR, YearRow(2027, (), (), "试验")], date(2026, 12, 31)) == ""


def test_the_line_names_what_is_missing_all_year() -> None:
    line = state([YEAR], date(2026, 3, 1))

    assert "2026" in line
    assert "2027" in line


def test_the_rail_leads_here(cast: Cast, enter: Enter) -> None:
    page = enter(cast.handler).get("/settings/").content.decode()

    assert '<a class="rail-link" href="/settings/" aria-current="page">' in page


def test_the_district_is_renamed_and_stays_invented(admin: Client) -> None:
    assert admin.post("/settings/district/", {"name": "新试验区", "code": "990001"}).status_code == 302

    assert District.objects.values_list("name", "is_invented").get() == ("新试验区", True)


def test_a_name_too_long_is_refused_beside_the_field(admin: Client) -> None:
    answer = admin.post("/settings/district/", {"name": "区" * 61, "code": ""})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["name"]
    assert "区" * 61 in answer.content.decode()


def test_more_people_ask_no_more(cast: Cast, admin: Client, statements: Count) -> None:
    before = statements(admin, "/settings/")
    Person.objects.bulk_create(Person(username=f"p{n}", name="某") for n in range(30))

    assert statements(admin, "/settings/") == before
