"""`bihuan rebound evaluate FILE`: how well rebounds are foretold on a table of closed cases; nothing is written."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from bihuan.cases import errors
from bihuan.cases.rules.risk import Engine, Evaluation, evaluate
from bihuan.cases.rules.risk.dates import moment
from bihuan.cases.rules.risk.model import LEAST_CASES, LEAST_OF_EACH
from bihuan.cases.rules.risk.panel import DAY
from bihuan.cases.rules.risk.table import MOST_BYTES, Table, read_csv, read_table
from bihuan.kernel.errors import Refusal
from bihuan.standards.queries.workbook import read_table as read_workbook

REFUSED = 2
DECIMALS = 6
_ZIP = b"PK"


class Command(BaseCommand):
    help = "Learn on the cases closed before a day, judge on those closed after it, and print how well it went."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["evaluate"])
        parser.add_argument("file", type=Path, metavar="FILE", help="csv, csv.gz or xlsx: place, item, opened, closed")
        parser.add_argument("--horizon", default="90", help="days within which a new case counts as a rebound")
        parser.add_argument("--split", required=True, help="the day between learning and judging, YYYY-MM-DD")
        parser.add_argument("--area", default="", help="the heading of the column that names the area")
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            table = _read(options["file"], options["area"])
            found = evaluate(table.cases, horizon=_days(options["horizon"]), split=_day(options["split"]))
        except Refusal as refusal:
            self.stderr.write(_(refusal.reason.text) % refusal.params)
            sys.exit(REFUSED)
        if options["json"]:
            self.stdout.write(json.dumps(_rounded(found.as_json())))
        else:
            self.stdout.write("\n".join(_table(found)))
        for note in _notes(table, found):
            self.stderr.write(note)


def _read(path: Path, area: str) -> Table:
    if not path.is_file():
        raise errors.REBOUND_FILE(name=path.name)
    with path.open("rb") as stream:
        content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise errors.REBOUND_HUGE(most=MOST_BYTES // 1024**2)
    return read_table(read_workbook(content) if content.startswith(_ZIP) else read_csv(content), area=area)


def _days(text: object) -> int:
    try:
        return int(str(text))
    except ValueError:
        return 0


def _day(text: object) -> int:
    found = moment(str(text))
    if found is None or found % DAY:
        raise errors.REBOUND_SPLIT_DATE(text=str(text)[:40])
    return found


def _rounded(figures: Any) -> Any:
    if isinstance(figures, dict):
        return {name: _rounded(each) for name, each in figures.items()}
    return round(figures, DECIMALS) if isinstance(figures, float) else figures


def _table(found: Evaluation) -> Iterator[str]:
    yield _("learned from %(train)s cases, judged on %(test)s, of which %(rate)s came back") % {
        "train": found.n_train,
        "test": found.n_test,
        "rate": f"{found.base_rate:.1%}",
    }
    ranks = {
        _("this model"): found.model,
        _("rate of the class"): found.class_rate,
        _("earlier cases at the place"): found.prior_count,
    }
    yield "AUC    top20"
    for words, rank in ranks.items():
        yield f"{_figure(rank.auc)}  {_figure(rank.top20)}  {words}"
    yield _("mean distance between stated chance and what came: %(ece)s") % {"ece": _figure(found.ece)}


def _figure(figure: float | None) -> str:
    return "–    " if figure is None else f"{figure:.3f}"


def _notes(table: Table, found: Evaluation) -> Iterator[str]:
    if table.still_open:
        yield _("%(count)s rows have no closing date; they only count as new cases.") % {"count": table.still_open}
    if table.placeless:
        yield _("%(count)s rows name no place and were left out.") % {"count": table.placeless}
    if found.engine is Engine.RATES:
        yield _(
            "Data is thin (fewer than %(cases)s cases, or fewer than %(each)s that came back or held), so each chance is "
            "the rate of the class, pulled towards the mean."
        ) % {"cases": LEAST_CASES, "each": LEAST_OF_EACH}
    if found.model.auc is None:
        yield _("All or none of the cases judged came back, so there is no AUC. Choose another split or horizon.")
