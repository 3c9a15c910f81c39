"""Finding Chinese text without a word breaker: the same grams in SQLite's FTS5 and PostgreSQL's tsvector."""

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from bihuan.cases.models import Case
from bihuan.kernel.grams import Phrase, initial_grams, query

_MATCHES = {
    "sqlite": "SELECT rowid FROM cases_search WHERE cases_search MATCH %s",
    "postgresql": "SELECT case_id FROM cases_search WHERE grams @@ %s::tsquery",
}


def search(cases: QuerySet[Case], text: str) -> QuerySet[Case]:
    """Return the cases whose code, title, text or place holds every word of text, as an exact run of characters.

    A word of Latin letters also finds the pinyin initials of title and place: bllj finds 暴露垃圾.
    """
    phrases = query(text)
    if not phrases:
        return cases.none() if text.strip() else cases
    join = " AND " if connection.vendor == "sqlite" else " & "
    words = join.join(_either(phrase) for phrase in phrases)
    return cases.filter(pk__in=RawSQL(_MATCHES[connection.vendor], [words]))  # constant SQL, bound words


def _either(phrase: Phrase) -> str:
    words = _phrase(phrase.grams, is_prefix=phrase.is_prefix)
    word = phrase.grams[0]
    if not (word.isascii() and word.isalpha() and len(word) > 1):
        return words
    join = " OR " if connection.vendor == "sqlite" else " | "
    return f"({words}{join}{_phrase(tuple(initial_grams(word)), is_prefix=False)})"


def _phrase(grams: tuple[str, ...], *, is_prefix: bool) -> str:
    if connection.vendor == "sqlite":
        return '"' + " ".join(grams).replace('"', '""') + '"' + (" *" if is_prefix else "")
    quoted = ["'" + gram.replace("\\", "\\\\").replace("'", "''") + "'" for gram in grams]
    return "(" + " <-> ".join(quoted) + (":*" if is_prefix else "") + ")"
