"""Setting the days off and the weekend days worked of one year by hand."""

from datetime import date

import pytest
from cast import Cast, call

from bihuan.kernel.errors import Refusal
from bihuan.ledger.queries import timeline
from bihuan.orgs.commands import save_calendar_year
from bihuan.orgs.models import CalendarYear
from bihuan.orgs.queries import calendar, years
from bihuan.orgs.rules import Day, calendar_uuid

CLOSED = [Day(date(2028, 5, 1), "劳动节"), Day(date(2028, 1, 3), "元旦"), Day(date(2028, 1, 1), "元旦")]
OPENED = [Day(date(2028, 5, 6), "劳动节调休")]


def test_the_working_calendar_follows(cast: Cast) -> None:
    save_calendar_year(call(cast.configurer), year=2028, closed=CLOSED, opened=OPENED, source="区政府办通知")

    worked = calendar()
    days = [date(2028, 1, 3), date(2028, 1, 4), date(2028, 5, 6), date(2028, 5, 7)]
    assert [worked.is_workday(day) for day in days] == [False, True, True, False]
    assert [day.on for day in years()[-1].closed] == [date(2028, 1, 1), date(2028, 1, 3), date(2028, 5, 1)]


def test_replaces_what_stood_there_and_the_ledger_keeps_both(cast: Cast) -> None:
    save_calendar_year(call(cast.configurer), year=2028, closed=CLOSED, opened=OPENED, source="区政府办通知")
    save_calendar_year(call(cast.configurer), year=2028, closed=CLOSED[:1], opened=[], source="区政府办更正")

    assert CalendarYear.objects.get(year=2028).opened == []
    first, second = timeline(calendar_uuid(2028))
    assert first.payload["opened"] == [{"on": "2028-05-06", "name": "劳动节调休"}]
    assert second.payload["source"] == "区政府办更正"


def test_a_repeat_is_answered_once(cast: Cast) -> None:
    same = call(cast.configurer)

    for _time in range(2):
        save_calendar_year(same, year=2028, closed=CLOSED, opened=OPENED, source="区政府办通知")

    assert len(timeline(calendar_uuid(2028))) == 1


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"year": 1999}, "orgs.year_odd", "year"),
        ({"closed": [Day(date(2027, 5, 3))]}, "orgs.day_elsewhere", "closed"),
        ({"closed": [Day(date(2028, 5, 1)), Day(date(2028, 5, 1))]}, "orgs.day_twice", "closed"),
        ({"closed": [Day(date(2028, 5, 6))]}, "orgs.day_twice", "opened"),
        ({"opened": [Day(date(2028, 5, 8))]}, "orgs.not_a_weekend", "opened"),
        ({"source": ""}, "orgs.blank", "source"),
    ],
)
def test_refuses(cast: Cast, fields: dict[str, object], code: str, field: str) -> None:
    wish = {"year": 2028, "closed": CLOSED, "opened": OPENED, "source": "区政府办通知"} | fields

    with pytest.raises(Refusal) as refusal:
        save_calendar_year(call(cast.configurer), **wish)  # type: ignore[arg-type]

    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert not CalendarYear.objects.filter(year=2028).exists()


def test_refuses_people_who_do_not_configure(cast: Cast) -> None:
    with pytest.raises(Refusal, match=r"orgs\.not_allowed"):
        save_calendar_year(call(cast.supervisor), year=2028, closed=[], opened=[], source="通知")
