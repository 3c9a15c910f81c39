"""Reading a document into drafts."""

import io
from datetime import date

import docx
import pytest
from cast import Cast, call
from commands.intake.desk import MINUTES, Desk

from bihuan.evidence.queries import file_for, path_of
from bihuan.intake.commands import read
from bihuan.intake.models import Document, Draft
from bihuan.kernel.errors import Refusal
from bihuan.ledger.queries import timeline


def test_reads_a_file_into_a_document_that_keeps_the_original(cast: Cast) -> None:
    content = MINUTES.replace("\n", "\r\n").encode("gbk")

    answer = read(call(cast.supervisor), content=content, file_name="C:\\文件\\纪要.txt")

    document = Document.objects.get(uuid=answer.document_uuid)
    assert (document.name, document.kind, document.text) == ("纪要.txt", "txt", MINUTES)
    assert (document.reference_on, document.read_by["name"]) == (date(2026, 3, 23), "督查员")
    assert document.notes == [{"text": "Read as GB18030 (GBK).", "params": {}}]
    assert path_of(file_for(document.file_id)).read_bytes() == content


def test_counts_what_was_found(cast: Cast) -> None:
    answer = read(call(cast.supervisor), content=MINUTES.encode(), file_name="纪要.txt")

    assert (answer.is_new, answer.name) == (True, "纪要.txt")
    assert (answer.articles, answer.requirements, answer.problems, answer.projects) == (1, 4, 2, 0)
    assert Draft.objects.count() == 6


def test_every_draft_carries_the_exact_words_of_its_place(desk: Desk) -> None:
    assert all(MINUTES[start:end] == d.source_text for d in desk.drafts for start, end in d.spans)


def test_a_unit_named_without_doubt_is_filled_in(desk: Desk) -> None:
    leads = {draft.units_text: draft.lead_unit and draft.lead_unit.name for draft in desk.drafts}

    assert leads["甲街道"] == "甲街道办事处"
    assert leads["乙街道"] == "乙街道办事处"
    assert leads["各单位"] is None


def test_a_filing_condition_is_filled_in(desk: Desk) -> None:
    conditions = {d.title: (d.condition.case_class.name, d.condition.limit_text) for d in desk.drafts if d.condition}

    assert conditions["甲街道要立即清理辖区内的暴露垃圾"] == ("会议要求落实", "3工作日")
    assert conditions["各单位要加强日常巡查"] == ("会议要求落实", "15工作日")
    assert conditions["出店经营较多"][0] == "店外经营"
    assert conditions["部分路段道路破损"] == ("道路破损", "5天")


def test_the_rows_of_a_task_table_have_their_units_and_last_days(cast: Cast) -> None:
    made = docx.Document()
    table = made.add_table(rows=0, cols=4)
    for row in (
        ("序号", "任务（问题）", "责任单位（牵头单位、配合单位）", "完成时限"),
        ("1", "西溪路暴露垃圾清理", "甲街道", "4月10日前"),
        ("2", "北门道路修补", "乙街道、甲街道", "4月20日前"),
    ):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    content = io.BytesIO()
    made.save(content)

    read(call(cast.supervisor), content=content.getvalue(), file_name="任务表.docx")

    drafts = Draft.objects.order_by("position").select_related("lead_unit")
    assert [(d.title, d.lead_unit and d.lead_unit.name, len(d.co_units), d.deadline_on) for d in drafts] == [
        ("西溪路暴露垃圾清理", "甲街道办事处", 0, date(2026, 4, 10)),
        ("北门道路修补", "乙街道办事处", 1, date(2026, 4, 20)),
    ]


