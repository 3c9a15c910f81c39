"""Filing and dispatching what was accepted."""

from datetime import UTC, datetime, timedelta

import pytest
from cast import NOW, call
from commands.intake.desk import MINUTES, Desk

from bihuan.cases.models import Case
from bihuan.intake.commands import Sent, accept_all, edit_draft, send_accepted, send_draft
from bihuan.intake.queries import draft_of_case
from bihuan.kernel.call import Call
from bihuan.kernel.errors import Refusal
from bihuan.ledger.queries import timeline
from bihuan.orgs.models import Unit


@pytest.fixture
def ready(desk: Desk) -> Desk:
    accept_all(call(desk.cast.supervisor), document_uuid=desk.document.uuid)
    return desk


def send(desk: Desk, with_call: Call | None = None) -> Sent:
    return send_accepted(with_call or call(desk.cast.supervisor), document_uuid=desk.document.uuid)


def test_what_has_unit_and_condition_becomes_a_dispatched_case(ready: Desk) -> None:
    answer = send(ready)

    cases = Case.objects.order_by("pk")
    assert [case.title for case in cases] == ["甲街道要立即清理辖区内的暴露垃圾", "乙街道要在4月10日前完成道路修补"]
    assert {case.state for case in cases} == {"dispatched"}
    assert [sent.case_code for sent in answer.sent] == [case.code for case in cases]
    assert [case.lead_unit for case in cases] == [ready.cast.street, ready.cast.other_street]


def test_the_longest_explanation_a_draft_may_have_fits_into_a_case(ready: Desk) -> None:
    draft = ready.find("修补")
    longest = "长" * 4000
    edit_draft(call(ready.cast.supervisor), draft_uuid=draft.uuid, expected_version=2, text=longest)
    with pytest.raises(Refusal, match=r"intake\.text_long"):
        edit_draft(call(ready.cast.supervisor), draft_uuid=draft.uuid, expected_version=3, text=longest + "。")

    send(ready)

    assert Case.objects.get(title__contains="修补").text == longest


def test_what_is_left_says_why(ready: Desk) -> None:
    answer = send(ready)

    assert [(left.title, left.code) for left in answer.left] == [
        ("各单位要加强日常巡查", "intake.no_unit_yet"),
        ("出店经营较多", "intake.no_unit_yet"),
        ("部分路段道路破损", "intake.no_unit_yet"),
    ]


def test_a_missing_condition_is_named(ready: Desk) -> None:
    edit_draft(call(ready.cast.supervisor), draft_uuid=ready.find("修补").uuid, expected_version=2, condition=None)

    assert "intake.no_condition_yet" in {left.code for left in send(ready).left}


def test_open_and_dropped_drafts_are_not_touched(desk: Desk) -> None:
    answer = send(desk)

    assert (answer.sent, answer.left) == ((), ())
    assert not Case.objects.exists()


def test_a_case_knows_the_sentence_it_came_from(ready: Desk) -> None:
    answer = send(ready)

    case = Case.objects.get(uuid=answer.sent[0].case_uuid)
    assert (case.origin, case.origin_uuid) == ("intake", ready.document.uuid)
    assert case.origin_text in MINUTES
    assert "甲街道要立即清理辖区内的暴露垃圾" in case.origin_text
    assert case.origin_note == "纪要.txt · 1 · 环境整治推进会会议纪要 · 会议"


def test_the_draft_of_a_case_is_found_again(ready: Desk) -> None:
    answer = send(ready)

    source = draft_of_case(answer.sent[0].case_uuid)

    assert source is not None
    assert (source.document_uuid, source.document_name) == (ready.document.uuid, "纪要.txt")
    assert [MINUTES[start:end] for start, end in source.spans] == [source.source_text]
    assert draft_of_case(ready.document.uuid) is None


def test_the_limit_ends_with_the_day_that_was_named(ready: Desk) -> None:
    answer = send(ready)

    case = Case.objects.get(uuid=answer.sent[1].case_uuid)
    assert case.due_at == datetime(2026, 4, 10, 16, tzinfo=UTC)


def test_the_limit_is_counted_from_the_day_of_sending(ready: Desk) -> None:
    answer = send(ready, call(ready.cast.supervisor, at=NOW + timedelta(days=3)))

    case = Case.objects.get(uuid=answer.sent[1].case_uuid)
    assert case.due_at == datetime(2026, 4, 10, 16, tzinfo=UTC)


