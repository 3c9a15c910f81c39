"""Every piece of the kit renders what its contract says."""

import pytest
from cast import Cast
from signing import SignIn


@pytest.fixture
def page(cast: Cast, sign_in: SignIn, gallery: None) -> str:
    return sign_in(cast.handler).get("/gallery/?sort=code").content.decode()


@pytest.mark.parametrize(
    "piece",
    [
        '<a class="figure-link" href="?on_time=1"><span class="figure-value">92.3 %</span>',
        '<span class="state">',
        '<span class="light is-red" tabindex="0" title="',
        '<span class="light">',
        'aria-sort="ascending"',
        "1000+",
        'href="?sort=code&amp;after=x"',
        '<textarea name="text"',
        'aria-describedby="id_text_helptext"',
        '<legend class="form-label">结果',
        'class="form-select"',
        'class="form-check-input"',
        'data-behaviour="upload" data-most-bytes="1000"',
        '<div class="empty-here">',
    ],
)
def test_a_piece_is_there(page: str, piece: str) -> None:
    assert piece in page


def test_each_form_can_be_sent_twice(page: str) -> None:
    assert page.count('name="request_uuid"') == 2


def test_two_forms_have_two_requests(page: str) -> None:
    first, second = [part.split('"')[0] for part in page.split('name="request_uuid" value="')[1:]]

    assert first != second


def test_every_control_has_a_label(page: str) -> None:
    assert '<label class="form-label" for="id_text">' in page
    assert '<label class="form-label" for="upload-photos">' in page
