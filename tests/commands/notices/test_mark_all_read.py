"""Marking everything in an inbox as read."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from cast import NOW, Cast, call

from bihuan.ledger.models import Entry
from bihuan.ledger.queries import timeline
from bihuan.notices import queries
from bihuan.notices.commands import Marked, mark_all_read, mark_read
from bihuan.notices.models import Notice

Tell = Callable[..., UUID]


def test_all_of_ones_inbox_is_marked_and_nothing_else(cast: Cast, told: Tell) -> None:
    told(1)
    told(2, to_person_uuid=cast.handler.uuid)
    others = [told(3, to_unit_uuid=cast.office.uuid), told(4, to_person_uuid=cast.leader.uuid)]

    assert mark_all_read(call(cast.handler)) == Marked(count=2)

    assert queries.unread_count(cast.handler) == 0
    assert set(Notice.objects.filter(read_at__isnull=True).values_list("uuid", flat=True)) == set(others)


def test_one_entry_names_the_notices(cast: Cast, told: Tell) -> None:
    uuids = [told(1), told(2)]

    mark_all_read(call(cast.handler))

    (entry,) = timeline(cast.handler.uuid)
    assert entry.name == "notices.inbox_read.v1"
    assert entry.payload == {"notice_uuids": [str(uuid) for uuid in uuids]}


def test_what_was_read_before_keeps_its_reader(cast: Cast, told: Tell) -> None:
    first = told(1)
    mark_read(call(cast.handler), notice_uuid=first)
    told(2)

    assert mark_all_read(call(cast.handler, at=NOW + timedelta(hours=1))) == Marked(count=1)
    assert Notice.objects.get(uuid=first).read_at == NOW


def test_empty_inbox_is_said_and_leaves_no_entry(cast: Cast) -> None:
    assert mark_all_read(call(cast.handler)) == Marked(count=0)
    assert not Entry.objects.filter(name="notices.inbox_read.v1").exists()


def test_same_request_again_leaves_what_came_since(cast: Cast, told: Tell) -> None:
    request = call(cast.handler)
    told(1)
    mark_all_read(request)
    told(2)

    assert mark_all_read(request) == Marked(count=1)
    assert queries.unread_count(cast.handler) == 1


def test_more_than_one_batch_is_marked(cast: Cast, told: Tell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bihuan.notices.commands.read.BATCH", 2)
    for number in range(5):
        told(number)

    assert mark_all_read(call(cast.handler)) == Marked(count=5)
    assert queries.unread_count(cast.handler) == 0
