"""Two people at one document at the same moment: nothing is made twice and nobody's work is overwritten."""

import pytest
from cast import call, make_cast, person
from commands.intake.desk import MINUTES, Desk, make_desk
from together import at_once

from bihuan.cases.models import Case
from bihuan.intake.commands import accept, accept_all, drop, merge, read, send_accepted, split, undo
from bihuan.intake.models import Document, Draft
from bihuan.kernel.call import Actor
from bihuan.kernel.errors import Refusal
from bihuan.orgs.rules import Power

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk() -> Desk:
    return make_desk(make_cast())


@pytest.fixture
def colleague(desk: Desk) -> Actor:
    return person("另一督查员", desk.cast.office, "副督查员", Power.SUPERVISE)


def codes(answers: list[object]) -> list[str]:
    """Return the code of each refusal and "" for each success; anything else is a fault."""
    assert all(isinstance(each, Refusal) or not isinstance(each, Exception) for each in answers), answers
    return sorted(each.code if isinstance(each, Refusal) else "" for each in answers)


def test_two_who_send_make_each_case_once(desk: Desk, colleague: Actor) -> None:
    accept_all(call(desk.cast.supervisor), document_uuid=desk.document.uuid)

    answers = at_once(
        lambda: send_accepted(call(desk.cast.supervisor), document_uuid=desk.document.uuid),
        lambda: send_accepted(call(colleague), document_uuid=desk.document.uuid),
    )

    codes(answers)
    titles = [case.title for case in Case.objects.order_by("title")]
    sent = Draft.objects.filter(state="sent")
    assert titles == sorted(draft.title for draft in sent)
    assert len(titles) == len(set(titles)) == 2


def test_one_request_sent_twice_at_once_is_one_sending(desk: Desk) -> None:
    accept_all(call(desk.cast.supervisor), document_uuid=desk.document.uuid)
    same = call(desk.cast.supervisor)

    answers = at_once(*[lambda: send_accepted(same, document_uuid=desk.document.uuid)] * 2)

    codes(answers)
    assert Case.objects.count() == 2


@pytest.mark.parametrize("number", range(3))
def test_one_file_read_twice_at_once_is_one_document(desk: Desk, colleague: Actor, number: int) -> None:
    content = f"{MINUTES}第{number}次印发。\n".encode()

    answers = at_once(
        lambda: read(call(desk.cast.supervisor), content=content, file_name="纪要.txt"),
        lambda: read(call(colleague), content=content, file_name="又一份.txt"),
    )

    assert codes(answers) == ["", ""]
    assert sorted(answer.is_new for answer in answers) == [False, True]
    assert len({answer.document_uuid for answer in answers}) == 1
    assert Document.objects.count() == 2


def test_of_two_who_decide_one_draft_one_is_told(desk: Desk, colleague: Actor) -> None:
    draft = desk.drafts[0].uuid

    answers = at_once(
        lambda: accept(call(desk.cast.supervisor), draft_uuid=draft, expected_version=1),
        lambda: drop(call(colleague), draft_uuid=draft, expected_version=1),
    )

    assert codes(answers) == ["", "intake.stale"]


def test_of_two_who_move_words_one_is_told(desk: Desk, colleague: Actor) -> None:
    long, other = desk.find("修补"), desk.find("巡查")
    before = {at for draft in desk.drafts for start, end in draft.spans for at in range(start, end)}

    answers = at_once(
        lambda: split(call(desk.cast.supervisor), draft_uuid=long.uuid, expected_version=1, at_offsets=[80, 86]),
        lambda: merge(call(colleague), draft_uuids=[long.uuid, other.uuid], expected_versions=[1, 1]),
    )

    shown = [draft for draft in desk.drafts if draft.state != "merged"]
    assert codes(answers) == ["", "intake.stale"]
    assert {at for draft in shown for start, end in draft.spans for at in range(start, end)} >= before


def test_undoing_while_it_is_sent_leaves_no_case_without_its_draft(desk: Desk) -> None:
    accept_all(call(desk.cast.supervisor), document_uuid=desk.document.uuid)

    answers = at_once(
        lambda: undo(call(desk.cast.supervisor), document_uuid=desk.document.uuid),
        lambda: send_accepted(call(desk.cast.supervisor), document_uuid=desk.document.uuid),
    )

    codes(answers)
    cases = set(Case.objects.values_list("uuid", flat=True))
    assert cases == set(Draft.objects.filter(state="sent").values_list("case_uuid", flat=True))
