"""How higher apps react to what happened: they read entries in order and remember how far they got."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction

from bihuan.ledger import queries
from bihuan.ledger.models import Entry, Mark


def advance(name: str, *, handle: Callable[[Sequence[Entry]], None], at: datetime, limit: int = 500) -> int:
    """Hand the next entries (at most limit, in number order) to handle; return how many there were.

    The mark moves in the same transaction as what handle writes, so each entry is handled exactly once, and an entry
    that commits late is never skipped (see queries.safe_number).
    """
    with transaction.atomic():
        mark, _created = Mark.objects.select_for_update().get_or_create(name=name, defaults={"updated_at": at})
        safe = queries.safe_number()
        following = Entry.objects.filter(number__gt=mark.last_number, number__lte=safe)
        entries = list(following.order_by("number")[:limit])
        if not entries:
            return 0
        handle(entries)
        mark.last_number, mark.updated_at = entries[-1].number, at
        mark.save(update_fields=["last_number", "updated_at"])
    return len(entries)
