"""Which column of a table means what, and where its headings stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bihuan.kernel.tables import find_columns
from bihuan.standards import errors
from bihuan.standards.rules.rows import REQUIRED, RawRow

MOST_ROWS = 20_000
# Field of RawRow → the headings it goes by; the first is the one we write.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "kind": ("类型", "部件/事项", "类别类型", "kind"),
    "major_code": ("大类代码", "major_code"),
    "major_name": ("大类名称", "大类", "major_name"),
    "code": ("代码", "小类代码", "编码", "code"),
    "name": ("名称", "小类名称", "小类", "name"),
    "text": ("立案条件", "立案标准", "condition"),
    "limit": ("处置时限", "处理时限", "办理时限", "时限", "limit"),
    "unit": ("计时方式", "计时单位", "unit"),
    "grade": ("等级", "轻重", "grade"),
    "source": ("来源", "依据", "source"),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one table. unknown: headings that mean nothing here and are left out."""

    rows: tuple[RawRow, ...]
    unknown: tuple[str, ...]


def read_sheet(table: Sequence[Sequence[str]]) -> Sheet:
    """Find the row of headings within the first rows of table and return what stands below it; empty rows are left out.

    table: cells as text, from row 1 on. Raises standards.columns_missing, standards.column_twice,
    standards.rows_many, standards.rows_none.
    """
    columns = find_columns(table, HEADINGS, REQUIRED)
    if columns.top is None:
        raise errors.COLUMNS_MISSING(columns="、".join(columns.missing), field="file")
    if columns.twice:
        raise errors.COLUMN_TWICE(column=columns.twice, field="file")
    rows = [
        RawRow(number, **columns.row(row))
        for number, row in enumerate(table[columns.top + 1 :], columns.top + 2)
        if any(cell.strip() for cell in row)
    ]
    if len(rows) > MOST_ROWS:
        raise errors.ROWS_MANY(most=MOST_ROWS, field="file")
    if not rows:
        raise errors.ROWS_NONE(field="file")
    return Sheet(tuple(rows), columns.unknown)
