"""Writes stories into the tables, many rows at a time, as either database takes them fastest."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.management.color import no_style
from django.db import connection, models, transaction

from bench.district import District
from bench.stories import Story
from bihuan.cases.models import Case, CaseFile, CaseNumber, Part
from bihuan.cases.queries.facts import LINKS, NAMES
from bihuan.evidence.models import File
from bihuan.kernel.call import Actor
from bihuan.kernel.grams import grams, initial_grams
from bihuan.kernel.initials import initials
from bihuan.ledger.models import Entry, Receipt
from bihuan.ledger.rules import GENESIS, Sealed, canonical, stamp
from bihuan.notices.models import Notice

Row = Sequence[Any]
SQLITE = connection.vendor == "sqlite"


class Loader:
    """Keeps the numbers: of the latest entry and of the rows of each table."""

    def __init__(self, district: District) -> None:
        self.district = district
        self.number = Entry.objects.order_by("-number").values_list("number", flat=True)[0]
        self.ids = dict.fromkeys((Case, Part, CaseFile, File, Notice), 0)
        self.years: dict[int, int] = {}
        self._actors: dict[UUID, tuple[str, UUID]] = {}

    def load(self, stories: Sequence[Story]) -> None:
        """Write some stories in one transaction, their entries in the order of time."""
        places = {story.uuid: self.next_id(Case) for story in stories}
        with transaction.atomic():
            insert(Case, [row(Case, case_values(story, places[story.uuid])) for story in stories])
            _search([(places[story.uuid], story.report) for story in stories])
            insert(Part, [each for story in stories for each in self._parts(story, places[story.uuid])])
            self._files(stories, places)
            insert(Notice, [each for story in stories for each in self._notices(story)])
            entries, receipts = self._entries(stories)
            insert(Entry, entries)
            insert(Receipt, receipts)
        for story in stories:
            _aj, year, number = story.report["code"].split("-")
            self.years[int(year)] = max(int(number), self.years.get(int(year), 0))

    def finish(self) -> None:
        """Let the databases' own counters go on after what was loaded, and let them look at what they hold."""
        CaseNumber.objects.bulk_create([CaseNumber(year=year, latest=latest) for year, latest in self.years.items()])
        with connection.cursor() as cursor:
            if not SQLITE:
                cursor.execute("SELECT setval('ledger_entry_number', %s)", [self.number])
                for statement in connection.ops.sequence_reset_sql(no_style(), list(self.ids)):
                    cursor.execute(statement)
                cursor.execute("VACUUM ANALYZE")
            else:
                cursor.execute("ANALYZE")

    def next_id(self, model: type[models.Model]) -> int:
        """Return the next primary key of a table."""
        self.ids[model] += 1
        return self.ids[model]

    def _parts(self, story: Story, pk: int) -> Iterable[Row]:
        for position, part in enumerate(story.facts.parts):
            values = {"id": self.next_id(Part), "case_id": pk, "unit_id": part.unit}
            yield row(Part, values | {"state": part.state.value, "position": position})

    def _files(self, stories: Sequence[Story], places: dict[UUID, int]) -> None:
        files, links = [], []
        for story in stories:
            for shown in story.shown:
                by = next(step.actor for step in story.steps if step.at == shown["at"])
                files.append(row(File, _file_values(shown, by) | {"id": self.next_id(File)}))
                link = {"id": self.next_id(CaseFile), "case_id": places[story.uuid], "file_id": UUID(shown["file"])}
                link |= {"role": "after", "round": shown["round"], "unit": by.unit_uuid, "flags": []}
                links.append(
                    row(CaseFile, link | {"added_by": by.uuid, "added_by_name": by.name, "added_at": shown["at"]})
                )
        insert(File, files)
        insert(CaseFile, links)

    def _notices(self, story: Story) -> Iterable[Row]:
        for uuid, unit, at in story.notices:
            values = {"id": self.next_id(Notice), "uuid": uuid, "to_unit_id": self.district.unit_ids[unit]}
            values |= {"to_person_id": None, "kind": "dispatch", "subject_kind": "case", "subject_uuid": story.uuid}
            values |= {"subject_code": story.report["code"], "params": {"title": story.report["title"], "due_at": ""}}
            read = {"read_at": at, "read_by_uuid": self.district.supervisor.uuid}
            yield row(Notice, values | {"delivered_at": at} | read)

    def _entries(self, stories: Sequence[Story]) -> tuple[list[Row], list[Row]]:
        waiting = sorted(
            (step.at, place, position, story, step)
            for place, story in enumerate(stories)
            for position, step in enumerate(story.steps, start=1)
        )
        ends: dict[UUID, str] = {}
        entries, receipts = [], []
        for _at, _place, position, story, step in waiting:
            self.number += 1
            actor, actor_uuid = self._actor(step.actor)
            sealed = Sealed(
                number=self.number,
                name=step.name,
                subject_kind="case",
                subject_uuid=story.uuid,
                subject_number=position,
                actor=actor,
                happened_at=stamp(step.at),
                recorded_at=stamp(step.at),
                request_uuid=step.request,
                payload=canonical(step.payload),
                previous_hash=ends.get(story.uuid, GENESIS),
            )
            ends[story.uuid] = sealed.hash()
            entries.append(entry_row(sealed, actor_uuid, ends[story.uuid]))
            result = {"case_uuid": str(story.uuid), "code": story.report["code"], "entry": self.number}
            receipts.append(receipt_row(step.request, step.command, actor_uuid, result=result, at=step.at))
        return entries, receipts

    def _actor(self, actor: Actor) -> tuple[str, UUID]:
        if actor.uuid not in self._actors:
            self._actors[actor.uuid] = (canonical(actor.snapshot()), actor.uuid)
        return self._actors[actor.uuid]


