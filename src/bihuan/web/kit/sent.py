"""What a request says, read without trust: what cannot be read counts as not said."""

from uuid import UUID

from django.http import HttpRequest, QueryDict


def uuid_or_none(text: str) -> UUID | None:
    """Return the uuid that a text is, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None


def page_number(query: QueryDict) -> int:
    """Return the page that ?page= asks for, counted from 1; anything that is no page is the first."""
    return max(1, _count(query.get("page", "")))


def version(request: HttpRequest) -> int:
    """Return the version of what the person looked at when they sent the form; 0, which none has, if it is unread."""
    return _count(request.POST.get("version", ""))


def _count(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0
