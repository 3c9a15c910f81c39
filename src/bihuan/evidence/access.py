"""Gate of the evidence app: who may add a file. Who may see one is decided by what it is attached to."""

from bihuan.evidence import errors
from bihuan.kernel.call import Actor


def require_sign_in(actor: Actor) -> None:
    """Raise evidence.not_signed_in unless the actor is a person who signed in, or the system."""
    if actor.kind not in ("person", "system"):
        raise errors.NOT_SIGNED_IN()
