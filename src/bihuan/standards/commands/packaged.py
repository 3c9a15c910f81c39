"""Loading the dictionaries that come with the product."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from io import StringIO

from bihuan.kernel.call import Call
from bihuan.kernel.initials import initials
from bihuan.ledger.commands import command, record
from bihuan.orgs.access import require
from bihuan.orgs.rules import Power
from bihuan.standards import events
from bihuan.standards.commands.dictionary import touch
from bihuan.standards.models import CaseClass, FilingCondition, Standard
from bihuan.standards.rules.terms import DICTIONARY_UUID, Habit, read_grade, read_limit

USUAL = Habit()
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was not there yet and was added."""

    standards: int
    classes: int
    conditions: int


@command
def load_packaged(call: Call) -> Loaded:
    """Add the packaged standards, classes and starter conditions that are not there yet; nothing is overwritten.

    A condition that was ever there (same class, same text), in force or ended, is not added again: a district that
    changed its limit keeps the change. Raises orgs.not_allowed.
    """
    require(call.actor, Power.CONFIGURE)
    before = Standard.objects.count(), CaseClass.objects.count(), FilingCondition.objects.count()
    words = {(row["standard_ref"], row["kind"], row["code"]): row for row in _rows("class_words.csv")}
    for packaged in _rows("standards.csv"):
        standard = _standard(packaged)
        _add_classes(standard, words, packaged["codes"])
        _add_conditions(standard)
        touch(standard)
    after = Standard.objects.count(), CaseClass.objects.count(), FilingCondition.objects.count()
    done = Loaded(*(now - then for now, then in zip(after, before, strict=True)))
    record(
        call,
        name=events.PACKAGED_LOADED,
        subject_kind="dictionary",
        subject_uuid=DICTIONARY_UUID,
        payload={"standards": done.standards, "classes": done.classes, "conditions": done.conditions},
    )
    return done


def _rows(name: str) -> Iterator[Row]:
    text = files("bihuan.standards").joinpath("data", name).read_text(encoding="utf-8")
    yield from csv.DictReader(StringIO(text, newline=""))


def _standard(row: Row) -> Standard:
    standard, _is_new = Standard.objects.select_for_update().get_or_create(
        ref=row["ref"],
        defaults={
            "name": row["name"],
            "edition": row["edition"],
            "in_force_on": date.fromisoformat(row["in_force_on"]),
            "source": row["source"],
            "note": row["note"],
        },
    )
    return standard


def _add_classes(standard: Standard, words: dict[tuple[str, str, str], Row], codes: str) -> None:
    there = set(standard.classes.values_list("kind", "code"))
    new = []
    for row in _rows(codes):
        if (row["kind"], row["code"]) not in there:
            more = words.get((standard.ref, row["kind"], row["code"]), {})
            also = more.get("words", "")
            new.append(
                CaseClass(
                    standard=standard,
                    kind=row["kind"],
                    code=row["code"],
                    name=row["name"],
                    major_code=row["major_code"],
                    major_name=row["major_name"],
                    words=also,
                    initials=initials(row["name"], *also.split()),
                    help=more.get("help", ""),
                )
            )
    CaseClass.objects.bulk_create(new, batch_size=500)


def _add_conditions(standard: Standard) -> None:
    classes = {(row.kind, row.code): row for row in standard.classes.all()}
    ever = FilingCondition.objects.filter(case_class__standard=standard)
    there = set(ever.values_list("case_class__kind", "case_class__code", "text"))
    new = []
    for row in _rows("starter_conditions.csv"):
        key = row["kind"], row["code"], row["text"]
        if row["standard_ref"] == standard.ref and key not in there:
            limit = read_limit(row["limit_text"], habit=USUAL).limit
            new.append(
                FilingCondition(
                    case_class=classes[row["kind"], row["code"]],
                    text=row["text"],
                    limit_text=row["limit_text"],
                    limit_amount=limit.amount,
                    limit_unit=limit.unit.value,
                    grade=read_grade(row["grade"]) or "",
                    source=row["source"],
                    valid_from=date.fromisoformat(row["valid_from"]),
                )
            )
    FilingCondition.objects.bulk_create(new, batch_size=500)
