"""Proves that nothing in the ledger was altered, and names the first thing that was."""

import contextlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db.models import QuerySet

from bihuan.kernel.merkle import Frontier, leaf_hash
from bihuan.ledger.events import KEY_ADDED
from bihuan.ledger.models import Checkpoint, Entry
from bihuan.ledger.queries.read import LEDGER_UUID, witness_path
from bihuan.ledger.rules import ChainCheck, Fault, checkpoint_note

# Higher apps register how to compare their rows with what their entries say: subject kind → (how many, faults).
REPLAYS: dict[str, Callable[[], Iterator[Fault | None]]] = {}


@dataclass(slots=True)
class Account:
    """What was checked. replayed: rows compared with their entries. faults: in the order they were found."""

    entries: int = 0
    subjects: int = 0
    checkpoints: int = 0
    replayed: int = 0
    uncovered: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not self.faults


def verify(*, most_faults: int = 20) -> Account:
    """Check every chain, every checkpoint, the copies outside the database, and replay every subject.

    Reads the whole ledger once in number order. Stops adding faults at most_faults.
    """
    account = Account()
    for fault in chain(_entries(account), _witness(), _replays(account)):
        account.faults.append(fault)
        if len(account.faults) >= most_faults:
            break
    return account


def _entries(account: Account) -> Iterator[Fault]:
    check = ChainCheck({})
    frontier = Frontier()
    waiting = list(Checkpoint.objects.order_by("tree_size"))
    covered = waiting[-1].tree_size if waiting else 0
    keys = _recorded_keys()
    for entry in Entry.objects.order_by("number").iterator(chunk_size=5000):
        while waiting and entry.number > waiting[0].last_number:
            yield from _checkpoint(waiting.pop(0), frontier, keys, account)
        account.entries += 1
        fault = check.read(entry.sealed(), entry.hash) or _odd_actor(entry)
        if fault:
            yield fault
        frontier.append(leaf_hash(_bytes(entry.hash)))
    for checkpoint in waiting:
        yield from _checkpoint(checkpoint, frontier, keys, account)
    account.uncovered = frontier.size - covered
    account.subjects = len(check.ends)


def _odd_actor(entry: Entry) -> Fault | None:
    """Compare the column by which entries are looked up with the text that was hashed."""
    if f'"uuid":"{entry.actor_uuid}"' in entry.actor:
        return None
    return Fault("changed", entry.number, "its actor_uuid is not that of its actor")


def _bytes(text: str) -> bytes:
    """Return hex as bytes; of a text that is no hex, the text itself, which no root was ever signed over."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return text.encode()


def _recorded_keys() -> dict[str, str]:
    """Return the public keys that entries name: a key slipped into the table of keys signs nothing."""
    keys = {}
    added = Entry.objects.filter(name=KEY_ADDED, subject_uuid=LEDGER_UUID).order_by("number")
    for text in added.values_list("payload", flat=True):
        with contextlib.suppress(ValueError, KeyError, TypeError):
            payload = json.loads(text)
            keys[payload["key_id"]] = payload["public_key"]
    return keys


def _checkpoint(checkpoint: Checkpoint, frontier: Frontier, keys: dict[str, str], account: Account) -> Iterator[Fault]:
    account.checkpoints += 1
    if (frontier.size, frontier.root().hex()) != (checkpoint.tree_size, checkpoint.root):
        detail = f"the {frontier.size} entries up to here do not give the root signed for {checkpoint.tree_size}"
        yield Fault("checkpoint", checkpoint.last_number, detail)
    note = checkpoint_note(
        tree_size=checkpoint.tree_size,
        last_number=checkpoint.last_number,
        root=checkpoint.root,
        made_at=checkpoint.made_at,
        key_id=checkpoint.key_id,
    )
    if not _is_signed(keys.get(checkpoint.key_id, ""), checkpoint.signature, note):
        yield Fault("signature", checkpoint.last_number, f"checkpoint {checkpoint.tree_size} is not signed by its key")


def _is_signed(public_key: str, signature: str, note: str) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(bytes.fromhex(signature), note.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def _witness() -> Iterator[Fault]:
    """Compare with the copies outside the database: an older database put back in place is found here."""
    path = witness_path()
    if not path.exists():
        return
    lines = path.read_text(errors="replace").splitlines()
    stored = {f"{size} {number} {root}" for size, number, root in _checkpoints()}
    for position, line in enumerate(lines, start=1):
        size, number, root, *_rest = [*line.split(" "), "", "", ""]
        if not number.isdecimal():
            yield Fault("checkpoint", None, f"line {position} of {path.name} cannot be read")
        elif f"{size} {number} {root}" not in stored:
            detail = f"checkpoint {size}, written down in {path.name}, is not in the database"
            yield Fault("checkpoint", int(number), detail)


def _checkpoints() -> QuerySet[Checkpoint, tuple[int, int, str]]:
    return Checkpoint.objects.values_list("tree_size", "last_number", "root")


def _replays(account: Account) -> Iterator[Fault]:
    for replay in REPLAYS.values():
        for fault in replay():
            account.replayed += 1
            if fault:
                yield fault
