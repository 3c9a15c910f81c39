"""Proves that nothing in the ledger was altered, and names the first thing that was."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from bihuan.kernel.merkle import Frontier, leaf_hash
from bihuan.ledger.models import Checkpoint, Entry, SigningKey
from bihuan.ledger.queries.read import witness_path
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
    keys = dict(SigningKey.objects.values_list("key_id", "public_key"))
    for entry in Entry.objects.order_by("number").iterator(chunk_size=5000):
        while waiting and entry.number > waiting[0].last_number:
            yield from _checkpoint(waiting.pop(0), frontier, keys, account)
        account.entries += 1
        fault = check.read(entry.sealed(), entry.hash)
        if fault:
            yield fault
        frontier.append(leaf_hash(bytes.fromhex(entry.hash)))
    for checkpoint in waiting:
        yield from _checkpoint(checkpoint, frontier, keys, account)
    covered = Checkpoint.objects.order_by("-tree_size").values_list("tree_size", flat=True).first() or 0
    account.uncovered = frontier.size - covered
    account.subjects = len(check.ends)


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
    stored = dict(Checkpoint.objects.values_list("tree_size", "root"))
    for line in path.read_text().splitlines():
        size, last_number, root, *_rest = line.split(" ")
        if stored.get(int(size)) != root:
            detail = f"checkpoint {size}, written down in {path.name}, is not in the database"
            yield Fault("checkpoint", int(last_number), detail)


def _replays(account: Account) -> Iterator[Fault]:
    for replay in REPLAYS.values():
        for fault in replay():
            account.replayed += 1
            if fault:
                yield fault
