"""Highlights: no character is lost or doubled, however marks lie over one another."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from bihuan.intake.rules.segments import Segment, segments

A, B, C = (UUID(int=number) for number in (1, 2, 3))


def test_overlapping_marks_share_the_piece_in_the_middle() -> None:
    assert segments("一二三四五六", [(A, [(0, 4)]), (B, [(2, 6)])]) == [
        Segment("一二", 0, (A,), (A,)),
        Segment("三四", 2, (A, B), (B,)),
        Segment("五六", 4, (B,), ()),
    ]


def test_a_mark_of_two_spans_begins_once() -> None:
    found = segments("一二三四", [(A, [(0, 1), (2, 3)])])

    assert [(piece.drafts, piece.begins) for piece in found] == [((A,), (A,)), ((), ()), ((A,), ()), ((), ())]


def test_without_marks_the_text_is_one_piece() -> None:
    assert segments("一二", []) == [Segment("一二", 0)]
    assert segments("", [(A, [(0, 3)])]) == []


SPANS = st.lists(st.tuples(st.integers(-5, 40), st.integers(-5, 40)), max_size=4)


@given(st.text(max_size=30), st.lists(st.tuples(st.sampled_from([A, B, C]), SPANS), max_size=5))
def test_every_piece_knows_exactly_the_drafts_that_cover_it(
    text: str, marks: list[tuple[UUID, list[tuple[int, int]]]]
) -> None:
    found = segments(text, marks)

    assert "".join(piece.text for piece in found) == text
    for piece in found:
        covering = {
            d for d, spans in marks for a, b in spans if a <= piece.start and piece.start + len(piece.text) <= b
        }
        assert set(piece.drafts) == covering
        assert all(text[piece.start : piece.start + len(piece.text)] == piece.text for _ in (0,))
    begins = [draft for piece in found for draft in piece.begins]
    assert len(begins) == len(set(begins))
