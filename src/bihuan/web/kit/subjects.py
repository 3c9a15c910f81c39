"""Where the page of a subject is: each area registers its own, so that notices and timelines can open it."""

from uuid import UUID

from django.urls import NoReverseMatch, reverse

_PAGES: dict[str, str] = {}


def register(kind: str, url_name: str) -> None:
    """Say which page shows subjects of a kind ("case", …); the page takes the subject's uuid as `uuid`."""
    _PAGES[kind] = url_name


def page_of(kind: str, uuid: UUID) -> str:
    """Return the address of a subject's page, or "" when this installation has none."""
    if kind not in _PAGES:
        return ""
    try:
        return reverse(_PAGES[kind], kwargs={"uuid": uuid})
    except NoReverseMatch:
        return ""
