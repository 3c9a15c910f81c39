#!/usr/bin/env python3
"""Score the reader on our own annotated documents, and on one page if asked: python tools/eval_intake.py [--page TEXT GOLD].

Prints one table for the documents the rules were tuned on (eval/intake/dev), one for those kept apart
(eval/intake/apart) and one for the page. Each row gives how many items the gold has, how many were found, precision,
recall and F1. Exits 1 if any span does not carry its text.
"""

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bihuan.intake.rules.reading import read
from bihuan.intake.rules.units import DEFAULT_UNITS
from bihuan.kernel.spans import bare

ROOT = Path(__file__).resolve().parent.parent / "eval" / "intake"
Item = dict[str, Any]
Likeness = Callable[[Item, Item], float]


@dataclass
class Tally:
    """Counts of one row over many documents."""

    hit: int = 0
    wrong: int = 0
    missed: int = 0

    def row(self, name: str) -> str:
        gold, found = self.hit + self.missed, self.hit + self.wrong
        precision = self.hit / found if found else 1.0
        recall = self.hit / gold if gold else 1.0
        both = precision + recall
        f1 = 2 * precision * recall / both if both else 0.0
        return f"{name:24s} gold {gold:3d} found {found:3d}  P {precision:.2f} R {recall:.2f} F1 {f1:.2f}"


@dataclass
class Table:
    """The rows of one set of documents."""

    rows: dict[str, Tally] = field(default_factory=dict)
    documents: int = 0
    orders: int = 0
    false_orders: int = 0
    broken: int = 0

    def add(
        self, name: str, gold: list[Item], found: list[Item], like: Likeness, *, pardoned: Iterable[Item] = ()
    ) -> None:
        """Match gold and found one to one, best first in gold order; what only meets a pardoned item costs nothing."""
        tally = self.rows.setdefault(name, Tally())
        free = list(range(len(found)))
        for item in gold:
            best = max(free, key=lambda i: (like(item, found[i]), -i), default=None)
            if best is not None and like(item, found[best]) > 0:
                free.remove(best)
                tally.hit += 1
            else:
                tally.missed += 1
        soft = list(pardoned)
        tally.wrong += sum(1 for i in free if not any(_meets(s, found[i], 0.3) for s in soft))

    def print(self, title: str) -> None:
        print(f"\n{title}: {self.documents} documents")
        for name, tally in self.rows.items():
            print(tally.row(name))
        share = 100 * self.false_orders / self.orders if self.orders else 0.0
        print(f"{'false orders':24s} {self.false_orders} of {self.orders} ({share:.1f} %)")
        print(f"spans that do not carry their text: {self.broken}")


def _shared(one: Item, other: Item) -> float:
    """Return the shared part of two spans: intersection over union."""
    (a, b), (c, d) = one["span"], other["span"]
    inter = max(0, min(b, d) - max(a, c))
    union = (b - a) + (d - c) - inter
    return inter / union if union else 0.0


def _meets(one: Item, other: Item, least: float) -> bool:
    return "span" in one and "span" in other and _shared(one, other) >= least


def _overlap(least: float) -> Likeness:
    def like(gold: Item, found: Item) -> float:
        share = _shared(gold, found)
        return share if share >= least else 0.0

    return like


def _same(*keys: str) -> Likeness:
    return lambda gold, found: float(all(gold[k] == found[k] for k in keys))


def _plain(text: str) -> str:
    return re.sub(r"^(?:[一二三四五六七八九十]是|\d[、.])?要?|[，。；]$", "", bare(text))


def _speaker(gold: Item, found: Item) -> float:
    same = (gold.get("speaker") or None) == (found.get("speaker") or None)
    return _shared(gold, found) if same and _shared(gold, found) >= 0.5 else 0.0


def _tuple(gold: Item, found: Item) -> float:
    units = sorted(gold.get("units") or []) == sorted(found.get("units") or [])
    return float(units and _speaker(gold, found) > 0.5 and _plain(gold["text"]) == _plain(found["text"]))


def _people(reading: Item) -> list[Item]:
    return [{"name": p["name"], "post": bare(p.get("post") or "")} for p in reading["people"]]


