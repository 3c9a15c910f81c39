"""Dates and time limits as Chinese officials write them: 3月21日上午, 8月底前, 三个工作日内."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bihuan.kernel.numerals import NUMBER, whole
from bihuan.kernel.spans import Span, fold


class Amount(StrEnum):
    """What a time limit counts in."""

    WORKING_DAY = "working_day"
    DAY = "day"
    HOUR = "hour"
    MONTH = "month"


class Lean(StrEnum):
    """Which year a date without a year belongs to, seen from the reference date."""

    PAST = "past"
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class Moment:
    """One date or time limit found in a text.

    text: its words without white space. span: its place in the text searched. resolved: the day meant (the last
    day of a stretch), or None when it cannot be told. certain: nothing about resolved was inferred. is_limit: the
    words say "by" or "within" (前, 内, 底). amount and unit: for limits counted from some start, such as
    三个工作日内; the caller, who has the calendar and the start, resolves those.
    """

    text: str
    span: Span
    resolved: date | None
    certain: bool
    is_limit: bool
    amount: int | None = None
    unit: Amount | None = None


_NUM = NUMBER
_D = r"[0-9〇零一二三四五六七八九十]"
_CLOCK = r"(?:(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|晚|当晚|早)?(?:[0-9]{1,2}(?:[::][0-9]{2}|[时点](?:[0-9]{1,2}分|半|整)?)|(?:上午|下午|晚上|中午|凌晨|早上|下班)))"
_BY = r"(?:之前|以前|前|止|为止)"
_YEAR = r"(?P<year>[0-9〇零一二三四五六七八九]{4}年|今年|明年|去年|本年|当年|本年度)?"
_DAY = rf"(?:(?P<day>{_D}{{1,3}})[日号]|(?P<part>上旬|中旬|下旬|月底|底|末|初|中)|份)?"
_WEEKDAY = r"[一二三四五六日天]"

_CALENDAR = re.compile(
    rf"{_YEAR}(?P<month>{_D}{{1,3}}|本|下|上|当|每)?(?:个)?月{_DAY}(?P<clock>{_CLOCK})?(?P<by>{_BY})?"
)
_YEAR_END = re.compile(rf"(?P<year>[0-9]{{4}}年|今年|明年|本年|本年度|年)(?P<part>年底|年末|底|末|内)(?P<by>{_BY})?")
_QUARTER = re.compile(
    rf"{_YEAR}(?:第?(?P<quarter>[一二三四1-4])季度|(?P<half>上半年|下半年))(?P<part>底|末|初|内)?(?P<by>{_BY})?"
)
_WEEK = re.compile(
    rf"(?P<which>本|这|下|上|每)?(?:周|星期)(?P<weekday>{_WEEKDAY}|末|内)(?P<clock>{_CLOCK})?(?P<by>{_BY})?"
)
_NEAR = re.compile(
    rf"(?P<which>今日|今天|即日|明日|明天|次日|当日|当天|后天)(?P<clock>{_CLOCK})?(?:下班|上班|开市|收市|放学|天黑|营业)?(?P<by>之前|以前|前|内|起)?"
)
_FEAST = re.compile(
    rf"(?P<which>元旦|春节|清明节?|五一|劳动节|端午节?|国庆节?|中秋节?|寒假|暑假|学校|秋季|春季|主汛期|汛期|入汛|雨季|入冬|供暖季?|采暖季|节|节日|高考|中考|检查|测评|验收|复审)(?:假期|放假|开学|来临|到来|结束|期间)?(?P<by>{_BY})"
)
_SPAN_OF_TIME = re.compile(
    rf"(?P<since>自[^，。；、：]{{2,16}}?(?:之?[日时]起|起)|(?:收到|接到|接)[^，。；、：]{{0,8}}?后|[一-鿿]{{2}}后)?(?P<amount>{_NUM})个?(?P<unit>工作日|自然日|分钟|小时|星期|天|日|周|月|年)(?:时间)?(?P<by>以内|之内|内)"
)
_DAY_ONLY = re.compile(rf"(?P<day>[0-9]{{1,2}})[日号](?P<clock>{_CLOCK})?(?P<by>{_BY})")

_FEASTS = {"元旦": (1, 1), "五一": (5, 1), "劳动节": (5, 1), "国庆": (10, 1), "国庆节": (10, 1)}
_NO_WEEK_AFTER = frozenset("每逢上各隔0123456789一二三四五六七八九十两几半首头全近")
_NO_WEEKDAY_BEFORE = frozenset("次个天期年刊报的所家条人点项岁")
_NEAR_DAYS = {"今日": 0, "今天": 0, "即日": 0, "当日": 0, "当天": 0, "明日": 1, "明天": 1, "次日": 1, "后天": 2}
_UNITS = {
    "工作日": (Amount.WORKING_DAY, 1),
    "自然日": (Amount.DAY, 1),
    "天": (Amount.DAY, 1),
    "日": (Amount.DAY, 1),
    "小时": (Amount.HOUR, 1),
    "周": (Amount.DAY, 7),
    "星期": (Amount.DAY, 7),
    "月": (Amount.MONTH, 1),
    "年": (Amount.MONTH, 12),
}
_PART_DAY = {"上旬": 10, "中旬": 20, "中": 20, "初": 10}


def find_dates(text: str, reference: date | None = None, lean: Lean = Lean.COMING) -> list[Moment]:
    """Return the dates and time limits in text, in order, not overlapping.

    reference: the day the text was written, from which years and weekdays left out are inferred; without it such
    dates stay unresolved. lean: whether a day without a year is the next or the latest one seen from reference.
    White space inside a date does not matter.
    """
    folded = fold(text)
    taken: list[tuple[int, int, Moment]] = []
    for pattern, resolve in _RESOLVERS:
        for match in pattern.finditer(folded.text):
            moment = resolve(match, reference, lean)
            if moment is None:
                continue
            taken.append((match.start(), match.end(), moment))
    found: list[Moment] = []
    last = 0
    for start, end, moment in sorted(taken, key=lambda t: (t[0], -t[1])):
        if start >= last:
            found.append(_moved(moment, folded.span(start, end)))
            last = end
    return found


def _moved(moment: Moment, span: Span) -> Moment:
    return Moment(moment.text, span, moment.resolved, moment.certain, moment.is_limit, moment.amount, moment.unit)


def _moment(match: re.Match[str], day: date | None, *, certain: bool, is_limit: bool) -> Moment:
    return Moment(match.group(), match.span(), day, certain and day is not None, is_limit)


def _year(word: str | None, reference: date | None) -> int | None:
    """Return the year that word names, or None when it names none that can be told."""
    if not word:
        return None
    stem = word.rstrip("年度")
    digits = whole(stem) if len(stem) == 4 else None
    if digits is not None:
        return digits if 1900 <= digits <= 2200 else None
    if reference is None:
        return None
    return reference.year + {"明": 1, "去": -1}.get(stem[:1], 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _near(month: int, day: int, reference: date | None, lean: Lean) -> date | None:
    """Return the next (or latest) such day seen from reference, allowing a month of slack."""
    if reference is None:
        return None
    slack = timedelta(days=31)
    for step in (0, 1, -1):
        found = _day(reference.year + step, month, day)
        if found is None:
            continue
        gap = found - reference
        if lean is Lean.COMING and -slack <= gap < timedelta(days=335):
            return found
        if lean is Lean.PAST and -timedelta(days=335) < gap <= slack:
            return found
    return _day(reference.year, month, day)


def _calendar(match: re.Match[str], reference: date | None, lean: Lean) -> Moment | None:
    if match["month"] == "每":
        return _moment(match, None, certain=False, is_limit=True) if match["by"] else None
    if not match["month"] and (match["part"] not in ("底", "末", "初") or not match["by"]):
        return None
    month = _month(match["month"] or "本", reference)
    if month is None and whole(match["month"] or "") is not None:
        return None
    part, is_limit = match["part"], bool(match["by"]) or match["part"] in ("底", "末", "月底")
    if month is None:
        return _moment(match, None, certain=False, is_limit=is_limit)
    day = whole(match["day"]) if match["day"] else _PART_DAY.get(part or "", 0)
    if not 0 <= (day or 0) <= 31:
        return None
    year = _year(match["year"], reference)
    first = _day(year, month, 1) if year else _near(month, day or 1, reference, lean)
    if first is None:
        return _moment(match, None, certain=False, is_limit=is_limit)
    resolved = _day(first.year, month, day or monthrange(first.year, month)[1])
    exact = bool(match["day"]) and bool(match["year"]) and match["year"][0] in "0123456789〇零一二"
    return _moment(match, resolved, certain=exact, is_limit=is_limit)


def _month(word: str, reference: date | None) -> int | None:
    if word in ("本", "当", "下", "上"):
        if reference is None:
            return None
        return (reference.month - 1 + {"下": 1, "上": -1}.get(word, 0)) % 12 + 1
    value = whole(word) if word else None
    return value if value is not None and 1 <= value <= 12 else None


def _year_end(match: re.Match[str], reference: date | None, _lean: Lean) -> Moment | None:
    word = match["year"]
    year = reference.year if word == "年" and reference else _year(word, reference)
    day = _day(year, 12, 31) if year else None
    return _moment(match, day, certain=word[0].isdigit(), is_limit=True)


def _quarter(match: re.Match[str], reference: date | None, _lean: Lean) -> Moment | None:
    year = _year(match["year"], reference) or (reference.year if reference else None)
    quarter = whole(match["quarter"]) if match["quarter"] else (2 if match["half"] == "上半年" else 4)
    day = _day(year, quarter * 3, monthrange(year, quarter * 3)[1]) if year and quarter else None
    return _moment(match, day, certain=False, is_limit=bool(match["by"]) or match["part"] in ("底", "末", "内"))


def _week(match: re.Match[str], reference: date | None, _lean: Lean) -> Moment | None:
    before = match.string[max(0, match.start() - 1) : match.start()]
    if not match["which"] and not match["by"] and (before in _NO_WEEK_AFTER or match["weekday"] in ("末", "内")):
        return None
    if not match["which"] and not match["by"] and match.string[match.end() : match.end() + 1] in _NO_WEEKDAY_BEFORE:
        return None  # 一周三次
    if match["which"] == "每":
        return _moment(match, None, certain=False, is_limit=True) if match["by"] else None
    day = None
    if reference is not None:
        monday = reference - timedelta(days=reference.weekday())
        shift = {"下": 7, "上": -7}.get(match["which"] or "", 0)
        day = monday + timedelta(days=shift + {"末": 6, "内": 6, "天": 6, "日": 6}.get(match["weekday"], 0))
        if match["weekday"] in "一二三四五六":
            day += timedelta(days="一二三四五六".index(match["weekday"]))
    return _moment(match, day, certain=False, is_limit=bool(match["by"]) or match["weekday"] == "内")


def _today(match: re.Match[str], reference: date | None, _lean: Lean) -> Moment | None:
    if match["which"] == "即日" and match["by"] != "起":
        return None
    day = reference + timedelta(days=_NEAR_DAYS[match["which"]]) if reference else None
    return _moment(match, day, certain=False, is_limit=match["by"] in ("之前", "以前", "前", "内"))


def _feast(match: re.Match[str], reference: date | None, lean: Lean) -> Moment | None:
    fixed = _FEASTS.get(match["which"])
    day = _near(*fixed, reference, lean) if fixed else None
    return _moment(match, day, certain=False, is_limit=True)


def _stretch(match: re.Match[str], reference: date | None, _lean: Lean) -> Moment | None:
    amount = whole(match["amount"])
    if amount is None or not 0 < amount <= 10_000:
        return None
    if match["unit"] == "分钟":  # too short for any calendar: a limit, but no day and no count
        return _moment(match, None, certain=False, is_limit=True)
    unit, times = _UNITS[match["unit"]]
    count = amount * times
    from_here = reference is not None and unit is Amount.DAY and not match["since"]
    day = reference + timedelta(days=count) if reference and from_here else None
    return Moment(match.group(), match.span(), day, False, True, count, unit)


def _this_month(match: re.Match[str], reference: date | None, _lean: Lean) -> Moment | None:
    day = _day(reference.year, reference.month, int(match["day"])) if reference else None
    return _moment(match, day, certain=False, is_limit=True)


_Resolve = Callable[["re.Match[str]", "date | None", Lean], "Moment | None"]
_RESOLVERS: tuple[tuple["re.Pattern[str]", _Resolve], ...] = (
    (_CALENDAR, _calendar),
    (_YEAR_END, _year_end),
    (_QUARTER, _quarter),
    (_WEEK, _week),
    (_NEAR, _today),
    (_FEAST, _feast),
    (_SPAN_OF_TIME, _stretch),
    (_DAY_ONLY, _this_month),
)
