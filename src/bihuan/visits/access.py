"""Gates of the visits app: who may inspect and plan, and how rows are loaded or locked."""

from typing import TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Model, QuerySet

from bihuan.kernel.call import Actor
from bihuan.orgs.access import require
from bihuan.orgs.rules import Power
from bihuan.places.models import Place
from bihuan.visits import errors
from bihuan.visits.models import Observation, Round, Stop

M = TypeVar("M", bound=Model)


def require_inspector(actor: Actor) -> None:
    """Raise orgs.not_allowed unless the actor inspects or supervises."""
    require(actor, Power.INSPECT, Power.SUPERVISE)


def require_reporter(actor: Actor) -> None:
    """Raise orgs.not_allowed unless the actor inspects, supervises or leads."""
    require(actor, Power.INSPECT, Power.SUPERVISE, Power.LEAD)


def require_planner(actor: Actor) -> None:
    """Raise orgs.not_allowed unless the actor plans rounds."""
    require(actor, Power.SUPERVISE)


def lock_place(uuid: UUID) -> Place:
    """Lock the place, and with it what is known of its elements, or raise visits.not_found."""
    return _locked(Place.objects.all(), uuid)


def lock_round(uuid: UUID) -> Round:
    """Lock the round or raise visits.not_found."""
    return _locked(Round.objects.all(), uuid)


def lock_stop(uuid: UUID) -> Stop:
    """Lock the stop, with round and case, or raise visits.not_found."""
    return _locked(Stop.objects.select_related("round", "case"), uuid)


def stop_for(uuid: UUID) -> Stop:
    """Return the stop with round, place and case or raise visits.not_found."""
    return _one(Stop.objects.select_related("round", "place", "case"), uuid)


def observation_for(uuid: UUID) -> Observation:
    """Return the observation with its element and visit or raise visits.not_found."""
    return _one(Observation.objects.select_related("element", "visit"), uuid)


def lock_observation(uuid: UUID) -> Observation:
    """Lock the observation, with its element and visit, or raise visits.not_found."""
    return _locked(Observation.objects.select_related("element", "visit"), uuid)


def _locked(rows: QuerySet[M], uuid: UUID) -> M:
    if connection.features.has_select_for_update:
        # Without the key: rows that only point here need not wait.
        no_key = connection.features.has_select_for_no_key_update
        rows = rows.select_for_update(of=("self",), no_key=no_key)
    return _one(rows, uuid)


def _one(rows: QuerySet[M], uuid: UUID) -> M:
    found = rows.filter(uuid=uuid).first()
    if found is None:
        raise errors.NOT_FOUND()
    return found
