"""How documents and drafts look: words and icons of kinds and states, the tabs, the pieces of a draft to be split."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from bihuan.intake import errors
from bihuan.intake.commands import Left
from bihuan.intake.queries import DocumentPage, DraftView, Standing, UnitName
from bihuan.intake.rules.drafts import DraftKind, DraftState, Piece
from bihuan.intake.rules.files import FileNote
from bihuan.intake.rules.results import Force
from bihuan.web.kit.present import Badge

KINDS: Final = {
    DraftKind.REQUIREMENT: Badge(gettext_lazy("Requirement"), "flag"),
    DraftKind.PROBLEM: Badge(gettext_lazy("Problem"), "alert-circle"),
}
HOPE: Final = Badge(gettext_lazy("A hope, not an order"), "message")
STATES: Final = {
    DraftState.OPEN: Badge(pgettext_lazy("draft", "To decide"), "circle"),
    DraftState.ACCEPTED: Badge(pgettext_lazy("draft", "Accepted"), "check"),
    DraftState.DROPPED: Badge(pgettext_lazy("draft", "Dropped"), "x"),
    DraftState.SENT: Badge(pgettext_lazy("draft", "Dispatched"), "send"),
}
STAYS: Final = Badge(gettext_lazy("Accepted, cannot be sent yet"), "alert-triangle")
MISSING: Final = {
    errors.NO_UNIT_YET: gettext_lazy("lead unit missing"),
    errors.NO_CONDITION_YET: gettext_lazy("class missing"),
}
SHOWS: Final = {
    "": gettext_lazy("All"),
    "open": gettext_lazy("To decide"),
    "lacking": gettext_lazy("Something missing"),
    "accepted": pgettext_lazy("draft", "Accepted"),
    "dropped": pgettext_lazy("draft", "Dropped"),
    "sent": pgettext_lazy("draft", "Dispatched"),
}
MOST_CHIPS: Final = 9
_POST = re.compile(r"（[^（）]*）")


@dataclass(frozen=True, slots=True)
class Chip:
    """A unit that one key makes the lead unit. key: 1 to 9. is_named: the words name it. is_chosen: it leads already."""

    key: int
    unit: UnitName
    is_named: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Card:
    """One draft of the list. mode: "", "edit" or "split", with the form or the pieces that belong to it.

    heading: the article, on its first draft.
    """

    draft: DraftView
    kind: Badge
    state: Badge
    limit_note: str
    missing: tuple[str | Promise, ...]
    chips: tuple[Chip, ...]
    heading: str = ""
    mode: str = ""
    form: forms.Form | None = None
    pieces: tuple[Piece, ...] = ()

    @property
    def is_hope(self) -> bool:
        """Whether it is a hope, which begins as dropped."""
        return self.draft.force is Force.HOPE

    @property
    def speaker(self) -> str:
        """Who said it, without the post."""
        return _POST.sub("", self.draft.speaker)

    @property
    def stays(self) -> bool:
        """Whether it is accepted and would stay if all were sent now, because something is missing."""
        return self.draft.state is DraftState.ACCEPTED and bool(self.missing)

    @property
    def may_accept(self) -> bool:
        return self.draft.state in (DraftState.OPEN, DraftState.DROPPED)

    @property
    def may_drop(self) -> bool:
        return self.draft.state in (DraftState.OPEN, DraftState.ACCEPTED)

    @property
    def may_reopen(self) -> bool:
        return self.draft.state in (DraftState.ACCEPTED, DraftState.DROPPED)

    @property
    def may_change(self) -> bool:
        return self.draft.state is not DraftState.SENT


@dataclass(frozen=True, slots=True)
class Tab:
    """One choice of which drafts are shown, with how many there are."""

    key: str
    label: str | Promise
    count: int
    is_here: bool


def card(draft: DraftView, offered: Sequence[UnitName], *, heading: str = "") -> Card:
    """Return one draft for the list. offered: the units one key can choose in this document."""
    note = _(draft.limit.note) % {"day": draft.limit.day} if draft.limit.note else ""
    return Card(
        draft=draft,
        kind=KINDS[draft.kind],
        state=STAYS if draft.state is DraftState.ACCEPTED and draft.missing else STATES[draft.state],
        limit_note=note,
        missing=tuple(MISSING[reason] for reason in draft.missing),
        chips=_chips(draft, offered),
        heading=heading,
    )


def _chips(draft: DraftView, offered: Sequence[UnitName]) -> tuple[Chip, ...]:
    """The units every draft is offered keep their keys; what this one names besides comes after them."""
    units = {unit.uuid: unit for unit in (*offered, *draft.named_units)}
    named = {unit.uuid for unit in draft.named_units}
    chosen = draft.lead_unit.uuid if draft.lead_unit else None
    return tuple(
        Chip(key, unit, is_named=unit.uuid in named, is_chosen=unit.uuid == chosen)
        for key, unit in enumerate(list(units.values())[:MOST_CHIPS], start=1)
    )


def cards(page: DocumentPage, offered: Sequence[UnitName], show: str) -> list[Card]:
    """Return the drafts that a tab shows, in the order of the text, each article named once."""
    found: list[Card] = []
    article = ""
    for draft in page.drafts:
        if _is_shown(draft, show):
            found.append(card(draft, offered, heading=draft.article if draft.article != article else ""))
            article = draft.article
    return found


def _is_shown(draft: DraftView, show: str) -> bool:
    if show == "lacking":
        return bool(draft.missing) and draft.is_waiting
    return not show or draft.state.value == show


def tabs(standing: Standing, show: str) -> list[Tab]:
    """Return the tabs that hold anything, and the one that is open."""
    found = standing.counts
    counts = [found.total, found.open, standing.lacking, found.accepted, found.dropped, found.sent]
    shown = zip(SHOWS.items(), counts, strict=True)
    return [Tab(key, label, count, key == show) for (key, label), count in shown if count or key == show]


def notes(found: Sequence[FileNote]) -> list[str]:
    """Return in words what the reader of a text should know."""
    return [_(note.text) % note.params for note in found]


def left_words(left: Left) -> str:
    """Return why a draft was left, in the reader's language."""
    return _(left.text) % left.params
