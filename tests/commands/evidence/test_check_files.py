"""Files on disk compared with their hashes: by hand, and every night by itself, a slice at a time."""

import json
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from cast import NOW, call, make_cast
from django.core.management import CommandError, call_command

from bihuan.clockwork.commands import beat
from bihuan.clockwork.queries import JobView, overview
from bihuan.evidence import jobs, queries
from bihuan.evidence.commands import checking, store
from bihuan.evidence.models import FileCheck

pytestmark = pytest.mark.django_db
NIGHT = NOW.replace(hour=18)  # 02:00 of the next day in Shanghai
DAY = timedelta(days=1)


def kept(*names: str) -> list[Path]:
    """Store documents; return where their bytes lie."""
    handler = make_cast().handler
    stored = [store(call(handler), content=f"%PDF-{n}".encode(), file_name=n, purpose="document") for n in names]
    return [queries.path_of(queries.file_for(each.uuid)) for each in stored]


def verify(*options: str) -> str:
    out = StringIO()
    call_command("evidence", "verify", *options, stdout=out)
    return out.getvalue()


def seen() -> JobView:
    return next(job for job in overview(NIGHT).jobs if job.name == "evidence.check")


def fired() -> dict[str, int]:
    return {rule.name: rule.fired_count for rule in seen().rules}


def test_whole_files_are_counted() -> None:
    kept("a.pdf", "b.pdf")

    assert verify() == "2 files compared, 0 missing, 0 altered, 0 unreadable\nAll files are there and unaltered.\n"


def test_the_first_fault_is_named_with_what_to_do() -> None:
    gone, altered, _whole = kept("a.pdf", "b.pdf", "c.pdf")
    gone.unlink()
    altered.write_bytes(b"other")
    out = StringIO()

    with pytest.raises(CommandError) as told:
        call_command("evidence", "verify", stdout=out)

    assert told.value.returncode == 1
    assert out.getvalue() == "3 files compared, 1 missing, 1 altered, 0 unreadable\n"
    assert "2 faults; the first:" in str(told.value)
    assert "put it back from the backup" in str(told.value)


def test_machines_read_every_fault() -> None:
    (gone,) = kept("a.pdf")
    gone.unlink()
    out = StringIO()

    with pytest.raises(CommandError):
        call_command("evidence", "verify", "--json", stdout=out)

    account = json.loads(out.getvalue())
    assert (account["verified"], account["checked"], account["missing"]) == (False, 1, 1)
    assert [fault["path"] for fault in account["faults"]] == [str(gone)]


def test_every_night_all_files_are_compared_once() -> None:
    kept("a.pdf", "b.pdf")

    for minutes in range(3):
        beat(NIGHT + timedelta(minutes=minutes))
    beat(NIGHT + DAY)

    assert [check.checked for check in FileCheck.objects.all()] == [2, 2]
    assert (fired(), seen().error) == ({"round": 2, "missing": 0, "changed": 0, "unreadable": 0}, "")


def test_nothing_is_compared_before_the_night_has_begun() -> None:
    kept("a.pdf")

    beat(NOW.replace(hour=16, minute=30))  # 00:30

    assert not FileCheck.objects.exists()


def test_a_round_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "SLICE_SECONDS", 0)
    kept("a.pdf", "b.pdf", "c.pdf")

    for minutes in range(3):
        beat(NIGHT + timedelta(minutes=minutes))
    assert fired()["round"] == 0
    beat(NIGHT + timedelta(minutes=3))

    check = FileCheck.objects.get()
    assert (check.checked, check.finished_at, fired()["round"]) == (3, NIGHT + timedelta(minutes=3), 1)


def test_a_fault_is_shown_until_a_round_finds_none() -> None:
    (gone,) = kept("a.pdf")
    content = gone.read_bytes()
    gone.unlink()

    beat(NIGHT)
    beat(NIGHT + timedelta(minutes=1))
    assert str(gone) in seen().error
    assert fired()["missing"] == 1

    gone.write_bytes(content)
    beat(NIGHT + DAY)
    assert seen().error == ""


def make_unreadable(path: Path) -> None:
    """Put a folder in a file's place: opening it fails, but not as a file that is not there."""
    path.unlink()
    path.mkdir()


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_compared() -> None:
    bad, gone, _whole = kept("a.pdf", "b.pdf", "c.pdf")
    make_unreadable(bad)
    gone.unlink()
    out = StringIO()

    with pytest.raises(CommandError):
        call_command("evidence", "verify", "--json", stdout=out)

    account = json.loads(out.getvalue())
    assert (account["checked"], account["missing"], account["unreadable"]) == (3, 1, 1)
    assert {fault["path"]: fault["kind"] for fault in account["faults"]} == {
        str(bad): "unreadable",
        str(gone): "missing",
    }


def test_a_round_goes_past_a_file_that_cannot_be_read() -> None:
    paths = sorted(kept(*"abcdef"), key=lambda path: path.name)
    make_unreadable(paths[1])
    paths[4].unlink()

    beat(NIGHT)

    check = FileCheck.objects.get()
    assert (check.checked, check.missing, check.unreadable, check.finished_at) == (6, 1, 1, NIGHT)
    assert fired() == {"round": 1, "missing": 1, "changed": 0, "unreadable": 1}
    assert f"{paths[1]} cannot be read" in seen().error


def test_what_was_compared_is_kept_when_a_round_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    kept("a.pdf", "b.pdf", "c.pdf")
    whole = list(queries.compared())

    def stopping(_after: str) -> Iterator[tuple[str, list[queries.FileFault]]]:
        yield from whole[:2]
        raise RuntimeError

    monkeypatch.setattr(checking, "compared", stopping)
    with pytest.raises(RuntimeError):
        checking.check_slice(NIGHT, seconds=10)

    check = FileCheck.objects.get()
    assert (check.checked, check.after, check.finished_at) == (2, whole[1][0], None)
