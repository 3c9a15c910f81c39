"""Names of point types, by the code that every edition shares."""

from datetime import date

from django.db.models import Q

from bihuan.standards.models import PointType


def point_type_names(on: date) -> dict[str, str]:
    """Return code → name of every point type, in the order of the newest system in force that day; one statement.

    Where editions differ the newest in force says the name. Empty while no system is loaded: show the code.
    """
    held = Q(system__in_force_on__lte=on) & (Q(system__ends_on__isnull=True) | Q(system__ends_on__gte=on))
    rows = PointType.objects.filter(held).order_by("-system__in_force_on", "system__ref", "position")
    names: dict[str, str] = {}
    for code, name in rows.values_list("code", "name"):
        names.setdefault(code, name)
    return names
