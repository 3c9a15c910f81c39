"""The list of documents, and uploading one."""

from collections.abc import Callable

import pytest
from cast import Cast
from commands.intake.desk import MINUTES, Desk
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bihuan.intake.models import Document
from bihuan.kernel.call import Actor

HTMX = {"HX-Request": "true"}


def file(content: bytes, name: str = "另一份.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_the_list_names_each_document_and_what_is_left_to_do(desk: Desk, office: Client) -> None:
    page = office.get("/intake/").content.decode()

    assert "纪要.txt" in page
    assert f'href="/intake/{desk.document.uuid}/?show=open"' in page


def test_an_empty_list_teaches(cast: Cast, sign_in: Callable[[Actor], Client]) -> None:
    page = sign_in(cast.supervisor).get("/intake/").content.decode()

    assert "empty-here" in page


def test_uploading_reads_the_file_and_opens_it(desk: Desk, office: Client) -> None:
    answer = office.post("/intake/", {"file": file(b"\xef\xbb\xbf" + MINUTES.encode() + "。".encode())})

    document = Document.objects.latest("pk")
    assert (answer.status_code, answer["Location"]) == (302, f"/intake/{document.uuid}/")
    assert document.name == "另一份.txt"


def test_uploading_by_htmx_goes_to_the_page(desk: Desk, office: Client) -> None:
    answer = office.post("/intake/", {"file": file("各单位要整改。".encode())}, headers=HTMX)

    assert answer["HX-Redirect"] == f"/intake/{Document.objects.latest('pk').uuid}/"


def test_the_day_it_was_written_is_used(desk: Desk, office: Client) -> None:
    office.post("/intake/", {"file": file(MINUTES.encode() + b"."), "reference_on": "2024-03-21"})

    assert str(Document.objects.latest("pk").reference_on) == "2024-03-21"


def test_the_same_file_again_opens_the_earlier_document_and_says_so(desk: Desk, office: Client) -> None:
    answer = office.post("/intake/", {"file": file(MINUTES.encode())}, follow=True)

    assert answer.redirect_chain[-1][0] == f"/intake/{desk.document.uuid}/"
    assert "纪要.txt”" in answer.content.decode().split('id="messages"')[1][:600]
    assert Document.objects.count() == 1


REFUSED = [b"", b"\x89PNG\r\n\x1a\n\0", "机密★1年\n各单位要整改。".encode(), b"%PDF-1.4", b"PK\x03\x04"]


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize("content", REFUSED, ids=range(len(REFUSED)))
def test_a_refusal_is_said_at_the_form(desk: Desk, office: Client, content: bytes, headers: dict[str, str]) -> None:
    answer = office.post("/intake/", {"file": file(content)}, headers=headers)

    assert answer.status_code == 422
    assert "“另一份.txt”" in answer.content.decode()
    assert Document.objects.count() == 1


def test_a_file_that_is_far_too_large_is_refused(desk: Desk, office: Client) -> None:
    answer = office.post("/intake/", {"file": file(bytes(50 * 1024 * 1024))})

    assert answer.status_code == 422
    assert "20 MB" in answer.content.decode()


def test_a_form_without_a_file_is_refused(desk: Desk, office: Client) -> None:
    assert office.post("/intake/", {}).status_code == 422


@pytest.mark.parametrize("who", ["handler", "leader", "inspector", "configurer"])
def test_others_find_nothing_here(desk: Desk, sign_in: Callable[[Actor], Client], who: str) -> None:
    client = sign_in(getattr(desk.cast, who))

    assert client.get("/intake/").status_code == 404
    assert client.get(f"/intake/{desk.document.uuid}/").status_code == 404


def test_visitors_are_sent_to_sign_in(desk: Desk, client: Client) -> None:
    assert client.get("/intake/")["Location"].startswith(reverse("account_login"))


def test_the_list_costs_the_same_however_long(desk: Desk, office: Client) -> None:
    office.get("/intake/")
    with CaptureQueriesContext(connection) as few:
        office.get("/intake/")
    for number in range(3):
        office.post("/intake/", {"file": file(f"{MINUTES}{number}".encode())})
    office.get("/intake/")
    with CaptureQueriesContext(connection) as many:
        office.get("/intake/")

    assert len(few) == len(many)
    assert len(many) <= 12


def test_the_original_comes_back_as_it_was(desk: Desk, office: Client) -> None:
    answer = office.get(f"/intake/{desk.document.uuid}/original/")

    assert b"".join(answer.streaming_content) == MINUTES.encode()
    assert "attachment" in answer["Content-Disposition"]
