"""Whatever is done to the ledger behind its back is found, and the entry named."""

import io
import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from cast import Cast, call, make_cast
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command
from django.db import transaction
from makers import closed, filed, handling
from tampering import as_key, forge, sql, tamper

from bihuan.cases.models import Case
from bihuan.kernel.call import system_actor
from bihuan.kernel.merkle import Frontier, leaf_hash
from bihuan.ledger.commands import add_key, record, seal
from bihuan.ledger.models import Checkpoint, Entry, SigningKey
from bihuan.ledger.queries import verify, witness_path
from bihuan.ledger.rules import checkpoint_note
from bihuan.orgs.events import UNIT_SAVED

pytestmark = pytest.mark.django_db
LEDGER = system_actor("ledger")


@pytest.fixture
def sealed(db: None, django_capture_on_commit_callbacks: Any) -> Callable[[], Checkpoint | None]:
    """Seal, and write the checkpoint down as a commit would."""

    def seal_it() -> Checkpoint | None:
        with django_capture_on_commit_callbacks(execute=True):
            return seal(call(LEDGER))

    return seal_it


@pytest.fixture
def cast(sealed: Callable[[], Checkpoint | None]) -> Cast:
    """A district with two cases, a key, and a checkpoint over the first."""
    cast = make_cast()
    add_key(call(LEDGER))
    handling(cast)
    assert sealed()
    filed(cast)
    return cast


def faults() -> list[tuple[str, int | None]]:
    return [(fault.kind, fault.entry) for fault in verify().faults]


def entry(subject_number: int, case: int = 0) -> Entry:
    uuid = Case.objects.order_by("pk")[case].uuid
    return Entry.objects.get(subject_uuid=uuid, subject_number=subject_number)


def latest_of_case(case: int = 0) -> int:
    return Entry.objects.filter(subject_uuid=Case.objects.order_by("pk")[case].uuid).latest("number").number


def checkpoint() -> int:
    """Return the last entry under the checkpoint."""
    return Checkpoint.objects.get().last_number


def test_a_whole_ledger_has_no_fault(cast: Cast) -> None:
    account = verify()

    assert (account.faults, account.checkpoints, account.replayed) == ([], 1, 2)
    assert (account.entries, account.uncovered) == (Entry.objects.count(), 2)


@pytest.mark.parametrize(
    "column, old, new",
    [
        ("payload", "西溪路12号", "西溪路13号"),
        ("actor", "巡查员", "巡察员"),
        ("happened_at", "2026-03-23T02:00:00.000000", "2026-03-23T02:00:00.000001"),
        ("recorded_at", "2026", "2025"),
        ("name", "reported", "filed"),
        ("subject_kind", "case", "unit"),
        ("hash", "", "x"),
    ],
)
def test_one_character_altered_is_found(cast: Cast, column: str, old: str, new: str) -> None:
    number = entry(1).number
    value = getattr(entry(1), column)
    altered = value.replace(old, new, 1) if old else new + value[1:]
    assert altered != value
    tamper(f"UPDATE ledger_entry SET {column} = %s WHERE number = %s", altered, number)

    assert ("changed", number) == faults()[0]


@pytest.mark.parametrize("broken", ["", "[]", "{", '{"set": {"no_such_fact": 1}}', '{"set": {"state": "lost"}}'])
def test_an_entry_that_cannot_be_read_is_named_and_the_rest_still_checked(cast: Cast, broken: str) -> None:
    number = entry(2).number
    tamper("UPDATE ledger_entry SET payload = %s WHERE number = %s", broken, number)
    sql("UPDATE cases_case SET title = 'x' WHERE uuid = %s", key(1))

    assert faults()[0] == ("changed", number)
    assert faults()[1:] == [("replay", latest_of_case(0)), ("replay", latest_of_case(1))]


def key(case: int) -> object:
    return as_key(Case.objects.order_by("pk")[case].uuid)


def test_another_actor_column_is_found(cast: Cast) -> None:
    number = entry(1).number
    tamper("UPDATE ledger_entry SET actor_uuid = %s WHERE number = %s", as_key(uuid4()), number)

    assert faults() == [("changed", number)]


