"""The lists of the settings pages ask the database a fixed number of times."""

from datetime import date

import pytest
from cast import Cast, call, person
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bihuan.orgs.commands import delegate, make_token
from bihuan.orgs.models import Holding
from bihuan.orgs.queries import delegations, people, posts, tokens, years
from bihuan.orgs.rules import Power

TODAY = date(2026, 3, 23)


def test_people_come_with_their_posts(cast: Cast) -> None:
    row = next(row for row in people(TODAY) if row.username == "甲街道经办")

    (term,) = row.terms
    assert (term.label, term.from_on, term.to_on, term.is_now) == ("甲街道 · 经办", date(2020, 1, 1), None, True)


def test_posts_come_with_their_holders(cast: Cast) -> None:
    row = next(row for row in posts(TODAY) if row.unit_uuid == cast.company.uuid)

    assert (row.title, row.powers, [term.person for term in row.terms]) == ("经办", ("handle",), ["环卫经办"])


def test_delegations_say_whether_they_hold_today(cast: Cast) -> None:
    holding = Holding.objects.get(person__uuid=cast.handler.uuid)
    days = {"from_on": date(2026, 3, 24), "to_on": date(2026, 3, 27)}
    delegate(call(cast.handler), holding_uuid=holding.uuid, deputy_uuid=cast.outsider.uuid, **days)

    (row,) = delegations(TODAY)
    assert (row.holder, row.deputy, row.is_now) == ("甲街道经办", "无权者", False)
    assert delegations(date(2026, 3, 24))[0].is_now


def test_years_come_in_order(cast: Cast) -> None:
    assert [row.year for row in years()] == [2025, 2026, 2027]


@pytest.mark.parametrize("read", [people, posts, delegations, tokens])
def test_more_rows_ask_no_more(cast: Cast, read: object) -> None:
    def fill(title: str) -> None:
        actor = person(f"{title}员", cast.street, title, Power.HANDLE)
        holding = Holding.objects.get(person__uuid=actor.uuid)
        days = {"from_on": TODAY, "to_on": TODAY}
        delegate(call(cast.configurer), holding_uuid=holding.uuid, deputy_uuid=cast.outsider.uuid, **days)
        make_token(call(cast.configurer), holding_uuid=holding.uuid, label=title, expires_on=TODAY)

    fill("甲岗")
    with CaptureQueriesContext(
        connection,
    ) as few:
        read(TODAY)  # type: ignore[operator]
    for title in ("乙岗", "丙岗", "丁岗"):
        fill(title)
    with CaptureQueriesContext(connection) as many:
        read(TODAY)  # type: ignore[operator]

    assert len(few) == len(many) <= 2
