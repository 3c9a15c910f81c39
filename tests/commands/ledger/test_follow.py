"""Followers handle every committed entry exactly once and in order, however its transaction ran."""

import time
from collections.abc import Callable, Sequence
from functools import partial
from random import Random
from threading import Event
from uuid import uuid4

import pytest
from cast import NOW, call
from django.db import connection, transaction
from together import at_once

from bihuan.kernel.call import system_actor
from bihuan.ledger.commands import advance, record
from bihuan.ledger.models import Entry, Mark
from bihuan.orgs.events import UNIT_SAVED

pytestmark = pytest.mark.django_db(transaction=True)
LEDGER = system_actor("ledger")


class ChangedMind(Exception):
    """Rolls a transaction back."""


def write() -> int:
    """Record one entry inside a transaction that is already open."""
    return record(call(LEDGER), name=UNIT_SAVED, subject_kind="unit", subject_uuid=uuid4(), payload={}).number


def follow(seen: list[int], *, limit: int = 500) -> int:
    def handle(entries: Sequence[Entry]) -> None:
        seen.extend(entry.number for entry in entries)

    return advance("test", handle=handle, at=NOW, limit=limit)


def naive(seen: list[int]) -> None:
    """Follow as one would without thinking: whatever is there above the mark."""
    mark = seen[-1] if seen else 0
    seen.extend(Entry.objects.filter(number__gt=mark).order_by("number").values_list("number", flat=True))


def test_entries_come_in_order_and_once(transactional_db: None) -> None:
    with transaction.atomic():
        numbers = [write() for _ in range(5)]
    seen: list[int] = []

    counts = [follow(seen, limit=2) for _ in range(4)]

    assert (seen, counts) == (numbers, [2, 2, 1, 0])


def test_what_a_handler_fails_on_comes_again(transactional_db: None) -> None:
    with transaction.atomic():
        number = write()

    def fail(_entries: Sequence[Entry]) -> None:
        raise ChangedMind

    with pytest.raises(ChangedMind):
        advance("test", handle=fail, at=NOW)
    assert not Mark.objects.filter(last_number__gt=0).exists()

    seen: list[int] = []
    follow(seen)
    assert seen == [number]


def test_followers_do_not_disturb_each_other(transactional_db: None) -> None:
    with transaction.atomic():
        write()
    handled: list[int] = []

    assert [advance(name, handle=lambda entries: handled.append(len(entries)), at=NOW) for name in "ab"] == [1, 1]
    assert handled == [1, 1]


def late_commit(between: Callable[[], None]) -> list[int]:
    """Let a slow writer take a lower number and a fast one commit a higher; call between; then commit the slow one."""
    taken, go = Event(), Event()

    def slow() -> int:
        with transaction.atomic():
            number = write()
            taken.set()
            assert go.wait(20)
        return number

    def fast() -> int:
        assert taken.wait(20)
        try:
            with transaction.atomic():
                number = write()
            between()
        finally:
            go.set()
        return number

    numbers = at_once(slow, fast)
    assert all(isinstance(number, int) for number in numbers), numbers
    return numbers  # type: ignore[return-value]


def test_an_entry_that_commits_late_is_not_skipped_where_a_naive_follower_skips_it(transactional_db: None) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite a writer commits before the next one takes a number")
    seen: list[int] = []
    simple: list[int] = []

    def look() -> None:
        follow(seen)
        naive(simple)

    low, high = late_commit(look)
    look()

    assert low < high
    assert seen == [low, high]
    assert simple == [high]


def test_an_entry_whose_transaction_is_still_open_holds_back_those_after_it_only_for_a_while(
    transactional_db: None,
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite a writer commits before the next one takes a number")
    seen: list[int] = []
    waited: list[float] = []

    def look() -> None:
        start = time.monotonic()
        assert follow(seen) == 0
        waited.append(time.monotonic() - start)

    numbers = late_commit(look)

    assert 0.3 < waited[0] < 5
    follow(seen)
    assert seen == numbers


def writer(seed: int, committed: list[int]) -> None:
    """Write in short and long transactions; roll every fourth one back."""
    picks = Random(seed)
    for turn in range(12):
        numbers: list[int] = []
        try:
            with transaction.atomic():
                for _ in range(picks.randint(1, 3)):
                    numbers.append(write())
                    time.sleep(picks.choice([0, 0, 0.005, 0.02]))
                if turn % 4 == 3:
                    raise ChangedMind
        except ChangedMind:
            continue
        committed.extend(numbers)


def reader(seen: list[int], is_over: Callable[[], bool]) -> None:
    while not is_over():
        follow(seen, limit=3)
        time.sleep(0.002)
    while follow(seen):
        pass


def test_with_many_writers_every_committed_entry_is_handled_once_and_in_order(transactional_db: None) -> None:
    committed: list[int] = []
    seen: list[int] = []
    done: list[int] = []

    def work(seed: int) -> None:
        writer(seed, committed)
        done.append(seed)

    results = at_once(*[partial(work, seed) for seed in range(5)], partial(reader, seen, lambda: len(done) == 5))

    assert [result for result in results if isinstance(result, Exception)] == []
    assert len(committed) > 50
    assert seen == sorted(committed)
    assert sorted(committed) == list(Entry.objects.order_by("number").values_list("number", flat=True))


def test_two_runs_of_one_follower_at_once_share_the_work(transactional_db: None) -> None:
    with transaction.atomic():
        numbers = [write() for _ in range(30)]
    seen: list[int] = []

    def work() -> None:
        while follow(seen, limit=2):
            pass

    results = at_once(work, work, work)

    assert [result for result in results if isinstance(result, Exception)] == []
    assert sorted(seen) == numbers
