"""Files, classes, conditions and units over the API."""

import io
from uuid import UUID, uuid4

import pytest
from cast import Cast
from django.core.files.uploadedfile import SimpleUploadedFile
from machines import MachineOf
from makers import condition, photo, reported
from PIL import Image

from bihuan.evidence.models import File


def picture(name: str = "现场.png") -> SimpleUploadedFile:
    stream = io.BytesIO()
    Image.new("RGB", (64, 48), (20, 120, 60)).save(stream, "PNG")
    return SimpleUploadedFile(name, stream.getvalue(), "image/png")


def test_a_file_is_kept_once_for_one_request(machine: MachineOf, cast: Cast) -> None:
    me, request = machine(cast.handler), str(uuid4())

    first = me.upload("/files", request_uuid=request, file=picture())
    again = me.upload("/files", request_uuid=request, file=picture())

    assert (first.status_code, first.json()) == (201, again.json())
    assert (first.json()["kind"], first.json()["is_new"]) == ("photo", True)
    assert File.objects.count() == 1


@pytest.mark.parametrize(
    "content, purpose, code",
    [
        (b"", "photo", "evidence.empty"),
        (b"no picture", "photo", "evidence.not_a_picture"),
        (b"\x00\x01\x02", "document", "evidence.not_a_document"),
        (b"x" * (21 * 1024 * 1024), "document", "evidence.too_large"),
        (b"text", "song", "api.invalid"),
    ],
)
def test_a_file_that_cannot_be_kept_is_refused(
    machine: MachineOf, cast: Cast, content: bytes, purpose: str, code: str
) -> None:
    answer = machine(cast.handler).upload("/files", purpose=purpose, file=SimpleUploadedFile("x.bin", content))

    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_an_upload_without_file_or_without_form_is_refused(machine: MachineOf, cast: Cast) -> None:
    me = machine(cast.handler)

    assert set(me.upload("/files").json()["fields"]) == {"file"}
    assert me.post("/files").status_code == 422


def test_an_upload_cut_short_is_refused(machine: MachineOf, cast: Cast) -> None:
    me = machine(cast.handler)

    answer = me.client.generic(
        "POST", "/api/v1/files", b"--b\r\nhalf", content_type="multipart/form-data", headers=me.headers
    )

    assert (answer.status_code, answer.json()["code"]) == (400, "api.unreadable")


def test_a_file_is_given_only_to_who_sees_its_case(machine: MachineOf, cast: Cast) -> None:
    shown, loose = photo(cast.inspector), photo(cast.inspector, shade=60)
    reported(cast, evidence=(shown,))
    me = machine(cast.inspector)

    whole, small = me.get(f"/files/{shown}"), me.get(f"/files/{shown}", small="true")

    assert (whole["Content-Type"], whole.status_code) == ("image/jpeg", 200)
    assert 0 < len(b"".join(small)) < len(b"".join(whole))  # type: ignore[arg-type]
    assert me.get(f"/files/{loose}").status_code == 404
    assert machine(cast.handler).get(f"/files/{shown}").status_code == 404


def test_a_document_is_given_to_be_saved(machine: MachineOf, cast: Cast) -> None:
    me = machine(cast.inspector)
    sent = SimpleUploadedFile("说明.html", b"<html><script>alert(1)</script>")
    kept = me.upload("/files", purpose="document", file=sent).json()["uuid"]
    reported(cast, who=cast.inspector, evidence=(UUID(kept),))

    answer = me.get(f"/files/{kept}")

    assert b"".join(answer).startswith(b"<html>")  # type: ignore[arg-type]
    assert (answer["Content-Type"], answer["Content-Disposition"][:11]) == ("text/plain", "attachment;")


def test_classes_are_found_and_paged(machine: MachineOf, cast: Cast) -> None:
    condition()
    me = machine(cast.handler)

    told = me.get("/classes", q="垃圾").json()

    assert (told["total"], told["page_count"]) == (1, 1)
    assert (told["classes"][0]["code"], told["classes"][0]["condition_count"]) == ("06010", 1)
    assert me.get("/classes", q="没有").json()["classes"] == []
    assert me.get("/classes", kind="component").json()["total"] == 0


def test_conditions_carry_their_limits(machine: MachineOf, cast: Cast) -> None:
    under = condition()
    me = machine(cast.handler)

    [row] = me.get("/conditions").json()["conditions"]

    assert row["uuid"] == str(under.uuid)
    assert row["limit"] == {"amount": 4.0, "unit": "service_hours", "text": "4工作时"}
    assert me.get("/conditions", case_class=row["class_uuid"]).json()["conditions"] == [row]
    assert me.get("/conditions", case_class=uuid4()).json()["conditions"] == []


def test_units_in_use_are_listed(machine: MachineOf, cast: Cast) -> None:
    cast.company.is_active = False
    cast.company.save()

    rows = machine(cast.handler).get("/units").json()["units"]

    assert [row["code"] for row in rows] == ["01", "02", "03"]
    assert rows[1]["aliases"] == ["甲街道", "甲办事处"]
