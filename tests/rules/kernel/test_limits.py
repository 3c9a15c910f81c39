"""Every limit of a real dictionary is read, says what it assumed, and can be written down again."""

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.kernel.errors import Refusal
from bihuan.kernel.limits import ASSUMED, EMERGENCY_DAY, MOST, Limit, Unit, parse_limit

CONTINUOUS, SERVICE, WORKDAYS, CALENDAR = Unit

READINGS = [
    ("2紧急工作时", 2, CONTINUOUS),
    ("１ 紧急工作时", 1, CONTINUOUS),
    ("1紧急工作日", 24, CONTINUOUS),
    ("2紧急工作日", 48, CONTINUOUS),
    ("30紧急工作分钟", "0.5", CONTINUOUS),
    ("24连续小时", 24, CONTINUOUS),
    ("4小时", 4, SERVICE),
    ("4h", 4, SERVICE),
    ("4 Hours", 4, SERVICE),
    ("4个工作时", 4, SERVICE),
    ("两小时内", 2, SERVICE),
    ("一个半小时", "1.5", SERVICE),
    ("二十四小时", 24, SERVICE),
    ("30分钟", "0.5", SERVICE),
    ("45工作分钟", "0.75", SERVICE),
    ("5天", 5, WORKDAYS),
    ("1日", 1, WORKDAYS),
    ("5个工作日", 5, WORKDAYS),
    ("十五个工作日", 15, WORKDAYS),
    ("两天", 2, WORKDAYS),
    ("半天", "0.5", WORKDAYS),
    ("半个工作日", "0.5", WORKDAYS),
    ("一天半", "1.5", WORKDAYS),
    ("1.5天", "1.5", WORKDAYS),
    ("不超过3个工作日", 3, WORKDAYS),
    ("7天以内办结", 7, WORKDAYS),
    ("15自然日", 15, CALENDAR),
    ("三个自然日", 3, CALENDAR),
    ("10日历天", 10, CALENDAR),
]

# All distinct limits of the dictionary of a real city (运城), over all its classes.
YUNCHENG_LIMITS = [
    "1紧急工作时",
    "2紧急工作时",
    "4紧急工作时",
    "1紧急工作时制止",
    "1紧急工作日",
    "2紧急工作日",
    "2小时",
    "4小时",
    "1天",
    "2天",
    "3天",
    "4天",
    "5天",
    "7天",
    "10天",
    "15天",
]

UNREADABLE = [
    "",
    "天",
    "立即",
    "尽快处理",
    "0天",
    "0.0小时",
    "-1天",
    "3",
    "3周",
    "1个月",
    "半天半",
    "2天; 5天",
    "4小时/2天",
    "1紧急工作时制止3天",
    "3天前",
    "10001天",
    "5工作",
    "nan天",
]


@pytest.mark.parametrize("text, amount, unit", READINGS)
def test_a_limit_is_read(text: str, amount: int | str, unit: Unit) -> None:
    assert parse_limit(text).limit == Limit(Decimal(amount), unit)


@pytest.mark.parametrize("text", YUNCHENG_LIMITS)
def test_every_limit_of_the_dictionary_is_read(text: str) -> None:
    reading = parse_limit(text)

    assert reading.text == text
    assert (reading.limit.unit is CONTINUOUS) == ("紧急" in text)
    assert bool(reading.note) == ("紧急工作时" not in text)


@pytest.mark.parametrize(
    "words, amount, unit",
    [
        ("紧急工作时 紧急工作小时 紧急小时 紧急时 连续小时 自然小时 自然时", 1, CONTINUOUS),
        ("紧急工作日 紧急工作天 紧急日", 24, CONTINUOUS),
        ("工作时 工作小时 小时 钟头 时 h hr hrs hour hours", 1, SERVICE),
        ("工作日 工作天 天 日 d day days", 1, WORKDAYS),
        ("自然日 自然天 日历日 日历天", 1, CALENDAR),
    ],
)
def test_every_word_for_a_unit_is_known(words: str, amount: int, unit: Unit) -> None:
    assert [parse_limit(f"1{word}").limit for word in words.split()] == [Limit(amount, unit)] * len(words.split())


