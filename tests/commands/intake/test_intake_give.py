"""Making one unit the lead unit of several drafts."""

from uuid import uuid4

import pytest
from cast import call
from commands.intake.desk import Desk

from bihuan.intake.commands import Changed, give, undo
from bihuan.kernel.call import Call
from bihuan.kernel.errors import Refusal
from bihuan.ledger.queries import timeline


def given(desk: Desk, count: int = 3, *, versions: int = 1, with_call: Call | None = None, **fields: object) -> Changed:
    return give(
        with_call or call(desk.cast.supervisor),
        draft_uuids=[draft.uuid for draft in desk.drafts[:count]],
        expected_versions=[versions] * count,
        **({"lead_unit": desk.cast.company.uuid} | fields),
    )


def test_every_draft_gets_the_unit_and_one_entry_says_so(desk: Desk) -> None:
    answer = given(desk)

    assert [draft.lead_unit for draft in desk.drafts[:3]] == [desk.cast.company] * 3
    assert (timeline(desk.document.uuid)[-1].name, len(answer.draft_uuids)) == ("intake.drafts_given.v1", 3)


def test_it_is_undone_at_once(desk: Desk) -> None:
    before = [draft.lead_unit for draft in desk.drafts]
    given(desk)

    undo(call(desk.cast.supervisor), document_uuid=desk.document.uuid)

    assert [draft.lead_unit for draft in desk.drafts] == before


def test_a_repeat_changes_nothing(desk: Desk) -> None:
    same = call(desk.cast.supervisor)

    assert given(desk, with_call=same) == given(desk, with_call=same)


@pytest.mark.parametrize(
    "fields, code",
    [
        ({"count": 0}, "intake.none_chosen"),
        ({"versions": 4}, "intake.stale"),
        ({"lead_unit": uuid4()}, "intake.unit_unknown"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(desk: Desk, fields: dict[str, object], code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        given(desk, **fields)

    assert refusal.value.code == code
    assert {draft.version for draft in desk.drafts} == {1}


def test_only_the_supervision_office_gives(desk: Desk) -> None:
    with pytest.raises(Refusal) as refusal:
        given(desk, with_call=call(desk.cast.handler))

    assert refusal.value.code == "orgs.not_allowed"
