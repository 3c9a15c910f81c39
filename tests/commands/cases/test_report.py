"""Report a problem."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from cast import NOW, Cast, call
from makers import condition, photo, reported
from steps import last, row, world

from bihuan.cases import commands
from bihuan.cases.commands import Place
from bihuan.cases.models import CaseFile
from bihuan.kernel.call import Actor
from bihuan.kernel.errors import Refusal
from bihuan.kernel.geo import Datum
from bihuan.ledger.queries import verify


def refused(who: Actor, asked: Any = None, **details: Any) -> str:
    before = world()
    with pytest.raises(Refusal) as refusal:
        commands.report(asked or call(who), **({"title": "暴露垃圾"} | details))
    assert world() == before
    return refusal.value.code


def test_a_report_is_kept_word_for_word_with_its_entry(cast: Cast) -> None:
    seen, kind = photo(cast.inspector), condition().case_class
    new = commands.report(
        call(cast.inspector, happened_at=NOW - timedelta(hours=1)),
        title=" 西溪路12号暴露垃圾 ",
        text="门口\n一堆",
        place=Place("西溪路12号", 113.55, 34.8, accuracy_m=12.5),
        case_class=kind.uuid,
        evidence=(seen,),
    )

    case, entry = row(new), last(new)
    assert (case.code, case.state, case.version, case.title) == ("AJ-2026-00001", "reported", 1, "西溪路12号暴露垃圾")
    assert (case.reported_by, case.reporter_name, case.reporter_unit) == (
        cast.inspector.uuid,
        "巡查员",
        cast.office.name,
    )
    assert (case.happened_at, case.reported_at) == (NOW - timedelta(hours=1), NOW)
    assert (entry.name, entry.number, entry.at) == ("cases.reported.v1", new.entry, case.happened_at)
    assert entry.payload["report"]["text"] == "门口\n一堆"
    assert entry.payload["set"] == {"case_class": str(kind.uuid)}
    assert [file["file"] for file in entry.payload["evidence"]] == [str(seen)]
    assert CaseFile.objects.get(case=case).role == "before"
    assert verify().is_whole


def test_sent_twice_it_is_one_case(cast: Cast) -> None:
    asked = call(cast.handler)
    first = commands.report(asked, title="暴露垃圾")
    before = world()

    assert commands.report(asked, title="暴露垃圾") == first
    assert refused(cast.handler, asked, title="别的") == "ledger.request_reused"
    assert world() == before


def test_codes_count_up_within_the_local_year(cast: Cast) -> None:
    new_year = NOW.replace(year=2025, month=12, day=31, hour=16)

    first, second = reported(cast), reported(cast)
    third = commands.report(call(cast.handler, new_year), title="跨年")

    assert [new.code for new in (first, second, third)] == ["AJ-2026-00001", "AJ-2026-00002", "AJ-2026-00003"]


def test_a_refused_report_leaves_no_gap_in_the_codes(cast: Cast) -> None:
    reported(cast)
    refused(cast.inspector, evidence=(uuid4(),))

    assert reported(cast).code == "AJ-2026-00002"


def test_positions_of_the_web_maps_are_turned_into_wgs84(cast: Cast) -> None:
    case = row(reported(cast, place=Place("", 113.55, 34.8, Datum.GCJ02)))

    assert case.datum == "gcj02"
    assert 0.003 < 113.55 - case.lon_wgs84 < 0.01


@pytest.mark.parametrize(
    "details, code",
    [
        ({"title": " \x00"}, "cases.text_missing"),
        ({"title": "字" * 201}, "cases.too_long"),
        ({"text": "字" * 4001}, "cases.too_long"),
        ({"place": Place("字" * 201)}, "cases.too_long"),
        ({"place": Place("", 34.8, 113.55)}, "cases.position_odd"),
        ({"place": Place("", float("nan"), 34.8)}, "cases.position_odd"),
        ({"place": Place("", 113.5, 34.8, accuracy_m=-1.0)}, "cases.accuracy_odd"),
        ({"place": Place("", 113.5, 34.8, accuracy_m=float("nan"))}, "cases.accuracy_odd"),
        ({"place": Place("", 113.5, 34.8, accuracy_m=float("inf"))}, "cases.accuracy_odd"),
        ({"case_class": uuid4()}, "cases.class_unknown"),
        ({"rebound_of": uuid4()}, "cases.not_found"),
        ({"evidence": (uuid4(),)}, "cases.evidence_unknown"),
    ],
)
def test_what_makes_no_sense_is_refused(cast: Cast, details: dict[str, Any], code: str) -> None:
    assert refused(cast.inspector, **details) == code


def test_nothing_is_reported_from_the_future(cast: Cast) -> None:
    asked = call(cast.inspector, happened_at=NOW + timedelta(seconds=1))

    assert refused(cast.inspector, asked) == "cases.in_future"


def test_who_holds_no_post_reports_nothing(cast: Cast) -> None:
    former = Actor(kind="person", uuid=uuid4(), name="离任者")

    assert refused(former) == "cases.no_post"


def test_what_no_database_keeps_is_left_out(cast: Cast) -> None:
    case = row(reported(cast, title="暴\x00露", text="一\ud800二", origin_text="\x00原文", origin_note="注\x00"))

    assert (case.title, case.text, case.origin_text, case.origin_note) == ("暴露", "一二", "原文", "注")