@pytest.mark.parametrize(
    "word", ["分钟", "分", "min", "mins", "minute", "minutes", "工作分钟", "紧急工作分钟", "紧急分钟"]
)
def test_every_word_for_minutes_is_known(word: str) -> None:
    assert parse_limit(f"90{word}").limit.amount == Decimal("1.5")


def test_words_after_the_limit_are_kept_apart() -> None:
    reading = parse_limit("1紧急工作时制止")

    assert reading.limit == Limit(1, CONTINUOUS)
    assert reading.rest == "制止"


@pytest.mark.parametrize("text", UNREADABLE)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_limit(text)

    assert refused.value.code == "kernel.unreadable_limit"
    assert refused.value.params == {"text": text}


@pytest.mark.parametrize(
    "text, note",
    [
        ("4小时", ASSUMED[SERVICE]),
        ("30分钟", ASSUMED[SERVICE]),
        ("5天", ASSUMED[WORKDAYS]),
        ("1紧急工作日", EMERGENCY_DAY),
        ("2紧急工作时", ""),
        ("4工作时", ""),
        ("5工作日", ""),
        ("15自然日", ""),
    ],
)
def test_the_note_says_what_the_text_left_open(text: str, note: str) -> None:
    assert parse_limit(text).note == note


def test_what_plain_words_mean_is_an_argument() -> None:
    hours = parse_limit("4小时", hours=CONTINUOUS)
    days = parse_limit("5天", days=CALENDAR)

    assert (hours.limit, hours.note) == (Limit(4, CONTINUOUS), ASSUMED[CONTINUOUS])
    assert (days.limit, days.note) == (Limit(5, CALENDAR), ASSUMED[CALENDAR])


@pytest.mark.parametrize("hours, days", [(WORKDAYS, WORKDAYS), (SERVICE, SERVICE), (CALENDAR, CONTINUOUS)])
def test_plain_hours_cannot_mean_days(hours: Unit, days: Unit) -> None:
    with pytest.raises(ValueError, match="plain hours cannot mean"):
        parse_limit("4小时", hours=hours, days=days)


@pytest.mark.parametrize(
    "limit, text",
    [
        (Limit(2, CONTINUOUS), "2紧急工作时"),
        (Limit(100, SERVICE), "100工作时"),
        (Limit(Decimal("1E+1"), WORKDAYS), "10工作日"),
        (Limit(Decimal("1.50"), WORKDAYS), "1.5工作日"),
        (Limit(15, CALENDAR), "15自然日"),
        (Limit(Decimal(20) / 60, SERVICE), "20工作分钟"),
        (Limit(Decimal(100) / 60, CONTINUOUS), "100紧急工作分钟"),
    ],
)
def test_canonical_text(limit: Limit, text: str) -> None:
    assert limit.text_zh() == text


@given(st.decimals(Decimal("1E-8"), MOST, places=8), st.sampled_from(Unit))
def test_canonical_text_reads_back_as_the_same_limit(amount: Decimal, unit: Unit) -> None:
    limit = Limit(amount, unit)

    reading = parse_limit(limit.text_zh())

    assert reading.limit == limit
    assert reading.note == ""


@given(st.decimals(Decimal("0.01"), 5_000, places=2), st.sampled_from(["分钟", "工作分钟", "紧急工作分钟"]))
def test_minutes_read_back_as_the_same_limit(minutes: Decimal, word: str) -> None:
    limit = parse_limit(f"{minutes}{word}").limit

    assert parse_limit(limit.text_zh()).limit == limit
    assert round(limit.amount * 60, 8) == minutes


@given(st.text(max_size=12) | st.text("0123456789.个半紧急工作自然时日天小分钟内", max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(Refusal):
        limit = parse_limit(text).limit

        assert parse_limit(limit.text_zh()).limit == limit


@pytest.mark.parametrize("amount", [0, -1, MOST + 1, Decimal("NaN"), Decimal("Infinity"), Decimal(1) / 7])
@pytest.mark.parametrize("unit", Unit)
def test_amounts_that_make_no_limit_are_refused(amount: Decimal | int, unit: Unit) -> None:
    with pytest.raises(ValueError, match=r"limit is more than 0|too many decimals"):
        Limit(amount, unit)


def test_a_third_of_a_day_cannot_be_written_down() -> None:
    with pytest.raises(ValueError, match="too many decimals"):
        Limit(Decimal(1) / 3, WORKDAYS)
