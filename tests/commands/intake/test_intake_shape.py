"""Merging and splitting drafts."""

from collections.abc import Sequence
from datetime import date
from uuid import uuid4

import pytest
from cast import call
from commands.intake.desk import MINUTES, Desk

from bihuan.intake.commands import Changed, accept, drop, edit_draft, merge, read, split
from bihuan.intake.models import Draft
from bihuan.kernel.errors import Refusal
from bihuan.ledger.queries import timeline


def merged(desk: Desk, drafts: Sequence[Draft]) -> Changed:
    return merge(
        call(desk.cast.supervisor),
        draft_uuids=[draft.uuid for draft in drafts],
        expected_versions=[draft.version for draft in drafts],
    )


def test_merge_keeps_every_span_and_word(desk: Desk) -> None:
    first, second = desk.find("暴露垃圾"), desk.find("修补")

    answer = merged(desk, [second, first])

    first.refresh_from_db()
    second.refresh_from_db()
    assert answer.draft_uuids == (first.uuid,)
    assert first.spans == [[56, 72], [73, 90]]
    assert first.source_text == "甲街道要立即清理辖区内的暴露垃圾\n乙街道要在4月10日前完成道路修补"
    assert first.title == "甲街道要立即清理辖区内的暴露垃圾；乙街道要在4月10日前完成道路修补"
    assert first.quote.count("会议要求") == 1
    assert (second.state, second.merged_into, second.spans) == ("merged", first, [[73, 90]])


def test_merge_makes_the_other_lead_unit_co_handle_and_takes_the_day(desk: Desk) -> None:
    first, second = desk.find("暴露垃圾"), desk.find("修补")

    merged(desk, [first, second])

    first.refresh_from_db()
    assert (first.lead_unit, first.co_units) == (desk.cast.street, [str(desk.cast.other_street.uuid)])
    assert (first.deadline_on, first.deadline_text) == (date(2026, 4, 10), "4月10日前")


def test_merge_of_an_accepted_and_a_dropped_draft_is_accepted(desk: Desk) -> None:
    first, hope = desk.find("暴露垃圾"), desk.find("再接再厉")
    accept(call(desk.cast.supervisor), draft_uuid=first.uuid, expected_version=1)
    first.refresh_from_db()

    merged(desk, [first, hope])

    first.refresh_from_db()
    assert (first.state, first.force) == ("accepted", "must")


def test_merge_writes_one_entry_about_all(desk: Desk) -> None:
    drafts = desk.drafts[:3]

    answer = merged(desk, drafts)

    entry = timeline(desk.document.uuid)[-1]
    assert (entry.name, entry.number) == ("intake.drafts_merged.v1", answer.entry)
    assert [each["draft"] for each in entry.payload["drafts"]] == [str(draft.uuid) for draft in drafts]


def test_merge_is_answered_once(desk: Desk) -> None:
    drafts, same = desk.drafts[:2], call(desk.cast.supervisor)
    fields = {"draft_uuids": [draft.uuid for draft in drafts], "expected_versions": [1, 1]}

    assert merge(same, **fields) == merge(same, **fields)


@pytest.mark.parametrize("count", [0, 1])
def test_merge_needs_two(desk: Desk, count: int) -> None:
    with pytest.raises(Refusal) as refusal:
        merged(desk, desk.drafts[:count])

    assert refusal.value.code == "intake.merge_one"


def test_merge_stays_within_one_document(desk: Desk) -> None:
    other = read(call(desk.cast.supervisor), content=(MINUTES + "。").encode(), file_name="另一份.txt")
    strange = Draft.objects.filter(document__uuid=other.document_uuid).order_by("position")[0]

    with pytest.raises(Refusal) as refusal:
        merged(desk, [desk.drafts[0], strange])

    assert refusal.value.code == "intake.merge_apart"


def test_merge_refuses_a_stale_page(desk: Desk) -> None:
    first, second = desk.drafts[:2]
    drop(call(desk.cast.supervisor), draft_uuid=second.uuid, expected_version=1)

    with pytest.raises(Refusal) as refusal:
        merged(desk, [first, second])

    assert refusal.value.code == "intake.stale"


