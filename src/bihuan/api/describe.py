"""How the OpenAPI description lists, for every endpoint, the codes it can refuse with."""

from typing import Any, Final

from bihuan.api import errors
from bihuan.cases import errors as cases
from bihuan.kernel.errors import Reason
from bihuan.ledger.errors import BUSY, REQUEST_REUSED

READ: Final = (errors.NOT_SIGNED_IN, errors.NO_SUCH_ADDRESS, errors.INVALID)
CHANGE: Final = (
    errors.NOT_SIGNED_IN,
    errors.CSRF,
    errors.NO_SUCH_ADDRESS,
    errors.INVALID,
    errors.UNREADABLE,
    errors.TOO_LARGE,
    cases.IN_FUTURE,
    REQUEST_REUSED,
    BUSY,
)
JSON_CHANGE: Final = (*CHANGE, errors.NOT_JSON)


def refusing(*reasons: Reason, **more: Any) -> dict[str, Any]:
    """Return what `openapi_extra` adds to an operation: one response for each status, with its codes.

    reasons: all that the operation can raise. more: other parts of the operation to set.
    """
    by_status: dict[int, list[Reason]] = {}
    for why in dict.fromkeys(reasons):
        by_status.setdefault(errors.status_of(why), []).append(why)
    return {"responses": {status: _response(found) for status, found in sorted(by_status.items())}, **more}


def _response(reasons: list[Reason]) -> dict[str, Any]:
    codes = {"type": "object", "properties": {"code": {"enum": sorted(why.code for why in reasons)}}}
    schema = {"allOf": [{"$ref": "#/components/schemas/Refused"}, codes]}
    told = "\n".join(f"- `{why.code}`: {why.text}" for why in sorted(reasons, key=lambda why: why.code))
    return {"description": told, "content": {"application/json": {"schema": schema}}}
