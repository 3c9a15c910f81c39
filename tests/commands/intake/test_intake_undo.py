"""Undoing what one did to drafts."""

from collections.abc import Callable

import pytest
from cast import call, person
from commands.intake.desk import Desk

from bihuan.intake.commands import accept, accept_all, drop, edit_draft, merge, send_accepted, split, undo
from bihuan.intake.commands.apply import values_of
from bihuan.kernel.call import Actor
from bihuan.kernel.errors import Refusal
from bihuan.ledger.queries import timeline
from bihuan.orgs.rules import Power


def accepted(desk: Desk) -> None:
    accept(call(desk.cast.supervisor), draft_uuid=desk.find("巡查").uuid, expected_version=1)


def edited(desk: Desk) -> None:
    edit_draft(
        call(desk.cast.supervisor), draft_uuid=desk.find("修补").uuid, expected_version=1,
        title="别的", limit="5工作日", lead_unit=None, condition=None,
    )  # fmt: skip


def merged(desk: Desk) -> None:
    uuids = [draft.uuid for draft in desk.drafts[:3]]
    merge(call(desk.cast.supervisor), draft_uuids=uuids, expected_versions=[1, 1, 1])


def cut(desk: Desk) -> None:
    split(call(desk.cast.supervisor), draft_uuid=desk.find("修补").uuid, expected_version=1, at_offsets=[80, 86])


def all_accepted(desk: Desk) -> None:
    accept_all(call(desk.cast.supervisor), document_uuid=desk.document.uuid)


CHANGES = [accepted, edited, merged, cut, all_accepted]


def shown(desk: Desk) -> list[dict[str, object]]:
    return [values_of(draft) for draft in desk.drafts if draft.state != "merged"]


def undone(desk: Desk) -> None:
    undo(call(desk.cast.supervisor), document_uuid=desk.document.uuid)


def code_of_undo(desk: Desk) -> str:
    with pytest.raises(Refusal) as refusal:
        undone(desk)
    return refusal.value.code


@pytest.mark.parametrize("change", CHANGES)
def test_undo_brings_everything_back(desk: Desk, change: Callable[[Desk], None]) -> None:
    before = shown(desk)
    change(desk)
    assert shown(desk) != before

    undone(desk)

    assert shown(desk) == before
    assert timeline(desk.document.uuid)[-1].name == "intake.change_undone.v1"


def test_undo_goes_back_step_by_step(desk: Desk) -> None:
    steps = [shown(desk)]
    for change in (accepted, edited, merged_later):
        change(desk)
        steps.append(shown(desk))

    for expected in reversed(steps[:-1]):
        undone(desk)
        assert shown(desk) == expected
    assert code_of_undo(desk) == "intake.nothing_to_undo"


def merged_later(desk: Desk) -> None:
    drafts = desk.drafts[:3]
    merge(
        call(desk.cast.supervisor),
        draft_uuids=[draft.uuid for draft in drafts],
        expected_versions=[draft.version for draft in drafts],
    )


def test_undo_is_answered_once(desk: Desk) -> None:
    accepted(desk)
    all_accepted(desk)
    same = call(desk.cast.supervisor)

    first = undo(same, document_uuid=desk.document.uuid)
    second = undo(same, document_uuid=desk.document.uuid)

    assert first == second
    assert desk.find("巡查").state == "accepted"


def test_one_undoes_only_what_one_did(desk: Desk) -> None:
    accepted(desk)
    colleague = person("另一督查员", desk.cast.office, "副督查员", Power.SUPERVISE)

    with pytest.raises(Refusal) as refusal:
        undo(call(colleague), document_uuid=desk.document.uuid)

    assert refusal.value.code == "intake.nothing_to_undo"


def test_what_somebody_else_changed_since_is_not_overwritten(desk: Desk) -> None:
    accepted(desk)
    colleague = person("另一督查员", desk.cast.office, "副督查员", Power.SUPERVISE)
    drop(call(colleague), draft_uuid=desk.find("巡查").uuid, expected_version=2)

    assert code_of_undo(desk) == "intake.stale"


def test_what_became_a_case_is_not_undone(desk: Desk) -> None:
    all_accepted(desk)
    send_accepted(call(desk.cast.supervisor), document_uuid=desk.document.uuid)

    assert code_of_undo(desk) == "intake.sent_already"


def test_a_split_part_that_was_undone_is_merged_back(desk: Desk) -> None:
    cut(desk)
    undone(desk)

    parts = [draft for draft in desk.drafts if draft.state == "merged"]
    assert {part.merged_into for part in parts} == {desk.find("在4月10日前完成道路修补")}


def test_only_the_supervision_office_undoes(desk: Desk) -> None:
    with pytest.raises(Refusal) as refusal:
        undo(call(desk.cast.handler), document_uuid=desk.document.uuid)

    assert refusal.value.code == "orgs.not_allowed"


def colleague_of(desk: Desk) -> Actor:
    return person("另一督查员", desk.cast.office, "副督查员", Power.SUPERVISE)


def merged_by_colleague(desk: Desk, words: tuple[str, str]) -> None:
    drafts = [desk.find(each) for each in words]
    merge(
        call(colleague_of(desk)),
        draft_uuids=[draft.uuid for draft in drafts],
        expected_versions=[draft.version for draft in drafts],
    )


def places(desk: Desk) -> list[int]:
    """Return every place of the text that a draft shown stands for; one that stands there twice is a case twice."""
    drafts = [draft for draft in desk.drafts if draft.state != "merged"]
    return [at for draft in drafts for start, end in draft.spans for at in range(start, end)]


def test_undoing_a_split_loses_no_words_that_somebody_else_put_into_a_part(desk: Desk) -> None:
    cut(desk)
    words = set(places(desk))
    merged_by_colleague(desk, ("道路修补", "日常巡查"))

    code = code_of_undo(desk)

    assert (code, set(places(desk))) == ("intake.stale", words)


def test_undoing_a_split_does_not_undo_what_somebody_else_wrote_into_a_part(desk: Desk) -> None:
    cut(desk)
    part = desk.find("道路修补")
    edit_draft(call(colleague_of(desk)), draft_uuid=part.uuid, expected_version=part.version, text="两侧都要修")

    assert code_of_undo(desk) == "intake.stale"


def test_undoing_a_merge_doubles_no_words_that_somebody_else_merged_on(desk: Desk) -> None:
    drafts = desk.drafts
    supervisor = desk.cast.supervisor
    merge(call(supervisor), draft_uuids=[d.uuid for d in drafts[1:3]], expected_versions=[1, 1])
    first, second = desk.drafts[:2]
    merge(
        call(colleague_of(desk)),
        draft_uuids=[first.uuid, second.uuid],
        expected_versions=[first.version, second.version],
    )

    code = code_of_undo(desk)

    assert (code, len(places(desk))) == ("intake.stale", len(set(places(desk))))
