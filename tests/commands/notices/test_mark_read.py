"""Marking one notice as read."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from cast import NOW, Cast, call, person

from bihuan.kernel.call import Actor
from bihuan.kernel.errors import Refusal
from bihuan.ledger.models import Entry
from bihuan.ledger.queries import timeline
from bihuan.notices import errors
from bihuan.notices.commands import Marked, mark_read
from bihuan.notices.models import Notice

Tell = Callable[..., UUID]


def test_reader_and_time_are_kept(cast: Cast, told: Tell) -> None:
    uuid = told()

    assert mark_read(call(cast.handler), notice_uuid=uuid) == Marked(count=1)

    notice = Notice.objects.get(uuid=uuid)
    assert (notice.read_at, notice.read_by_uuid) == (NOW, cast.handler.uuid)


def test_one_entry_says_who_took_note_of_what(cast: Cast, told: Tell) -> None:
    uuid = told(7)

    mark_read(call(cast.handler), notice_uuid=uuid)

    (entry,) = timeline(uuid)
    assert (entry.name, entry.actor["name"]) == ("notices.notice_read.v1", "甲街道经办")
    assert entry.payload == {
        "kind": "urge",
        "subject_kind": "case",
        "subject_uuid": str(UUID(int=7)),
        "subject_code": "案-7",
    }


def test_first_reader_of_the_unit_stays(cast: Cast, told: Tell) -> None:
    uuid, colleague = told(), person("甲街道主任", cast.street, "主任")
    mark_read(call(cast.handler), notice_uuid=uuid)

    assert mark_read(call(colleague, at=NOW + timedelta(hours=1)), notice_uuid=uuid) == Marked(count=0)

    notice = Notice.objects.get(uuid=uuid)
    assert (notice.read_at, notice.read_by_uuid) == (NOW, cast.handler.uuid)
    assert len(timeline(uuid)) == 1


def test_same_request_again_gives_the_same_answer(cast: Cast, told: Tell) -> None:
    request, uuid = call(cast.handler), told()

    answers = [mark_read(request, notice_uuid=uuid) for _ in range(2)]

    assert answers == [Marked(count=1)] * 2
    assert Entry.objects.filter(name="notices.notice_read.v1").count() == 1


def test_personal_notice_is_marked_by_that_person_in_any_post(cast: Cast, told: Tell) -> None:
    uuid = told(to_person_uuid=cast.leader.uuid)
    without_post = Actor(kind="person", uuid=cast.leader.uuid, name=cast.leader.name)

    assert mark_read(call(without_post), notice_uuid=uuid) == Marked(count=1)


def test_notice_of_others_is_not_there(cast: Cast, told: Tell) -> None:
    to_street, to_leader = told(), told(to_person_uuid=cast.leader.uuid)

    for who, uuid in ((cast.other_handler, to_street), (cast.supervisor, to_leader), (cast.handler, uuid4())):
        with pytest.raises(Refusal) as refused:
            mark_read(call(who), notice_uuid=uuid)
        assert refused.value.reason is errors.NOT_FOUND
    assert not Notice.objects.filter(read_at__isnull=False).exists()
