"""The filters of the register and the map, as they stand in the address."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from bihuan.places.queries import Filters, Sort
from bihuan.web.kit.sent import page_number, uuid_or_none
from bihuan.web.places.present import LACKS

ANY = [("", _("all"))]
Offer = Callable[[], list[tuple[str, str]]]


class FilterForm(forms.Form):
    """What may stand in the address. Anything else, and anything unreadable, is left out."""

    q = forms.CharField(label=_("Words, code or initials"), required=False, max_length=100)
    type = forms.ChoiceField(label=_("Point type"), required=False)
    unit = forms.ChoiceField(label=_("Responsible unit"), required=False)
    cell = forms.ChoiceField(label=_("Grid cell"), required=False)
    lacks = forms.ChoiceField(label=_("What is missing"), required=False, choices=[*ANY, *LACKS.items()])
    retired = forms.ChoiceField(label=_("Use"), required=False, choices=[("", _("in use")), ("1", _("out of use"))])

    def __init__(self, data: QueryDict, *, types: Offer, units: Offer, cells: Offer) -> None:
        """types, units, cells: asked for only if the form is shown."""
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        for name, offer in (("type", types), ("unit", units), ("cell", cells)):
            fields[name].choices = cache(lambda offer=offer: [*ANY, *offer()])


@dataclass(frozen=True, slots=True)
class Asked:
    """The list somebody asked for."""

    filters: Filters
    sort: Sort
    page: int


def asked(query: QueryDict) -> Asked:
    """Read the address; what cannot be read counts as not said."""
    lacks, sort = query.get("lacks", ""), query.get("sort", "")
    filters = Filters(
        q=query.get("q", "")[:100],
        type_code=query.get("type", "")[:20],
        unit=uuid_or_none(query.get("unit", "")),
        cell=uuid_or_none(query.get("cell", "")),
        lacks=lacks if lacks in LACKS else "",
        is_retired=query.get("retired") == "1",
    )
    return Asked(filters, Sort(sort) if sort in set(Sort) else Sort.CODE, page_number(query))
