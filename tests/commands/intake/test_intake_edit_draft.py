"""Changing what a draft says."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from cast import call
from commands.intake.desk import Desk

from bihuan.cases.rules.words import MOST_TEXT
from bihuan.intake.commands import edit_draft
from bihuan.intake.models import Draft
from bihuan.kernel.errors import Refusal
from bihuan.ledger.queries import timeline
from bihuan.orgs.models import Unit
from bihuan.standards.models import FilingCondition


def edit(desk: Desk, draft: Draft, **fields: object) -> Draft:
    edit_draft(call(desk.cast.supervisor), draft_uuid=draft.uuid, expected_version=draft.version, **fields)
    draft.refresh_from_db()
    return draft


def refused(desk: Desk, draft: Draft, **fields: object) -> tuple[str, str]:
    with pytest.raises(Refusal) as refusal:
        edit(desk, draft, **fields)
    return refusal.value.code, refusal.value.field


def test_changes_every_field_and_records_what_changed(desk: Desk) -> None:
    condition = FilingCondition.objects.order_by("pk").first()
    assert condition is not None

    draft = edit(
        desk,
        desk.find("巡查"),
        title=" 加强夜间巡查 ",
        text="每晚两次",
        lead_unit=desk.cast.street.uuid,
        co_units=[desk.cast.company.uuid],
        condition=condition.uuid,
        limit="5个工作日",
        place="西溪路",
    )

    assert (draft.title, draft.text, draft.place_text) == ("加强夜间巡查", "每晚两次", "西溪路")
    assert (draft.lead_unit, draft.co_units) == (desk.cast.street, [str(desk.cast.company.uuid)])
    assert (draft.condition, draft.limit_text, draft.version) == (condition, "5工作日", 2)
    (written,) = timeline(desk.document.uuid)[-1].payload["drafts"]
    assert written["set"] == {
        "title": "加强夜间巡查",
        "text": "每晚两次",
        "lead_unit_id": str(desk.cast.street.uuid),
        "co_units": [str(desk.cast.company.uuid)],
        "condition_id": str(condition.uuid),
        "limit_text": "5工作日",
        "place_text": "西溪路",
    }


def test_what_is_not_given_stays(desk: Desk) -> None:
    draft = edit(desk, desk.find("修补"), place="西溪路")

    assert (draft.lead_unit, draft.deadline_on) == (desk.cast.other_street, date(2026, 4, 10))


def test_none_takes_unit_and_condition_away(desk: Desk) -> None:
    draft = edit(desk, desk.find("修补"), lead_unit=None, condition=None)

    assert (draft.lead_unit, draft.condition) == (None, None)


def test_a_day_is_a_limit_too(desk: Desk) -> None:
    assert edit(desk, desk.find("巡查"), limit="4月15日").deadline_on == date(2026, 4, 15)


def test_an_empty_limit_leaves_it_to_the_condition(desk: Desk) -> None:
    draft = edit(desk, desk.find("修补"), limit="")

    assert (draft.limit_text, draft.deadline_on) == ("", None)


def test_a_new_lead_unit_is_no_longer_a_co_handling_one(desk: Desk) -> None:
    draft = edit(desk, desk.find("修补"), co_units=[desk.cast.street.uuid, desk.cast.company.uuid])

    draft = edit(desk, draft, lead_unit=desk.cast.street.uuid)

    assert draft.co_units == [str(desk.cast.company.uuid)]


def test_the_words_of_the_document_stay(desk: Desk) -> None:
    draft = desk.find("修补")
    words = (draft.source_text, draft.spans, draft.quote)

    edit(desk, draft, title="完全不同")

    assert (draft.source_text, draft.spans, draft.quote) == words


def test_a_repeat_changes_nothing(desk: Desk) -> None:
    draft, same = desk.find("修补"), call(desk.cast.supervisor)

    first = edit_draft(same, draft_uuid=draft.uuid, expected_version=1, place="西溪路")
    second = edit_draft(same, draft_uuid=draft.uuid, expected_version=1, place="西溪路")

    draft.refresh_from_db()
    assert first == second
    assert draft.version == 2


REFUSED: list[tuple[dict[str, object], str, str]] = [
    ({"title": "  "}, "intake.title_missing", "title"),
    ({"title": "\x01\ud800"}, "intake.title_missing", "title"),
    ({"title": "长" * 201}, "intake.text_long", "title"),
    ({"text": "长" * (MOST_TEXT + 1)}, "intake.text_long", "text"),
    ({"place": "长" * 201}, "intake.text_long", "place"),
    ({"condition": uuid4()}, "intake.condition_unknown", "condition"),
    ({"lead_unit": uuid4()}, "intake.unit_unknown", "lead_unit"),
    ({"co_units": [UUID(int=1), UUID(int=1)]}, "intake.unit_twice", "co_units"),
    ({"limit": "尽快"}, "kernel.unreadable_limit", "limit"),
    ({"limit": "2026-03-22"}, "intake.day_past", "limit"),
]


@pytest.mark.parametrize("fields, code, field", REFUSED, ids=range(len(REFUSED)))
def test_what_cannot_be_is_refused_at_its_field(desk: Desk, fields: dict[str, object], code: str, field: str) -> None:
    assert refused(desk, desk.find("巡查"), **fields) == (code, field)


def test_the_lead_unit_cannot_co_handle(desk: Desk) -> None:
    draft = desk.find("修补")

    assert refused(desk, draft, co_units=[draft.lead_unit_id])[0] == "intake.unit_twice"


def test_a_unit_out_of_use_is_refused(desk: Desk) -> None:
    Unit.objects.filter(pk=desk.cast.company.pk).update(is_active=False)

    assert refused(desk, desk.find("巡查"), lead_unit=desk.cast.company.uuid)[0] == "intake.unit_unknown"


def test_a_stale_page_is_refused(desk: Desk) -> None:
    draft = desk.find("巡查")
    draft.version = 9

    assert refused(desk, draft, title="别的")[0] == "intake.stale"


def test_only_the_supervision_office_edits(desk: Desk) -> None:
    with pytest.raises(Refusal) as refusal:
        edit_draft(call(desk.cast.leader), draft_uuid=desk.find("巡查").uuid, expected_version=1, title="别的")

    assert refusal.value.code == "orgs.not_allowed"