def test_altered_with_a_fitting_hash_the_next_entry_and_the_checkpoint_tell(cast: Cast) -> None:
    forged = entry(2)
    forge(forged, payload=forged.payload.replace("4工作时", "9工作时"))

    assert faults() == [("reordered", entry(3).number), ("checkpoint", checkpoint())]


def test_a_whole_chain_forged_anew_the_checkpoint_tells(cast: Cast) -> None:
    forge(entry(1), payload=entry(1).payload.replace("西溪路12号", "西溪路13号"))
    for position in range(2, 5):
        forge(entry(position), previous_hash=entry(position - 1).hash)
    sql("UPDATE cases_case SET title = replace(title, '12', '13'), place_text = replace(place_text, '12', '13')")

    assert ("checkpoint", checkpoint()) in faults()


def test_an_entry_deleted_in_the_middle_is_found(cast: Cast) -> None:
    tamper("DELETE FROM ledger_entry WHERE number = %s", entry(2).number)

    assert faults()[:2] == [("missing", entry(3).number), ("checkpoint", checkpoint())]


def test_the_latest_entry_deleted_is_found_by_the_row_it_left(cast: Cast) -> None:
    tamper("DELETE FROM ledger_entry WHERE number = %s", latest_of_case(1))

    assert faults() == [("replay", latest_of_case(1))]


def test_the_latest_entry_deleted_is_found_by_the_checkpoint(cast: Cast) -> None:
    seal(call(LEDGER))
    last = Entry.objects.latest("number").number
    tamper("DELETE FROM ledger_entry WHERE number = %s", last)

    assert ("checkpoint", last) in faults()


def test_two_entries_swapped_are_found(cast: Cast) -> None:
    first, second = entry(2).number, entry(3).number
    for old, new in ((first, 10**9), (second, first), (10**9, second)):
        tamper("UPDATE ledger_entry SET number = %s WHERE number = %s", new, old)

    assert {("changed", first), ("changed", second)} <= set(faults())


def test_two_entries_swapped_with_fitting_hashes_are_found(cast: Cast) -> None:
    first, second = entry(2), entry(3)
    numbers = first.number, second.number
    forge(first, subject_number=99)
    forge(second, subject_number=2)
    forge(first, subject_number=3)

    assert faults()[0][0] in ("missing", "reordered")
    assert faults()[0][1] == numbers[0]


def test_an_entry_put_in_later_into_a_gap_is_found(cast: Cast) -> None:
    late = Entry.objects.filter(subject_kind="ledger").get()
    late.number, late.subject_uuid, late.hash = 0, uuid4(), ""
    late.hash = late.sealed().hash()
    late.save(force_insert=True)

    assert faults() == [("checkpoint", checkpoint())]


def forged_checkpoint(private: Ed25519PrivateKey, key_id: str) -> None:
    """Sign all entries there are with a key of one's own."""
    frontier = Frontier()
    for leaf in Entry.objects.order_by("number").values_list("hash", flat=True):
        frontier.append(leaf_hash(bytes.fromhex(leaf)))
    last, root = Entry.objects.latest("number").number, frontier.root().hex()
    note = checkpoint_note(tree_size=frontier.size, last_number=last, root=root, made_at="now", key_id=key_id)
    Checkpoint.objects.create(
        tree_size=frontier.size,
        last_number=last,
        root=root,
        peaks=[],
        made_at="now",
        key_id=key_id,
        signature=private.sign(note.encode()).hex(),
    )


def test_a_checkpoint_signed_by_a_strange_key_is_found(cast: Cast) -> None:
    forged_checkpoint(Ed25519PrivateKey.generate(), SigningKey.objects.get().key_id)

    assert faults() == [("signature", Entry.objects.latest("number").number)]


def test_a_key_slipped_into_the_table_of_keys_signs_nothing(cast: Cast) -> None:
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw().hex()
    SigningKey.objects.create(key_id="ab" * 8, public_key=public, added_at=call(LEDGER).at)
    forged_checkpoint(private, "ab" * 8)

    assert faults() == [("signature", Entry.objects.latest("number").number)]


