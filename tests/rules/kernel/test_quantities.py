"""Amounts with units as officials write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.kernel.quantities import find_quantities
from bihuan.kernel.spans import bare


@pytest.mark.parametrize(
    "text,value,unit",
    [
        ("98亩", 98, "mu"),
        ("21.8万平方米", 218_000, "m2"),
        ("15.3万\n㎡", 153_000, "m2"),
        ("年产200万套", 2_000_000, "套/yr"),
        ("12亿元", 1_200_000_000, "yuan"),
        ("4.8公里", 4800, "m"),
        ("三十余户", 30, "户"),
    ],
)
def test_reads(text: str, value: int, unit: str) -> None:
    (found,) = find_quantities(text)
    assert (found.value, found.unit) == (Decimal(value), unit)


def test_three_mu_are_two_thousand_square_metres() -> None:
    (found,) = find_quantities("占地3亩")
    assert found.square_metres == Decimal(2000)
    assert found.fen is None


def test_money_is_whole_fen() -> None:
    assert find_quantities("总投资12亿元")[0].fen == 120_000_000_000
    assert find_quantities("0.001元")[0].fen is None


def test_about_is_kept() -> None:
    assert find_quantities("约21.8万平方米")[0].approximate
    assert not find_quantities("21.8万平方米")[0].approximate


@given(st.text(alphabet="0123456789.,一十百万亿亩平方米元年产约余 \n套", max_size=40))
def test_never_raises_and_spans_carry_their_text(text: str) -> None:
    for found in find_quantities(text):
        assert bare(text[slice(*found.span)]) == found.text
