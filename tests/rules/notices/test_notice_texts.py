"""What each kind of notice says, and what a message must bring along."""

from typing import Any
from uuid import UUID

import pytest

from bihuan.notices.rules import TEXTS, Message, NoticeKind, needed

UNIT, PERSON = UUID(int=1), UUID(int=2)


def message(kind: NoticeKind, **changed: Any) -> Message:
    fields: dict[str, Any] = {"subject_kind": "case", "subject_uuid": UUID(int=3), "subject_code": "案-7"}
    fields |= {"params": dict.fromkeys(needed(kind), "x"), "to_unit_uuid": UNIT}
    return Message(kind=kind, **fields | changed)


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_kind_has_words_that_its_needed_params_fill(kind: NoticeKind) -> None:
    words = TEXTS[kind] % {"code": "案-7", **message(kind).params}

    assert "案-7" in words
    assert "%" not in words


def test_needed_leaves_out_the_code() -> None:
    assert needed(NoticeKind.DISPATCH) == {"title"}
    assert needed(NoticeKind.RETURN) == {"title", "reason"}


@pytest.mark.parametrize("kind", NoticeKind)
def test_message_without_a_needed_param_is_a_fault(kind: NoticeKind) -> None:
    with pytest.raises(ValueError, match="title"):
        message(kind, params={"reason": "x", "text": "x"})


def test_message_may_carry_more_than_it_needs() -> None:
    assert message(NoticeKind.URGE, params={"title": "x", "due_at": "2026-03-24"}).params["due_at"] == "2026-03-24"


@pytest.mark.parametrize("to", [{"to_unit_uuid": None}, {"to_person_uuid": PERSON}], ids=["nobody", "both"])
def test_message_goes_to_exactly_one(to: dict[str, UUID | None]) -> None:
    with pytest.raises(ValueError, match="exactly one"):
        message(NoticeKind.URGE, **to)


def test_message_to_a_person_needs_no_unit() -> None:
    assert message(NoticeKind.URGE, to_unit_uuid=None, to_person_uuid=PERSON).to_person_uuid == PERSON