@pytest.mark.parametrize("signature", ["", "zz", "ab" * 64])
def test_a_signature_that_is_none_is_found(cast: Cast, signature: str) -> None:
    tamper("UPDATE ledger_checkpoint SET signature = %s", signature)

    assert faults() == [("signature", checkpoint())]


def test_an_old_database_put_back_is_found(cast: Cast, sealed: Callable[[], object]) -> None:
    old = Entry.objects.latest("number").number
    closed(cast)
    sealed()
    lost = Entry.objects.latest("number").number
    tamper("DELETE FROM ledger_entry WHERE number > %s", old)
    tamper("DELETE FROM ledger_checkpoint WHERE last_number > %s", old)
    newest = Case.objects.latest("pk")
    newest.files.all().delete()
    newest.delete()

    assert faults() == [("checkpoint", lost)]


def test_a_torn_line_of_the_written_checkpoints_is_named(cast: Cast) -> None:
    with witness_path().open("a") as stream:
        stream.write("7\n")

    assert faults() == [("checkpoint", None)]
    assert "line 2" in verify().faults[0].detail


@pytest.mark.parametrize(
    "change",
    [
        "state = 'closed'",
        "title = 'x'",
        "overdue_at = '2026-03-23 00:00:00+00:00'",
        "due_at = '2026-03-29 00:00:00+00:00'",
        "version = 9",
        "reporter_name = 'x'",
        "reported_at = '2026-03-23 00:00:00+00:00'",
        "happened_at = '2026-03-23 00:00:00+00:00'",
        "code = 'AJ-2026-99999'",
        "next_tick_at = NULL",
        "fired = '[\"yellow\"]'",
    ],
)
def test_a_row_changed_behind_the_ledgers_back_is_found(cast: Cast, change: str) -> None:
    sql(f"UPDATE cases_case SET {change} WHERE uuid = %s", key(0))

    assert faults() == [("replay", latest_of_case(0))]


def test_parts_and_flags_changed_behind_the_ledgers_back_are_found(cast: Cast) -> None:
    handling(cast, co=True)
    closed(cast)
    sql("UPDATE cases_part SET state = 'waived'")
    sql("UPDATE cases_casefile SET flags = '[]'")

    assert faults() == [("replay", latest_of_case(2)), ("replay", latest_of_case(3))]


def test_a_row_that_is_gone_is_found(cast: Cast) -> None:
    first = entry(1, case=1).number
    Case.objects.order_by("pk")[1].delete()

    assert faults() == [("replay", first)]


def test_a_row_put_in_without_entries_is_found(cast: Cast) -> None:
    case = Case.objects.order_by("pk")[1]
    case.pk, case.uuid, case.code = None, uuid4(), "AJ-2026-77777"
    case.save(force_insert=True)

    assert faults() == [("replay", None)]


def test_the_first_fault_is_printed_and_the_command_fails(cast: Cast) -> None:
    number = entry(2).number
    tamper("UPDATE ledger_entry SET payload = '{}' WHERE number = %s", number)

    with pytest.raises(CommandError, match=f"entry {number}: changed"):
        call_command("ledger", "verify", stdout=io.StringIO())


def test_the_account_of_a_whole_ledger_is_printed(cast: Cast) -> None:
    plain, as_json = io.StringIO(), io.StringIO()

    call_command("ledger", "verify", stdout=plain)
    call_command("ledger", "verify", "--json", stdout=as_json)

    assert plain.getvalue().endswith("The ledger is whole.\n")
    account = json.loads(as_json.getvalue())
    assert (account["verified"], account["entries"]) == (True, Entry.objects.count())


def test_no_more_faults_are_listed_than_wanted(cast: Cast) -> None:
    tamper("UPDATE ledger_entry SET payload = '{}'")

    assert len(verify(most_faults=3).faults) == 3


def test_an_entry_of_another_subject_does_not_disturb_a_chain(cast: Cast) -> None:
    with transaction.atomic():
        record(call(LEDGER), name=UNIT_SAVED, subject_kind="unit", subject_uuid=uuid4(), payload={})

    assert verify().is_whole
