"""What the pages of intake are made of."""

from uuid import uuid4

import pytest
from cast import NOW, call
from commands.intake.desk import MINUTES, Desk
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bihuan.intake.commands import accept_all, merge, read, send_accepted
from bihuan.intake.models import Draft
from bihuan.intake.queries import document_page, documents, draft_view, offered_units, standing
from bihuan.kernel.errors import Refusal


def test_documents_come_newest_first_with_their_counts(desk: Desk) -> None:
    accept_all(call(desk.cast.supervisor), document_uuid=desk.document.uuid)
    send_accepted(call(desk.cast.supervisor), document_uuid=desk.document.uuid)
    later = read(call(desk.cast.supervisor), content=(MINUTES + "。").encode(), file_name="另一份.txt")

    rows, total = documents()

    assert total == 2
    assert [row.uuid for row in rows] == [later.document_uuid, desk.document.uuid]
    counts = rows[1].counts
    assert (counts.open, counts.accepted, counts.dropped, counts.sent) == (0, 3, 1, 2)
    assert (counts.total, counts.waiting, rows[0].counts.open) == (6, 3, 5)
    assert (rows[1].read_by, rows[1].article_count, rows[1].project_count) == ("督查员", 1, 0)


def test_the_list_costs_the_same_however_many_there_are(desk: Desk) -> None:
    with CaptureQueriesContext(connection) as few:
        documents()
    for number in range(4):
        read(call(desk.cast.supervisor), content=f"{MINUTES}{number}".encode(), file_name="份.txt")
    with CaptureQueriesContext(connection) as many:
        documents()

    assert len(few) == len(many)


def test_a_page_holds_the_text_whole_and_every_draft_in_it(desk: Desk) -> None:
    page = document_page(desk.document.uuid, NOW, viewer=desk.cast.supervisor.uuid)

    pieces = page.highlights()
    assert "".join(piece.text for piece in pieces) == MINUTES
    assert {draft for piece in pieces for draft in piece.begins} == {draft.uuid for draft in page.drafts}
    assert not page.standing.can_undo


def test_a_page_costs_the_same_however_many_drafts_there_are(desk: Desk) -> None:
    with CaptureQueriesContext(connection) as before:
        document_page(desk.document.uuid, NOW, viewer=desk.cast.supervisor.uuid)
    drafts = desk.drafts
    for draft in drafts:
        draft.pk, draft.uuid = None, uuid4()
    Draft.objects.bulk_create(drafts)
    with CaptureQueriesContext(connection) as after:
        document_page(desk.document.uuid, NOW, viewer=desk.cast.supervisor.uuid)

    assert len(before) == len(after)
    assert len(after) <= 7


def test_a_draft_shows_names_limits_and_what_is_missing(desk: Desk) -> None:
    known = draft_view(desk.find("修补").uuid, NOW)
    vague = draft_view(desk.find("巡查").uuid, NOW)

    assert known.lead_unit is not None
    assert (known.lead_unit.name, known.class_name, known.condition_limit) == ("乙街道", "会议要求落实", "15工作日")
    assert (known.limit.text, known.limit_shown, known.missing) == ("18自然日", "18自然日", ())
    assert (vague.limit_shown, [reason.code for reason in vague.missing]) == ("15工作日", ["intake.no_unit_yet"])


def test_units_named_but_not_decided_on_are_offered(desk: Desk) -> None:
    Draft.objects.filter(pk=desk.find("巡查").pk).update(units_text="乙街道、各单位、甲办事处")

    view = draft_view(desk.find("巡查").uuid, NOW)

    assert [unit.name for unit in view.named_units] == ["乙街道", "甲街道"]


def test_merged_drafts_are_counted_and_not_shown(desk: Desk) -> None:
    uuids = [draft.uuid for draft in desk.drafts[:3]]
    merge(call(desk.cast.supervisor), draft_uuids=uuids, expected_versions=[1, 1, 1])

    page = document_page(desk.document.uuid, NOW, viewer=desk.cast.supervisor.uuid)

    assert len(page.drafts) == 4
    assert (page.drafts[0].merged_count, page.standing.can_undo) == (2, True)


def test_the_standing_counts_what_could_be_sent(desk: Desk) -> None:
    accept_all(call(desk.cast.supervisor), document_uuid=desk.document.uuid)

    found = standing(desk.document.uuid, viewer=desk.cast.supervisor.uuid)

    assert (found.counts.accepted, found.ready, found.left, found.lacking, found.can_undo) == (5, 2, 3, 3, True)
    assert found == document_page(desk.document.uuid, NOW, viewer=desk.cast.supervisor.uuid).standing


def test_units_named_in_the_document_are_offered_first_and_stay_in_order(desk: Desk) -> None:
    before = [unit.name for unit in offered_units(desk.document.uuid)]
    Draft.objects.filter(document=desk.document).update(lead_unit=desk.cast.company)

    assert before == [unit.name for unit in offered_units(desk.document.uuid)]
    assert before == ["甲街道", "乙街道", "环卫公司"]
    assert [unit.name for unit in offered_units(desk.document.uuid, most=1)] == ["甲街道"]


def test_units_that_lead_elsewhere_are_offered_before_others(desk: Desk) -> None:
    Draft.objects.filter(document=desk.document).update(lead_unit=desk.cast.company)
    other = read(call(desk.cast.supervisor), content="各单位要整改。".encode(), file_name="另一份.txt")

    assert [unit.name for unit in offered_units(other.document_uuid)] == ["环卫公司", "甲街道", "乙街道"]


def test_what_is_not_there_is_refused(desk: Desk) -> None:
    with pytest.raises(Refusal) as document:
        document_page(uuid4(), NOW, viewer=desk.cast.supervisor.uuid)
    with pytest.raises(Refusal) as draft:
        draft_view(uuid4(), NOW)

    assert document.value.code == draft.value.code == "intake.not_found"
