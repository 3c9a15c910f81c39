"""Who asks, when, and under which request: the first argument of every command."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID, uuid4, uuid5

SYSTEM_UUID = UUID("00000000-0000-4000-8000-000000000001")


@dataclass(frozen=True, slots=True)
class Actor:
    """A person in one post, or the system, as they were at the moment of the call.

    kind: "person", "system" or "public". powers: codes of orgs.rules.Power. acting_for: name and post of the
    holder when a delegate acts, else "". token: label of the access token when a machine acts as the person, else "".
    """

    kind: str
    uuid: UUID
    name: str
    post_uuid: UUID | None = None
    post: str = ""
    unit_uuid: UUID | None = None
    unit: str = ""
    powers: frozenset[str] = frozenset()
    acting_for: str = ""
    token: str = ""

    def has(self, *powers: str) -> bool:
        """Tell whether any of the powers is held."""
        return not self.powers.isdisjoint(powers)

    def snapshot(self) -> dict[str, str]:
        """Return what the ledger keeps of the actor: accountability is about who held the post then."""
        return {
            "kind": self.kind,
            "uuid": str(self.uuid),
            "name": self.name,
            "post": self.post,
            "post_uuid": str(self.post_uuid or ""),
            "unit": self.unit,
            "unit_uuid": str(self.unit_uuid or ""),
            "acting_for": self.acting_for,
            **({"token": self.token} if self.token else {}),
        }


def system_actor(name: str) -> Actor:
    """Return the named system actor; a system actor is named, never null."""
    return Actor(kind="system", uuid=SYSTEM_UUID, name=name)


@dataclass(frozen=True, slots=True)
class Call:
    """One wish to change something. at: server time of receipt. happened_at: when it happened out there."""

    actor: Actor
    at: datetime
    request_uuid: UUID = field(default_factory=uuid4)
    happened_at: datetime | None = None

    @property
    def moment(self) -> datetime:
        """When it happened, as far as anyone said; else when it was received."""
        return self.happened_at or self.at

    def part(self, label: str) -> "Call":
        """Return the call for one named part of this one, so that a repeat of the whole repeats each part once."""
        return replace(self, request_uuid=uuid5(self.request_uuid, label))
