"""What a request says is read without trust."""

from uuid import UUID

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from bihuan.web.kit import sent

ONE = "00000000-0000-4000-8000-000000000001"


def test_a_uuid_is_read() -> None:
    assert sent.uuid_or_none(ONE) == UUID(ONE)


@pytest.mark.parametrize("text", ["", "1", ONE + "0", "二"])
def test_what_is_no_uuid_is_none(text: str) -> None:
    assert sent.uuid_or_none(text) is None


@pytest.mark.parametrize("text, page", [("3", 3), ("", 1), ("0", 1), ("-2", 1), ("²", 1), ("9" * 30, 1)])
def test_what_is_no_page_is_the_first(text: str, page: int) -> None:
    assert sent.page_number(QueryDict(f"page={text}")) == page


@pytest.mark.parametrize("text, version", [("7", 7), ("", 0), ("²", 0), ("9" * 30, 0), ("latest", 0)])
def test_what_is_no_version_is_one_that_nothing_has(text: str, version: int) -> None:
    assert sent.version(RequestFactory().post("/", {"version": text})) == version
