"""Every command can be sent twice: the second time it gets the first answer."""

import functools
import hashlib
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar, cast, get_type_hints

from django.db import IntegrityError, OperationalError, transaction
from pydantic import TypeAdapter

from bihuan.kernel.call import Call
from bihuan.kernel.errors import Kind, Refusal
from bihuan.ledger import errors
from bihuan.ledger.models import Receipt

P = ParamSpec("P")
R = TypeVar("R")
COMMANDS: dict[str, Callable[..., object]] = {}


def command(function: Callable[Concatenate[Call, P], R]) -> Callable[Concatenate[Call, P], R]:
    """Make function a command: one transaction, one answer to each request_uuid.

    The result must be a frozen dataclass of primitives. Raises ledger.request_reused when the same request_uuid
    comes with other arguments, and ledger.busy when the database shows that somebody else was faster.
    """
    name = f"{function.__module__.split('.')[1]}.{function.__name__}"
    COMMANDS[name] = function

    @functools.cache
    def adapter_of() -> TypeAdapter[R]:
        # Made at the first call, when every name in the annotations is known, and kept: making it takes a millisecond.
        return TypeAdapter(get_type_hints(function)["return"])

    @functools.wraps(function)
    def run(call: Call, /, *args: P.args, **kwargs: P.kwargs) -> R:
        fingerprint = hashlib.sha256(repr((args, sorted(kwargs.items()))).encode()).hexdigest()
        adapter = adapter_of()
        try:
            with transaction.atomic():
                earlier = Receipt.objects.filter(pk=call.request_uuid).first()
                if earlier is not None:
                    return _again(earlier, call, name=name, fingerprint=fingerprint, adapter=adapter)
                result = function(call, *args, **kwargs)
                Receipt(
                    request_uuid=call.request_uuid,
                    command=name,
                    actor_uuid=call.actor.uuid,
                    fingerprint=fingerprint,
                    result=adapter.dump_json(result).decode(),
                    recorded_at=call.at,
                ).save(force_insert=True)
                return result
        except (IntegrityError, OperationalError, Refusal) as fault:
            # The same request at the same moment may have been faster; it then also made this one stale.
            earlier = Receipt.objects.filter(pk=call.request_uuid).first() if _is_race(fault) else None
            if earlier is not None:
                return _again(earlier, call, name=name, fingerprint=fingerprint, adapter=adapter)
            if isinstance(fault, Refusal) or not _is_race(fault):
                raise
            raise errors.BUSY() from fault

    return cast("Callable[Concatenate[Call, P], R]", run)


# PostgreSQL: unique violation, serialization failure, deadlock, lock not available.
_RACE_STATES = frozenset({"23505", "40001", "40P01", "55P03"})
_RACE_WORDS = ("UNIQUE constraint failed", "database is locked", "database table is locked")


def _is_race(fault: Exception) -> bool:
    """Tell whether somebody else may have been faster: a conflict, or the database's word for one.

    Any other broken constraint is a fault of ours and must not look like a conflict.
    """
    if isinstance(fault, Refusal):
        return fault.kind in (Kind.CONFLICT, Kind.NOT_NOW, Kind.NOT_FOUND)
    return getattr(fault.__cause__, "sqlstate", "") in _RACE_STATES or str(fault).startswith(_RACE_WORDS)


def _again(earlier: Receipt, call: Call, *, name: str, fingerprint: str, adapter: TypeAdapter[R]) -> R:
    if (earlier.command, earlier.actor_uuid, earlier.fingerprint) != (name, call.actor.uuid, fingerprint):
        raise errors.REQUEST_REUSED()
    return adapter.validate_json(earlier.result)
