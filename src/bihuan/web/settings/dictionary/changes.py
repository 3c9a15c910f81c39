"""Changing the dictionary by hand: standards, classes, conditions."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bihuan.kernel.call import Call
from bihuan.kernel.limits import Unit
from bihuan.orgs.rules import Power
from bihuan.standards import commands, queries
from bihuan.standards.rules.terms import Habit
from bihuan.web.kit.answers import gone_to
from bihuan.web.kit.doors import DeskRequest, call_from, door
from bihuan.web.settings.dictionary.forms import (
    ClassForm,
    ConditionForm,
    EndForm,
    NewClassForm,
    StandardForm,
    habit_of,
)
from bihuan.web.settings.dictionary.views import standard_for, trail, understood
from bihuan.web.settings.pages import Crumb, FormPage, answer

BOTH = ("GET", "POST")


@door(Power.CONFIGURE, methods=("POST",))
def load(request: DeskRequest) -> HttpResponseBase:
    """Add what comes with the product and is not there yet."""
    done = commands.load_packaged(call_from(request))
    said = ngettext("%(count)s class added.", "%(count)s classes added.", done.classes) % {"count": done.classes}
    return gone_to(request, reverse("settings:dictionary"), said=said)


@door(Power.CONFIGURE, methods=BOTH)
def standard_new(request: DeskRequest) -> HttpResponseBase:
    """Add a standard."""
    return _standard(request, None)


@door(Power.CONFIGURE, methods=BOTH)
def standard_change(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Change a standard."""
    return _standard(request, standard_for(uuid))


def _standard(request: DeskRequest, row: queries.StandardRow | None) -> HttpResponseBase:
    names = StandardForm.base_fields
    form = StandardForm(request.POST or None, initial={name: getattr(row, name) for name in names} if row else {})

    def act(call: Call, said: dict[str, Any]) -> HttpResponse:
        done = commands.save_standard(call, standard_uuid=row.uuid if row else None, **said)
        url = f"{reverse('settings:dictionary')}?standard={done.standard_uuid}"
        return gone_to(request, url, said=_("%(name)s saved.") % {"name": said["ref"]})

    page = FormPage(
        title=_("Change %(name)s") % {"name": row.ref} if row else _("Add a standard"),
        button=_("Save"),
        back=reverse("settings:dictionary"),
        trail=trail(),
    )
    return answer(request, form, page, act)


@door(Power.CONFIGURE, methods=BOTH)
def class_new(request: DeskRequest) -> HttpResponseBase:
    """Add a class of our own."""
    chosen = {"standard": request.GET.get("standard", "")}
    form = NewClassForm(request.POST or None, standards=queries.standards(), initial=chosen)

    def act(call: Call, said: dict[str, Any]) -> HttpResponse:
        done = commands.save_class(call, standard_uuid=UUID(said.pop("standard")), **said)
        url = reverse("settings:class", kwargs={"uuid": done.class_uuid})
        return gone_to(request, url, said=_("Class added. Now add its filing conditions."))

    note = _("For matters the standard does not know. It is marked as our own and never touched by a new edition.")
    back = reverse("settings:dictionary")
    page = FormPage(title=_("Add a class of our own"), button=_("Add"), back=back, trail=trail(), note=note)
    return answer(request, form, page, act)


@door(Power.CONFIGURE, methods=BOTH)
def class_change(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Change what a class is called and how it is explained."""
    row = queries.class_detail(uuid, timezone.localdate()).row
    initial = {name: getattr(row, name) for name in ("name", "major_code", "major_name", "words", "help")}
    form = ClassForm(request.POST or None, initial=initial, is_ours=row.is_local_extension)

    def act(call: Call, said: dict[str, Any]) -> HttpResponse:
        same: dict[str, Any] = {"kind": row.kind, "code": row.code, "is_local_extension": row.is_local_extension}
        commands.save_class(call, standard_uuid=row.standard_uuid, class_uuid=uuid, **same, **said)
        return gone_to(request, _page_of(uuid), said=_("%(name)s saved.") % {"name": said["name"]})

    page = FormPage(title=_("Words and help"), button=_("Save"), back=_page_of(uuid), trail=_class_trail(row))
    return answer(request, form, page, act)


@door(Power.CONFIGURE, methods=BOTH)
def condition_new(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Add a filing condition to a class."""
    row = queries.class_detail(uuid, timezone.localdate()).row
    return _condition(request, row, None)


@door(Power.CONFIGURE, methods=BOTH)
def condition_replace(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """Replace a filing condition from a day on."""
    old = queries.condition_for(uuid)
    return _condition(request, queries.class_detail(old.class_uuid, timezone.localdate()).row, old)


def _condition(request: DeskRequest, row: queries.ClassRow, old: queries.ConditionRow | None) -> HttpResponseBase:
    initial: dict[str, Any] = {"from_on": timezone.localdate()}
    if old:
        initial |= {"text": old.text, "limit": old.limit_text, "grade": old.grade, "source": old.source}
        habit = _same_habit(old)
        initial |= {"hours": habit.hours.value, "days": habit.days.value}
    form = ConditionForm(request.POST or None, initial=initial)

    def act(call: Call, said: dict[str, Any]) -> HttpResponse:
        commands.save_condition(
            call,
            class_uuid=row.uuid,
            text=said["text"],
            limit_text=said["limit"],
            from_on=said["from_on"],
            replaces_uuid=old.uuid if old else None,
            grade=said["grade"],
            source=said["source"],
            habit=habit_of(said),
        )
        return gone_to(request, _page_of(row.uuid), said=_("Filing condition saved."))

    page = FormPage(
        title=_("Replace a filing condition") if old else _("Add a filing condition"),
        button=_("Replace") if old else _("Add"),
        back=_page_of(row.uuid),
        trail=_class_trail(row),
        note=_("The old one ends on the day the new one begins and stays in the history.") if old else "",
        template="web/settings/dictionary/condition_form.html",
        extra=understood(old.limit_text, _same_habit(old)) if old and request.method == "GET" else {},
    )
    return answer(request, form, page, act)


@door(Power.CONFIGURE, methods=BOTH)
def condition_end(request: DeskRequest, uuid: UUID) -> HttpResponseBase:
    """End a filing condition."""
    old = queries.condition_for(uuid)
    row = queries.class_detail(old.class_uuid, timezone.localdate()).row
    form = EndForm(request.POST or None, initial={"from_on": timezone.localdate()})

    def act(call: Call, said: dict[str, Any]) -> HttpResponse:
        commands.end_condition(call, condition_uuid=uuid, on=said["from_on"])
        return gone_to(request, _page_of(row.uuid), said=_("Filing condition ended."))

    note = f"{old.text} ({old.limit_text})"
    page = FormPage(
        title=_("End a filing condition"),
        button=_("End it"),
        back=_page_of(row.uuid),
        trail=_class_trail(row),
        note=note,
    )
    return answer(request, form, page, act)


def _same_habit(old: queries.ConditionRow) -> Habit:
    """Return what plain words must mean for the old limit to be read as it was."""
    unit = old.limit.unit
    return Habit(days=unit) if unit in (Unit.WORKDAYS, Unit.CALENDAR_DAYS) else Habit(hours=unit)


def _page_of(uuid: UUID) -> str:
    return reverse("settings:class", kwargs={"uuid": uuid})


def _class_trail(row: queries.ClassRow) -> tuple[Crumb, ...]:
    return trail(Crumb(f"{row.code} {row.name}", _page_of(row.uuid)))
