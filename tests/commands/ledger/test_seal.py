"""Checkpoints: sealing, sealing twice, changing keys, losing them."""

import io
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest
from cast import NOW, call
from django.core.management import CommandError, call_command
from django.db import transaction
from together import at_once

from bihuan.kernel.call import Call, system_actor
from bihuan.kernel.errors import Refusal
from bihuan.ledger.commands import add_key, record, seal
from bihuan.ledger.models import Checkpoint, Entry, SigningKey
from bihuan.ledger.queries import LEDGER_UUID, timeline, verify, witness_path
from bihuan.orgs.events import UNIT_SAVED

pytestmark = pytest.mark.django_db(transaction=True)
LEDGER = system_actor("ledger")


def write(how_many: int = 1) -> None:
    for _ in range(how_many):
        with transaction.atomic():
            record(call(LEDGER), name=UNIT_SAVED, subject_kind="unit", subject_uuid=uuid4(), payload={})


def test_a_checkpoint_covers_all_entries_and_is_written_down(transactional_db: None) -> None:
    add_key(call(LEDGER))
    write(4)

    checkpoint = seal(call(LEDGER))

    assert checkpoint is not None
    assert (checkpoint.tree_size, checkpoint.last_number) == (5, Entry.objects.latest("number").number)
    assert witness_path().read_text().startswith(f"5 {checkpoint.last_number} {checkpoint.root} ")
    assert verify().is_whole


def test_sealing_twice_signs_nothing_new(transactional_db: None) -> None:
    add_key(call(LEDGER))

    assert (seal(call(LEDGER)) is not None, seal(call(LEDGER))) == (True, None)
    assert Checkpoint.objects.count() == len(witness_path().read_text().splitlines()) == 1


def test_a_later_checkpoint_goes_on_from_the_last(transactional_db: None) -> None:
    add_key(call(LEDGER))
    for how_many in (1, 2, 3, 10):
        write(how_many)
        assert seal(call(LEDGER))

    assert list(Checkpoint.objects.values_list("tree_size", flat=True)) == [2, 4, 7, 17]
    assert verify().is_whole


def test_sealing_at_once_signs_once_and_nobody_fails(transactional_db: None) -> None:
    add_key(call(LEDGER))
    for _ in range(5):
        write()
        results = at_once(*[partial(seal, call(LEDGER))] * 3)
        assert [result for result in results if isinstance(result, Exception)] == []
        assert len([result for result in results if result]) == 1

    assert verify().is_whole


def test_a_new_key_is_recorded_and_signs_from_then_on(transactional_db: None) -> None:
    old = add_key(call(LEDGER))
    seal(call(LEDGER))
    new = add_key(Call(LEDGER, NOW.replace(hour=5)))
    seal(call(LEDGER))

    assert list(Checkpoint.objects.values_list("key_id", flat=True)) == [old, new]
    assert [entry.payload["key_id"] for entry in timeline(LEDGER_UUID)] == [old, new]
    assert verify().is_whole


def test_the_private_half_is_outside_the_database_and_for_its_owner_only(
    transactional_db: None, tmp_path: Path
) -> None:
    key_id = add_key(call(LEDGER))

    file = tmp_path / "keys" / f"ledger-{key_id}.key"
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_text() not in str(list(SigningKey.objects.values()) + list(Entry.objects.values()))


@pytest.mark.parametrize("has_row", [True, False])
def test_without_the_key_sealing_says_where_it_should_be(transactional_db: None, tmp_path: Path, has_row: bool) -> None:
    if has_row:
        (tmp_path / "keys" / f"ledger-{add_key(call(LEDGER))}.key").unlink()
    write()

    with pytest.raises(Refusal) as refusal:
        seal(call(LEDGER))
    assert (refusal.value.code, refusal.value.params["folder"]) == ("ledger.key_missing", str(tmp_path / "keys"))
    with pytest.raises(CommandError, match="backup"):
        call_command("ledger", "seal", stdout=io.StringIO())


def test_the_command_adds_a_key_and_seals(transactional_db: None) -> None:
    out = io.StringIO()

    for action in ("add-key", "seal", "seal"):
        call_command("ledger", action, stdout=out)

    key_id = SigningKey.objects.get().key_id
    assert out.getvalue().splitlines() == [f"key {key_id}", "checkpoint 1", "nothing new to sign"]
