"""Gate of the notices app: a notice is there for its addressee only."""

from uuid import UUID

from bihuan.kernel.call import Actor
from bihuan.notices import errors, queries
from bihuan.notices.models import Notice


def lock_notice(actor: Actor, uuid: UUID) -> Notice:
    """Return the notice, locked until the transaction ends, if it is to the actor or their unit.

    Raises notices.not_found otherwise.
    """
    found = Notice.objects.select_for_update().filter(queries.mine(actor), uuid=uuid).first()
    if found is None:
        raise errors.NOT_FOUND()
    return found
