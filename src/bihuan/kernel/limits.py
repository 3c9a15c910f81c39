"""Time limits as the dictionaries write them: 2紧急工作时, 4小时, 5天, 15自然日, and what was understood by each."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bihuan.kernel.errors import UNREADABLE_LIMIT
from bihuan.kernel.numerals import NUMBER, number
from bihuan.kernel.text import gettext_noop

MOST = 10_000
"""The largest amount accepted; anything above is a slip of the pen (10 000 hours are more than a year)."""


class Unit(StrEnum):
    """What a limit counts: hours without a break (紧急工作时), service hours (工作时), 工作日, 自然日."""

    CONTINUOUS_HOURS = "continuous_hours"
    SERVICE_HOURS = "service_hours"
    WORKDAYS = "workdays"
    CALENDAR_DAYS = "calendar_days"


_WORDS = {
    Unit.CONTINUOUS_HOURS: "紧急工作时",
    Unit.SERVICE_HOURS: "工作时",
    Unit.WORKDAYS: "工作日",
    Unit.CALENDAR_DAYS: "自然日",
}
_STEP = Decimal("1E-8")
_MINUTE_WORDS = {Unit.CONTINUOUS_HOURS: "紧急工作分钟", Unit.SERVICE_HOURS: "工作分钟"}


@dataclass(frozen=True, slots=True)
class Limit:
    """An amount of one unit; a part of one is allowed (半天 is 0.5 days).

    amount: more than 0, at most MOST, and such that it can be written down: at most 8 decimals, or minutes of that
    kind (20 minutes are a third of an hour). Raises ValueError otherwise.
    """

    amount: Decimal | int
    unit: Unit

    def __post_init__(self) -> None:
        amount = Decimal(self.amount)
        if not (amount.is_finite() and 0 < amount <= MOST):
            raise ValueError(f"a limit is more than 0 and at most {MOST}, not {amount}")
        if not _is_short(amount) and (self.unit not in _MINUTE_WORDS or _minutes(amount) / 60 != amount):
            raise ValueError(f"{amount} {self.unit} has too many decimals to be written down")

    def text_zh(self) -> str:
        """Return the canonical text, which parse_limit reads back as the same limit: 2紧急工作时, 20工作分钟."""
        amount = Decimal(self.amount)
        value, word = (amount, _WORDS[self.unit]) if _is_short(amount) else (_minutes(amount), _MINUTE_WORDS[self.unit])
        return f"{_plain(value)}{word}"


def _is_short(amount: Decimal) -> bool:
    return amount == amount.quantize(_STEP)


def _minutes(hours: Decimal) -> Decimal:
    return (hours * 60).quantize(_STEP)


def _plain(value: Decimal) -> str:
    return f"{value.quantize(_STEP):f}".rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood by a text, to be shown beside it before anybody relies on it.

    text: the text as given. note: English msgid that states an assumption; empty when the text left nothing open.
    rest: words after the limit that are no part of it (制止 in 1紧急工作时制止); empty mostly.
    """

    limit: Limit
    text: str
    note: str = ""
    rest: str = ""


ASSUMED = {
    Unit.CONTINUOUS_HOURS: gettext_noop("Read as hours that run without a break, nights and holidays included."),
    Unit.SERVICE_HOURS: gettext_noop("Read as service hours: only service time of working days counts."),
    Unit.WORKDAYS: gettext_noop("Read as working days: weekends and holidays do not count."),
    Unit.CALENDAR_DAYS: gettext_noop("Read as calendar days: weekends and holidays count."),
}
EMERGENCY_DAY = gettext_noop(
    "Read as 24 hours without a break for each emergency working day, nights and holidays included."
)

