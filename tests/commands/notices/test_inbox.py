"""What is in somebody's inbox, newest first, page by page."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

from cast import NOW, Cast, call, person
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bihuan.kernel.call import Actor, system_actor
from bihuan.notices import queries
from bihuan.notices.commands import mark_read, tell_many
from bihuan.notices.models import Notice
from bihuan.notices.rules import Message, NoticeKind
from bihuan.orgs.models import Person, Unit

Tell = Callable[..., UUID]


def seen(actor: Actor, **how: object) -> list[UUID]:
    return [row.uuid for row in queries.inbox(actor, **how)]  # type: ignore[arg-type]


def test_unit_and_personal_notices_are_merged_newest_first(cast: Cast, told: Tell) -> None:
    first, second, third = told(1), told(2, to_person_uuid=cast.handler.uuid), told(3)
    told(4, to_unit_uuid=cast.office.uuid)
    told(5, to_person_uuid=cast.leader.uuid)

    rows = queries.inbox(cast.handler)

    assert [row.uuid for row in rows] == [third, second, first]
    assert [row.is_personal for row in rows] == [False, True, False]


def test_row_carries_words_and_what_fills_them(cast: Cast, told: Tell) -> None:
    told(7, kind="return", params={"title": "占道经营", "reason": "不属本辖区"})

    (row,) = queries.inbox(cast.handler)

    assert row.text % row.params == "案-7 占道经营 was sent back: 不属本辖区"
    assert (row.kind, row.subject_kind, row.subject_uuid) == (NoticeKind.RETURN, "case", UUID(int=7))
    assert (row.delivered_at, row.read_at, row.read_by_uuid) == (NOW + timedelta(minutes=7), None, None)


def test_everyone_of_the_unit_sees_it_and_who_read_it(cast: Cast, told: Tell) -> None:
    uuid, colleague = told(), person("甲街道主任", cast.street, "主任")
    mark_read(call(cast.handler), notice_uuid=uuid)

    (row,) = queries.inbox(colleague)

    assert (row.read_at, row.read_by_uuid) == (NOW, cast.handler.uuid)


def test_unread_only_leaves_out_what_was_read(cast: Cast, told: Tell) -> None:
    first, second = told(1), told(2)
    mark_read(call(cast.handler), notice_uuid=first)

    assert seen(cast.handler, unread_only=True) == [second]
    assert seen(cast.handler) == [second, first]
    assert queries.unread_count(cast.handler) == 1


def test_person_without_a_post_sees_what_is_personal(cast: Cast, told: Tell) -> None:
    told(1)
    personal = told(2, to_person_uuid=cast.handler.uuid)
    bare = Actor(kind="person", uuid=cast.handler.uuid, name=cast.handler.name)

    assert seen(bare) == [personal]
    assert queries.unread_count(bare) == 1


def test_the_system_and_strangers_see_nothing(cast: Cast, told: Tell) -> None:
    told()

    assert seen(system_actor("时钟")) == seen(cast.outsider) == []
    assert queries.unread_count(system_actor("时钟")) == queries.unread_count(cast.outsider) == 0


def test_pages_follow_each_other_without_gap_even_at_one_moment(cast: Cast) -> None:
    message = Message(
        kind=NoticeKind.OVERDUE,
        subject_kind="case",
        subject_uuid=uuid4(),
        subject_code="案-1",
        params={"title": "占道经营"},
        to_unit_uuid=cast.street.uuid,
    )
    uuids = [
        uuid for hour in (0, 1) for uuid in tell_many(call(cast.supervisor, NOW + timedelta(hours=hour)), [message] * 5)
    ]
    pages: list[UUID] = []

    while page := seen(cast.handler, limit=3, before=pages[-1] if pages else None):
        pages += page

    assert pages == uuids[::-1]


def test_page_before_an_unknown_notice_is_empty(cast: Cast, told: Tell) -> None:
    told()

    assert seen(cast.handler, before=uuid4()) == []


def test_inbox_and_count_take_one_statement_each(cast: Cast, told: Tell) -> None:
    edge = [told(number) for number in range(4)][-1]

    for read in (
        lambda: queries.inbox(cast.handler, unread_only=True, before=edge),
        lambda: queries.unread_count(cast.handler),
    ):
        with CaptureQueriesContext(connection) as asked:
            read()
        assert len(asked) == 1


def test_inbox_and_count_use_the_indexes(cast: Cast) -> None:
    fill(cast, units=40, each=60)
    with CaptureQueriesContext(connection) as asked:
        queries.inbox(cast.handler)
        queries.unread_count(cast.handler)

    for query in asked.captured_queries:
        plan = explain(query["sql"])
        assert "SCAN notices_notice" not in plan
        assert "Seq Scan on notices_notice" not in plan
        assert "notices_unit" in plan
        assert "notices_person" in plan


def fill(cast: Cast, *, units: int, each: int) -> None:
    """Give every unit and everyone of the cast so many notices, as a database that has been used for a while."""
    others = [Unit(code=f"u{number}", name=f"单位{number}") for number in range(units)]
    everyone = [*Unit.objects.bulk_create(others), cast.street, *Person.objects.all()]
    said = {"kind": "urge", "subject_uuid": UUID(int=1), "delivered_at": NOW}
    Notice.objects.bulk_create(
        Notice(**said, **{"to_unit" if isinstance(one, Unit) else "to_person": one}) for one in everyone * each
    )


def explain(sql: str) -> str:
    """Return the plan the database makes for a statement, knowing its tables."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' if connection.vendor == 'sqlite' else ''}{sql.replace('%', '%%')}")
        return "\n".join(str(row) for row in cursor.fetchall())
