"""Tables of a Word document as lines of text: one row is one line that says which column each cell stands in.

A table of tasks or problems (序号/任务/责任单位/完成时限) is written with the labelled fields that the reader of text
knows: 1.清理垃圾（责任单位：甲街道；完成时限：4月10日前）。 A table without such a header stays as near to the page as one
line a row allows, and one that only arranges long texts stays as it was, a paragraph to a line. No cell loses a word:
where the labelled fields would not say all of a row, the table is written plain, its cells side by side.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property
from itertools import chain, count, islice, repeat

from bihuan.intake.rules.clauses import LABEL

MOST_COLUMNS = 60
MOST_CELLS = 100_000  # of one document, its rows counted too
MOST_OPEN = 5  # tables one inside the other; those further inside are taken as paragraphs
HEADER_ROWS = 4  # a title, a row of headings, and one that divides them: 责任单位 into 牵头 and 配合
HEADER_MAX = 24
ROW_MAX = 120  # a longer row without known headings is a layout of texts
FIELDS_MAX = 76  # the reader takes a longer bracket for a stray one

MOST_DOTTED = 99  # the reader knows 100. for no number of a list, but （100）

_DITTO = ("同上", "〃", "″")
_STOPS = "。！？!?；;：:，,、."
_BRACKET = re.compile(r"[（(][^（）()]*[）)]")
_NOT_A_ROLE = re.compile(r"类[别型]|来源|性质|级别|数量?$|总数|占比|率$|情况$|进展|领导|责任人|负责人|联系|电话|人员")
_LIMIT = re.compile(r"(?:时限|期限|时间|日期|节点)(?:要求)?$")
_LEAD = re.compile(r"(?:牵头|主办|主责)(?:单位|部门)?$")
_CO = re.compile(r"(?:配合|协办|参与|协同)(?:单位|部门)?$")
_UNIT = re.compile(
    r"(?:责任|承办|整改|落实|实施|完成|办理)(?:单位|部门|主体)$|^(?:责任|整改)?单位$|^责任$|^属地(?:单位)?$"
)
_PLACE = re.compile(r"^(?:点位|地点|位置|地址|路段|点位名称|所在位置|具体位置)$")
_TASK = re.compile(
    r"任务|事项|措施|举措|(?:工作|整改|具体|主要|重点|目标|项目|督办|交办)(?:内容|要求|重点)$|^工作$|^重点工作$|^内容$"
)
_PROBLEM = re.compile(r"问题|隐患|不足|短板")
_ORDERS = re.compile(r"(?:任务|措施|举措|要求|分工|职责|事项)$")
_OWN_LABELS = re.compile(r"(牵头|主办|责任|配合|协办)(?:单位|部门)?[：:]")
_ROLE_BEHIND = re.compile(r"(?P<units>[^，；。]+?)(?P<role>牵头|主办|负责|配合|协办)(?:落实)?$")
_ROLES_SAID = re.compile("牵头|主办|主责|责任|负责|配合|协办|落实|单位|部门")  # what _who writes as a label
_WORDS = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"[（(]?([0-9]{1,3})[）)]?[.．、]?")
_ROLE_WORDS = {"主办": "牵头", "负责": "责任", "协办": "配合"}
_NUMERIC_DAY = re.compile(r"(?<![0-9])(20[0-9]{2})[.\-/．]([0-9]{1,2})[.\-/．]([0-9]{1,2})(?![0-9])日?")
_FORM_LABEL = re.compile(
    r"(?:责任|牵头|配合|协办|主办|承办|整改|被督办)(?:单位|部门)|(?:办理|办结|完成|整改|反馈|回复|报送|上报)?(?:时限|期限)"
    r"|(?:办理|整改|工作)(?:要求|意见)|(?:主要|存在)?问题|(?:督办|交办)事项"
)


class Role(Enum):
    """What a column holds."""

    NUMBER = "number"
    PLACE = "place"
    TASK = "task"
    PROBLEM = "problem"
    UNIT = "unit"
    LEAD = "lead"
    CO = "co"
    LIMIT = "limit"
    OTHER = "other"


_WHO = (Role.UNIT, Role.LEAD, Role.CO)
_LABELS = {Role.UNIT: "责任单位", Role.LEAD: "牵头单位", Role.CO: "配合单位", Role.LIMIT: "完成时限"}


@dataclass(slots=True)
class Cell:
    """One cell while it is read. width: columns it covers. is_merged: it is said to be one with the cell above."""

    lines: list[str] = field(default_factory=list)
    width: int = 1
    is_merged: bool = False
    _words: str | None = field(default=None, init=False)

    @property
    def goes_on(self) -> bool:
        """Tell whether the cell is one with the cell above; one with words of its own is not, whatever is said."""
        return self.is_merged and not self.words

    @property
    def words(self) -> str:
        """The cell as one line, once it is read; paragraphs that end without a mark are parted by one."""
        if self._words is None:
            found: list[str] = []
            for line in filter(
                None, (" ".join(line.split()) for line in "\n".join(filter(None, self.lines)).split("\n"))
            ):
                found += ["；", line] if found and found[-1][-1] not in _STOPS else [line]
            self._words = "".join(found)
        return self._words

    @property
    def is_short(self) -> bool:
        """Tell whether the cell can be a heading, without joining its lines."""
        room = HEADER_MAX
        for line in filter(None, self.lines):
            room -= sum(map(len, line.split()))
            if room < 0:
                return False
        return True


@dataclass
class Table:
    """One table while it is read."""

    rows: list[list[Cell]] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Return the table as lines of text."""
        if self._listed is not None:
            return self._listed
        if self._header is not None:
            return ["；".join(filter(None, (cell.words for cell in row))) for row in self.rows]
        return [line for row in self.rows for line in _plain(row)]

    @property
    def is_list(self) -> bool:
        """Tell whether the rows are written with labelled fields: the columns are known and hold all that is said."""
        return self._listed is not None

    @cached_property
    def _grid(self) -> list[list[Cell]]:
        return [_spread(row) for row in self.rows]

    @cached_property
    def _header(self) -> "_Header | None":
        return _header(self._grid)

    @cached_property
    def _listed(self) -> list[str] | None:
        if self._header is None or not all(map(_holds, self._grid, self.rows)):
            return None
        return _listed(self._grid, self._header)


