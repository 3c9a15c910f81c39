"""How far the ledger reaches and how far it is signed."""

from dataclasses import dataclass
from datetime import datetime

from bihuan.ledger.models import Checkpoint, Entry, SigningKey


@dataclass(frozen=True, slots=True)
class Standing:
    """What a page shows of the ledger. key_id: the key that signs from now on, empty before set-up.

    signed: entries under the latest checkpoint. signed_at, root, signed_by: of that checkpoint; None and empty
    before the first one.
    """

    entries: int
    signed: int
    signed_at: datetime | None
    root: str
    signed_by: str
    key_id: str


def standing() -> Standing:
    """Return where the ledger stands; counts only what is newer than the latest checkpoint. Three statements."""
    latest = Checkpoint.objects.order_by("-tree_size").first()
    newer = Entry.objects.filter(number__gt=latest.last_number if latest else 0).count()
    key_id = SigningKey.objects.order_by("-added_at", "key_id").values_list("key_id", flat=True).first()
    return Standing(
        entries=newer + (latest.tree_size if latest else 0),
        signed=latest.tree_size if latest else 0,
        signed_at=datetime.fromisoformat(latest.made_at) if latest else None,
        root=latest.root if latest else "",
        signed_by=latest.key_id if latest else "",
        key_id=key_id or "",
    )