def test_a_day_gone_by_leaves_the_limit_to_the_condition(ready: Desk) -> None:
    at = datetime(2026, 4, 13, 2, tzinfo=UTC)

    answer = send(ready, call(ready.cast.supervisor, at=at))

    case = Case.objects.get(uuid=answer.sent[1].case_uuid)
    assert (case.limit_amount, case.limit_unit) == (15, "workdays")


def test_a_limit_that_a_person_wrote_comes_first(ready: Desk) -> None:
    edit_draft(call(ready.cast.supervisor), draft_uuid=ready.find("修补").uuid, expected_version=2, limit="2紧急工作时")

    answer = send(ready)

    assert Case.objects.get(uuid=answer.sent[1].case_uuid).due_at == NOW + timedelta(hours=2)


def test_co_handling_units_get_their_parts(ready: Desk) -> None:
    edit_draft(
        call(ready.cast.supervisor),
        draft_uuid=ready.find("暴露垃圾").uuid,
        expected_version=2,
        co_units=[ready.cast.company.uuid],
        place="西溪路",
    )

    answer = send(ready)

    case = Case.objects.get(uuid=answer.sent[0].case_uuid)
    assert [part.unit for part in case.parts.all()] == [ready.cast.company]
    assert case.place_text == "西溪路"


def test_each_draft_is_recorded_with_its_case(ready: Desk) -> None:
    answer = send(ready)

    entries = [entry for entry in timeline(ready.document.uuid) if entry.name == "intake.draft_sent.v1"]
    assert [entry.payload["drafts"][0]["set"]["case_code"] for entry in entries] == [
        sent.case_code for sent in answer.sent
    ]


def test_one_bad_draft_does_not_stop_the_others(ready: Desk) -> None:
    Unit.objects.filter(pk=ready.cast.street.pk).update(is_active=False)

    answer = send(ready)

    assert [sent.title for sent in answer.sent] == ["乙街道要在4月10日前完成道路修补"]
    assert answer.left[0].code == "cases.unit_unknown"
    assert Case.objects.count() == 1
    assert ready.find("暴露垃圾").state == "accepted"


def test_a_repeat_gives_the_same_account_and_no_second_case(ready: Desk) -> None:
    same = call(ready.cast.supervisor)

    first = send(ready, same)
    second = send(ready, same)

    assert first == second
    assert Case.objects.count() == 2


def test_a_repeat_goes_on_where_it_stopped(ready: Desk) -> None:
    same = call(ready.cast.supervisor)
    draft = ready.find("暴露垃圾")
    send_draft(same.part(f"draft/{draft.uuid}"), draft_uuid=draft.uuid, sent_request=same.request_uuid)

    answer = send(ready, same)

    assert len(answer.sent) == Case.objects.count() == 2


def test_a_later_sending_names_only_what_is_new(ready: Desk) -> None:
    send(ready)

    answer = send(ready)

    assert (len(answer.sent), len(answer.left)) == (0, 3)


@pytest.mark.parametrize("words, code", [("再接再厉", "intake.not_accepted"), ("巡查", "intake.no_unit_yet")])
def test_a_single_draft_is_refused_as_the_account_says(ready: Desk, words: str, code: str) -> None:
    same = call(ready.cast.supervisor)

    with pytest.raises(Refusal) as refusal:
        send_draft(same, draft_uuid=ready.find(words).uuid, sent_request=same.request_uuid)

    assert refusal.value.code == code


def test_a_draft_is_sent_once(ready: Desk) -> None:
    send(ready)
    same = call(ready.cast.supervisor)

    with pytest.raises(Refusal) as refusal:
        send_draft(same, draft_uuid=ready.find("暴露垃圾").uuid, sent_request=same.request_uuid)

    assert refusal.value.code == "intake.sent_already"


def test_only_the_supervision_office_sends_a_draft(ready: Desk) -> None:
    with pytest.raises(Refusal) as refusal:
        send_draft(call(ready.cast.handler), draft_uuid=ready.drafts[0].uuid, sent_request=ready.drafts[0].uuid)

    assert refusal.value.code == "orgs.not_allowed"