@dataclass(frozen=True)
class _Column:
    """What stands over a column."""

    role: Role
    title: str
    names_lead_first: bool = False

    @property
    def label(self) -> str:
        """The heading as it stands if the reader of labelled fields knows it, else the usual one."""
        return self.title if LABEL.fullmatch(f"{self.title}：") else _LABELS.get(self.role, self.title)


_BEYOND = _Column(Role.OTHER, "")  # where a row has more cells than its header


@dataclass(frozen=True)
class _Header:
    """The columns of a list. top: the row that names them; below: the first row of the list."""

    top: int
    below: int
    columns: list[_Column]


def _spread(row: Sequence[Cell]) -> list[Cell]:
    """Return a row with one entry a column; a wide cell stands in each of its columns."""
    return list(islice((cell for cell in row for _ in range(cell.width)), MOST_COLUMNS))


def _holds(spread: Sequence[Cell], row: Sequence[Cell]) -> bool:
    """Tell whether a row that was spread over the columns still has every cell that says something."""
    kept = {id(cell) for cell in spread}
    return all(id(cell) in kept or not cell.words for cell in row)


def _header(grid: Sequence[Sequence[Cell]]) -> _Header | None:
    """Return the header, or None when no row names a task or problem and its unit."""
    for index, row in enumerate(grid[:HEADER_ROWS]):
        if len(row) < 2 or not all(cell.is_short for cell in row):
            continue
        columns = [_column(cell.words) for cell in row]
        if not _is_header(row, columns):
            continue
        below = index + 1
        if below < len(grid) and _divides(grid[below], row):
            lower = grid[below]
            columns = [
                _column(cell.words) if not cell.goes_on and cell.words else columns[at]
                for at, cell in enumerate(lower[: len(columns)])
            ]
            below += 1
        return _Header(index, below, columns)
    return None


def _is_header(row: Sequence[Cell], columns: Sequence[_Column]) -> bool:
    roles = {column.role for column in columns}
    asks = bool(roles & {Role.TASK, Role.PROBLEM}) and bool(roles & {*_WHO, Role.LIMIT})
    return asks and all(len(cell.words) <= HEADER_MAX for cell in row)


def _divides(lower: Sequence[Cell], upper: Sequence[Cell]) -> bool:
    """Tell whether a row only divides the headings above it: the others of its cells are one with those."""
    if len(lower) != len(upper) or not any(cell.goes_on for cell in lower):
        return False
    return all(
        cell.goes_on or (above.width > 1 and _column(cell.words).role is not Role.OTHER)
        for cell, above in zip(lower, upper, strict=True)
    )


def _column(words: str) -> _Column:
    title = "".join(words.split())
    bare = _BRACKET.sub("", title)
    inside = title[len(bare) :]
    if re.fullmatch(r"序号|编号|号|项次|[Nn][Oo][.．]?", bare):
        return _Column(Role.NUMBER, bare)
    for role, pattern in _PATTERNS:
        if pattern.search(bare) and (role in (Role.LEAD, Role.CO) or not _NOT_A_ROLE.search(bare)):
            return _Column(role, bare, role is Role.UNIT and "牵头" in inside)
    return _Column(Role.OTHER, bare)


