"""Storing a file: bytes first, then one row and one entry, once per request."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from cast import NOW, Cast, call, make_cast
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rules.evidence.drawings import AT_THE_MARKET, TAKEN, archive, encoded, notes, scene

from bihuan.evidence import errors, queries
from bihuan.evidence.commands import store
from bihuan.evidence.models import File, FilePiece
from bihuan.kernel.call import Actor, system_actor
from bihuan.kernel.errors import Reason, Refusal
from bihuan.ledger import errors as ledger_errors
from bihuan.ledger.queries import timeline

pytestmark = pytest.mark.django_db
PHOTO = encoded(scene(1, (400, 300)), exif=notes(exif=TAKEN, gps=AT_THE_MARKET, model="P60"))
DOCX = archive("word/document.xml")


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def test_photo_is_kept_with_its_facts(cast: Cast) -> None:
    stored = store(call(cast.handler), content=PHOTO, file_name="相册/现场.jpg")

    assert (stored.kind, stored.is_new) == ("photo", True)
    assert stored.sha256 == hashlib.sha256(PHOTO).hexdigest()
    facts = queries.file_for(stored.uuid)
    assert (facts.name, facts.media_type, facts.width, facts.height) == ("现场.jpg", "image/jpeg", 400, 300)
    assert (facts.captured_at, facts.captured_at_is_certain) == (datetime(2026, 3, 23, 1, 30, tzinfo=UTC), True)
    assert (facts.lon_wgs84, facts.lat_wgs84, facts.accuracy_m, facts.device) == (113.55, 34.8, 8.0, "P60")
    assert (facts.stored_by_uuid, facts.stored_by_name) == (cast.handler.uuid, "甲街道经办")
    assert facts.received_at == NOW


def test_bytes_lie_under_their_hash(cast: Cast, files: Path) -> None:
    facts = queries.file_for(store(call(cast.handler), content=PHOTO, file_name="a.jpg").uuid)

    for path, sha256 in (
        (queries.path_of(facts), facts.sha256_stored),
        (queries.path_of(facts, thumbnail=True), facts.sha256_thumbnail),
    ):
        assert path == files / sha256[:2] / sha256[2:4] / f"{sha256}.jpg"
        assert hashlib.sha256(path.read_bytes()).hexdigest() == sha256
    assert queries.path_of(facts).stat().st_size == facts.byte_size


def test_document_is_kept_as_it_is(cast: Cast) -> None:
    stored = store(call(cast.handler), content=DOCX, file_name="反馈.docx", purpose="document")

    facts = queries.file_for(stored.uuid)
    assert stored.kind == "document"
    assert facts.sha256_stored == facts.sha256_original == stored.sha256
    assert (facts.pdq, facts.captured_at, facts.position) == ("", None, None)
    assert queries.path_of(facts).suffix == ".docx"
    assert queries.path_of(facts).read_bytes() == DOCX
    with pytest.raises(Refusal) as refused:
        queries.path_of(facts, thumbnail=True)
    assert refused.value.reason is errors.NOT_FOUND


def test_photo_without_offset_is_taken_in_the_district_zone(cast: Cast) -> None:
    content = encoded(scene(1, (80, 60)), exif=notes(exif={36867: "2026:03:23 09:30:00"}))

    facts = queries.file_for(store(call(cast.handler), content=content, file_name="a.jpg").uuid)

    assert (facts.captured_at, facts.captured_at_is_certain) == (datetime(2026, 3, 23, 1, 30, tzinfo=UTC), False)


def test_one_entry_is_written(cast: Cast) -> None:
    stored = store(call(cast.handler), content=PHOTO, file_name="a.jpg")

    (entry,) = timeline(stored.uuid)
    assert (entry.name, entry.actor["name"]) == ("evidence.file_stored.v1", "甲街道经办")
    assert entry.payload["sha256_original"] == stored.sha256
    assert entry.payload["captured_at"] == "2026-03-23T01:30:00+00:00"
    assert (entry.payload["lon_wgs84"], entry.payload["name"]) == (113.55, "a.jpg")


def test_same_request_again_gives_the_same_file(cast: Cast) -> None:
    request = call(cast.handler)

    first = store(request, content=PHOTO, file_name="a.jpg")
    second = store(request, content=PHOTO, file_name="a.jpg")

    assert first == second
    assert File.objects.count() == 1


def test_same_request_is_known_again_after_the_codecs_changed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    request = call(cast.handler)
    first = store(request, content=PHOTO, file_name="a.jpg")

    monkeypatch.setattr("bihuan.evidence.rules.pictures.QUALITY", 60)

    assert store(request, content=PHOTO, file_name="a.jpg") == first


def test_same_request_with_another_file_is_refused(cast: Cast) -> None:
    request = call(cast.handler)
    store(request, content=PHOTO, file_name="a.jpg")

    with pytest.raises(Refusal) as refused:
        store(request, content=encoded(scene(2, (80, 60))), file_name="a.jpg")

    assert refused.value.reason is ledger_errors.REQUEST_REUSED


def test_same_content_shares_its_bytes_but_is_another_upload(cast: Cast, files: Path) -> None:
    first = store(call(cast.handler), content=PHOTO, file_name="a.jpg")
    second = store(call(cast.inspector), content=PHOTO, file_name="b.jpg")

    assert first.uuid != second.uuid
    assert (first.is_new, second.is_new) == (True, False)
    assert len([path for path in files.rglob("*") if path.is_file()]) == 2


def test_flat_picture_is_not_indexed_for_likeness(cast: Cast) -> None:
    store(call(cast.handler), content=PHOTO, file_name="a.jpg")
    store(call(cast.handler), content=encoded(scene(1, (60, 40))), file_name="tiny.jpg")

    assert FilePiece.objects.count() == 16


@pytest.mark.parametrize("who", [system_actor("巡查导入"), Actor(kind="person", uuid=uuid4(), name="见习")])
def test_system_and_people_without_a_post_may_store(who: Actor) -> None:
    assert store(call(who), content=PHOTO, file_name="a.jpg").is_new


def test_public_is_refused(files: Path) -> None:
    with pytest.raises(Refusal) as refused:
        store(call(Actor(kind="public", uuid=uuid4(), name="市民")), content=PHOTO, file_name="a.jpg")

    assert refused.value.reason is errors.NOT_SIGNED_IN
    assert not files.exists()


@pytest.mark.parametrize(
    ("content", "purpose", "expected"),
    [
        (b"", "photo", errors.EMPTY),
        (bytes(20 * 1024 * 1024 + 1), "document", errors.TOO_LARGE),
        (b"%PDF-1.7", "photo", errors.NOT_A_PICTURE),
        (PHOTO[: len(PHOTO) // 2], "photo", errors.BROKEN_PICTURE),
        (PHOTO, "document", errors.NOT_A_DOCUMENT),
        (PHOTO, "video", errors.PURPOSE_UNKNOWN),
    ],
    ids=["empty", "large", "no-photo", "half", "no-document", "purpose"],
)
def test_refused_file_leaves_nothing(cast: Cast, files: Path, content: bytes, purpose: str, expected: Reason) -> None:
    with pytest.raises(Refusal) as refused:
        store(call(cast.handler), content=content, file_name="现场.jpg", purpose=purpose)

    assert refused.value.reason is expected
    assert "现场.jpg" in str(refused.value)
    assert not File.objects.exists()
    assert not files.exists()


def test_row_is_not_written_when_the_disk_refuses(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("bihuan.evidence.commands.disk.os.fsync", full)

    with pytest.raises(OSError, match="No space"):
        store(call(cast.handler), content=PHOTO, file_name="a.jpg")
    assert not File.objects.exists()


def test_bytes_are_durable_before_the_transaction_begins(cast: Cast, files: Path) -> None:
    seen: list[int] = []

    def look(execute: object, *args: object) -> object:
        seen.append(len(list(files.rglob("*.jpg"))))
        return execute(*args)  # type: ignore[operator]

    with connection.execute_wrapper(look):
        store(call(cast.handler), content=PHOTO, file_name="a.jpg")

    assert seen[0] == seen[-1] == 2


def test_storing_takes_a_fixed_number_of_statements(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as asked:
        store(replace(call(cast.handler)), content=PHOTO, file_name="a.jpg")

    # Savepoint twice, receipt twice, is it new, row, pieces in a savepoint of their own, number and entry.
    assert len(asked) <= 10