def _names(reading: Item) -> list[Item]:
    return [{"name": name} for name in sorted({p["name"] for p in reading["people"]})]


def _project_names(reading: Item) -> list[Item]:
    return [{"name": _project(p), "span": p["name"]["span"]} for p in reading["projects"]]


def _project(project: Item) -> str:
    return re.sub("项目$", "", bare(project["name"]["text"]))


def _attributes(reading: Item) -> list[Item]:
    return [
        {"project": _project(p), "field": a["field"], "span": a["span"]}
        for p in reading["projects"]
        for a in p["attributes"]
    ]


def _attribute(gold: Item, found: Item) -> float:
    same = gold["project"] == found["project"] and gold["field"] == found["field"]
    return float(same and _shared(gold, found) >= 0.6)


def score(reading: Item, gold: Item, table: Table) -> None:
    """Add one document's reading to a table."""
    hard = [r for r in gold["requirements"] if not r.get("soft")]
    soft = [r for r in gold["requirements"] if r.get("soft")]
    musts = [r for r in reading["requirements"] if r["force"] == "must"]
    table.documents += 1
    table.add("article", gold["articles"], reading["articles"], _overlap(0.95))
    table.add("person name", _names(gold), _names(reading), _same("name"))
    table.add("person + post", _people(gold), _people(reading), _same("name", "post"))
    exact: Likeness = lambda g, f: float(list(g["span"]) == list(f["span"]))  # noqa: E731
    for name, like in (
        ("requirement exact", exact),
        ("requirement overlap", _overlap(0.5)),
        ("requirement + speaker", _speaker),
        ("requirement full tuple", _tuple),
    ):
        table.add(name, hard, musts, like, pardoned=soft)
    plain = [p for p in gold["problems"] if not p.get("soft")]
    pardoned = [p for p in gold["problems"] if p.get("soft")]
    table.add("problem overlap", plain, reading["problems"], _overlap(0.5), pardoned=pardoned)
    table.add("project name", _project_names(gold), _project_names(reading), _same("name"))
    table.add("project attribute", _attributes(gold), _attributes(reading), _attribute)
    limits = [r["deadline"] for r in musts if r["deadline"]]
    table.add("deadline", gold.get("deadlines") or [], limits, _overlap(0.5))
    table.orders += len(musts)
    table.false_orders += sum(1 for f in musts if not any(_meets(g, f, 0.3) for g in hard))


def _broken(text: str, reading: Item) -> int:
    """Return how many items of a reading have a span that does not carry their text."""
    items = [*reading["requirements"], *reading["problems"]]
    items += [r["deadline"] for r in reading["requirements"] if r["deadline"]]
    items += [part for p in reading["projects"] for part in (p["name"], *p["attributes"])]
    items += [a[key] for a in reading["articles"] for key in ("dateline", "byline") if a[key]]
    return sum(1 for item in items if bare(text[slice(*item["span"])]) != item["text"])


def evaluate(pairs: Iterable[tuple[Path, Path]]) -> Table:
    """Read every text and score it against its gold; pairs are (text, gold)."""
    table = Table()
    for text_path, gold_path in pairs:
        text = text_path.read_text(encoding="utf-8")
        gold = json.loads(gold_path.read_text(encoding="utf-8"))
        reading = read(text, units=DEFAULT_UNITS, reference=None).as_json()
        table.broken += _broken(text, reading)
        score(reading, gold, table)
    return table


def main() -> int:
    """Print the tables and return 1 when provenance is broken anywhere."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--page", nargs=2, type=Path, metavar=("TEXT", "GOLD"))
    parser.add_argument("--only", choices=("dev", "apart"), help="score one part only")
    options = parser.parse_args()
    tables = []
    for part, title in (("dev", "development part"), ("apart", "part kept apart")):
        if options.only in (None, part):
            texts = sorted((ROOT / part).glob("*.txt"))
            tables.append((title, evaluate((t, t.with_suffix(".json")) for t in texts)))
    if options.page:
        tables.append(("page", evaluate([(options.page[0], options.page[1])])))
    for title, table in tables:
        table.print(title)
    return 1 if any(table.broken for _, table in tables) else 0


if __name__ == "__main__":
    sys.exit(main())
