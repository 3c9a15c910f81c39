"""The desk of one document."""

import html
import re
from uuid import uuid4

import pytest
from commands.intake.desk import MINUTES, Desk
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bihuan.cases.models import Case
from bihuan.intake.models import Document, Draft

HTMX = {"HX-Request": "true"}


def page_of(office: Client, desk: Desk, query: str = "", **headers: str) -> str:
    return office.get(f"/intake/{desk.document.uuid}/{query}", headers=headers).content.decode()


def post(office: Client, desk: Desk, verb: str, *, htmx: bool = True, **fields: object) -> str:
    headers = HTMX if htmx else {}
    answer = office.post(f"/intake/{desk.document.uuid}/{verb}/", fields, headers=headers, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def ticked(desk: Desk, *words: str) -> list[str]:
    drafts = [desk.find(word) for word in words]
    return [f"{draft.uuid}:{draft.version}" for draft in drafts]


def states(page: str) -> list[str]:
    return re.findall(r'<li class="draft is-(\w+)', page)


def test_the_text_stands_whole_with_its_line_breaks(desk: Desk, office: Client) -> None:
    paper = page_of(office, desk).split('class="paper">')[1].split("</div>")[0]

    assert html.unescape(re.sub(r"<[^>]+>", "", paper)) == MINUTES


def test_the_day_that_years_were_told_from_is_shown(desk: Desk, office: Client) -> None:
    day = Document.objects.get(uuid=desk.document.uuid).reference_on

    assert f"文中日期按 {day:%Y-%m-%d} 推算" in page_of(office, desk)


def test_words_and_drafts_lead_to_each_other(desk: Desk, office: Client) -> None:
    page = page_of(office, desk)

    for draft in desk.drafts:
        assert f'id="d-{draft.uuid}"' in page
        assert f'id="w-{draft.uuid}"' in page
        assert f'href="#d-{draft.uuid}"' in page
        assert f'href="#w-{draft.uuid}"' in page


def test_a_tab_shows_only_its_drafts(desk: Desk, office: Client) -> None:
    assert states(page_of(office, desk)) == ["open", "open", "open", "dropped", "open", "open"]
    assert states(page_of(office, desk, "?show=dropped")) == ["dropped"]
    assert states(page_of(office, desk, "?show=lacking")) == ["open"] * 3
    assert len(states(page_of(office, desk, "?show=nonsense"))) == 6


def test_htmx_gets_the_desk_alone(desk: Desk, office: Client) -> None:
    part = page_of(office, desk, **HTMX)

    assert part.strip().startswith('<div id="desk"')


@pytest.mark.parametrize("htmx", [True, False])
def test_accept_all_shows_them_accepted(desk: Desk, office: Client, htmx: bool) -> None:
    page = post(office, desk, "accept-all", htmx=htmx)

    assert states(page).count("accepted") == 5


@pytest.mark.parametrize("htmx", [True, False])
def test_merge_makes_one_of_those_ticked(desk: Desk, office: Client, htmx: bool) -> None:
    page = post(office, desk, "merge", htmx=htmx, draft=ticked(desk, "暴露垃圾", "修补"))

    assert len(states(page)) == 5
    assert "甲街道要立即清理辖区内的暴露垃圾；乙街道要在4月10日前完成道路修补" in page


@pytest.mark.parametrize("htmx", [True, False])
def test_give_chooses_the_unit_for_those_ticked(desk: Desk, office: Client, htmx: bool) -> None:
    post(office, desk, "give", htmx=htmx, draft=ticked(desk, "巡查", "出店经营"), lead_unit=str(desk.cast.company.uuid))

    assert [desk.find(words).lead_unit for words in ("巡查", "出店经营")] == [desk.cast.company] * 2


@pytest.mark.parametrize("htmx", [True, False])
def test_undo_takes_the_last_thing_back_and_goes_there(desk: Desk, office: Client, htmx: bool) -> None:
    post(office, desk, "accept-all")

    page = post(office, desk, "undo", htmx=htmx)

    assert states(page).count("open") == 5


@pytest.mark.parametrize("htmx", [True, False])
def test_sending_gives_an_account_of_what_was_sent_and_left_and_why(desk: Desk, office: Client, htmx: bool) -> None:
    post(office, desk, "accept-all")

    page = post(office, desk, "send", htmx=htmx)

    account = page.split('id="account"')[1].split("</section>")[0]
    for case in Case.objects.all():
        assert f'href="/cases/{case.uuid}/"' in account
    assert account.count("#d-") == 3
    assert states(page).count("sent") == Case.objects.count() == 2


def test_sending_the_same_form_again_makes_no_second_case(desk: Desk, office: Client) -> None:
    post(office, desk, "accept-all")
    same = str(uuid4())

    first = post(office, desk, "send", request_uuid=same)
    second = post(office, desk, "send", request_uuid=same)

    assert Case.objects.count() == 2
    assert (
        first.split('id="account"')[1].split("</section>")[0] == second.split('id="account"')[1].split("</section>")[0]
    )


@pytest.mark.parametrize(
    "verb, fields, status",
    [
        ("merge", {"draft": "nonsense"}, 404),
        ("merge", {}, 422),
        ("give", {}, 422),
        ("undo", {}, 409),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    desk: Desk, office: Client, verb: str, fields: dict[str, str], status: int
) -> None:
    answer = office.post(f"/intake/{desk.document.uuid}/{verb}/", fields, headers=HTMX)

    assert answer.status_code == status
    assert "data-refused" in answer.content.decode()


def test_an_unknown_document_is_not_there(desk: Desk, office: Client) -> None:
    assert office.get(f"/intake/{uuid4()}/").status_code == 404
    assert office.post(f"/intake/{uuid4()}/accept-all/").status_code == 404


def test_the_page_costs_the_same_however_many_drafts(desk: Desk, office: Client) -> None:
    page_of(office, desk)
    with CaptureQueriesContext(connection) as few:
        page_of(office, desk)
    drafts = desk.drafts
    for draft in drafts:
        draft.pk, draft.uuid = None, uuid4()
    Draft.objects.bulk_create(drafts)
    with CaptureQueriesContext(connection) as many:
        page_of(office, desk)

    assert len(few) == len(many)


@pytest.mark.parametrize("who", ["handler", "leader"])
@pytest.mark.parametrize("verb", ["accept-all", "merge", "give", "undo", "send"])
def test_others_may_do_nothing(desk: Desk, sign_in: object, who: str, verb: str) -> None:
    client = sign_in(getattr(desk.cast, who))  # type: ignore[operator]

    assert client.post(f"/intake/{desk.document.uuid}/{verb}/").status_code == 404
