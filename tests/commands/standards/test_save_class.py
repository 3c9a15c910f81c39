"""Adding and changing classes."""

import pytest
from cast import Cast, call
from small_dictionary import Small

from bihuan.kernel.errors import Refusal
from bihuan.ledger.queries import timeline
from bihuan.standards.commands import save_class
from bihuan.standards.models import CaseClass, Standard


def test_adds_a_local_class_with_its_initials(cast: Cast, small: Small) -> None:
    saved = save_class(
        call(cast.configurer),
        standard_uuid=small.standard,
        kind="matter",
        code="06980",
        name="违规养犬",
        words=["遛狗", "不牵绳 狗粪"],
        help="犬只伤人的同样使用。",
    )

    row = CaseClass.objects.get(uuid=saved.class_uuid)
    assert (row.words, row.initials, row.is_local_extension) == ("遛狗 不牵绳 狗粪", "wgyq lg bqs gf", True)
    entry = timeline(small.standard)[-1]
    assert (entry.name, entry.payload["code"]) == ("standards.class_saved.v1", "06980")


def test_changes_a_class_and_raises_the_version(cast: Cast, small: Small) -> None:
    before = Standard.objects.get().version

    save_class(
        call(cast.configurer),
        standard_uuid=small.standard,
        class_uuid=small.litter,
        kind="事项",
        code="06010",
        name="散落垃圾",
    )

    assert CaseClass.objects.get(uuid=small.litter).initials == "sllj"
    assert Standard.objects.get().version == before + 1


def test_the_same_code_may_be_a_component_too(cast: Cast, small: Small) -> None:
    save_class(call(cast.configurer), standard_uuid=small.standard, kind="部件", code="06010", name="试验部件")

    assert CaseClass.objects.filter(code="06010").count() == 2


def test_a_repeat_adds_nothing(cast: Cast, small: Small) -> None:
    same = call(cast.configurer)
    wish = {"standard_uuid": small.standard, "kind": "事项", "code": "06980", "name": "违规养犬"}

    assert save_class(same, **wish) == save_class(same, **wish)  # type: ignore[arg-type]
    assert CaseClass.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"code": "06010"}, "standards.code_taken"),
        ({"code": "零六"}, "standards.code_unreadable"),
        ({"code": ""}, "orgs.blank"),
        ({"kind": "部"}, "standards.kind_unknown"),
        ({"name": ""}, "orgs.blank"),
        ({"name": "长" * 61}, "orgs.too_long"),
    ],
)
def test_refuses(cast: Cast, small: Small, fields: dict[str, str], code: str) -> None:
    wish = {"kind": "事项", "code": "06980", "name": "违规养犬"} | fields

    with pytest.raises(Refusal) as refusal:
        save_class(call(cast.configurer), standard_uuid=small.standard, **wish)  # type: ignore[arg-type]

    assert refusal.value.code == code


def test_refuses_another_code_for_a_class_that_cases_refer_to(cast: Cast, small: Small) -> None:
    for kind, code in (("事项", "06011"), ("部件", "06010")):
        with pytest.raises(Refusal, match=r"standards\.code_fixed"):
            save_class(
                call(cast.configurer),
                standard_uuid=small.standard,
                class_uuid=small.litter,
                kind=kind,
                code=code,
                name="暴露垃圾",
            )


def test_refuses_people_who_do_not_configure(cast: Cast, small: Small) -> None:
    with pytest.raises(Refusal, match=r"orgs\.not_allowed"):
        save_class(call(cast.leader), standard_uuid=small.standard, kind="事项", code="06980", name="违规养犬")
