"""From a day named in a document to a time limit that ends on it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bihuan.kernel.dates import find_dates
from bihuan.kernel.limits import parse_limit
from bihuan.kernel.text import gettext_noop

ENDS_ON = gettext_noop("Counted so that it ends on %(day)s.")
ENDS_TODAY = gettext_noop("The day named is today: the limit ends at midnight.")
HAS_PASSED = gettext_noop("%(day)s has passed; the limit of the filing condition applies.")


@dataclass(frozen=True, slots=True)
class LimitFrom:
    """The limit that a draft would be dispatched with. text: "" when the filing condition's applies.

    note: English msgid that says where it comes from, with %(day)s; "" when it was written by a person.
    """

    text: str
    note: str = ""
    day: date | None = None


def limit_of(limit_text: str, deadline_on: date | None, *, at: datetime, zone: ZoneInfo) -> LimitFrom:
    """Return the limit for a dispatch at that moment: the one written down, else one that ends with deadline_on.

    at: aware. zone: where the days begin. The day of dispatch is not counted, so a calendar-day limit ends with the
    midnight after deadline_on; on that day itself the minutes left are counted. A day gone by gives no limit.
    """
    if limit_text or deadline_on is None:
        return LimitFrom(limit_text)
    here = at.astimezone(zone)
    days = (deadline_on - here.date()).days
    if days > 0:
        return LimitFrom(f"{days}自然日", ENDS_ON, deadline_on)
    midnight = datetime.combine(here.date() + timedelta(days=1), datetime.min.time(), tzinfo=zone)
    minutes = int((midnight - here).total_seconds() // 60)
    if days < 0 or not minutes:
        return LimitFrom("", HAS_PASSED, deadline_on)
    return LimitFrom(f"{minutes}紧急工作分钟", ENDS_TODAY, deadline_on)


def read_limit(text: str, *, today: date) -> tuple[str, date | None]:
    """Read what a person wrote as a limit: a day (4月10日, 2026-04-10) gives (“”, day), a limit gives (limit, None).

    Raises kernel.unreadable_limit for anything else.
    """
    text = text.strip()
    if not text:
        return "", None
    day = _iso_day(text)
    if day is None:
        moments = find_dates(text, today)
        is_whole = len(moments) == 1 and moments[0].text == "".join(text.split()) and moments[0].amount is None
        day = moments[0].resolved if is_whole else None
    return ("", day) if day else (parse_limit(text).limit.text_zh(), None)


def _iso_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.replace("/", "-").replace(".", "-"))
    except ValueError:
        return None
