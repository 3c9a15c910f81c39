"""Finding files again: by uuid, by content, by look."""

from random import Random
from uuid import UUID, uuid4

import pytest
from cast import NOW, Cast, call, make_cast
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rules.evidence.drawings import encoded, scene

from bihuan.evidence import errors, queries
from bihuan.evidence.commands import store
from bihuan.evidence.models import File, FilePiece
from bihuan.evidence.rules import FlagCode, flags, pieces
from bihuan.kernel.errors import Refusal

pytestmark = pytest.mark.django_db
STREET = scene(1, (600, 450))


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def kept(cast: Cast, content: bytes, name: str = "a.jpg") -> UUID:
    return store(call(cast.handler), content=content, file_name=name).uuid


def indexed(pdq: str, name: str = "") -> File:
    file = File.objects.create(
        kind="photo",
        name=name,
        media_type="image/jpeg",
        sha256_original=pdq,
        sha256_stored=pdq,
        byte_size=1,
        pdq=pdq,
        pdq_quality=100,
        stored_by_uuid=uuid4(),
        stored_by_name="甲街道经办",
        received_at=NOW,
    )
    FilePiece.objects.bulk_create(FilePiece(key=key, file=file) for key in pieces(pdq))
    return file


def test_file_for_refuses_an_unknown_file() -> None:
    with pytest.raises(Refusal) as refused:
        queries.file_for(uuid4())

    assert refused.value.reason is errors.NOT_FOUND


def test_files_for_gives_those_there_are_in_one_statement(cast: Cast) -> None:
    uuids = [kept(cast, encoded(scene(number, (90, 70)))) for number in range(3)]

    with CaptureQueriesContext(connection) as asked:
        found = queries.files_for([*uuids, uuid4()])

    assert set(found) == set(uuids)
    assert all(found[uuid].uuid == uuid for uuid in uuids)
    assert len(asked) == 1


def test_reencoded_and_resized_photo_is_found_among_others(cast: Cast) -> None:
    for number in range(2, 8):
        kept(cast, encoded(scene(number, (600, 450))))
    first = kept(cast, encoded(STREET), "first.jpg")
    second = queries.file_for(kept(cast, encoded(STREET.resize((320, 240)), "WEBP", quality=60), "second.webp"))

    found = queries.lookalikes(second)

    assert [file.uuid for file in found] == [first]
    (flag,) = flags(second, found, case_reported_at=None, case_position=None)[:1]
    assert flag.code is FlagCode.USED_BEFORE
    assert (flag.params["file_name"], flag.params["is_identical"]) == ("first.jpg", False)


def test_different_scenes_are_not_found(cast: Cast) -> None:
    uuids = [kept(cast, encoded(scene(number, (300, 225)))) for number in range(6)]

    assert [queries.lookalikes(queries.file_for(uuid)) for uuid in uuids] == [[]] * 6


def test_document_is_found_by_its_content_in_one_statement(cast: Cast) -> None:
    first, second = (
        store(call(cast.handler), content=b"%PDF-1.7", file_name=name, purpose="document") for name in ("a", "b")
    )
    facts = queries.file_for(second.uuid)

    with CaptureQueriesContext(connection) as asked:
        found = queries.lookalikes(facts)

    assert [file.uuid for file in found] == [first.uuid]
    assert len(asked) == 1


def test_similar_keeps_to_31_bits_and_puts_the_nearest_first() -> None:
    choose = Random(3)
    base = choose.getrandbits(256)
    for bits in (40, 31, 32, 0, 12):
        turned = sum(1 << bit for bit in choose.sample(range(256), bits))
        indexed(f"{base ^ turned:064x}", name=str(bits))

    with CaptureQueriesContext(connection) as asked:
        found = queries.similar(f"{base:064x}")

    assert [file.name for file in found] == ["0", "12", "31"]
    assert len(asked) == 1


def test_similar_looks_its_keys_up_in_the_index() -> None:
    choose = Random(4)
    for _ in range(50):
        indexed(f"{choose.getrandbits(256):064x}")
    with CaptureQueriesContext(connection) as asked:
        queries.similar("0" * 64)
    explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # A few rows are read faster without any index; the question is whether the index fits.
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(explain + asked[0]["sql"].replace("%", "%%"))
        plan = "\n".join(str(row) for row in cursor.fetchall())

    assert "SCAN evidence_filepiece" not in plan
    assert "Seq Scan on evidence_filepiece" not in plan
    assert "evidence_filepiece" in plan
