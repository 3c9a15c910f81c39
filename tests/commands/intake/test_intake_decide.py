"""Accepting, dropping and reopening drafts."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from cast import call
from commands.intake.desk import Desk

from bihuan.intake.commands import Changed, accept, accept_all, drop, merge, reopen, send_accepted
from bihuan.kernel.errors import Refusal
from bihuan.ledger.queries import timeline

MOVES = [
    (accept, "accepted", "intake.draft_accepted.v1"),
    (drop, "dropped", "intake.draft_dropped.v1"),
]
VERBS = [accept, drop, reopen]
Verb = Callable[..., Changed]


@pytest.mark.parametrize("verb, state, event", MOVES)
def test_moves_an_open_draft_and_records_it(desk: Desk, verb: Verb, state: str, event: str) -> None:
    draft = desk.find("巡查")

    answer = verb(call(desk.cast.supervisor), draft_uuid=draft.uuid, expected_version=1)

    entry = timeline(desk.document.uuid)[-1]
    draft.refresh_from_db()
    assert (draft.state, draft.version) == (state, 2)
    assert (answer.document_uuid, answer.draft_uuids) == (desk.document.uuid, (draft.uuid,))
    assert (entry.name, entry.number) == (event, answer.entry)
    assert entry.payload["drafts"] == [{"draft": str(draft.uuid), "set": {"state": state}}]


def test_a_hope_can_be_accepted_all_the_same(desk: Desk) -> None:
    hope = desk.find("再接再厉")

    accept(call(desk.cast.supervisor), draft_uuid=hope.uuid, expected_version=1)

    hope.refresh_from_db()
    assert hope.state == "accepted"


@pytest.mark.parametrize("verb", [accept, drop])
def test_reopen_takes_the_decision_back(desk: Desk, verb: Verb) -> None:
    draft = desk.find("巡查")
    verb(call(desk.cast.supervisor), draft_uuid=draft.uuid, expected_version=1)

    reopen(call(desk.cast.supervisor), draft_uuid=draft.uuid, expected_version=2)

    draft.refresh_from_db()
    assert (draft.state, draft.version) == ("open", 3)


@pytest.mark.parametrize("verb", VERBS)
def test_a_repeat_changes_nothing(desk: Desk, verb: Verb) -> None:
    draft = desk.find("再接再厉" if verb is not drop else "巡查")
    same = call(desk.cast.supervisor)

    first = verb(same, draft_uuid=draft.uuid, expected_version=1)
    second = verb(same, draft_uuid=draft.uuid, expected_version=1)

    draft.refresh_from_db()
    assert first == second
    assert draft.version == 2


@pytest.mark.parametrize("verb", VERBS)
def test_a_stale_page_is_refused(desk: Desk, verb: Verb) -> None:
    draft = desk.find("巡查")

    with pytest.raises(Refusal) as refusal:
        verb(call(desk.cast.supervisor), draft_uuid=draft.uuid, expected_version=7)

    assert refusal.value.code == "intake.stale"


@pytest.mark.parametrize("verb", VERBS)
def test_an_unknown_draft_is_refused(desk: Desk, verb: Verb) -> None:
    with pytest.raises(Refusal) as refusal:
        verb(call(desk.cast.supervisor), draft_uuid=uuid4(), expected_version=1)

    assert refusal.value.code == "intake.not_found"


@pytest.mark.parametrize("verb", VERBS)
def test_only_the_supervision_office_decides(desk: Desk, verb: Verb) -> None:
    with pytest.raises(Refusal) as refusal:
        verb(call(desk.cast.handler), draft_uuid=desk.find("巡查").uuid, expected_version=1)

    assert refusal.value.code == "orgs.not_allowed"


@pytest.mark.parametrize("verb, words", [(reopen, "巡查"), (drop, "再接再厉")])
def test_a_draft_that_stands_so_already_is_refused(desk: Desk, verb: Verb, words: str) -> None:
    with pytest.raises(Refusal) as refusal:
        verb(call(desk.cast.supervisor), draft_uuid=desk.find(words).uuid, expected_version=1)

    assert refusal.value.code == "intake.wrong_state"


@pytest.mark.parametrize("verb", VERBS)
def test_a_draft_that_became_a_case_is_left_alone(desk: Desk, verb: Verb) -> None:
    draft = desk.find("暴露垃圾")
    accept(call(desk.cast.supervisor), draft_uuid=draft.uuid, expected_version=1)
    send_accepted(call(desk.cast.supervisor), document_uuid=desk.document.uuid)

    with pytest.raises(Refusal) as refusal:
        verb(call(desk.cast.supervisor), draft_uuid=draft.uuid, expected_version=3)

    assert refusal.value.code == "intake.sent_already"


@pytest.mark.parametrize("verb", VERBS)
def test_a_draft_merged_into_another_is_left_alone(desk: Desk, verb: Verb) -> None:
    first, second = desk.find("暴露垃圾"), desk.find("修补")
    merge(call(desk.cast.supervisor), draft_uuids=[first.uuid, second.uuid], expected_versions=[1, 1])

    with pytest.raises(Refusal) as refusal:
        verb(call(desk.cast.supervisor), draft_uuid=second.uuid, expected_version=2)

    assert refusal.value.code == "intake.merged_already"


def test_accept_all_takes_every_open_draft_and_no_other(desk: Desk) -> None:
    answer = accept_all(call(desk.cast.supervisor), document_uuid=desk.document.uuid)

    states = [draft.state for draft in desk.drafts]
    assert (states.count("accepted"), states.count("dropped")) == (5, 1)
    assert len(answer.draft_uuids) == 5
    assert [entry.name for entry in timeline(desk.document.uuid)][1:] == ["intake.all_accepted.v1"]


def test_accept_all_is_answered_once(desk: Desk) -> None:
    same = call(desk.cast.supervisor)

    assert accept_all(same, document_uuid=desk.document.uuid) == accept_all(same, document_uuid=desk.document.uuid)


def test_accept_all_is_refused_when_nothing_is_open(desk: Desk) -> None:
    accept_all(call(desk.cast.supervisor), document_uuid=desk.document.uuid)

    with pytest.raises(Refusal) as refusal:
        accept_all(call(desk.cast.supervisor), document_uuid=desk.document.uuid)

    assert refusal.value.code == "intake.nothing_open"


@pytest.mark.parametrize("verb", [accept_all, send_accepted])
def test_whole_documents_belong_to_the_supervision_office(desk: Desk, verb: Verb) -> None:
    with pytest.raises(Refusal) as refusal:
        verb(call(desk.cast.handler), document_uuid=desk.document.uuid)

    assert refusal.value.code == "orgs.not_allowed"