_CONTINUOUS = ["紧急工作时", "紧急工作小时", "紧急小时", "紧急时", "连续小时", "自然小时", "自然时"]
_HOURS = ["小时", "钟头", "时", "h", "hr", "hrs", "hour", "hours"]
_MINUTES = ["分钟", "分", "min", "mins", "minute", "minutes"]
_DAYS = ["天", "日", "d", "day", "days"]
# Words that leave nothing open: the unit each names, and how many of that unit it is.
_SAID: dict[str, tuple[Unit, Decimal]] = {
    **dict.fromkeys(_CONTINUOUS, (Unit.CONTINUOUS_HOURS, Decimal(1))),
    **dict.fromkeys(["紧急工作日", "紧急工作天", "紧急日"], (Unit.CONTINUOUS_HOURS, Decimal(24))),
    **dict.fromkeys(["工作时", "工作小时"], (Unit.SERVICE_HOURS, Decimal(1))),
    **dict.fromkeys(["工作日", "工作天"], (Unit.WORKDAYS, Decimal(1))),
    **dict.fromkeys(["自然日", "自然天", "日历日", "日历天"], (Unit.CALENDAR_DAYS, Decimal(1))),
}
_MINUTES_SAID = {
    **dict.fromkeys(["紧急工作分钟", "紧急分钟"], Unit.CONTINUOUS_HOURS),
    "工作分钟": Unit.SERVICE_HOURS,
}
_ANY_UNIT = "|".join(sorted([*_SAID, *_MINUTES_SAID, *_HOURS, *_MINUTES, *_DAYS], key=len, reverse=True))
_AMOUNT = rf"(?:(?P<number>{NUMBER})个?(?P<half>半)?|(?P<only_half>半)个?)"
_REST = r"(?:之内|以内|内)?(?P<rest>制止|完成|办结|处置|处理|整改|修复|清理|恢复|反馈|解决|到位)?"
_LIMIT = re.compile(rf"(?:不超过|限|≤|<=)?{_AMOUNT}(?P<unit>{_ANY_UNIT})(?P<and_half>半)?{_REST}")


def parse_limit(text: str, *, hours: Unit = Unit.SERVICE_HOURS, days: Unit = Unit.WORKDAYS) -> Reading:
    """Read one time limit such as 2紧急工作时, 4小时, 5个工作日, 两天, 半天, 30分钟.

    hours, days: what plain 小时 and 天 mean where the text leaves it open; the note of the reading then says so.
    1紧急工作日 is 24 continuous hours: 紧急 marks the clock that runs through nights and holidays, and a day of that
    clock is 24 hours. No dictionary seen defines it, so its note always says so.
    Raises UNREADABLE_LIMIT for anything else, also for several limits in one text: never a guess.
    Source: time limits of the filing conditions of digital city management (GB/T 30428 systems).
    """
    if hours not in _MINUTE_WORDS or days in _MINUTE_WORDS:
        raise ValueError(f"plain hours cannot mean {hours}, nor plain days {days}")
    plain = "".join(unicodedata.normalize("NFKC", text).split()).lower()
    found = _LIMIT.fullmatch(plain)
    amount = _amount(found) if found else None
    if found is None or amount is None:
        raise UNREADABLE_LIMIT(text=text)
    unit, amount, note = _resolve(found["unit"], amount, hours=hours, days=days)
    if not 0 < amount <= MOST:
        raise UNREADABLE_LIMIT(text=text)
    return Reading(Limit(amount, unit), text, note, found["rest"] or "")


def _amount(found: re.Match[str]) -> Decimal | None:
    halves = sum(found[name] is not None for name in ("half", "only_half", "and_half"))
    value = Decimal(0) if found["only_half"] else number(found["number"])
    return None if value is None or halves > 1 else value + Decimal(halves) / 2


def _resolve(word: str, amount: Decimal, *, hours: Unit, days: Unit) -> tuple[Unit, Decimal, str]:
    """Return the unit that word names or leaves to the defaults, the amount in it, and the note."""
    if word in _SAID:
        unit, factor = _SAID[word]
        return unit, amount * factor, EMERGENCY_DAY if factor != 1 else ""
    if word in _MINUTES_SAID:
        return _MINUTES_SAID[word], amount / 60, ""
    if word in _DAYS:
        return days, amount, ASSUMED[days]
    return hours, amount / 60 if word in _MINUTES else amount, ASSUMED[hours]
