"""Read an uploaded document into drafts."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from bihuan.evidence.commands import store
from bihuan.intake import events
from bihuan.intake.access import require_desk
from bihuan.intake.commands.apply import SUBJECT
from bihuan.intake.models import Document, Draft
from bihuan.intake.queries.guess import Guesser, unit_dictionary
from bihuan.intake.rules.drafts import Sketch, sketches
from bihuan.intake.rules.files import ExtractedText, read_file
from bihuan.intake.rules.reading import Reading
from bihuan.intake.rules.reading import read as read_text
from bihuan.kernel.call import Call
from bihuan.ledger.commands import command, record


@dataclass(frozen=True, slots=True)
class Read:
    """What came of a document. is_new: false when the same file had been read before; the counts are then its own."""

    document_uuid: UUID
    is_new: bool
    name: str
    articles: int
    requirements: int
    problems: int
    projects: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document read outside the transaction. Only what names it counts when a request is compared with its repeat."""

    sha256: str
    name: str
    reference_on: date = field(repr=False)
    found: ExtractedText | None = field(default=None, repr=False)
    reading: Reading | None = field(default=None, repr=False)
    file_uuid: UUID | None = field(default=None, repr=False)


def read(call: Call, *, content: bytes, file_name: str, reference_on: date | None = None) -> Read:
    """Read a document, keep it, and make a draft of every order, hope and problem in it.

    reference_on: the day it was written or received, from which years left out are told; by default the day of the
    call. The same file again (by its bytes) is not read twice: the answer is the earlier document with is_new false.
    Raises orgs.not_allowed and the refusals of intake.errors about files. Reading comes before the transaction, so
    that no lock is held for it.
    """
    require_desk(call.actor)
    sha256 = hashlib.sha256(content).hexdigest()
    day = reference_on or call.at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    name = _clean(file_name)
    if Document.objects.filter(sha256=sha256).exists():
        return register(call, prepared=Prepared(sha256, name, day))
    found = read_file(content, name)
    reading = read_text(found.text, units=unit_dictionary(), reference=day)
    kept = store(call.part("file"), content=content, file_name=name, purpose="document")
    return register(call, prepared=Prepared(sha256, name, day, found, reading, kept.uuid))


def _clean(file_name: str) -> str:
    name = "".join(char for char in file_name.replace("\\", "/").rsplit("/", 1)[-1] if char.isprintable()).strip()
    return name[-120:] or "?"


@command
def register(call: Call, *, prepared: Prepared) -> Read:
    """Write the rows of a document that was read already; read() is the way in."""
    require_desk(call.actor)
    found, reading = prepared.found, prepared.reading
    if found is None or reading is None:
        return _again(call, Document.objects.get(sha256=prepared.sha256), prepared.name)
    document, is_new = Document.objects.get_or_create(
        sha256=prepared.sha256,
        defaults={
            "name": prepared.name,
            "kind": found.kind,
            "text": found.text,
            "notes": [{"text": note.text, "params": dict(note.params)} for note in found.notes],
            "read_by": call.actor.snapshot(),
            "read_at": call.at,
            "reference_on": prepared.reference_on,
            "reading": reading.as_json(),
            "file_id": prepared.file_uuid,
        },
    )
    if not is_new:  # somebody else was faster
        return _again(call, document, prepared.name)
    _add_drafts(document, sketches(reading, found.text, units=unit_dictionary()), prepared.reference_on)
    answer = _answer(document, is_new=True)
    record(
        call,
        name=events.DOCUMENT_READ,
        subject_kind=SUBJECT,
        subject_uuid=document.uuid,
        payload={
            "name": document.name,
            "kind": document.kind,
            "sha256": document.sha256,
            "file": str(prepared.file_uuid or ""),
            "reference_on": prepared.reference_on.isoformat(),
            "articles": answer.articles,
            "requirements": answer.requirements,
            "problems": answer.problems,
            "projects": answer.projects,
        },
    )
    return answer


def _again(call: Call, document: Document, name: str) -> Read:
    record(
        call,
        name=events.DOCUMENT_CAME_AGAIN,
        subject_kind=SUBJECT,
        subject_uuid=document.uuid,
        payload={"name": document.name, "as": name},
    )
    return _answer(document, is_new=False)


def _answer(document: Document, *, is_new: bool) -> Read:
    counts = {name: len(document.reading[name]) for name in ("articles", "requirements", "problems", "projects")}
    return Read(document_uuid=document.uuid, is_new=is_new, name=document.name, **counts)


def _add_drafts(document: Document, found: Sequence[Sketch], on: date) -> None:
    guesser = Guesser(on)
    named = Counter(uuid for sketch in found for uuid in guesser.named(sketch.units))
    document.named_units = [str(uuid) for uuid, _count in named.most_common()]
    document.save(update_fields=["named_units"])
    Draft.objects.bulk_create([_draft(document, sketch, guesser) for sketch in found], batch_size=200)


def _draft(document: Document, sketch: Sketch, guesser: Guesser) -> Draft:
    guess = guesser.guess(sketch)
    return Draft(
        document=document,
        position=sketch.spans[0][0],
        kind=sketch.kind,
        spans=[list(span) for span in sketch.spans],
        source_text=sketch.source_text,
        quote=sketch.quote,
        title=sketch.title,
        speaker=sketch.speaker[:200],
        units_text="、".join(sketch.units)[:300],
        force=sketch.force,
        deadline_text=sketch.deadline_text[:60],
        deadline_on=sketch.deadline_on,
        state=sketch.state,
        lead_unit_id=guess.lead_unit,
        co_units=[str(uuid) for uuid in guess.co_units],
        condition_id=guess.condition,
        limit_text=sketch.limit_text,
        place_text=sketch.place[:200],
        article=sketch.article[:60],
    )
