"""The gates of the loop: load a case, or lock it, and prove that the actor may see it; hide of others what one may not."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count

from bihuan.cases import errors
from bihuan.cases.models import Case
from bihuan.cases.queries.facts import facts_of
from bihuan.cases.queries.rows import CaseRow, loaded, loaded_first, merged, rows_of
from bihuan.cases.queries.scope import saw, visible
from bihuan.cases.queries.story import CaseStory, may_see_file, story_of
from bihuan.cases.rules.facts import OPEN, Facts
from bihuan.evidence import queries as files
from bihuan.evidence.rules import FileFacts
from bihuan.kernel.call import Actor

MOST_HELD = 100


def case_for(actor: Actor, uuid: UUID) -> Case:
    """Return the case with what a row shows, or raise cases.not_found: what one may not see looks absent."""
    case = next(merged(loaded(visible(actor).filter(uuid=uuid)).order_by("pk")), None)
    if case is None:
        raise errors.NOT_FOUND()
    return case


def lock_case(actor: Actor, uuid: UUID, expected_version: int | None) -> tuple[Case, Facts]:
    """Lock the case until the transaction ends; return it with its facts.

    expected_version: the version the person looked at; None for the clock, which decides on the newest.
    Raises cases.not_found, and cases.stale when somebody else was faster, also when that took the case out of sight.
    """
    cases = visible(actor).filter(uuid=uuid)
    if connection.features.has_select_for_update:
        cases = cases.select_for_update(of=("self",))
    case = cases.first()
    if case is None and expected_version is not None and (code := saw(actor, uuid, expected_version)):
        raise errors.STALE(code=code)
    if case is None:
        raise errors.NOT_FOUND()
    if expected_version is not None and case.version != expected_version:
        raise errors.STALE(code=case.code)
    return case, facts_of(case, case.parts.order_by("position"))


def lock_any(uuid: UUID) -> tuple[Case, Facts]:
    """Lock a case whoever may see it; for commands that prove in another way that the caller has to do with it."""
    cases = Case.objects.filter(uuid=uuid)
    if connection.features.has_select_for_update:
        cases = cases.select_for_update(of=("self",))
    case = cases.first()
    if case is None:
        raise errors.NOT_FOUND()
    return case, facts_of(case, case.parts.order_by("position"))


def story_for(actor: Actor, case: Case) -> CaseStory:
    """Return the story of a loaded case as the actor may know it.

    A flag that a picture was used in a case they may not see does not name that case: no code, no file. One statement
    more than story_of where a flag names another case, none elsewhere.
    """
    story = story_of(actor, case)
    evidence = [file for entry in story.timeline for file in entry.payload.get("evidence") or ()]
    named = _named(flag for file in story.files for flag in file.flags)
    named |= _named(flag for file in evidence for flag in file.get("flags") or ())
    named.discard(case.code)
    if named:
        named -= set(visible(actor).filter(code__in=named).values_list("code", flat=True))
    if not named:
        return story
    return replace(
        story,
        files=[replace(file, flags=_discreet(file.flags, named)) for file in story.files],
        timeline=[replace(entry, payload=_without(entry.payload, named)) for entry in story.timeline],
    )


def _named(flags: Iterable[dict[str, Any]]) -> set[str]:
    return {flag["used_in"] for flag in flags if flag.get("used_in")}


def _discreet(flags: Iterable[dict[str, Any]], hidden: set[str]) -> list[dict[str, Any]]:
    gone = {"used_in": "", "file_uuid": "", "file_name": ""}
    return [flag | gone if flag.get("used_in") in hidden else flag for flag in flags]


def _without(payload: dict[str, Any], hidden: set[str]) -> dict[str, Any]:
    if not payload.get("evidence"):
        return payload
    files = [file | {"flags": _discreet(file.get("flags") or (), hidden)} for file in payload["evidence"]]
    return payload | {"evidence": files}


@dataclass(frozen=True, slots=True)
class Held:
    """Open cases of one unit that are assigned to one person. rows: those of them that the asker may see."""

    unit_uuid: UUID
    unit: str
    count: int
    rows: tuple[CaseRow, ...]


def held_by(actor: Actor, person_uuid: UUID) -> list[Held]:
    """Return the open cases assigned to a person, by the unit they stay with; three statements.

    Everybody who asks learns how many there are; which they are only if they may see them.
    """
    cases = Case.objects.filter(handler__uuid=person_uuid, state__in=sorted(OPEN), lead_unit__isnull=False)
    counts = cases.order_by("lead_unit__code").values_list("lead_unit__uuid", "lead_unit__name")
    units = list(counts.annotate(count=Count("pk")))
    if not units:
        return []
    seen = visible(actor).filter(pk__in=cases.values("pk"))
    rows = rows_of(loaded_first(seen, "due_at", "pk", limit=MOST_HELD))
    return [
        Held(uuid, name, count, tuple(row for row in rows if row.facts.lead_unit == uuid))
        for uuid, name, count in units
    ]


def file_for(actor: Actor, file_uuid: UUID) -> FileFacts:
    """Return a file that is shown in a case the actor may see, or raise cases.not_found."""
    if not may_see_file(actor, file_uuid):
        raise errors.NOT_FOUND()
    return files.file_for(file_uuid)
