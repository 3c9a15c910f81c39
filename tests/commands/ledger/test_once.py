"""A command sent twice is done once; what the database refuses is told apart from a conflict."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from threading import Event
from uuid import UUID, uuid4

import pytest
from cast import NOW, call
from django.db import IntegrityError, OperationalError, connection, transaction
from together import at_once

from bihuan.kernel.call import Call, system_actor
from bihuan.kernel.errors import Kind, Reason, Refusal
from bihuan.ledger.commands import command, record
from bihuan.ledger.commands.once import COMMANDS
from bihuan.ledger.models import Entry, Receipt
from bihuan.ledger.rules import GENESIS
from bihuan.notices.models import Notice
from bihuan.orgs.events import UNIT_SAVED
from bihuan.orgs.models import CalendarYear, Unit

LEDGER, OTHER = system_actor("ledger"), system_actor("other")
SUBJECT = UUID(int=77)


@dataclass(frozen=True)
class Written:
    number: int
    text: str


def for_tests(function: Callable[..., Written]) -> Callable[..., Written]:
    """Make a function a command without adding it to those of the product."""
    function.__module__ = "bihuan.for_tests"
    run = command(function)
    del COMMANDS[f"for_tests.{function.__name__}"]
    return run


@for_tests
def write(call: Call, *, text: str, subject: UUID = SUBJECT) -> Written:
    entry = record(call, name=UNIT_SAVED, subject_kind="unit", subject_uuid=subject, payload={"text": text})
    return Written(entry.number, text)


@for_tests
def add_unit(call: Call, *, code: str) -> Written:
    Unit.objects.create(code=code, name=code)
    return write(call.part("entry"), text=code)


@for_tests
def break_rule(call: Call, *, rule: str) -> Written:
    if rule == "check":
        Notice.objects.create(kind="urge", subject_kind="x", subject_uuid=uuid4(), delivered_at=call.at)
    if rule == "null":
        CalendarYear.objects.create(year=None)
    if rule == "foreign":
        Unit.objects.create(code="1", name="1", parent_id=987654321)
    return Written(0, rule)


@for_tests
def fail(call: Call, *, fault: Exception) -> Written:
    raise fault


@pytest.mark.django_db
def test_the_same_request_again_gets_the_first_answer() -> None:
    asked = call(LEDGER)

    assert write(asked, text="甲") == write(asked, text="甲")
    assert (Entry.objects.count(), Receipt.objects.count()) == (1, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["arguments", "actor", "command"])
def test_the_same_request_for_something_else_is_refused(how: str) -> None:
    asked = call(LEDGER)
    write(asked, text="甲")
    again = {
        "arguments": lambda: write(asked, text="乙"),
        "actor": lambda: write(Call(system_actor("x"), NOW, asked.request_uuid), text="乙"),
        "command": lambda: add_unit(asked, code="甲"),
    }

    with pytest.raises(Refusal) as refusal:
        again[how]()

    assert (refusal.value.code, Entry.objects.count()) == ("ledger.request_reused", 1)


@pytest.mark.django_db
def test_a_refused_request_may_be_sent_again_and_then_succeed() -> None:
    asked = call(LEDGER)
    Unit.objects.create(code="甲", name="甲")
    with pytest.raises(Refusal) as refusal:
        add_unit(asked, code="甲")
    assert (refusal.value.code, refusal.value.kind) == ("ledger.busy", Kind.CONFLICT)
    Unit.objects.all().delete()

    assert add_unit(asked, code="甲").text == "甲"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("rule", ["check", "null", "foreign"])
def test_a_broken_rule_is_our_fault_and_no_conflict(rule: str) -> None:
    with pytest.raises(IntegrityError):
        break_rule(call(LEDGER), rule=rule)

    assert not Receipt.objects.exists()


class Sqlstate(Exception):
    def __init__(self, sqlstate: str) -> None:
        self.sqlstate = sqlstate


def operational(words: str, sqlstate: str = "") -> OperationalError:
    fault = OperationalError(words)
    fault.__cause__ = Sqlstate(sqlstate)
    return fault


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fault", [operational("deadlock detected", "40P01"), operational("x", "55P03"), operational("database is locked")]
)
def test_a_deadlock_or_a_lock_that_never_came_is_a_conflict(fault: Exception) -> None:
    with pytest.raises(Refusal) as refusal:
        fail(call(LEDGER), fault=fault)

    assert refusal.value.code == "ledger.busy"


@pytest.mark.django_db
def test_a_lost_database_is_no_conflict() -> None:
    with pytest.raises(OperationalError):
        fail(call(LEDGER), fault=operational("connection lost", "08006"))


@pytest.mark.django_db
def test_a_refusal_passes_through_and_leaves_nothing() -> None:
    no = Reason("test.no", "No.", Kind.INVALID)

    with pytest.raises(Refusal) as refusal:
        fail(call(LEDGER), fault=no())

    assert (refusal.value.reason, Receipt.objects.count()) == (no, 0)


@pytest.mark.django_db(transaction=True)
def test_one_request_in_many_threads_leaves_one_entry_and_one_answer() -> None:
    for _ in range(10):
        asked, subject = call(LEDGER), uuid4()

        answers = at_once(*[partial(write, asked, text="甲", subject=subject)] * 4)

        assert len({repr(answer) for answer in answers}) == 1
        assert isinstance(answers[0], Written)
        assert Entry.objects.filter(subject_uuid=subject).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_requests_about_one_new_subject_leave_a_chain_without_a_hole() -> None:
    """No row is there to lock: where both read the same end of the chain, one is told to try again."""
    for _ in range(10):
        subject = uuid4()

        answers = at_once(*[lambda subject=subject: write(call(LEDGER), text="甲", subject=subject)] * 2)

        lost = [answer for answer in answers if isinstance(answer, Exception)]
        assert all(isinstance(each, Refusal) and each.code == "ledger.busy" for each in lost)
        positions = Entry.objects.filter(subject_uuid=subject).values_list("subject_number", flat=True)
        assert sorted(positions) == list(range(1, 3 - len(lost)))


@pytest.mark.django_db(transaction=True)
def test_two_entries_from_the_same_end_of_a_chain_collide() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite writers come one after the other")
    wrote, go = Event(), Event()

    def slow() -> Written:
        with transaction.atomic():
            answer = write(call(LEDGER), text="甲")
            wrote.set()
            assert go.wait(20)
        return answer

    def fast() -> Written:
        assert wrote.wait(20)
        go.set()
        return write(call(LEDGER), text="乙")

    first, second = at_once(slow, fast)

    assert isinstance(first, Written)
    assert isinstance(second, Written) or (isinstance(second, Refusal) and second.code == "ledger.busy")
    assert Entry.objects.get(subject_number=1).previous_hash == GENESIS
