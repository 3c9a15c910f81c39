"""Bytes on disk: whole or not there, healed when damaged, and checked against their hash."""

import hashlib
import os
import stat
from pathlib import Path

import pytest
from cast import call, make_cast
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rules.evidence.drawings import encoded, scene

from bihuan.evidence import queries
from bihuan.evidence.commands import disk, store
from bihuan.evidence.queries import FileFault

CONTENT = b"proof"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ab" / "cd" / "file.txt"


def test_keep_writes_the_bytes_and_nothing_else(path: Path) -> None:
    disk.keep(path, CONTENT, sha256=SHA256)

    assert path.read_bytes() == CONTENT
    assert list(path.parent.iterdir()) == [path]


def test_keep_leaves_right_bytes_alone(path: Path) -> None:
    disk.keep(path, CONTENT, sha256=SHA256)
    before = path.stat().st_ino

    disk.keep(path, CONTENT, sha256=SHA256)

    assert path.stat().st_ino == before


def test_keep_replaces_damaged_bytes(path: Path) -> None:
    disk.keep(path, CONTENT, sha256=SHA256)
    path.write_bytes(b"pro")

    disk.keep(path, CONTENT, sha256=SHA256)

    assert path.read_bytes() == CONTENT


def test_keep_syncs_the_file_before_its_name_and_then_each_folder(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def noted_fsync(descriptor: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        fsync(descriptor)

    def noted_replace(self: Path, target: Path) -> Path:
        steps.append("name")
        return replace(self, target)

    monkeypatch.setattr("bihuan.evidence.commands.disk.os.fsync", noted_fsync)
    monkeypatch.setattr(Path, "replace", noted_replace)

    disk.keep(path, CONTENT, sha256=SHA256)

    assert steps == ["file", "name", "folder", "folder", "folder"]


def test_keep_leaves_nothing_when_it_is_stopped(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("bihuan.evidence.commands.disk.os.fsync", stopped)

    with pytest.raises(KeyboardInterrupt):
        disk.keep(path, CONTENT, sha256=SHA256)
    assert list(path.parent.iterdir()) == []


def faults() -> list[FileFault]:
    return [fault for _sha256, found in queries.compared() for fault in found]


@pytest.mark.django_db
def test_comparing_names_what_is_gone_or_changed() -> None:
    handler = make_cast().handler
    photos = [store(call(handler), content=encoded(scene(n, (90, 70))), file_name=f"{n}.jpg") for n in range(3)]
    store(call(handler), content=encoded(scene(0, (90, 70))), file_name="again.jpg")
    facts = [queries.file_for(photo.uuid) for photo in photos]
    assert faults() == []

    gone, changed = queries.path_of(facts[0]), queries.path_of(facts[1], thumbnail=True)
    gone.unlink()
    changed.write_bytes(b"other")

    assert set(faults()) == {
        FileFault(facts[0].uuid, "0.jpg", "missing", gone),
        FileFault(facts[1].uuid, "1.jpg", "changed", changed),
    }


@pytest.mark.django_db
def test_comparing_reads_a_shared_file_once(monkeypatch: pytest.MonkeyPatch) -> None:
    handler = make_cast().handler
    for _ in range(3):
        store(call(handler), content=b"%PDF-1.7", file_name="a.pdf", purpose="document")
    read: list[object] = []

    def digest(stream: object, name: str) -> object:
        read.append(stream)
        return hashlib.sha256(b"")

    monkeypatch.setattr("bihuan.evidence.queries.hashlib.file_digest", digest)

    with CaptureQueriesContext(connection) as asked:
        found = faults()

    assert (len(read), len(found), len(asked)) == (1, 1, 1)
