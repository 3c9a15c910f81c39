"""Numbers as officials write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.kernel.numerals import number, whole

DIGITS = "零一二三四五六七八九"


@pytest.mark.parametrize(
    "text,value",
    [
        ("二十一", 21),
        ("两", 2),
        ("十", 10),
        ("十五万", 150_000),
        ("一百零三", 103),
        ("三亿两千万", 320_000_000),
        ("21.8万", 218_000),
        ("1亿2000万", 120_000_000),
        ("3,000", 3000),
        ("3千", 3000),
        ("二〇二三", 2023),
        ("12亿", 1_200_000_000),
        ("\uff12\uff10", 20),
    ],
)
def test_reads(text: str, value: int) -> None:
    assert number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "万", "亿", "甲", "12月", "一二三甲", "9" * 60])
def test_is_no_numeral(text: str) -> None:
    assert number(text) is None


def test_whole_has_no_fraction() -> None:
    assert whole("21.8万") == 218_000
    assert whole("21.8") is None


@given(st.integers(1, 99))
def test_reads_back_written_tens(value: int) -> None:
    tens, ones = divmod(value, 10)
    written = ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + (DIGITS[ones] if ones else "")
    assert number(written) == value


@given(st.text(alphabet="零一二两十百千万亿0123456789.,", max_size=30))
def test_is_never_negative(text: str) -> None:
    assert (number(text) or 0) >= 0
