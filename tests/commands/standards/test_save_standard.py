"""Adding and changing standards."""

from datetime import date
from uuid import uuid4

import pytest
from cast import Cast, call
from small_dictionary import Small

from bihuan.kernel.errors import Refusal
from bihuan.ledger.queries import timeline
from bihuan.standards.commands import save_standard
from bihuan.standards.models import Standard

WISH = {"ref": "旧字典", "name": "旧的事项", "in_force_on": date(2013, 1, 1), "source": "示例"}


def test_adds_a_standard(cast: Cast) -> None:
    saved = save_standard(call(cast.configurer), **WISH, ends_on=date(2026, 6, 30), edition="2013")

    row = Standard.objects.get(uuid=saved.standard_uuid)
    assert (row.ref, row.edition, row.ends_on) == ("旧字典", "2013", date(2026, 6, 30))
    (entry,) = timeline(saved.standard_uuid)
    assert (entry.name, entry.payload["ends_on"]) == ("standards.standard_saved.v1", "2026-06-30")


def test_changes_a_standard_and_raises_its_version(cast: Cast, small: Small) -> None:
    before = Standard.objects.get(uuid=small.standard).version

    save_standard(call(cast.configurer), **WISH, standard_uuid=small.standard)

    row = Standard.objects.get(uuid=small.standard)
    assert (row.ref, row.version) == ("旧字典", before + 1)


def test_a_repeat_adds_nothing(cast: Cast) -> None:
    same = call(cast.configurer)

    assert save_standard(same, **WISH) == save_standard(same, **WISH)
    assert Standard.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"ref": "试验字典"}, "standards.ref_taken"),
        ({"ref": ""}, "orgs.blank"),
        ({"source": " "}, "orgs.blank"),
        ({"name": "长" * 121}, "orgs.too_long"),
        ({"ends_on": date(2012, 12, 31)}, "standards.dates_crossed"),
        ({"standard_uuid": uuid4()}, "standards.not_found"),
    ],
)
def test_refuses(cast: Cast, small: Small, fields: dict[str, object], code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        save_standard(call(cast.configurer), **(WISH | fields))  # type: ignore[arg-type]

    assert refusal.value.code == code


def test_refuses_people_who_do_not_configure(cast: Cast) -> None:
    with pytest.raises(Refusal, match=r"orgs\.not_allowed"):
        save_standard(call(cast.handler), **WISH)
