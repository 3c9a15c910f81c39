"""How the steps of an element are written and read: which grade a count of bad instances gives."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from bihuan.standards import errors

_STEP = re.compile(r"([^:;\s]{1,6})\s*:\s*(\d{1,4}|\*)\s*:\s*([01](?:\.\d{1,3})?)")
_SIGNS = str.maketrans({"：": ":", "；": ";", "＊": "*", "＃": "#"})


@dataclass(frozen=True, slots=True)
class Step:
    """One grade. most: the greatest count of bad instances that still gives it; None for any count.

    share: of the element's points, from 0 to 1.
    """

    grade: str
    most: int | None
    share: Decimal


def _usual() -> tuple[Step, ...]:
    rows = (("A", 0, "1"), ("B", 1, "0.66"), ("C", 2, "0.33"), ("C#", None, "0"))
    return tuple(Step(grade, most, Decimal(share)) for grade, most, share in rows)


USUAL_STEPS = _usual()


def read_steps(text: str) -> tuple[Step, ...]:
    """Read steps such as "A:0:1; B:1:0.66; C:2:0.33; C#:*:0"; nothing written means these.

    Raises standards.steps_unreadable, standards.steps_not_rising, standards.steps_not_falling.
    """
    if not text:
        return USUAL_STEPS
    parts = [part.strip() for part in text.translate(_SIGNS).split(";") if part.strip()]
    found = [_STEP.fullmatch(part) for part in parts]
    steps = [Step(m[1], None if m[2] == "*" else int(m[2]), Decimal(m[3])) for m in found if m]
    if not steps or len(steps) < len(parts) or len({step.grade for step in steps}) < len(steps):
        raise errors.STEPS_UNREADABLE(text=text, field="steps")
    counts = [step.most for step in steps]
    if counts[-1] is not None or None in counts[:-1] or any(a >= b for a, b in pairwise(_known(counts))):
        raise errors.STEPS_NOT_RISING(text=text, field="steps")
    if any(a.share <= b.share for a, b in pairwise(steps)) or steps[0].share > 1:
        raise errors.STEPS_NOT_FALLING(text=text, field="steps")
    return tuple(steps)


def _known(counts: Iterable[int | None]) -> list[int]:
    return [count for count in counts if count is not None]


def steps_text(steps: Iterable[Step]) -> str:
    """Return steps as they are written; read_steps gives the same again."""
    return "; ".join(
        f"{step.grade}:{'*' if step.most is None else step.most}:{number_text(step.share)}" for step in steps
    )


def number_text(number: Decimal) -> str:
    """Return a number without zeros at its end."""
    return format(number.normalize(), "f")


def stored(steps: Iterable[Step]) -> list[dict[str, Any]]:
    """Return steps as they stand in the table."""
    return [{"grade": step.grade, "most": step.most, "share": number_text(step.share)} for step in steps]


def restored(rows: Iterable[Mapping[str, Any]]) -> tuple[Step, ...]:
    """Return steps from what stands in the table."""
    return tuple(Step(row["grade"], row["most"], Decimal(row["share"])) for row in rows)
