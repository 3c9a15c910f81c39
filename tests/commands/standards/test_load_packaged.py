"""Loading the dictionaries that come with the product."""

from datetime import date

import pytest
from cast import NOW, Cast, call

from bihuan.kernel.call import system_actor
from bihuan.kernel.errors import Refusal
from bihuan.ledger.queries import timeline
from bihuan.standards.commands import Loaded, end_condition, load_packaged, save_condition
from bihuan.standards.models import CaseClass, FilingCondition, Standard
from bihuan.standards.rules.terms import DICTIONARY_UUID

TODAY = date(2026, 3, 23)
MOST_USED = ["06010", "06011", "06012", "06017", "06036", "06042", "06045", "07003", "09005", "09006"]
FOR_PROJECTS = ["08004", "08007", "08008", "08011", "08012", "08015", "07008"]
MANHOLES = ["01001", "01002", "01003", "01018", "01023", "01006", "01010", "01011", "01014"]


def test_loads_both_standards_whole(cast: Cast) -> None:
    done = load_packaged(call(system_actor("setup")))

    national = Standard.objects.get(ref="GB/T 47678.5-2026")
    counts = [national.classes.filter(kind=kind).count() for kind in ("component", "matter")]
    assert counts == [153, 250]
    assert done == Loaded(standards=2, classes=409, conditions=FilingCondition.objects.count())
    assert done.conditions >= 60


def test_the_most_used_classes_can_be_filed(packaged: None) -> None:
    wanted = {*MOST_USED, *FOR_PROJECTS, "01037", "06013", "03001"}

    conditions = FilingCondition.objects.filter(case_class__kind="matter", valid_to__isnull=True)
    assert wanted <= set(conditions.values_list("case_class__code", flat=True))
    assert not conditions.filter(source="").exists()


def test_manholes_have_their_four_conditions(cast: Cast) -> None:
    load_packaged(call(cast.configurer))

    counts = {code: FilingCondition.objects.filter(case_class__code=code).count() for code in MANHOLES}
    assert set(counts.values()) == {4}


def test_loading_again_adds_nothing(cast: Cast) -> None:
    load_packaged(call(cast.configurer))
    before = sorted(FilingCondition.objects.values_list("uuid", flat=True))

    done = load_packaged(call(cast.configurer))

    assert done == Loaded(standards=0, classes=0, conditions=0)
    assert sorted(FilingCondition.objects.values_list("uuid", flat=True)) == before


def test_what_the_district_changed_or_ended_stays_so(cast: Cast) -> None:
    load_packaged(call(cast.configurer))
    both = FilingCondition.objects.filter(case_class__code__in=["01037", "03001"]).select_related("case_class")
    changed, ended = both.order_by("case_class__code")
    save_condition(
        call(cast.configurer),
        class_uuid=changed.case_class.uuid,
        text=changed.text,
        limit_text="1天",
        from_on=TODAY,
        replaces_uuid=changed.uuid,
    )
    end_condition(call(cast.configurer), condition_uuid=ended.uuid, on=TODAY)

    assert load_packaged(call(cast.configurer)).conditions == 0


def test_a_repeat_gets_the_first_answer(cast: Cast) -> None:
    same = call(cast.configurer)

    assert load_packaged(same) == load_packaged(same)
    (entry,) = timeline(DICTIONARY_UUID)
    assert (entry.name, entry.payload["classes"], entry.at) == ("standards.packaged_loaded.v1", 409, NOW)


def test_classes_can_be_found_by_initials_and_other_words(cast: Cast) -> None:
    load_packaged(call(cast.configurer))

    row = CaseClass.objects.get(code="06010", kind="matter")
    assert row.initials.split()[:2] == ["bllj", "lj"]
    assert "06011" in row.help


def test_refuses_people_who_do_not_configure(cast: Cast) -> None:
    with pytest.raises(Refusal, match=r"orgs\.not_allowed"):
        load_packaged(call(cast.supervisor))

    assert not Standard.objects.exists()