def case_values(story: Story, pk: int) -> dict[str, Any]:
    """Return a story as the columns of its row."""
    first = story.steps[0]
    values: dict[str, Any] = {"id": pk, "uuid": story.uuid, "origin_uuid": None, "place_id": None}
    values |= story.report | {"happened_at": first.at, "reported_by": first.actor.uuid}
    values |= {"reporter_name": first.actor.name, "reporter_unit": first.actor.unit, "next_tick_at": story.next_tick_at}
    for name in NAMES:
        if name != "parts":
            value = getattr(story.facts, name)
            values[f"{name}_id" if name in LINKS else name] = list(value) if isinstance(value, tuple) else value
    return values


def _file_values(shown: dict[str, Any], by: Actor) -> dict[str, Any]:
    sha256 = shown["sha256"]
    return {
        "uuid": UUID(shown["file"]),
        "kind": "photo",
        "name": "现场.jpg",
        "media_type": "image/jpeg",
        "sha256_original": sha256,
        "sha256_stored": sha256,
        "sha256_thumbnail": sha256,
        "byte_size": 180_000,
        "width": 1600,
        "height": 1200,
        "pdq": "",
        "pdq_quality": 0,
        "captured_at": shown["at"],
        "captured_at_is_certain": True,
        "lon_wgs84": None,
        "lat_wgs84": None,
        "accuracy_m": None,
        "device": "",
        "stored_by_uuid": by.uuid,
        "stored_by_name": by.name,
        "received_at": shown["at"],
    }


def entry_row(sealed: Sealed, actor_uuid: UUID, digest: str) -> Row:
    """Return one entry as its row, in the order of the table's columns."""
    return (
        sealed.number,
        sealed.name,
        sealed.subject_kind,
        key(sealed.subject_uuid),
        sealed.subject_number,
        sealed.actor,
        key(actor_uuid),
        sealed.happened_at,
        sealed.recorded_at,
        key(sealed.request_uuid),
        sealed.payload,
        sealed.previous_hash,
        digest,
    )


def receipt_row(request: UUID, command: str, actor_uuid: UUID, *, result: dict[str, Any], at: datetime) -> Row:
    """Return one receipt as its row."""
    moment = connection.ops.adapt_datetimefield_value(at)
    return (key(request), command, key(actor_uuid), f"{request.int:064x}", json.dumps(result), moment)


def key(uuid: UUID | None) -> Any:
    """Return a uuid as the database keeps it."""
    return uuid.hex if SQLITE and uuid else uuid


def row(model: type[models.Model], values: dict[str, Any]) -> Row:
    """Return values by column name as a row in the order of the table's columns."""
    return [field.get_db_prep_save(values[field.attname], connection) for field in _fields(model)]


def columns_of(model: type[models.Model]) -> list[str]:
    """Return the columns of a table, in the order of row()."""
    return [str(field.column) for field in _fields(model)]


def _fields(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    return list(model._meta.concrete_fields)


def insert(model: type[models.Model], rows: Sequence[Row]) -> None:
    """Write rows that hold every column of a table."""
    _insert(model._meta.db_table, columns_of(model), rows)


def _search(cases: Sequence[tuple[int, dict[str, Any]]]) -> None:
    rows = [(pk, search_value(report)) for pk, report in cases]
    _insert("cases_search", ["rowid" if SQLITE else "case_id", "grams"], rows)


def search_value(report: dict[str, Any]) -> str:
    """Return what the search index keeps of a report, as cases.commands.report writes it."""
    number = report["code"].rsplit("-", 1)[1].lstrip("0")
    words = [report[name] for name in ("title", "place_text", "text", "origin_text")]
    found = grams(" ".join([report["code"], number, *words]))
    found += initial_grams(initials(report["title"], report["place_text"]))
    return " ".join(found) if SQLITE else " ".join(f"'{gram}':{place}" for place, gram in enumerate(found, start=1))


def _insert(table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        if SQLITE:
            marks = ", ".join("?" * len(columns))
            cursor.cursor.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
            return
        with cursor.cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for each in rows:
                copy.write_row(each)
