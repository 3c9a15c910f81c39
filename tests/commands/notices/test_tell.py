"""Telling somebody something, within another command's transaction."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from cast import NOW, Cast, call
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from bihuan.kernel.call import system_actor
from bihuan.kernel.errors import Refusal
from bihuan.ledger.models import Entry
from bihuan.notices.commands import tell_many
from bihuan.notices.models import Notice
from bihuan.notices.rules import Message, NoticeKind
from bihuan.orgs import errors

Tell = Callable[..., UUID]


def to(**addressee: UUID) -> Message:
    return Message(
        kind=NoticeKind.OVERDUE,
        subject_kind="case",
        subject_uuid=UUID(int=7),
        subject_code="案-7",
        params={"title": "占道经营"},
        **addressee,
    )


def test_notice_is_delivered_with_what_was_said(cast: Cast, told: Tell) -> None:
    notice = Notice.objects.get(uuid=told(7))

    assert (notice.to_unit, notice.to_person, notice.kind) == (cast.street, None, "urge")
    assert (notice.subject_kind, notice.subject_uuid, notice.subject_code) == ("case", UUID(int=7), "案-7")
    assert notice.params == {"title": "占道经营"}
    assert (notice.read_at, notice.read_by_uuid) == (None, None)


def test_tell_writes_no_entry(told: Tell) -> None:
    before = Entry.objects.count()

    told()

    assert Entry.objects.count() == before


def test_tell_many_delivers_in_order_at_the_moment_of_the_call(cast: Cast) -> None:
    uuids = tell_many(call(cast.supervisor), [to(to_unit_uuid=cast.street.uuid), to(to_person_uuid=cast.leader.uuid)])

    first, second = (Notice.objects.get(uuid=uuid) for uuid in uuids)
    assert first.to_unit == cast.street
    assert second.to_person is not None
    assert second.to_person.uuid == cast.leader.uuid
    assert first.delivered_at == second.delivered_at == NOW


def test_tell_many_takes_three_statements(cast: Cast) -> None:
    messages = [to(to_unit_uuid=cast.street.uuid), to(to_person_uuid=cast.leader.uuid)] * 40

    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        tell_many(call(cast.supervisor), messages)

    statements = [query["sql"] for query in asked if "SAVEPOINT" not in query["sql"]]
    assert len(statements) == 3
    assert Notice.objects.count() == 80


def test_tell_many_of_nothing_does_nothing(cast: Cast) -> None:
    assert tell_many(call(cast.supervisor), []) == []


@pytest.mark.parametrize("addressee", ["to_unit_uuid", "to_person_uuid"])
def test_unknown_addressee_is_refused_and_nobody_is_told(cast: Cast, addressee: str) -> None:
    with pytest.raises(Refusal) as refused:
        tell_many(call(cast.supervisor), [to(to_unit_uuid=cast.street.uuid), to(**{addressee: uuid4()})])

    assert refused.value.reason is errors.NOT_FOUND
    assert not Notice.objects.exists()


def test_unknown_kind_is_a_fault(told: Tell) -> None:
    with pytest.raises(ValueError, match="shout"):
        told(kind="shout")


def test_tell_outside_of_a_transaction_is_a_fault() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        tell_many(call(system_actor("时钟")), [to(to_unit_uuid=uuid4())])


@pytest.mark.parametrize(
    "wrong",
    [{"to_unit": None}, {"kind": "shout"}, {"read_at": NOW}, {"read_by_uuid": uuid4()}],
    ids=lambda wrong: next(iter(wrong)),
)
def test_database_refuses_half_notices(told: Tell, wrong: dict[str, object]) -> None:
    notice = Notice.objects.filter(uuid=told())

    with pytest.raises(IntegrityError), transaction.atomic():
        notice.update(**wrong)
