"""Importing a table of filing conditions: all of it, or nothing; history is kept."""

from datetime import date
from uuid import uuid4

import pytest
from cast import NOW, Cast, call
from small_dictionary import Small, workbook

from bihuan.kernel.errors import Refusal
from bihuan.kernel.limits import Limit, Unit
from bihuan.ledger.queries import timeline
from bihuan.standards.commands import Imported, import_conditions
from bihuan.standards.models import CaseClass, FilingCondition, Standard
from bihuan.standards.queries import class_detail, preview_import
from bihuan.standards.rules.rows import RawRow
from bihuan.standards.rules.table import MOST_ROWS
from bihuan.standards.rules.terms import Habit

APRIL = date(2026, 4, 1)
ROWS = [
    RawRow(2, kind="事项", code="06010", text="有裸露垃圾", limit="2小时", source="示例"),
    RawRow(3, kind="事项", code="06010", text="成堆的垃圾", limit="1天", grade="紧急"),
    RawRow(4, kind="事项", code="06011", name="积存垃圾渣土", major_name="市容环境", text="堆积渣土", limit="5天"),
]


def rows_now() -> list[tuple[object, ...]]:
    fields = ("uuid", "text", "limit_text", "valid_from", "valid_to")
    return sorted(FilingCondition.objects.values_list(*fields), key=str)


def test_adds_replaces_and_counts(cast: Cast, small: Small) -> None:
    done = import_conditions(call(cast.configurer), standard_uuid=small.standard, rows=ROWS, from_on=APRIL)

    assert done == Imported(small.standard, classes_added=1, added=2, replaced=1, same=0)
    new = CaseClass.objects.get(code="06011")
    assert (new.name, new.major_name, new.initials, new.is_local_extension) == (
        "积存垃圾渣土",
        "市容环境",
        "jcljzt",
        True,
    )


def test_keeps_the_history_of_a_changed_limit(cast: Cast, small: Small) -> None:
    import_conditions(call(cast.configurer), standard_uuid=small.standard, rows=ROWS[:1], from_on=APRIL)

    detail = class_detail(small.litter, APRIL)
    (now,), (old,) = detail.conditions, detail.others
    assert (now.limit, now.valid_from, now.valid_to) == (Limit(2, Unit.SERVICE_HOURS), APRIL, None)
    assert (old.uuid, old.limit, old.valid_to) == (small.condition, Limit(4, Unit.SERVICE_HOURS), APRIL)


def test_a_second_import_of_the_same_rows_changes_nothing(cast: Cast, small: Small) -> None:
    import_conditions(call(cast.configurer), standard_uuid=small.standard, rows=ROWS, from_on=APRIL)
    before = rows_now()

    done = import_conditions(call(cast.configurer), standard_uuid=small.standard, rows=ROWS, from_on=APRIL)

    assert done == Imported(small.standard, classes_added=0, added=0, replaced=0, same=3)
    assert rows_now() == before


def test_what_is_not_in_the_rows_goes_on(cast: Cast, small: Small) -> None:
    import_conditions(call(cast.configurer), standard_uuid=small.standard, rows=ROWS[1:], from_on=APRIL)

    assert FilingCondition.objects.get(uuid=small.condition).valid_to is None


def test_holds_from_the_day_of_the_call_unless_told(cast: Cast, small: Small) -> None:
    import_conditions(call(cast.configurer), standard_uuid=small.standard, rows=ROWS[1:2])

    assert FilingCondition.objects.get(text="成堆的垃圾").valid_from == NOW.date()


def test_imports_what_the_preview_showed(cast: Cast, small: Small) -> None:
    content = workbook(["事项", 6010, "", "成堆的垃圾", "90分钟"], ["事项", "06011", "积存垃圾渣土", "渣土", "半天"])
    habit = Habit(hours=Unit.CONTINUOUS_HOURS, days=Unit.CALENDAR_DAYS)
    shown = preview_import(content, standard_uuid=small.standard, on=APRIL, habit=habit)

    import_conditions(
        call(cast.configurer), standard_uuid=small.standard, rows=shown.raw_rows, from_on=APRIL, habit=habit
    )

    stored = {row.text: row.limit for row in FilingCondition.objects.exclude(uuid=small.condition)}
    assert stored == {row.raw.text: row.terms.limit for row in shown.rows}


def test_nothing_is_imported_when_one_row_is_faulty(cast: Cast, small: Small) -> None:
    before = rows_now()
    faulty = RawRow(5, kind="事项", code="06010", text="别的", limit="很快")

    with pytest.raises(Refusal, match=r"standards\.import_faulty") as refusal:
        import_conditions(call(cast.configurer), standard_uuid=small.standard, rows=[*ROWS, faulty])

    assert refusal.value.params == {"count": 1, "row": 5}
    assert rows_now() == before
    assert CaseClass.objects.count() == 1


def test_writes_one_entry_that_proves_the_rows(cast: Cast, small: Small) -> None:
    import_conditions(call(cast.configurer), standard_uuid=small.standard, rows=ROWS, from_on=APRIL)

    entry = timeline(small.standard)[-1]
    assert entry.name == "standards.conditions_imported.v1"
    assert (entry.payload["added"], entry.payload["replaced"], entry.payload["from_on"]) == (2, 1, "2026-04-01")
    assert len(entry.payload["rows_sha256"]) == 64


def test_a_repeat_gets_the_first_answer(cast: Cast, small: Small) -> None:
    same = call(cast.configurer)

    first = import_conditions(same, standard_uuid=small.standard, rows=ROWS)

    assert import_conditions(same, standard_uuid=small.standard, rows=ROWS) == first
    assert first.added == 2


def test_a_thousand_rows_in_one_go(cast: Cast, small: Small) -> None:
    rows = [RawRow(n, kind="事项", code="06010", text=f"条件{n}", limit="1天") for n in range(1000)]
    changed = [RawRow(n, kind="事项", code="06010", text=f"条件{n}", limit="2天") for n in range(1000)]
    import_conditions(call(cast.configurer), standard_uuid=small.standard, rows=rows, from_on=APRIL)

    done = import_conditions(call(cast.configurer), standard_uuid=small.standard, rows=changed, from_on=APRIL)

    assert done.replaced == 1000
    assert FilingCondition.objects.filter(valid_to__isnull=True).count() == 1001


@pytest.mark.parametrize(
    ("rows", "code"), [([], "standards.rows_none"), (ROWS[:1] * (MOST_ROWS + 1), "standards.rows_many")]
)
def test_refuses_nothing_and_too_much(cast: Cast, small: Small, rows: list[RawRow], code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        import_conditions(call(cast.configurer), standard_uuid=small.standard, rows=rows)

    assert refusal.value.code == code


def test_refuses_an_unknown_standard(cast: Cast) -> None:
    with pytest.raises(Refusal, match=r"standards\.not_found"):
        import_conditions(call(cast.configurer), standard_uuid=uuid4(), rows=ROWS)


def test_refuses_people_who_do_not_configure(cast: Cast, small: Small) -> None:
    version = Standard.objects.get().version

    with pytest.raises(Refusal, match=r"orgs\.not_allowed"):
        import_conditions(call(cast.supervisor), standard_uuid=small.standard, rows=ROWS)

    assert Standard.objects.get().version == version