@pytest.mark.parametrize("words", ["西溪路井盖缺失", "北门窨井盖丢失", "雨水井盖移位", "井盖被盗"])
def test_a_manhole_without_its_lid_is_urgent_whatever_kind_of_draft_it_is(desk: Desk, words: str) -> None:
    paper = f"通报\n存在以下问题：\n1.{words}。\n会议要求，甲街道要整治{words}问题。\n"

    read(call(desk.cast.supervisor), content=paper.encode(), file_name="通报.txt")

    drafts = Draft.objects.filter(document__name="通报.txt").select_related("condition")
    found = {draft.kind: (draft.condition.text, draft.condition.limit_text) for draft in drafts if draft.condition}
    assert found == {kind: ("井盖缺失或移位", "2紧急工作时") for kind in ("problem", "requirement")}


def test_a_broken_lid_is_filed_as_broken_and_an_order_about_it_as_an_order(desk: Desk) -> None:
    paper = "通报\n存在以下问题：\n1.西溪路井盖破损。\n会议要求，甲街道要修复西溪路破损井盖。\n"

    read(call(desk.cast.supervisor), content=paper.encode(), file_name="通报.txt")

    drafts = Draft.objects.filter(document__name="通报.txt").select_related("condition")
    found = {draft.kind: draft.condition.limit_text for draft in drafts if draft.condition}
    assert found == {"problem": "4小时", "requirement": "15工作日"}


def test_without_a_dictionary_the_condition_stays_open(cast: Cast) -> None:
    read(call(cast.supervisor), content=MINUTES.encode(), file_name="纪要.txt")

    assert not Draft.objects.exclude(condition=None).exists()


def test_the_day_in_the_words_becomes_the_last_day(desk: Desk) -> None:
    assert desk.find("修补").deadline_on == date(2026, 4, 10)


def test_another_reference_day_gives_another_year(cast: Cast) -> None:
    answer = read(call(cast.supervisor), content=MINUTES.encode(), file_name="纪要.txt", reference_on=date(2024, 3, 21))

    found = Draft.objects.get(document__uuid=answer.document_uuid, title__contains="修补")
    assert found.deadline_on == date(2024, 4, 10)


def test_a_hope_is_not_an_order(desk: Desk) -> None:
    assert [(d.title, d.force) for d in desk.drafts if d.state == "dropped"] == [("大家再接再厉", "hope")]


def test_the_same_file_again_is_the_earlier_document(desk: Desk) -> None:
    again = read(call(desk.cast.supervisor), content=MINUTES.encode(), file_name="另一个名字.txt")

    assert (again.is_new, again.document_uuid, again.name) == (False, desk.document.uuid, "纪要.txt")
    assert Document.objects.count() == 1
    assert [entry.name for entry in timeline(desk.document.uuid)] == [
        "intake.document_read.v1",
        "intake.document_came_again.v1",
    ]


def test_a_repeat_of_the_request_gets_the_first_answer(cast: Cast) -> None:
    same = call(cast.supervisor)

    first = read(same, content=MINUTES.encode(), file_name="纪要.txt")
    second = read(same, content=MINUTES.encode(), file_name="纪要.txt")

    assert first == second
    assert second.is_new
    assert len(timeline(first.document_uuid)) == 1


def test_writes_one_entry(desk: Desk) -> None:
    (entry,) = timeline(desk.document.uuid)

    assert entry.name == "intake.document_read.v1"
    assert entry.payload == {
        "name": "纪要.txt",
        "kind": "txt",
        "sha256": desk.document.sha256,
        "file": str(desk.document.file_id),
        "reference_on": "2026-03-23",
        "articles": 1,
        "requirements": 4,
        "problems": 2,
        "projects": 0,
    }


def test_a_refused_file_leaves_nothing_behind(cast: Cast) -> None:
    with pytest.raises(Refusal) as refusal:
        read(call(cast.supervisor), content="机密★1年\n各单位要整改。".encode(), file_name="文件.txt")

    assert refusal.value.code == "intake.marked_secret"
    assert not Document.objects.exists()


@pytest.mark.parametrize("who", ["handler", "inspector", "leader", "outsider"])
def test_only_the_supervision_office_reads_documents(cast: Cast, who: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read(call(getattr(cast, who)), content=MINUTES.encode(), file_name="纪要.txt")

    assert refusal.value.code == "orgs.not_allowed"
