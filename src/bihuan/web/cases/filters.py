"""The filters of the case list, as they stand in the address."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from bihuan.cases.queries import Filters, Sort
from bihuan.cases.rules.facts import OPEN, State
from bihuan.web.cases.present import ORIGINS, STATES
from bihuan.web.kit.sent import uuid_or_none

ANY = [("", _("all"))]


class FilterForm(forms.Form):
    """What may stand in the address. Anything else, and anything unreadable, is left out."""

    q = forms.CharField(label=_("Words or number"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), required=False)
    light = forms.ChoiceField(
        label=_("Clock"),
        required=False,
        choices=[
            *ANY,
            ("red", _("limit passed")),
            ("yellow", _("80 % used")),
            ("green", _("time left")),
            ("missed", _("ever missed its limit")),
        ],
    )
    unit = forms.ChoiceField(label=_("Lead unit"), required=False)
    case_class = forms.ChoiceField(label=_("Class"), required=False)
    origin = forms.ChoiceField(label=_("Origin"), required=False, choices=[*ANY, *ORIGINS.items()])
    since = forms.DateField(label=_("Reported from"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("Reported until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(
        self,
        data: QueryDict,
        *,
        units: Callable[[], list[tuple[str, str]]],
        classes: Callable[[], list[tuple[str, str]]],
    ) -> None:
        """units, classes: asked for only if the form is shown; a changed list alone does not show it."""
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        fields["state"].choices = [*ANY, ("open", _("all open")), *((s.value, b.label) for s, b in STATES.items())]
        fields["unit"].choices = cache(lambda: [*ANY, *units()])
        fields["case_class"].choices = cache(lambda: [*ANY, *classes()])


@dataclass(frozen=True, slots=True)
class Asked:
    """The list somebody asked for."""

    filters: Filters
    sort: Sort
    cursor: str
    offset: int


def asked(query: QueryDict) -> Asked:
    """Read the address; what cannot be read counts as not said."""
    state = query.get("state", "")
    light = query.get("light", "")
    filters = Filters(
        q=query.get("q", "")[:100],
        states=(State(state),) if state in set(State) else (),
        is_open=True if state == "open" else None,
        light=light if light in ("red", "yellow", "green") else "",
        overdue=True if light == "missed" else None,
        unit=uuid_or_none(query.get("unit", "")),
        case_class=uuid_or_none(query.get("case_class", "")),
        place=uuid_or_none(query.get("place", "")),
        origin=query.get("origin", "") if query.get("origin") in ORIGINS else "",
        origin_uuid=uuid_or_none(query.get("document", "")),
        since=_date(query.get("since", "")),
        until=_date(query.get("until", "")),
        rework=True if query.get("rework") == "1" else None,
        fed_back_since=_date(query.get("fed_back_since", "")),
        exempt={"yes": True, "no": False}.get(query.get("exempt", "")),
    )
    sort = query.get("sort", "")
    start = query.get("from", "")
    return Asked(
        filters=filters,
        sort=Sort(sort) if sort in set(Sort) else _natural(filters),
        cursor=query.get("cursor", ""),
        offset=int(start) if start.isdecimal() and len(start) < 8 else 1,
    )


def also(filters: Filters) -> list[str]:
    """Return in words the filters that have no control of their own, so that no list is narrowed unseen."""
    found = [
        (filters.fed_back_since, _("fed back since %(day)s") % {"day": filters.fed_back_since}),
        (filters.exempt is False, _("without exempt ones")),
        (filters.exempt, _("exempt ones only")),
        (filters.rework, _("with rework")),
        (filters.origin_uuid, _("from one document")),
        (filters.place, _("at one point")),
    ]
    return [str(words) for is_so, words in found if is_so]


def _natural(filters: Filters) -> Sort:
    """Least time left first where a clock runs; newest first elsewhere."""
    clocked = {State.DISPATCHED, State.HANDLING, State.SUSPENDED, State.FED_BACK}
    is_clocked = bool(filters.light) or (bool(filters.states) and set(filters.states) <= clocked & OPEN)
    return Sort.DUE if is_clocked else Sort.NEWEST


def _date(text: str) -> date | None:
    """Read a day; one that no case can have been reported on counts as not said."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1990 <= day.year <= 2200 else None