_PATTERNS = (
    (Role.LEAD, _LEAD),
    (Role.CO, _CO),
    (Role.UNIT, _UNIT),
    (Role.LIMIT, _LIMIT),
    (Role.PLACE, _PLACE),
    (Role.TASK, _TASK),
    (Role.PROBLEM, _PROBLEM),
)


def _listed(grid: Sequence[Sequence[Cell]], header: _Header) -> list[str] | None:
    """Return the lines of a list of tasks or problems: what stands above its header, what it lists, its rows.

    None when a word of a cell would be lost.
    """
    lines = [words for row in grid[: header.top] if (words := _across(row))]
    tasks = [column.title for column in header.columns if column.role is Role.TASK]
    if tasks:
        lines.append(f"{tasks[-1] if _ORDERS.search(tasks[-1]) else '任务'}：")
    else:
        lines.append("存在以下问题：")
    numbers = count(1)
    for entry in _entries(grid[header.below :], header.columns):
        if isinstance(entry, str):
            lines.append(entry)
            continue
        lines.append(entry.line(next(numbers), orders=bool(tasks)))
        if not all(_says(lines[-1], column, words) for column, words in entry.said):
            return None
    return lines


def _says(line: str, column: _Column, words: str) -> bool:
    """Tell whether a line has all words of a cell; roles and days may be written another way."""
    if column.role in _WHO:
        words = _ROLES_SAID.sub(" ", words)
    elif column.role is Role.LIMIT:
        words = _day(words)
    return all(word in line for word in _WORDS.findall(words))


def _across(row: Sequence[Cell]) -> str:
    """Return the words of a row each once: a title or the name of a part covers all its columns."""
    return " ".join(words for words in dict.fromkeys(cell.words for cell in row) if words)


@dataclass
class _Entry:
    """One numbered thing of a list, from one row or from several that share its cell. said: in order, each once."""

    number: str = ""
    said: dict[tuple[_Column, str], None] = field(default_factory=dict)

    def take(self, column: _Column, words: str) -> None:
        """Hear what a cell says."""
        if not words:
            return
        if column.role is not Role.NUMBER:
            self.said[column, words] = None
        elif number := _NUMBER.fullmatch(words):
            self.number = self.number or number[1]
        else:  # the number of a case elsewhere, say, or one that the reader of lists does not know
            self.said[replace(column, role=Role.OTHER), words] = None

    def line(self, running: int, *, orders: bool) -> str:
        """Return the entry as a line: an order with its fields in a bracket, a problem with them behind it."""
        words, fields, others = self._content(), self._fields(), self._others()
        number = int(self.number or running)
        mark = f"（{number}）" if number > MOST_DOTTED or words[:1].isdigit() else f"{number}."
        if not fields:
            return mark + "".join(_closed(part) for part in (words, *others) if part)
        for inside, behind in ((fields + others, []), (fields, others)):
            if orders and _fits(inside):
                return f"{mark}{words.rstrip(_STOPS)}（{'；'.join(inside)}）。" + "".join(map(_closed, behind))
        # Too much for one bracket; a short one still tells that the words are an order.
        who = _first_unit(self._of(Role.LEAD, Role.UNIT)) if orders else ""
        words = f"{words.rstrip(_STOPS)}（责任单位：{who}）" if who else words.rstrip("；;，,")
        return mark + _closed(words) + _closed("；".join(fields + others))

    def _of(self, *roles: Role) -> list[str]:
        return [words for column, words in self.said if column.role in roles]

    def _content(self) -> str:
        """Return where, what is wrong and what is to be done: 西溪路12号：垃圾未清：立即清理."""
        parts = [*self._of(Role.PLACE), *self._of(Role.PROBLEM), *self._of(Role.TASK)]
        return "：".join([*(part.rstrip(_STOPS) for part in parts[:-1]), *parts[-1:]])

    def _fields(self) -> list[str]:
        """Return who and by when, as the reader knows them: 牵头单位：甲街道，配合单位：乙街道."""
        who: dict[str, dict[str, None]] = {}
        for label, units in (each for column, words in self.said for each in _who(column, words)):
            who.setdefault(label, {})[units] = None
        asked = "，".join(f"{label}：{'、'.join(units)}" for label, units in who.items())
        by = [
            f"{column.label}：{_day(words.rstrip(_STOPS))}" for column, words in self.said if column.role is Role.LIMIT
        ]
        return [*([asked] if asked else []), *by]

    def _others(self) -> list[str]:
        found = ((column.title, words.rstrip(_STOPS)) for column, words in self.said if column.role is Role.OTHER)
        return [f"{title}：{words}" if title else words for title, words in found]


def _fits(fields: Sequence[str]) -> bool:
    inside = "；".join(fields)
    return len(inside) <= FIELDS_MAX and not re.search("[（）()]", inside)


