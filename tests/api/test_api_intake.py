"""Documents over the API."""

from uuid import uuid4

import pytest
from cast import Cast
from django.core.files.uploadedfile import SimpleUploadedFile
from machines import MachineOf

TEXT = "会议纪要\n会议要求，甲街道办事处要在4月10日前完成西溪路12号暴露垃圾清理。\n"


def paper(content: bytes = TEXT.encode()) -> SimpleUploadedFile:
    return SimpleUploadedFile("纪要.txt", content, "text/plain")


def test_a_document_becomes_drafts_once(machine: MachineOf, cast: Cast) -> None:
    desk, request = machine(cast.supervisor), str(uuid4())

    first = desk.upload("/intake/documents", request_uuid=request, file=paper(), reference_on="2026-03-23")
    again = desk.upload("/intake/documents", request_uuid=request, file=paper(), reference_on="2026-03-23")
    anew = desk.upload("/intake/documents", file=paper())

    assert (first.status_code, first.json()["is_new"], first.json()["requirements"]) == (201, True, 1)
    assert again.json()["document_uuid"] == anew.json()["document_uuid"] == first.json()["document_uuid"]
    assert anew.json()["is_new"] is False


def test_the_drafts_of_a_document_carry_their_words_and_places(machine: MachineOf, cast: Cast) -> None:
    desk = machine(cast.supervisor)
    read = desk.upload("/intake/documents", file=paper(), reference_on="2026-03-23").json()

    told = desk.get(f"/intake/documents/{read['document_uuid']}").json()

    [draft] = told["drafts"]
    [[start, end]] = draft["spans"]
    assert told["text"][start:end] in draft["source_text"]
    assert (draft["kind"], draft["state"], draft["deadline_on"]) == ("requirement", "open", "2026-04-10")
    assert draft["lead_unit"]["name"] == "甲街道"
    assert desk.get("/intake/documents").json()["documents"][0]["open"] == 1


@pytest.mark.parametrize(
    "content, status, code",
    [
        (b"", 422, "intake.file_empty"),
        (b"\x00\x01", 422, "intake.not_a_text"),
        ("机密★1年\n关于清理垃圾的通知\n".encode(), 403, "intake.marked_secret"),
        (b"x" * (21 * 1024 * 1024), 422, "intake.file_too_large"),
    ],
)
def test_a_document_that_cannot_be_read_is_refused(
    machine: MachineOf, cast: Cast, content: bytes, status: int, code: str
) -> None:
    answer = machine(cast.supervisor).upload("/intake/documents", file=paper(content))

    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_documents_are_the_desks_alone(machine: MachineOf, cast: Cast) -> None:
    other = machine(cast.handler)

    answers = [other.upload("/intake/documents", file=paper()), other.get("/intake/documents")]
    answers.append(other.get(f"/intake/documents/{uuid4()}"))

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(403, "orgs.not_allowed")] * 3
