"""The foot of a list whose pages are numbered."""

from dataclasses import dataclass

from django.http import QueryDict

from bihuan.web.kit.present import with_query


@dataclass(frozen=True, slots=True)
class Pages:
    """The foot of a list that is counted whole. earlier_url, later_url: empty at the ends."""

    page: int
    page_count: int
    total: int
    earlier_url: str
    later_url: str


def pages(query: QueryDict, *, page: int, page_count: int, total: int) -> Pages:
    """Return the foot of a list whose pages are numbered from 1 by ?page=."""
    return Pages(
        page=page,
        page_count=page_count,
        total=total,
        earlier_url=with_query(query, page=str(page - 1)) if page > 1 else "",
        later_url=with_query(query, page=str(page + 1)) if page < page_count else "",
    )
