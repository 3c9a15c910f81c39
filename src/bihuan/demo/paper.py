"""Reads a document as the demo's supervisor would: confirm the drafts, file and dispatch them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path

from bihuan.intake import commands, queries
from bihuan.kernel.call import Actor, Call
from bihuan.orgs.queries import active_units

PACKAGED = "page.txt"
SUPERVISOR = "dc1"
# Who answers for a requirement that names no unit of its own (各单位).
EVERYBODY = "03"


@dataclass(frozen=True, slots=True)
class Paper:
    """counts: articles, requirements, problems, projects. sent: drafts that became cases, now or earlier."""

    name: str
    counts: Mapping[str, int]
    sent: int


def read(document: Path | None, *, actors: Mapping[str, Actor], at: datetime) -> Paper:
    """Read the document, or the packaged page; reading the same one again changes nothing."""
    name, content = (document.name, document.read_bytes()) if document else (PACKAGED, _packaged())
    actor = actors[SUPERVISOR]
    # Read an hour ago, so that what came of it has a little history on its clock.
    then = at - timedelta(hours=1)
    made = commands.read(Call(actor, then), content=content, file_name=name)
    if made.is_new:
        _confirm(actor, then, made.document_uuid)
    document_now = queries.document_detail(actor, made.document_uuid)
    reading = document_now.reading
    return Paper(
        name=name,
        counts={key: len(reading[key]) for key in ("articles", "requirements", "problems", "projects")},
        sent=sum(draft.state == "sent" for draft in document_now.drafts),
    )


def _packaged() -> bytes:
    return (files("bihuan.demo") / "data" / PACKAGED).read_bytes()


def _confirm(actor: Actor, at: datetime, document_uuid: object) -> None:
    """Accept what is an order; leave three drafts open, for the visitor to try."""
    everybody = next(unit.uuid for unit in active_units() if unit.code == EVERYBODY)
    drafts = [draft for draft in queries.document_detail(actor, document_uuid).drafts if draft.state == "open"]
    for draft in drafts[:-3] if len(drafts) > 6 else drafts:
        version = draft.version
        if draft.lead_unit is None:
            version = commands.edit_draft(
                Call(actor, at), draft_uuid=draft.uuid, expected_version=version, lead_unit=everybody
            ).version
        commands.accept(Call(actor, at), draft_uuid=draft.uuid, expected_version=version)
    commands.send_accepted(Call(actor, at), document_uuid=document_uuid)
