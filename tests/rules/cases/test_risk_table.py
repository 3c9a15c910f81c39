"""Tables of closed cases: what is read, and what is refused with the row and a way on."""

import gzip
from datetime import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.cases.rules.risk.dates import moment
from bihuan.cases.rules.risk.panel import DAY
from bihuan.cases.rules.risk.table import Table, read_csv, read_table
from bihuan.kernel.errors import Refusal

PLAIN = "place,item,opened,closed\n东街1号,垃圾,2013-01-01,2013-01-03\n"


def table(text: str, **options: str) -> Table:
    return read_table(read_csv(text.encode()), **options)


def refused(content: bytes, **options: str) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        read_table(read_csv(content), **options)
    return refusal.value


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        "\ufeff" + PLAIN,
        PLAIN.replace(",", "\t"),
        PLAIN.replace(",", ";"),
        "Closed,Item,Ward,Place,Opened\n2013/1/3,垃圾,7,东街1号,20130101\n\n",
        "点位,小类,立案时间,结案时间\r\n东街1号,垃圾,2013年1月1日,2013.1.3\r\n",
        "place,item,opened,closed\n东街1号,垃圾,2013-01-01 09:00,2013-01-03\n",
    ],
)
def test_columns_in_any_order_and_in_either_language(text: str) -> None:
    cases = table(text).cases

    assert (cases.place.names, cases.item.names) == (("东街1号",), ("垃圾",))
    assert (cases.closed - cases.opened).tolist() == [2 * DAY]


@pytest.mark.parametrize("content", [gzip.compress(PLAIN.encode()), PLAIN.encode("gb18030")])
def test_packed_and_in_the_office_encoding(content: bytes) -> None:
    assert len(read_table(read_csv(content)).cases) == 1


def test_the_area_is_found_by_its_usual_names_or_as_it_is_told() -> None:
    text = "place,item,opened,closed,ward,组\n东街,垃圾,2013-01-01,2013-01-03,七,乙\n"

    assert table(text).cases.area.names == ("七",)
    assert table(text, area="组").cases.area.names == ("乙",)


def test_a_position_that_cannot_be_is_unknown() -> None:
    rows = [f"东街,垃圾,2013-01-01,2013-01-03,{pair}" for pair in ("30.5,115", "0,0", "x,1", "99,1", "inf,1", ",")]
    cases = table("place,item,opened,closed,lat,lon\n" + "\n".join(rows)).cases

    assert np.isnan(cases.lat).tolist() == [False, True, True, True, True, True]


def test_open_rows_count_as_openings_and_placeless_rows_are_left_out() -> None:
    found = table(PLAIN + "东街1号,积水,2013-02-01,\n,积水,2013-02-01,2013-02-02\n")

    assert (len(found.cases), found.still_open, found.placeless) == (2, 1, 1)


@pytest.mark.parametrize(
    ("content", "code", "told"),
    [
        (b"", "rebound_empty", {}),
        (b"\n \n", "rebound_empty", {}),
        (b"place,item,opened,closed\n", "rebound_empty", {}),
        (b"place,opened,closed\nx,2013-01-01,2013-01-02\n", "rebound_columns", {"columns": "item（要素）"}),
        (b"\x89PNG\r\n\x1a\n\0\0", "rebound_not_table", {}),
        (b"\x1f\x8b broken", "rebound_not_table", {}),
        (gzip.compress(PLAIN.encode())[:-9], "rebound_not_table", {}),
        ((PLAIN + ",x,2013-01-01,2013-01-02\n").replace("东街1号", "").encode(), "rebound_no_place", {}),
        ((PLAIN + "a,b,soon,2013-01-02\n").encode(), "rebound_date", {"row": 3, "column": "opened", "text": "soon"}),
        ((PLAIN + "a,b,2013-01-01,1/2/2013\n").encode(), "rebound_date", {"row": 3, "column": "closed"}),
        ((PLAIN + "a,b,,2013-01-02\n").encode(), "rebound_date", {"row": 3, "text": ""}),
        ((PLAIN + "\na,b,2013-02-30,2013-03-02\n").encode(), "rebound_date", {"row": 4}),
        ((PLAIN + "a,b,2013-01-03,2013-01-02\n").encode(), "rebound_order", {"row": 3}),
    ],
)
def test_a_bad_table_is_refused_with_where_it_is_bad(content: bytes, code: str, told: dict[str, object]) -> None:
    refusal = refused(content)

    assert refusal.code == f"cases.{code}"
    assert refusal.params.items() >= told.items()


def test_an_area_that_is_no_column_is_refused() -> None:
    assert refused(PLAIN.encode(), area="ward").code == "cases.rebound_area"


@given(st.datetimes(min_value=datetime(1000, 1, 1)), st.sampled_from("-/."), st.booleans())  # noqa: DTZ001
def test_moments_are_read_as_they_were_written(when: datetime, mark: str, has_clock: bool) -> None:
    text = when.strftime(f"%Y{mark}%m{mark}%d" + " %H:%M:%S" * has_clock)

    assert moment(text) == int(np.datetime64(when, "s" if has_clock else "D").astype("datetime64[s]").astype(int))


def test_a_zone_moves_the_moment() -> None:
    assert moment("2013-01-01T08:00:00+08:00") == moment("2013-01-01")


@given(st.text(max_size=12))
def test_any_text_is_a_moment_or_none(text: str) -> None:
    assert moment(text) is None or any(char.isdigit() for char in text)
