"""`bihuan intake FILE`: read a document and print what was found; nothing is written."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError
from django.utils.translation import gettext as _

from bihuan.intake import errors
from bihuan.intake.queries import unit_dictionary
from bihuan.intake.rules.files import MOST_BYTES, read_file
from bihuan.intake.rules.reading import Reading, read
from bihuan.intake.rules.units import DEFAULT_UNITS, UnitDictionary
from bihuan.kernel.errors import Refusal

REFUSED = 2
WIDTH = 60


class Command(BaseCommand):
    help = "Read a document (txt, docx, pdf) and print articles, requirements, problems and projects."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--format", choices=["table", "json"], default="table")
        parser.add_argument(
            "--date", type=date.fromisoformat, help="when it was written, YYYY-MM-DD: tells years that it leaves out"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            reading = _reading(options["file"], options["date"])
        except Refusal as refusal:
            self.stderr.write(_(refusal.reason.text) % refusal.params)
            sys.exit(REFUSED)
        if options["format"] == "json":
            self.stdout.write(json.dumps(reading.as_json(), ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(_table(reading)))


def _reading(path: Path, day: date | None) -> Reading:
    if not path.is_file():
        raise errors.FILE_MISSING(name=path.name)
    with path.open("rb") as stream:
        content = stream.read(MOST_BYTES + 1)
    return read(read_file(content, path.name).text, units=_units(), reference=day)


def _units() -> UnitDictionary:
    """Return the district's units if this installation has any, else generic words alone."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3") and not Path(database["NAME"]).exists():
        return DEFAULT_UNITS
    try:
        return unit_dictionary()
    except DatabaseError:
        return DEFAULT_UNITS


def _table(reading: Reading) -> Iterator[str]:
    counts = {
        _("articles"): reading.articles,
        _("requirements"): reading.requirements,
        _("problems"): reading.problems,
        _("projects"): reading.projects,
    }
    yield " · ".join(f"{word} {len(items)}" for word, items in counts.items())
    yield from _rows(
        [_("requirement"), _("said by"), _("units"), _("by"), _("force")],
        [
            [r.id, r.text, r.speaker or "", "、".join(r.units), r.deadline.text if r.deadline else "", _force(r.force)]
            for r in reading.requirements
        ],
    )
    yield from _rows(
        [_("problem"), _("place")], [[f"P{n}", p.text, p.place] for n, p in enumerate(reading.problems, start=1)]
    )
    yield from _rows(
        [_("project"), _("facts")],
        [
            [p.id, p.name.text, "；".join(f"{a.field} {a.value or a.text}" for a in p.attributes)]
            for p in reading.projects
        ],
    )


def _force(force: str) -> str:
    return {"must": _("order"), "hope": _("hope")}.get(force, force)


def _rows(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    if not rows:
        return
    table = [["", *heads], *([_cut(cell) for cell in row] for row in rows)]
    widths = [max(_width(row[column]) for row in table) for column in range(len(table[0]))]
    yield ""
    for row in table:
        yield "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _cut(text: str) -> str:
    """Return text in at most WIDTH columns of a terminal."""
    if _width(text) <= WIDTH:
        return text
    kept = ""
    while _width(kept + text[len(kept)]) < WIDTH:
        kept += text[len(kept)]
    return kept + "…"
