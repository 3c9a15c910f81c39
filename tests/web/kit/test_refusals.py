"""A refusal is a message in place for htmx and a page otherwise; faults of ours have a page of their own."""

import pytest
from cast import Cast
from django.test import Client, RequestFactory
from django.test.client import FakePayload
from signing import SignIn

from bihuan.orgs import errors
from bihuan.web.errors import MOST_SENT, broken
from bihuan.web.kit.answers import blame

HTMX = {"HX-Request": "true"}


def test_htmx_gets_a_message_in_place(cast: Cast, sign_in: SignIn, gallery: None) -> None:
    answer = sign_in(cast.handler).post("/gallery/", {"text": "refuse"}, headers=HTMX)

    assert answer.status_code == 422
    assert answer.headers["HX-Retarget"] == "#messages"
    assert 'data-field="text"' in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_what_is_too_large_is_refused_before_it_is_read(cast: Cast, sign_in: SignIn, client: Client) -> None:
    headers = {"CONTENT_LENGTH": str(MOST_SENT + 1), "CONTENT_TYPE": "multipart/form-data; boundary=x"}
    unread = FakePayload()
    monster = {"wsgi.input": unread, "REQUEST_METHOD": "POST", **headers}

    signed_in = sign_in(cast.handler).request(PATH_INFO="/cases/new/", **monster)
    visitor = client.request(PATH_INFO="/account/login/", **monster)

    assert (signed_in.status_code, visitor.status_code) == (413, 413)
    assert "web.too_large" in signed_in.content.decode()


def test_a_plain_request_gets_a_page(cast: Cast, sign_in: SignIn, gallery: None) -> None:
    answer = sign_in(cast.handler).post("/gallery/", {"text": "refuse"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "orgs.blank" in page
    assert 'class="rail"' in page


def test_a_power_that_is_missing_makes_a_page_look_absent(cast: Cast, sign_in: SignIn, gallery: None) -> None:
    assert sign_in(cast.handler).get("/office/").status_code == 404
    assert sign_in(cast.supervisor).get("/office/").status_code == 200


def test_an_unknown_address_has_a_page(cast: Cast, sign_in: SignIn, client: Client) -> None:
    signed_in = sign_in(cast.handler).get("/nothing/")
    visitor = client.get("/nothing/")

    assert (signed_in.status_code, visitor.status_code) == (404, 404)
    assert 'class="rail"' in signed_in.content.decode()
    assert 'class="rail"' not in visitor.content.decode()


def test_a_fault_of_ours_has_a_page(cast: Cast, sign_in: SignIn, gallery: None) -> None:
    client = sign_in(cast.handler)
    client.raise_request_exception = False

    answer = client.post("/gallery/", {"text": "break"})

    assert answer.status_code == 500
    assert answer.templates[0].name == "web/kit/broken.html"


def test_the_page_of_a_fault_asks_the_database_nothing(rf: RequestFactory) -> None:
    # No database in this test: any question to it would raise.
    assert broken(rf.get("/")).status_code == 500


def test_a_page_that_is_too_old_is_not_sent(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.handler)
    client.handler.enforce_csrf_checks = True

    answer = client.post("/me/hat/", {"key": "?"}, headers=HTMX)

    assert answer.status_code == 403
    assert answer.headers["HX-Retarget"] == "#messages"


def test_too_many_wrong_passwords_have_a_page(cast: Cast, client: Client) -> None:
    for _attempt in range(6):
        answer = client.post("/account/login/", {"login": "甲街道经办", "password": "wrong"})

    assert answer.status_code == 429
    assert "web.locked_out" in answer.content.decode()


def test_success_renews_a_part_and_says_so(cast: Cast, sign_in: SignIn, gallery: None) -> None:
    part = sign_in(cast.handler).post("/gallery/", {"text": "完成"}, headers=HTMX).content.decode()

    assert '<div id="part">完成</div>' in part
    assert 'hx-swap-oob="true"' in part
    assert "已反馈。" in part


def test_htmx_is_shown_a_part_and_everybody_else_the_page(cast: Cast, sign_in: SignIn, gallery: None) -> None:
    client = sign_in(cast.handler)

    part = client.get("/gallery/", headers={**HTMX, "HX-Target": "part"})
    page = client.get("/gallery/")
    back = client.get("/gallery/", headers={**HTMX, "HX-History-Restore-Request": "true"})

    assert "<html" not in part.content.decode()
    assert "<html" in page.content.decode()
    assert "<html" in back.content.decode()
    assert "HX-Target" in part.headers["Vary"]


def test_a_page_is_not_kept_by_the_browser(cast: Cast, sign_in: SignIn) -> None:
    assert "no-store" in sign_in(cast.handler).get("/me/").headers["Cache-Control"]


def test_success_without_htmx_goes_on_to_a_page_that_says_so(cast: Cast, sign_in: SignIn, gallery: None) -> None:
    page = sign_in(cast.handler).post("/gallery/", {"text": "完成"}, follow=True).content.decode()

    assert "已反馈。" in page


@pytest.mark.parametrize("field, place", [("text", "text"), ("other", "__all__"), ("", "__all__")])
def test_a_refusal_is_written_beside_its_field(field: str, place: str) -> None:
    from gallery import Feedback

    form = Feedback({})
    form.is_valid()

    blame(form, errors.BLANK(field=field))

    assert any("must not be empty" in error or "不能" in error for error in form.errors[place])
