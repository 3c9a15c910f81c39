"""Which assessment system is in force."""

from datetime import datetime

from django.utils import timezone

from bihuan.standards.queries import SystemRow, system_in_force
from bihuan.visits import errors


def system_on(at: datetime) -> SystemRow:
    """Return the system in force at a moment; raises visits.system_missing."""
    day = timezone.localdate(at)
    found = system_in_force(day)
    if found is None:
        raise errors.SYSTEM_MISSING(day=day.isoformat())
    return found
