"""Text without white space finds its way back to the original."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.kernel.spans import bare, fold

TEXTS = st.text(alphabet="高新区要，。 \n\t\r　\u2028a1“”", max_size=80)


@given(source=TEXTS, data=st.data())
def test_every_piece_carries_its_text(source: str, data: st.DataObject) -> None:
    folded = fold(source)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    a, b = folded.span(start, end)
    assert bare(source[a:b]) == folded.text[start:end]


@given(source=TEXTS)
def test_spans_begin_and_end_on_ink(source: str) -> None:
    folded = fold(source)
    for index in range(len(folded.text)):
        a, b = folded.span(index, index + 1)
        assert source[a:b] == folded.text[index]


@given(source=TEXTS)
def test_lines_cover_the_text_in_order(source: str) -> None:
    folded = fold(source)
    assert "".join(folded.text[a:b] for a, b in folded.lines()) == folded.text


def test_a_line_break_inside_a_word_is_crossed() -> None:
    folded = fold("纪\n检监察 工委")
    assert folded.text == "纪检监察工委"
    assert folded.span(0, 4) == (0, 5)
    assert folded.has_break(1)
    assert not folded.has_break(4)


def test_an_empty_piece_is_an_empty_span() -> None:
    assert fold(" 甲 ").span(0, 0) == (1, 1)
    assert fold(" 甲 ").span(1, 1) == (3, 3)


def test_a_piece_outside_is_refused() -> None:
    with pytest.raises(ValueError, match="outside"):
        fold("甲").span(0, 2)
