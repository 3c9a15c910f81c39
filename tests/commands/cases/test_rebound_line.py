"""`bihuan rebound evaluate FILE`."""

import csv
import gzip
import json
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from openpyxl import Workbook
from rules.cases.risk_panels import district

SPLIT = "2012-09-27"
RANK = {"auc", "top20"}


def lines() -> list[list[str]]:
    start = date(2010, 1, 1)
    day = lambda number: (start + timedelta(number)).isoformat()  # noqa: E731
    return [["ward", "closed", "place", "opened", "item"]] + [
        [row.area, day(row.closed or 0), row.place, day(row.opened), row.item] for row in district(places=700)
    ]


def packed(path: Path, rows: list[list[str]]) -> Path:
    text = StringIO()
    csv.writer(text).writerows(rows)
    path.write_bytes(gzip.compress(text.getvalue().encode()))
    return path


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    return packed(tmp_path / "案件.csv.gz", lines())


def printed(capsys: pytest.CaptureFixture[str], path: Path, *options: str) -> tuple[str, str]:
    call_command("rebound", "evaluate", str(path), "--split", SPLIT, *options)
    told = capsys.readouterr()
    return told.out, told.err


def refused(capsys: pytest.CaptureFixture[str], path: Path, *options: str) -> str:
    with pytest.raises(SystemExit) as end:
        call_command("rebound", "evaluate", str(path), *options)
    told = capsys.readouterr()
    assert (end.value.code, told.out) == (2, "")
    return told.err


def test_json_holds_the_published_figures_and_nothing_else(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, err = printed(capsys, cases, "--horizon", "90", "--json")
    found = json.loads(out)

    assert set(found) == {"n_train", "n_test", "base_rate", "auc", "ece", "top20", "baselines"}
    assert {name: set(rank) for name, rank in found["baselines"].items()} == {"class_rate": RANK, "prior_count": RANK}
    assert found["n_train"] > 300
    assert found["auc"] > max(rank["auc"] for rank in found["baselines"].values())
    assert err == ""


def test_the_table_is_readable(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = printed(capsys, cases)

    assert "本模型" in out
    assert "按类别反弹率" in out


def test_a_workbook_gives_the_same(cases: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = Workbook()
    for line in lines():
        book.active.append(line)
    book.save(tmp_path / "案件.xlsx")

    assert printed(capsys, tmp_path / "案件.xlsx", "--json") == printed(capsys, cases, "--json")


def test_thin_data_is_said_beside_the_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = packed(tmp_path / "少.csv.gz", lines()[:1] + lines()[1::12])

    out, err = printed(capsys, path, "--horizon", "30", "--json")

    assert json.loads(out)["n_train"] < 300
    assert "数据较少" in err


def test_open_and_placeless_rows_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [*lines(), ["街1", "", "点1", "2012-01-01", "垃圾"], ["街1", "2012-01-02", "", "2012-01-01", "垃圾"]]

    _, err = printed(capsys, packed(tmp_path / "缺.csv.gz", rows), "--json")

    assert "1 行没有结案日期" in err
    assert "1 行没有地点" in err


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--split", "九月"], "九月"),
        (["--split", "2030-01-01"], "请在 2010"),
        (["--split", SPLIT, "--horizon", "0"], "观察期应为"),
        (["--split", SPLIT, "--horizon", "一月"], "观察期应为"),
        (["--split", SPLIT, "--horizon", "1300"], "时间跨度太短"),
        (["--split", SPLIT, "--area", "街道"], "街道"),
    ],
)
def test_what_cannot_be_judged_is_refused_with_code_2(
    cases: Path, options: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told in refused(capsys, cases, *options)


def test_a_bad_row_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [*lines()[:4], ["街1", "2012-01-01", "点1", "2012-13-01", "垃圾"]]

    assert "第 5 行“opened”列" in refused(capsys, packed(tmp_path / "坏.csv.gz", rows), "--split", SPLIT)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"\0\0\0"])
def test_a_file_that_is_no_table_is_refused(content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "文件.csv"
    path.write_bytes(content)

    assert refused(capsys, path, "--split", SPLIT)


def test_a_missing_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "没有.csv" in refused(capsys, tmp_path / "没有.csv", "--split", SPLIT)
