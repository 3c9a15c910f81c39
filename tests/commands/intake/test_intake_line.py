"""`bihuan intake FILE`."""

import json
from pathlib import Path

import pytest
from cast import Cast
from commands.intake.desk import MINUTES
from django.core.management import call_command

from bihuan.intake.models import Document
from bihuan.intake.rules.reading import read

PAGE = "各单位要立即整改。\n"


def printed(capsys: pytest.CaptureFixture[str], path: Path, *options: str) -> str:
    call_command("intake", str(path), *options)
    return capsys.readouterr().out


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    path = tmp_path / "纪要.txt"
    path.write_bytes(MINUTES.encode("gbk"))
    return path


def test_json_is_exactly_what_the_reader_gives(db: None, minutes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(printed(capsys, minutes, "--format", "json")) == read(MINUTES).as_json()


def test_a_date_tells_the_year(db: None, minutes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(printed(capsys, minutes, "--format", "json", "--date", "2024-03-21"))

    assert [each["deadline"]["date"] for each in found["requirements"] if each["deadline"]] == ["2024-04-10"]


def test_the_table_is_readable_and_no_line_is_too_long(
    db: None, minutes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = printed(capsys, minutes)

    assert "R1" in table
    assert "甲街道要立即清理辖区内的暴露垃圾" in table
    assert "出店经营较多" in table


def test_the_units_of_the_district_help_and_nothing_is_written(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "纪要.txt"
    path.write_text("会议要求，环卫公司立即清理积存垃圾。\n")

    found = json.loads(printed(capsys, path, "--format", "json"))

    assert [each["units"] for each in found["requirements"]] == [["环卫公司"]]
    assert not Document.objects.exists()


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n\0", "机密★1年\n正文".encode()])
def test_a_refusal_goes_to_the_other_stream_with_code_2(
    db: None, content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "文件.txt"
    path.write_bytes(content)

    with pytest.raises(SystemExit) as end:
        call_command("intake", str(path), "--format", "json")

    out, error = capsys.readouterr()
    assert (end.value.code, out) == (2, "")
    assert "文件.txt" in error


def test_a_missing_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        call_command("intake", str(tmp_path / "没有.txt"))

    assert end.value.code == 2
    assert "没有.txt" in capsys.readouterr().err
