"""The export that reads back the same."""

from datetime import date
from uuid import uuid4

import pytest
from cast import Cast, call
from small_dictionary import Small

from bihuan.kernel.errors import Refusal
from bihuan.kernel.limits import Unit
from bihuan.standards.commands import end_condition, import_conditions, load_packaged, save_condition
from bihuan.standards.models import FilingCondition, Standard
from bihuan.standards.queries import export_xlsx, preview_import
from bihuan.standards.queries.workbook import read_table
from bihuan.standards.rules.rows import Change
from bihuan.standards.rules.terms import Habit

ON = date(2026, 4, 1)


@pytest.mark.parametrize("ref", ["GB/T 47678.5-2026", "BH-QD"])
def test_importing_an_export_changes_nothing(cast: Cast, ref: str) -> None:
    load_packaged(call(cast.configurer))
    standard = Standard.objects.get(ref=ref)

    found = preview_import(export_xlsx(standard.uuid), standard_uuid=standard.uuid, on=ON)

    total = FilingCondition.objects.filter(case_class__standard=standard).count()
    assert (found.counts[Change.SAME], len(found.rows)) == (total, total)
    assert found.unknown_columns == ()


def test_limits_read_with_other_habits_come_back_as_they_are(cast: Cast, small: Small) -> None:
    for text, limit in (("甲", "4小时"), ("乙", "5天"), ("丙", "20分钟")):
        save_condition(
            call(cast.configurer),
            class_uuid=small.litter,
            text=text,
            limit_text=limit,
            from_on=ON,
            grade="轻微",
            habit=Habit(hours=Unit.CONTINUOUS_HOURS, days=Unit.CALENDAR_DAYS),
        )

    found = preview_import(export_xlsx(small.standard), standard_uuid=small.standard, on=ON)

    assert {row.change for row in found.rows} == {Change.SAME}
    assert len(found.rows) == 4


def test_an_empty_district_is_filled_by_it(cast: Cast, small: Small) -> None:
    content = export_xlsx(small.standard)
    FilingCondition.objects.all().delete()
    found = preview_import(content, standard_uuid=small.standard, on=ON)

    done = import_conditions(call(cast.configurer), standard_uuid=small.standard, rows=found.raw_rows, from_on=ON)

    assert done.added == 1
    assert FilingCondition.objects.get().text == "有裸露垃圾"


def test_leaves_out_what_has_ended(cast: Cast, small: Small) -> None:
    end_condition(call(cast.configurer), condition_uuid=small.condition, on=ON)

    assert len(read_table(export_xlsx(small.standard))) == 1


def test_words_that_look_like_formulas_stay_words(cast: Cast, small: Small) -> None:
    save_condition(
        call(cast.configurer), class_uuid=small.litter, text="=1+1", limit_text="4小时", from_on=ON, source="@SUM(A1)"
    )

    rows = read_table(export_xlsx(small.standard))

    assert ["=1+1" in row and "@SUM(A1)" in row for row in rows] == [False, False, True]


def test_refuses_an_unknown_standard(cast: Cast) -> None:
    with pytest.raises(Refusal, match=r"standards\.not_found"):
        export_xlsx(uuid4())
