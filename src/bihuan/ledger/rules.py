"""What an entry is, how it is hashed, and how a chain of entries is checked."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

GENESIS = "0" * 64
# Writers share this PostgreSQL lock until they commit; a follower takes it alone for an instant, so that it never
# reads past an entry that has a lower number and commits later (decision 0002).
FENCE = 0x6269_6875_616E
ENTRY_FORMAT = "bihuan-entry-v1"
CHECKPOINT_FORMAT = "bihuan-checkpoint-v1"


def canonical(value: Mapping[str, Any]) -> str:
    """Return value as the one JSON text that is hashed: sorted keys, no blanks, no escapes, primitives only."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def stamp(moment: datetime) -> str:
    """Return moment as UTC text with microseconds, the form that is hashed."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


@dataclass(frozen=True, slots=True)
class Sealed:
    """All that one entry's hash covers. actor and payload are canonical JSON texts, times are stamps."""

    number: int
    name: str
    subject_kind: str
    subject_uuid: UUID
    subject_number: int
    actor: str
    happened_at: str
    recorded_at: str
    request_uuid: UUID
    payload: str
    previous_hash: str

    def hash(self) -> str:
        """Return the SHA-256, hex, over the format name and every field, one to a line."""
        lines = [
            ENTRY_FORMAT,
            str(self.number),
            self.name,
            self.subject_kind,
            str(self.subject_uuid),
            str(self.subject_number),
            self.actor,
            self.happened_at,
            self.recorded_at,
            str(self.request_uuid),
            self.payload,
            self.previous_hash,
        ]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the ledger. kind: changed, missing, reordered, checkpoint, signature, replay."""

    kind: str
    entry: int | None
    detail: str


@dataclass(slots=True)
class ChainCheck:
    """Reads entries in number order and remembers each subject's latest hash and position."""

    ends: dict[UUID, tuple[int, str]]

    def read(self, entry: Sealed, stored_hash: str) -> Fault | None:
        """Return the fault this entry shows against what came before, or None."""
        position, previous = self.ends.get(entry.subject_uuid, (0, GENESIS))
        self.ends[entry.subject_uuid] = (entry.subject_number, stored_hash)
        if entry.hash() != stored_hash:
            return Fault("changed", entry.number, "the entry's content does not give its hash")
        if entry.subject_number > position + 1:
            return Fault(
                "missing", entry.number, f"entries {position + 1}–{entry.subject_number - 1} are missing before it"
            )
        if entry.subject_number != position + 1 or entry.previous_hash != previous:
            return Fault("reordered", entry.number, "it does not follow the entry before it")
        return None


def checkpoint_note(*, tree_size: int, last_number: int, root: str, made_at: str, key_id: str) -> str:
    """Return the text that is signed for one checkpoint."""
    return "\n".join([CHECKPOINT_FORMAT, str(tree_size), str(last_number), root, made_at, key_id]) + "\n"
