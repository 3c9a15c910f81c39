"""Signed checkpoints: a root over all entries, with the key and a copy of each note outside the database."""

import hashlib
import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import IntegrityError, transaction

from bihuan.kernel.call import Call
from bihuan.kernel.merkle import Frontier, leaf_hash
from bihuan.ledger import errors, events, queries
from bihuan.ledger.commands.record import record
from bihuan.ledger.models import Checkpoint, Entry, SigningKey
from bihuan.ledger.rules import checkpoint_note, stamp


def add_key(call: Call) -> str:
    """Make a new signing key, record it, and return its id; later checkpoints are signed with it."""
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    key_id = hashlib.sha256(public).hexdigest()[:16]
    path = _key_path(key_id)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
        stream.write(private.private_bytes_raw().hex())
    with transaction.atomic():
        SigningKey.objects.create(key_id=key_id, public_key=public.hex(), added_at=call.at)
        record(
            call,
            name=events.KEY_ADDED,
            subject_kind="ledger",
            subject_uuid=queries.LEDGER_UUID,
            payload={"key_id": key_id, "public_key": public.hex()},
        )
    return key_id


def seal(call: Call) -> Checkpoint | None:
    """Sign a checkpoint over all entries so far; None when there is nothing new. Safe to run twice, also at once."""
    try:
        return _seal(call)
    except IntegrityError:
        # Another process signed the same entries at the same moment.
        return None


def _seal(call: Call) -> Checkpoint | None:
    with transaction.atomic():
        safe = queries.safe_number()
        latest = Checkpoint.objects.order_by("-tree_size").first()
        if safe <= (latest.last_number if latest else 0):
            return None
        frontier = Frontier(latest.tree_size, [bytes.fromhex(peak) for peak in latest.peaks]) if latest else Frontier()
        hashes = Entry.objects.filter(number__gt=latest.last_number if latest else 0, number__lte=safe)
        for leaf in hashes.order_by("number").values_list("hash", flat=True).iterator(chunk_size=5000):
            frontier.append(leaf_hash(bytes.fromhex(leaf)))
        checkpoint = _signed(frontier, safe=safe, made_at=stamp(call.at))
        checkpoint.save(force_insert=True)
        transaction.on_commit(lambda: _keep_copy(checkpoint))
    return checkpoint


def _signed(frontier: Frontier, *, safe: int, made_at: str) -> Checkpoint:
    key_id = SigningKey.objects.order_by("-added_at", "key_id").values_list("key_id", flat=True).first()
    path = _key_path(key_id or "?")
    if key_id is None or not path.exists():
        raise errors.KEY_MISSING(key=key_id or "—", folder=str(path.parent))
    root = frontier.root().hex()
    note = checkpoint_note(tree_size=frontier.size, last_number=safe, root=root, made_at=made_at, key_id=key_id)
    private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text().strip()))
    return Checkpoint(
        tree_size=frontier.size,
        last_number=safe,
        root=root,
        peaks=[peak.hex() for peak in frontier.peaks],
        made_at=made_at,
        key_id=key_id,
        signature=private.sign(note.encode()).hex(),
    )


def _keep_copy(checkpoint: Checkpoint) -> None:
    first = f"{checkpoint.tree_size} {checkpoint.last_number} {checkpoint.root} {checkpoint.made_at}"
    line = f"{first} {checkpoint.key_id} {checkpoint.signature}"
    with queries.witness_path().open("a") as stream:
        stream.write(line + "\n")
        stream.flush()
        os.fsync(stream.fileno())


def _key_path(key_id: str) -> Path:
    return Path(settings.DATA_DIR) / "keys" / f"ledger-{key_id}.key"