def test_split_gives_each_part_its_words_and_the_same_duties(desk: Desk) -> None:
    draft = desk.find("修补")
    at = MINUTES.index("完成道路修补")

    answer = split(call(desk.cast.supervisor), draft_uuid=draft.uuid, expected_version=1, at_offsets=[at])

    first, second = (Draft.objects.get(uuid=uuid) for uuid in answer.draft_uuids)
    assert (first.uuid, first.title, second.title) == (draft.uuid, "乙街道要在4月10日前", "完成道路修补")
    assert [MINUTES[start:end] for start, end in second.spans] == [second.source_text] == ["完成道路修补"]
    assert (second.lead_unit, second.condition, second.deadline_on) == (
        draft.lead_unit,
        draft.condition,
        date(2026, 4, 10),
    )
    assert (second.state, second.position) == ("open", at)


def test_split_writes_one_entry(desk: Desk) -> None:
    draft = desk.find("修补")

    answer = split(call(desk.cast.supervisor), draft_uuid=draft.uuid, expected_version=1, at_offsets=[80])

    assert (timeline(desk.document.uuid)[-1].name, timeline(desk.document.uuid)[-1].number) == (
        "intake.draft_split.v1",
        answer.entry,
    )


def test_split_is_answered_once(desk: Desk) -> None:
    draft, same = desk.find("修补"), call(desk.cast.supervisor)
    fields = {"draft_uuid": draft.uuid, "expected_version": 1, "at_offsets": [80]}

    assert split(same, **fields) == split(same, **fields)
    assert len(desk.drafts) == 7


@pytest.mark.parametrize("offsets", [[], [73], [90], [0, 500]])
def test_split_refuses_a_place_outside_the_words(desk: Desk, offsets: list[int]) -> None:
    with pytest.raises(Refusal) as refusal:
        split(call(desk.cast.supervisor), draft_uuid=desk.find("修补").uuid, expected_version=1, at_offsets=offsets)

    assert refusal.value.code == "intake.split_nowhere"


def test_a_merged_draft_can_be_split_again_between_its_spans(desk: Desk) -> None:
    first, second = desk.find("暴露垃圾"), desk.find("修补")
    merged(desk, [first, second])

    answer = split(call(desk.cast.supervisor), draft_uuid=first.uuid, expected_version=2, at_offsets=[73])

    assert [Draft.objects.get(uuid=uuid).spans for uuid in answer.draft_uuids] == [[[56, 72]], [[73, 90]]]


def test_parts_that_were_cut_apart_are_one_again_when_merged(desk: Desk) -> None:
    draft = desk.find("修补")
    words = (draft.title, draft.spans, draft.source_text)
    split(call(desk.cast.supervisor), draft_uuid=draft.uuid, expected_version=1, at_offsets=[84])

    merged(desk, [each for each in desk.drafts if each.spans[0][0] in (73, 84)])

    draft.refresh_from_db()
    assert (draft.title, draft.spans, draft.source_text) == words


def test_a_split_part_can_be_edited(desk: Desk) -> None:
    draft = desk.find("修补")
    answer = split(call(desk.cast.supervisor), draft_uuid=draft.uuid, expected_version=1, at_offsets=[80])

    edit_draft(call(desk.cast.supervisor), draft_uuid=answer.draft_uuids[1], expected_version=1, title="修补道路")

    assert Draft.objects.get(uuid=answer.draft_uuids[1]).title == "修补道路"


def test_only_the_supervision_office_merges_and_splits(desk: Desk) -> None:
    first, second = desk.drafts[:2]
    with pytest.raises(Refusal) as merging:
        merge(call(desk.cast.handler), draft_uuids=[first.uuid, second.uuid], expected_versions=[1, 1])
    with pytest.raises(Refusal) as splitting:
        split(call(desk.cast.handler), draft_uuid=first.uuid, expected_version=1, at_offsets=[60])

    assert merging.value.code == splitting.value.code == "orgs.not_allowed"


def test_unknown_drafts_are_refused(desk: Desk) -> None:
    with pytest.raises(Refusal) as refusal:
        merge(call(desk.cast.supervisor), draft_uuids=[desk.drafts[0].uuid, uuid4()], expected_versions=[1, 1])

    assert refusal.value.code == "intake.not_found"
