"""What importing a file would do, row by row; changes nothing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bihuan.kernel.geo import Datum
from bihuan.places.queries.known import known, known_areas
from bihuan.places.rules.area_rows import ReadArea, read_areas
from bihuan.places.rules.kinds import AreaKind
from bihuan.places.rules.oddities import Fit, Hint, fits, hints, likeliest
from bihuan.places.rules.rows import Change, RawRow, ReadRow, read_rows
from bihuan.places.rules.table import RawArea


@dataclass(frozen=True, slots=True)
class Preview:
    """counts: Change → rows; the import is possible when none is FAULTY. hints: row number → oddities.

    fits: how the degrees look in each datum; likeliest: the best of them, if one is.
    """

    rows: tuple[ReadRow, ...]
    counts: dict[Change, int]
    hints: dict[int, list[Hint]]
    fits: tuple[Fit, ...]
    likeliest: Datum | None

    @property
    def is_clean(self) -> bool:
        """Whether every row can be imported."""
        return not self.counts[Change.FAULTY]


def preview_places(rows: Sequence[RawRow], *, datum: Datum | None, on: date) -> Preview:
    """Compare rows with the register. datum: what plain degrees refer to, as far as anybody said."""
    there = known(on)
    read = read_rows(rows, there, datum=datum)
    fitting = fits(rows, there)
    return Preview(tuple(read), _counts(read), hints(read, there), tuple(fitting), likeliest(fitting))


def preview_areas(
    rows: Sequence[RawArea], *, kind: AreaKind, datum: Datum | None
) -> tuple[list[ReadArea], dict[Change, int]]:
    """Compare polygons with the areas of that kind."""
    read = read_areas(rows, known_areas(kind), datum=datum)
    return read, _counts(read)


def _counts(rows: Sequence[ReadRow] | Sequence[ReadArea]) -> dict[Change, int]:
    counts = Counter(row.change for row in rows)
    return {change: counts[change] for change in Change}
