"""What is done with one draft."""

from uuid import UUID, uuid4

import pytest
from commands.intake.desk import Desk
from django.http import HttpResponse
from django.test import Client

from bihuan.intake.models import Draft

HTMX = {"HX-Request": "true"}


def post(office: Client, draft: Draft, verb: str, *, htmx: bool = True, **fields: object) -> HttpResponse:
    fields = {"version": draft.version} | fields
    return office.post(f"/intake/drafts/{draft.uuid}/{verb}/", fields, headers=HTMX if htmx else {})


def get(office: Client, draft: Draft, verb: str = "", *, htmx: bool = True) -> HttpResponse:
    return office.get(f"/intake/drafts/{draft.uuid}/{verb}", headers=HTMX if htmx else {})


def form_of(draft: Draft, **changes: object) -> dict[str, object]:
    fields = {
        "title": draft.title,
        "lead_unit": str(draft.lead_unit_id or ""),
        "condition": str(draft.condition_id or ""),
        "limit": "",
        "place": "",
        "text": "",
    }
    return fields | changes


@pytest.mark.parametrize("verb, state", [("accept", "accepted"), ("drop", "dropped")])
def test_a_decision_answers_with_the_draft_and_the_counts(desk: Desk, office: Client, verb: str, state: str) -> None:
    draft = desk.find("巡查")

    part = post(office, draft, verb).content.decode()

    draft.refresh_from_db()
    assert draft.state == state
    assert part.count("<li ") == 1
    assert f'class="draft is-{state}' in part
    assert 'id="desk-bar"' in part
    assert 'hx-swap-oob="true"' in part


def test_accepting_without_a_lead_unit_says_at_once_that_it_cannot_be_sent(desk: Desk, office: Client) -> None:
    part = post(office, desk.find("巡查"), "accept").content.decode()

    assert "draft is-accepted is-short" in part
    assert "已接受，暂不能派遣" in part
    assert "没有牵头单位" in part
    assert "1 条已接受，暂不能派遣" in part


def test_once_the_unit_is_chosen_nothing_is_said_any_more(desk: Desk, office: Client) -> None:
    post(office, desk.find("巡查"), "accept")

    part = post(office, desk.find("巡查"), "unit", lead_unit=str(desk.cast.street.uuid)).content.decode()

    assert "is-accepted" in part
    assert "is-short" not in part
    assert "desk-left is-none" in part


@pytest.mark.parametrize("verb", ["accept", "drop"])
def test_a_plain_decision_goes_back_to_the_draft(desk: Desk, office: Client, verb: str) -> None:
    draft = desk.find("巡查")

    answer = post(office, draft, verb, htmx=False)

    assert (answer.status_code, answer["Location"]) == (302, f"/intake/{desk.document.uuid}/#d-{draft.uuid}")


def test_reopening_makes_it_open(desk: Desk, office: Client) -> None:
    assert 'class="draft is-open' in post(office, desk.find("再接再厉"), "reopen").content.decode()


def test_one_press_chooses_the_unit(desk: Desk, office: Client) -> None:
    draft = desk.find("巡查")

    part = post(office, draft, "unit", lead_unit=str(desk.cast.street.uuid)).content.decode()

    draft.refresh_from_db()
    assert draft.lead_unit == desk.cast.street
    assert f'data-unit="{desk.cast.street.uuid}"' in part


def test_the_units_offered_have_the_keys_1_to_9(desk: Desk, office: Client) -> None:
    part = get(office, desk.find("巡查")).content.decode()

    assert [f'data-key="{key}"' in part for key in (1, 2, 3, 4)] == [True, True, True, False]


def test_a_stale_page_is_told_and_nothing_changes(desk: Desk, office: Client) -> None:
    draft = desk.find("巡查")
    draft.version = 8

    answer = post(office, draft, "accept")

    assert answer.status_code == 409
    assert 'data-refused="intake.stale"' in answer.content.decode()
    assert desk.find("巡查").state == "open"


def test_the_form_is_filled_in(desk: Desk, office: Client) -> None:
    part = get(office, desk.find("修补"), "edit/").content.decode()

    assert 'data-mode="edit"' in part
    assert 'value="2026-04-10"' in part
    assert f'<option value="{desk.cast.other_street.uuid}" selected' in part
    assert 'data-keys="yjd ' in part


