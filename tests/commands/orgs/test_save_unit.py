"""Adding and changing units."""

from uuid import uuid4

import pytest
from cast import Cast, call

from bihuan.kernel.errors import Refusal
from bihuan.ledger.queries import timeline
from bihuan.orgs.commands import save_unit
from bihuan.orgs.models import Unit


def test_adds_a_unit_below_another(cast: Cast) -> None:
    saved = save_unit(
        call(cast.configurer),
        code="02-01",
        name="  西溪 社区 ",
        aliases=["西溪", "西溪", ""],
        parent_uuid=cast.street.uuid,
    )

    unit = Unit.objects.get(uuid=saved.unit_uuid)
    assert (unit.name, unit.aliases, unit.parent) == ("西溪 社区", ["西溪"], cast.street)


def test_changes_a_unit_and_keeps_its_uuid(cast: Cast) -> None:
    saved = save_unit(call(cast.configurer), unit_uuid=cast.street.uuid, code="02", name="甲街道", is_active=False)

    unit = Unit.objects.get(uuid=cast.street.uuid)
    assert saved.unit_uuid == cast.street.uuid
    assert (unit.name, unit.aliases, unit.is_active) == ("甲街道", [], False)


def test_writes_one_entry_with_every_field(cast: Cast) -> None:
    saved = save_unit(call(cast.configurer), code="09", name="丙街道办事处", short_name="丙街道")

    (entry,) = timeline(saved.unit_uuid)
    assert entry.name == "orgs.unit_saved.v1"
    assert entry.actor["name"] == "管理员"
    assert entry.payload == {
        "code": "09",
        "name": "丙街道办事处",
        "short_name": "丙街道",
        "aliases": [],
        "parent_uuid": "",
        "is_active": True,
    }


def test_a_repeat_adds_nothing(cast: Cast) -> None:
    same = call(cast.configurer)

    first = save_unit(same, code="09", name="丙街道办事处")
    second = save_unit(same, code="09", name="丙街道办事处")

    assert first == second
    assert Unit.objects.filter(code="09").count() == 1


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"code": "02", "name": "丙街道办事处"}, "orgs.name_taken", "code"),
        ({"code": "09", "name": "甲街道办事处"}, "orgs.name_taken", "name"),
        ({"code": "09", "name": "甲办事处"}, "orgs.name_taken", "name"),
        ({"code": "09", "name": "丙街道办事处", "short_name": "乙街道"}, "orgs.name_taken", "short_name"),
        ({"code": "09", "name": "丙街道办事处", "aliases": ["甲街道"]}, "orgs.name_taken", "aliases"),
        ({"code": " ", "name": "丙街道办事处"}, "orgs.blank", "code"),
        ({"code": "09", "name": "\t\n"}, "orgs.blank", "name"),
        ({"code": "09", "name": "长" * 121}, "orgs.too_long", "name"),
    ],
)
def test_refuses(cast: Cast, fields: dict[str, object], code: str, field: str) -> None:
    with pytest.raises(Refusal) as refusal:
        save_unit(call(cast.configurer), **fields)  # type: ignore[arg-type]

    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert Unit.objects.count() == 4


def test_refuses_a_unit_below_itself(cast: Cast) -> None:
    below = save_unit(call(cast.configurer), code="02-01", name="西溪社区", parent_uuid=cast.street.uuid)
    lowest = save_unit(call(cast.configurer), code="02-01-1", name="西溪网格", parent_uuid=below.unit_uuid)

    for parent in (cast.street.uuid, below.unit_uuid, lowest.unit_uuid):
        with pytest.raises(Refusal, match=r"orgs\.parent_loop"):
            save_unit(
                call(cast.configurer), unit_uuid=cast.street.uuid, code="02", name="甲街道办事处", parent_uuid=parent
            )


def test_moves_a_unit_to_another_parent(cast: Cast) -> None:
    below = save_unit(call(cast.configurer), code="02-01", name="西溪社区", parent_uuid=cast.street.uuid)

    save_unit(
        call(cast.configurer),
        unit_uuid=below.unit_uuid,
        code="02-01",
        name="西溪社区",
        parent_uuid=cast.other_street.uuid,
    )

    assert Unit.objects.get(uuid=below.unit_uuid).parent == cast.other_street


def test_refuses_an_unknown_unit_or_parent(cast: Cast) -> None:
    for field in ("unit_uuid", "parent_uuid"):
        with pytest.raises(Refusal, match=r"orgs\.not_found"):
            save_unit(call(cast.configurer), code="09", name="丙街道办事处", **{field: uuid4()})  # type: ignore[arg-type]


def test_refuses_people_who_do_not_configure(cast: Cast) -> None:
    with pytest.raises(Refusal, match=r"orgs\.not_allowed"):
        save_unit(call(cast.supervisor), code="09", name="丙街道办事处")
