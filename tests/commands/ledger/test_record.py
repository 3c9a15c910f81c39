"""Recording: only inside a transaction, only registered facts, only by somebody."""

import json
from uuid import uuid4

import pytest
from cast import NOW, call
from django.db import transaction

from bihuan.kernel.call import Actor, system_actor
from bihuan.ledger import events
from bihuan.ledger.commands import record
from bihuan.ledger.models import Entry
from bihuan.ledger.queries import timeline
from bihuan.ledger.rules import GENESIS, canonical
from bihuan.orgs.events import UNIT_SAVED

LEDGER = system_actor("ledger")


@pytest.mark.django_db(transaction=True)
def test_there_is_no_entry_without_a_transaction() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        record(call(LEDGER), name=UNIT_SAVED, subject_kind="unit", subject_uuid=uuid4(), payload={})


@pytest.mark.django_db
def test_an_unregistered_fact_is_not_recorded() -> None:
    with pytest.raises(LookupError, match=r"cases\.wished\.v1"):
        record(call(LEDGER), name="cases.wished.v1", subject_kind="unit", subject_uuid=uuid4(), payload={})


@pytest.mark.django_db
def test_nobody_is_not_an_actor() -> None:
    nobody = Actor(kind="person", uuid=uuid4(), name="")

    with pytest.raises(ValueError, match="actor"):
        record(call(nobody), name=UNIT_SAVED, subject_kind="unit", subject_uuid=uuid4(), payload={})


@pytest.mark.django_db
@pytest.mark.parametrize("odd", [float("nan"), float("inf"), object(), {1, 2}])
def test_a_payload_holds_primitives_only(odd: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        record(call(LEDGER), name=UNIT_SAVED, subject_kind="unit", subject_uuid=uuid4(), payload={"odd": odd})

    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_the_entries_of_a_subject_follow_each_other_by_hash() -> None:
    subject, other = uuid4(), uuid4()
    for uuid in (subject, other, subject):
        record(call(LEDGER), name=UNIT_SAVED, subject_kind="unit", subject_uuid=uuid, payload={"名": "甲"})

    first, second = Entry.objects.filter(subject_uuid=subject).order_by("number")
    assert (first.previous_hash, second.previous_hash) == (GENESIS, first.hash)
    assert (first.subject_number, second.subject_number) == (1, 2)
    assert first.payload == canonical({"名": "甲"}) == '{"名":"甲"}'


@pytest.mark.django_db
def test_an_entry_keeps_who_and_both_times() -> None:
    subject = uuid4()
    asked = call(LEDGER, happened_at=NOW.replace(hour=1))
    record(asked, name=UNIT_SAVED, subject_kind="unit", subject_uuid=subject, payload={})

    (entry,) = timeline(subject)
    assert (entry.at, entry.recorded_at) == (NOW.replace(hour=1), NOW)
    assert entry.actor == asked.actor.snapshot() == json.loads(Entry.objects.get().actor)


@pytest.mark.parametrize("name", ["Cases.done.v1", "cases.done", "cases.done.v0", "cases.reported.v1"])
def test_a_fact_is_registered_once_under_a_good_name(name: str) -> None:
    with pytest.raises(ValueError, match=r"area\.fact"):
        events.event(name, "Done")