def test_the_form_opens_on_the_page_for_a_plain_request(desk: Desk, office: Client) -> None:
    page = get(office, desk.find("修补"), "edit/", htmx=False).content.decode()

    assert page.count('data-mode="edit"') == 1
    assert page.count('<li class="draft ') == 6


def test_saving_changes_the_draft(desk: Desk, office: Client) -> None:
    draft = desk.find("巡查")
    changes = form_of(draft, title="夜间巡查", limit="4月15日", co_units=[str(desk.cast.company.uuid)])
    changes["lead_unit"] = str(desk.cast.street.uuid)

    part = post(office, draft, "edit", **changes).content.decode()

    draft.refresh_from_db()
    assert (draft.title, draft.lead_unit, draft.state) == ("夜间巡查", desk.cast.street, "open")
    assert draft.co_units == [str(desk.cast.company.uuid)]
    assert (draft.deadline_on.month, draft.deadline_on.day) == (4, 15)
    assert 'data-mode="edit"' not in part


def test_saving_may_accept_too(desk: Desk, office: Client) -> None:
    draft = desk.find("巡查")

    post(office, draft, "edit", **form_of(draft), then="accept")

    draft.refresh_from_db()
    assert draft.state == "accepted"


def test_saving_an_accepted_draft_with_accept_only_saves(desk: Desk, office: Client) -> None:
    draft = desk.find("巡查")
    post(office, draft, "accept")
    draft.refresh_from_db()

    answer = post(office, draft, "edit", **form_of(draft, title="别的"), then="accept")

    draft.refresh_from_db()
    assert (answer.status_code, draft.title, draft.state) == (200, "别的", "accepted")


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize(
    "field, value", [("title", ""), ("limit", "尽快"), ("limit", "2020-01-01"), ("lead_unit", str(UUID(int=5)))]
)
def test_a_refusal_stands_at_its_field_and_what_was_typed_stays(
    desk: Desk, office: Client, field: str, value: str, htmx: bool
) -> None:
    draft = desk.find("巡查")

    answer = post(office, draft, "edit", htmx=htmx, **form_of(draft, place="西溪路 12 号") | {field: value})

    part = answer.content.decode()
    assert answer.status_code == 422
    assert f"_{field}_error" in part
    assert "西溪路 12 号" in part


def test_splitting_shows_the_pieces_first(desk: Desk, office: Client) -> None:
    Draft.objects.filter(pk=desk.find("暴露垃圾").pk).update(spans=[[56, 90]], title="暴露垃圾", source_text="…")

    part = get(office, desk.find("暴露垃圾"), "split/").content.decode()

    assert 'name="at" value="73"' in part


@pytest.mark.parametrize("htmx", [True, False])
def test_splitting_makes_two(desk: Desk, office: Client, htmx: bool) -> None:
    draft = desk.find("修补")

    answer = post(office, draft, "split", htmx=htmx, at=["84"])

    assert len(desk.drafts) == 7
    assert answer.status_code == (200 if htmx else 302)


def test_splitting_nowhere_is_refused(desk: Desk, office: Client) -> None:
    assert post(office, desk.find("修补"), "split", at=["x", "99999999999"]).status_code == 422


def test_a_draft_alone_is_only_for_htmx(desk: Desk, office: Client) -> None:
    draft = desk.find("修补")

    assert get(office, draft, htmx=False)["Location"].endswith(f"#d-{draft.uuid}")


@pytest.mark.parametrize("verb", ["accept", "drop", "reopen", "unit", "edit", "split"])
def test_others_may_do_nothing(desk: Desk, sign_in: object, verb: str) -> None:
    client = sign_in(desk.cast.handler)  # type: ignore[operator]

    assert post(client, desk.find("修补"), verb).status_code == 404


@pytest.mark.parametrize("verb", ["accept", "edit", "split"])
def test_an_unknown_draft_is_not_there(desk: Desk, office: Client, verb: str) -> None:
    assert office.post(f"/intake/drafts/{uuid4()}/{verb}/", {"version": "1"}, headers=HTMX).status_code == 404


def test_a_draft_that_became_a_case_leads_there_and_offers_nothing(desk: Desk, office: Client) -> None:
    draft = desk.find("暴露垃圾")
    post(office, draft, "accept")
    office.post(f"/intake/{desk.document.uuid}/send/", headers=HTMX)
    draft.refresh_from_db()

    part = get(office, draft).content.decode()

    assert f'href="/cases/{draft.case_uuid}/"' in part
    assert "draft-do" not in part