def _who(column: _Column, words: str) -> list[tuple[str, str]]:
    """Return (label, units) for a cell of units; a cell may say itself who leads and who helps."""
    if column.role not in _WHO:
        return []
    if labels := list(_OWN_LABELS.finditer(words)):
        ends = [*(label.start() for label in labels[1:]), len(words)]
        found = [(f"{m[1]}单位", _units(words[m.end() : end])) for m, end in zip(labels, ends, strict=True)]
        before = _units(words[: labels[0].start()])
        return [(column.label, before), *found] if before else found
    pieces = [piece for piece in re.split(r"[；;，,。]", words) if piece.strip()]
    behind = [_ROLE_BEHIND.match(piece.strip()) for piece in pieces]
    if pieces and all(behind):  # 区住建局牵头，乙街道配合
        return [(f"{_ROLE_WORDS.get(m['role'], m['role'])}单位", _units(m["units"])) for m in behind if m]
    lead, _, others = _units(words).partition("、")
    if column.names_lead_first and others:
        return [("牵头单位", lead), ("配合单位", others)]
    return [(column.label, _units(words))] if lead else []


def _units(words: str) -> str:
    """Return the units of a cell, parted by 、 however they stood."""
    return "、".join(filter(None, re.split(r"[、，,；;。/\s]+", words)))


def _day(words: str) -> str:
    """Return a limit with its day written as the reader knows it: 2026.4.10前 as 2026年4月10日前."""
    return _NUMERIC_DAY.sub(lambda m: f"{m[1]}年{int(m[2])}月{int(m[3])}日", words)


def _first_unit(cells: Sequence[str]) -> str:
    """Return the first unit of some cells, or "" when it has a bracket of its own."""
    names = (re.split(r"[、，,；;。\s/]|牵头|主办|负责", _OWN_LABELS.sub("", words).strip())[0] for words in cells)
    found = next(names, "")
    return found if len(found) <= 30 and not re.search("[（）()]", found) else ""


def _entries(rows: Sequence[Sequence[Cell]], columns: Sequence[_Column]) -> list[_Entry | str]:
    """Return the things a table lists and, as plain words, the rows that only name a part of it.

    A row whose task is one with the row above, or that has none, says more of the same thing; a unit or limit that is
    one with the cell above is said again.
    """
    found: list[_Entry | str] = []
    above: dict[int, str] = {}
    for row in (row for row in rows if any(cell.words for cell in row)):
        placed = list(zip(row, chain(columns, repeat(_BEYOND)), strict=False))
        content = [cell for cell, column in placed if column.role in (Role.TASK, Role.PROBLEM)]
        is_more = all(cell.goes_on or not cell.words for cell in content)
        entry = found[-1] if found else None
        if _names_part(row) or (is_more and not isinstance(entry, _Entry)):
            found.append(_across(row))
            continue
        if not is_more or not isinstance(entry, _Entry):
            entry = _Entry()
            found.append(entry)
        for at, (cell, column) in enumerate(placed):
            is_same = cell.goes_on or cell.words in _DITTO
            above[at] = (above.get(at) or cell.words) if is_same else cell.words
            entry.take(column, above[at])
    return found


def _names_part(row: Sequence[Cell]) -> bool:
    """Tell whether a row is one wide cell: 一、环境卫生."""
    return len({id(cell) for cell in row if cell.words}) == 1 and next(c for c in row if c.words).width > 1


def _closed(words: str) -> str:
    return words if words.endswith(("。", "！", "？")) else words.rstrip(_STOPS) + "。"


def _plain(row: Sequence[Cell]) -> list[str]:
    """Return the lines of a row whose columns are not known.

    A form's labels stand before what is filled in; short cells share a line; long ones keep their paragraphs.
    """
    if len(row) == 1:
        return row[0].lines
    cells = [cell for cell in row if cell.words]
    labelled = len(cells) > 1 and len(cells) % 2 == 0
    if labelled and all(_FORM_LABEL.fullmatch("".join(cell.words.split()).rstrip("：:")) for cell in cells[::2]):
        pairs = zip(cells[::2], cells[1::2], strict=True)
        return [line for label, value in pairs for line in _field(label, value)]
    single = all(sum(bool(line.strip()) for line in cell.lines) <= 1 for cell in cells)
    words = [cell.words for cell in cells]
    if len(cells) > 1 and single and sum(map(len, words)) <= ROW_MAX and not any(w[-1] in "。！？；" for w in words):
        return ["；".join(words)]
    return [line for cell in row for line in cell.lines]


def _field(label: Cell, value: Cell) -> list[str]:
    """Return a filled-in field: 承办单位：区水利局。; several paragraphs stand below their label."""
    head = "".join(label.words.split()).rstrip("：:") + "："
    filled = [line for line in value.lines if line.strip()]
    return [head, *filled] if len(filled) > 1 else [head + _closed("".join(filled))] if filled else []
