"""Rounds made the shortest way."""

from datetime import timedelta
from typing import Any

from cast import NOW, call, person
from commands.visits.street import Street, place

from bihuan.orgs.rules import Power
from bihuan.visits.commands import Made, commit_seed, draw_round, make_round
from bihuan.visits.rules.kinds import RoundKind

SAID: dict[str, Any] = {"name": "三月巡查", "from_on": NOW.date(), "to_on": NOW.date() + timedelta(days=6)}


def planned(street: Street, **more: Any) -> Made:
    """A planned round of both places."""
    said = SAID | {"kind": RoundKind.PLANNED, "place_uuids": [street.halt.uuid, street.park.uuid]}
    return make_round(call(street.cast.supervisor), **said | more)


def committed(street: Street, **more: Any) -> Made:
    """A round whose seed is in the ledger."""
    return commit_seed(call(street.cast.supervisor), **SAID | {"kind": RoundKind.DRAWN, "count": 6} | more)


def drawn(street: Street, **more: Any) -> Made:
    """A drawn round."""
    made = committed(street, **more)
    return draw_round(call(street.cast.supervisor), round_uuid=made.round_uuid, expected_version=made.version)


def many_places(street: Street) -> None:
    """Twenty more places of two units, and a second inspector."""
    for number in range(20):
        unit = street.cast.street if number % 2 else street.cast.company
        place(f"E{number:03d}", f"点位{number}", unit=unit, lon=113.6 + number / 1000)
    person("另一巡查员", street.cast.company, "巡查", Power.INSPECT)
