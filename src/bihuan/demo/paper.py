"""Reads a document as the demo's supervisor would: confirm the drafts, file and dispatch them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path
from uuid import UUID

from bihuan.intake import commands, queries
from bihuan.intake.queries import DraftView
from bihuan.intake.rules.drafts import DraftState
from bihuan.kernel.call import Actor, Call
from bihuan.orgs.queries import active_units

PACKAGED = "page.txt"
SUPERVISOR = "dc1"
# Who answers for a requirement that names no unit of its own (各单位).
EVERYBODY = "03"
# Left open, for the visitor to try.
LEFT_OPEN = 3


@dataclass(frozen=True, slots=True)
class Paper:
    """counts: articles, requirements, problems, projects. sent: drafts that became cases, now or earlier."""

    name: str
    counts: Mapping[str, int]
    sent: int
    is_new: bool
    cases: tuple[UUID, ...]


def read(document: Path | None, *, actors: Mapping[str, Actor], at: datetime) -> Paper:
    """Read the document, or the packaged page; reading the same one again changes nothing."""
    name, content = (document.name, document.read_bytes()) if document else (PACKAGED, _packaged())
    actor = actors[SUPERVISOR]
    # Read an hour ago, so that what came of it has a little history on its clock.
    then = at - timedelta(hours=1)
    made = commands.read(Call(actor, then), content=content, file_name=name)
    if made.is_new:
        _confirm(actor, then, made.document_uuid)
    counts = {
        "articles": made.articles,
        "requirements": made.requirements,
        "problems": made.problems,
        "projects": made.projects,
    }
    drafts = queries.document_page(made.document_uuid, at, viewer=actor.uuid).drafts
    cases = tuple(draft.case_uuid for draft in drafts if draft.case_uuid)
    return Paper(name=name, counts=counts, sent=len(cases), is_new=made.is_new, cases=cases)


def _packaged() -> bytes:
    return (files("bihuan.demo") / "data" / PACKAGED).read_bytes()


def _confirm(actor: Actor, at: datetime, document_uuid: UUID) -> None:
    """Give every order a unit, accept all but the last few, file and dispatch what was accepted."""
    everybody = next(unit.uuid for unit in active_units() if unit.code == EVERYBODY)

    def still_open() -> list[DraftView]:
        drafts = queries.document_page(document_uuid, at, viewer=actor.uuid).drafts
        return [draft for draft in drafts if draft.state == DraftState.OPEN]

    for draft in still_open():
        if draft.lead_unit is None:
            call = Call(actor, at)
            commands.edit_draft(call, draft_uuid=draft.uuid, expected_version=draft.version, lead_unit=everybody)
    drafts = still_open()
    for draft in drafts[: max(len(drafts) - LEFT_OPEN, 1)]:
        commands.accept(Call(actor, at), draft_uuid=draft.uuid, expected_version=draft.version)
    commands.send_accepted(Call(actor, at), document_uuid=document_uuid)
