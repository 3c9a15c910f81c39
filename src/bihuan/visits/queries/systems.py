"""Which assessment system is in force."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from bihuan.standards.models import System
from bihuan.visits import errors


def system_on(at: datetime) -> System:
    """Return the system in force at a moment, the newest if several are; raises visits.system_missing."""
    day = timezone.localdate(at)
    rows = System.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day), in_force_on__lte=day)
    found = rows.order_by("is_example", "-in_force_on", "ref").first()
    if found is None:
        raise errors.SYSTEM_MISSING(day=day.isoformat())
    return found
