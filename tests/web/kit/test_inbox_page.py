"""The inbox page: what I and my unit were told, read by a press."""

from uuid import uuid4

import pytest
from cast import NOW, Cast
from django.db import transaction
from pytest_django import DjangoAssertNumQueries
from signing import SignIn

from bihuan.kernel.call import Call, system_actor
from bihuan.notices.commands import tell
from bihuan.notices.queries import unread_count
from bihuan.notices.rules import NoticeKind, needed
from bihuan.web.inbox import views
from bihuan.web.kit import subjects

SUBJECT = uuid4()


def _tell(cast: Cast, times: int = 1) -> None:
    with transaction.atomic():
        for number in range(times):
            tell(
                Call(actor=system_actor("clock"), at=NOW),
                to_unit_uuid=cast.street.uuid,
                kind="urge",
                subject_kind="case",
                subject_uuid=SUBJECT,
                subject_code=f"AJ-2026-{number:05d}",
                params={"title": "<暴露垃圾>"},
            )


def test_a_notice_shows_its_words_and_the_count(cast: Cast, sign_in: SignIn) -> None:
    _tell(cast)

    page = sign_in(cast.handler).get("/inbox/").content.decode()

    assert "AJ-2026-00000 &lt;暴露垃圾&gt;" in page
    assert '<span class="count">1<' in page


@pytest.mark.parametrize("kind", list(NoticeKind))
def test_every_kind_of_notice_can_be_shown(cast: Cast, sign_in: SignIn, kind: NoticeKind) -> None:
    with transaction.atomic():
        tell(
            Call(actor=system_actor("clock"), at=NOW),
            to_person_uuid=cast.handler.uuid,
            kind=kind,
            subject_kind="case",
            subject_uuid=SUBJECT,
            subject_code="AJ-2026-00007",
            params=dict.fromkeys(needed(kind), "x"),
        )

    assert "AJ-2026-00007" in sign_in(cast.handler).get("/inbox/").content.decode()


def test_asking_only_for_the_head_of_an_address_changes_nothing(cast: Cast, sign_in: SignIn) -> None:
    _tell(cast)

    answer = sign_in(cast.handler).head("/inbox/read/")

    assert answer.status_code == 405
    assert unread_count(cast.handler) == 1


def test_others_do_not_see_it(cast: Cast, sign_in: SignIn) -> None:
    _tell(cast)

    assert "AJ-2026" not in sign_in(cast.other_handler).get("/inbox/").content.decode()


def test_an_empty_inbox_says_what_belongs_there(cast: Cast, sign_in: SignIn) -> None:
    assert "empty-here" in sign_in(cast.handler).get("/inbox/").content.decode()


def test_reading_marks_and_opens(cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    _tell(cast)
    monkeypatch.setattr(subjects, "_PAGES", {"case": "inbox:open"})
    client = sign_in(cast.handler)
    row = client.get("/inbox/").context["notices"][0]

    answer = client.post(f"/inbox/{row.uuid}/", {"kind": "case", "subject": str(row.subject_uuid)})

    assert answer.headers["Location"] == f"/inbox/{SUBJECT}/"
    assert unread_count(cast.handler) == 0


@pytest.mark.parametrize("posted", [{}, {"kind": "case", "subject": "?"}, {"kind": "unknown", "subject": str(SUBJECT)}])
def test_without_a_page_one_comes_back(cast: Cast, sign_in: SignIn, posted: dict[str, str]) -> None:
    _tell(cast)
    client = sign_in(cast.handler)
    row = client.get("/inbox/").context["notices"][0]

    assert client.post(f"/inbox/{row.uuid}/", posted).headers["Location"] == "/inbox/"


def test_a_foreign_notice_looks_absent(cast: Cast, sign_in: SignIn) -> None:
    _tell(cast)
    row = sign_in(cast.handler).get("/inbox/").context["notices"][0]

    assert sign_in(cast.other_handler).post(f"/inbox/{row.uuid}/").status_code == 404
    assert unread_count(cast.handler) == 1


def test_everything_is_marked_as_read(cast: Cast, sign_in: SignIn) -> None:
    _tell(cast, 3)

    page = sign_in(cast.handler).post("/inbox/read/", follow=True).content.decode()

    assert unread_count(cast.handler) == 0
    assert "is-unread" not in page
    assert "message is-success" in page


def test_a_long_inbox_is_paged(cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "ROWS", 2)
    _tell(cast, 3)
    client = sign_in(cast.handler)

    first = client.get("/inbox/?unread=1")
    second = client.get(f"/inbox/{first.context['older_url']}")

    assert len(first.context["notices"]) == 2
    assert len(second.context["notices"]) == 1
    assert (second.context["older_url"], second.context["newest_url"]) == ("", "?unread=1")


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_asks_as_often_for_one_notice_as_for_many(
    cast: Cast, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    _tell(cast, count)
    client = sign_in(cast.handler)

    with django_assert_max_num_queries(8):
        client.get("/inbox/")
