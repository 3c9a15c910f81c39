"""Taking steps in tests, rightly and wrongly, and reading what they left in the ledger."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from cast import NOW, Cast, call

from bihuan.cases.commands import Moved
from bihuan.cases.models import Case, CaseFile
from bihuan.kernel.call import Actor, Call
from bihuan.kernel.errors import Refusal
from bihuan.ledger.models import Entry, Receipt
from bihuan.ledger.queries import Happening, timeline, verify
from bihuan.notices.models import Notice

# Four service hours from Monday 10:00 end at 16:00; a day later the limit is missed.
LATER = NOW + timedelta(hours=1)
DUE = NOW + timedelta(hours=6)
LATE = NOW + timedelta(days=1)
Verb = Callable[..., Moved]


def take(verb: Verb, who: Actor, now: Any, *, at: datetime = NOW, **details: Any) -> Moved:
    """Take a step on a case as it was last seen."""
    return verb(call(who, at), case_uuid=now.case_uuid, expected_version=now.version, **details)


def refused(verb: Verb, who: Actor, now: Any, *, at: datetime = NOW, **details: Any) -> str:
    """Return the code with which a step is refused, having left no trace."""
    before = world()
    with pytest.raises(Refusal) as refusal:
        take(verb, who, now, at=at, **details)
    assert world() == before
    return refusal.value.code


def world() -> tuple[object, ...]:
    """Return all that a step may leave behind."""
    cases = Case.objects.order_by("pk").values()
    return [*cases], *(table.objects.count() for table in (Entry, Receipt, Notice, CaseFile))


def last(now: Any) -> Happening:
    """Return the latest entry of a case."""
    return timeline(now.case_uuid)[-1]


def row(now: Any) -> Case:
    return Case.objects.get(uuid=now.case_uuid)


def told(now: Any) -> list[tuple[str, str]]:
    """Return (kind, addressee) of the notices that the latest entry names as delivered."""
    delivered = last(now).payload.get("delivered", [])
    found = {str(notice.uuid): notice for notice in Notice.objects.select_related("to_unit", "to_person")}
    notices = [found[each["notice"]] for each in delivered]
    assert [str(notice.to_unit.uuid if notice.to_unit else "") for notice in notices] == [
        each["unit"] for each in delivered
    ]
    return [(notice.kind, str(notice.to_unit or notice.to_person)) for notice in notices]


def owes(
    cast: Cast,
    verb: Verb,
    *,
    who: Actor,
    now: Any,
    event: str,
    wrong: Mapping[str, Actor],
    at: datetime = NOW,
    **details: Any,
) -> Moved:
    """Check what every step owes, then return its answer.

    Refused to strangers as not there, to each of wrong with the code it stands under, and on an old version as stale;
    taken by who it leaves one entry; sent again it gives the same answer and leaves nothing; with other arguments the
    same request is refused; the ledger is whole after all of it.
    """
    strangers = [cast.outsider] if who is cast.other_handler else [cast.outsider, cast.other_handler]
    for stranger in strangers:
        assert refused(verb, stranger, now, at=at, **details) == "cases.not_found"
    for code, actor in wrong.items():
        assert refused(verb, actor, now, at=at, **details) == code
    _owes_stale(verb, who, now, at=at, **details)
    asked = call(who, at)
    seen = {"case_uuid": now.case_uuid, "expected_version": now.version}
    moved = verb(asked, **seen, **details)
    _owes_entry(moved, asked, event, row(now))
    _owes_once(verb, asked, moved, seen | details)
    return moved


def _owes_stale(verb: Verb, who: Actor, now: Any, **details: Any) -> None:
    old = Moved(now.case_uuid, now.code, "", now.version - 1, 0)
    assert refused(verb, who, old, **details) == "cases.stale"


def _owes_entry(moved: Moved, asked: Call, event: str, case: Case) -> None:
    entry = Entry.objects.get(number=moved.entry)
    assert (entry.name, entry.subject_uuid, entry.request_uuid) == (event, case.uuid, asked.request_uuid)
    assert last(moved).number == moved.entry
    assert (last(moved).actor, last(moved).at) == (asked.actor.snapshot(), asked.at)
    assert (case.state, case.version, case.code) == (moved.state, moved.version, moved.code)


def _owes_once(verb: Verb, asked: Call, moved: Moved, given: dict[str, Any]) -> None:
    before = world()
    assert verb(asked, **given) == moved
    with pytest.raises(Refusal) as refusal:
        verb(asked, **(given | {"expected_version": moved.version}))
    assert refusal.value.code == "ledger.request_reused"
    assert world() == before
    account = verify()
    assert account.is_whole, account.faults
