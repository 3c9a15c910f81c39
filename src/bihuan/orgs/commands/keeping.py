"""That somebody can always configure the district, whatever is taken from whom."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from bihuan.orgs import access, errors
from bihuan.orgs.queries.who import keepers


@contextmanager
def kept(*, name: str, today: date, last: date) -> Iterator[None]:
    """Refuse what is done within (orgs.last_keeper) when nobody could configure after the last day; name: who was the last.

    last: the last day on which the power still counts, today at the earliest. A district nobody has configured yet is
    let alone. Locks everybody who configures, so that two who leave at once do not rely on each other.
    """
    after = max(today, last) + timedelta(days=1)
    before = {*keepers(today), *keepers(after)}
    access.lock_people(before)
    yield
    if before and not keepers(after):
        raise errors.LAST_KEEPER(name=name)
