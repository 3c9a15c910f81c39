"""How a ledger entry carries what it changed, and how a case's entries give its facts again."""

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from types import UnionType
from typing import Any, get_args, get_type_hints
from uuid import UUID

from bihuan.cases.rules.facts import Facts, Part, PartState

_TYPES = get_type_hints(Facts)


def to_payload(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return changed facts as primitives for the ledger."""
    return {name: _plain(value) for name, value in changes.items()}


def from_payload(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return changed facts from what the ledger keeps; the inverse of to_payload."""
    return {name: _rich(_TYPES[name], value) for name, value in changes.items()}


def evolve(facts: Facts, changes: Mapping[str, Any]) -> Facts:
    """Return the facts after one entry: its changes, and the next version."""
    return dataclasses.replace(facts, **changes, version=facts.version + 1)


def replay(payloads: Iterable[Mapping[str, Any]]) -> Facts:
    """Return the facts that a case's entries give, first entry first."""
    facts = Facts(version=0)
    for payload in payloads:
        facts = evolve(facts, from_payload(_set(payload)))
    return facts


def _set(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an entry set. A report of the first edition names where it came back from only beside its facts."""
    came_from = payload.get("rebound_of")
    return ({"rebound_of": came_from} if came_from else {}) | dict(payload["set"])


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Part):
        return {"unit": str(value.unit), "state": value.state.value}
    if isinstance(value, datetime):
        return value.isoformat(timespec="microseconds")
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, StrEnum):
        return value.value
    return str(value) if isinstance(value, UUID) else value


def _rich(kind: Any, value: Any) -> Any:
    if isinstance(kind, UnionType):
        return None if value is None else _rich(next(arm for arm in get_args(kind) if arm is not type(None)), value)
    if kind == tuple[Part, ...]:
        return tuple(Part(UUID(part["unit"]), PartState(part["state"])) for part in value)
    if kind == tuple[str, ...]:
        return tuple(value)
    if kind is datetime:
        return datetime.fromisoformat(value)
    return value if kind in (bool, int, str) else kind(value)
