"""A phrase of grams is exact substring search within a run, in memory and in SQLite alike."""

import sqlite3
import string
import unicodedata
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.kernel.grams import Phrase, grams, normal, query

# Few characters, so that documents and queries meet often; gaps and other letters between them.
TEXTS = st.text("管理局长々𬉼福A1bÉß Ａ１、-_\n　", max_size=14)


def matches(document: list[str], phrases: list[Phrase]) -> bool:
    """The smallest full-text index: places of one document, every phrase somewhere at consecutive ones."""

    def stands_at(place: int, phrase: Phrase) -> bool:
        if phrase.is_prefix:
            return document[place].startswith(phrase.grams[0])
        return tuple(document[place : place + len(phrase.grams)]) == phrase.grams

    return all(any(stands_at(place, phrase) for place in range(len(document))) for phrase in phrases)


def runs(text: str) -> list[tuple[str, str]]:
    """The runs of a text by the names of its characters, apart from the code under test: (kind, run)."""

    def kind(char: str) -> str:
        if char == "々" or unicodedata.name(char, "").startswith("CJK "):
            return "chinese"
        return "word" if char.isalnum() else ""

    return [(name, "".join(chars)) for name, chars in groupby(normal(text), kind) if name]


def occurs(document: str, text: str) -> bool:
    """Whether every run of text stands within one run of document; words only whole."""
    there = runs(document)
    return all(
        any(kind == name and (run in long if kind == "chinese" else run == long) for name, long in there)
        for kind, run in runs(text)
    )


@pytest.mark.parametrize(
    "text, expected",
    [
        ("", []),
        ("、 。", []),
        ("局", ["局"]),
        ("管理", ["管理", "理"]),
        ("管理局", ["管理", "理局", "局"]),
        ("管理 局", ["管理", "理", "局"]),
        ("3号楼B座", ["3", "号楼", "楼", "b", "座"]),
        ("ＡＢＣ１２", ["abc12"]),
        ("GB/T 30428", ["gb", "t", "30428"]),
        ("某某㎡", ["某某", "某", "m2"]),
        ("金\uf90a", ["金金", "金"]),
        ("二〇二六年", ["二〇", "〇二", "二六", "六年", "年"]),
        ("\U0002b27c市", ["\U0002b27c市", "市"]),
    ],
)
def test_grams_are_pairs_and_the_last_character(text: str, expected: list[str]) -> None:
    assert grams(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        (" ", []),
        ("局", [Phrase(("局",), is_prefix=True)]),
        ("管理", [Phrase(("管理",))]),
        ("管理局", [Phrase(("管理", "理局"))]),
        ("管理 局 管理", [Phrase(("管理",)), Phrase(("局",), is_prefix=True)]),
        ("A座", [Phrase(("a",)), Phrase(("座",), is_prefix=True)]),
    ],
)
def test_a_query_is_one_phrase_per_run(text: str, expected: list[Phrase]) -> None:
    assert query(text) == expected


@pytest.mark.parametrize(
    "document, text, found",
    [
        ("城市管理局", "市管理", True),
        ("城市管理局", "局", True),
        ("城市管理局", "管局", False),
        ("城市管理局", "城市局", False),
        ("管理、理局", "管理局", False),
        ("管理局、管理", "管理 局", True),
        ("文化路3号", "3号", True),
        ("文化路30号", "3号", False),
        ("Ｂ座", "b", True),
        ("管理", "管理科", False),
    ],
)
def test_a_document_is_found_by_what_stands_in_it(document: str, text: str, found: bool) -> None:
    assert matches(grams(document), query(text)) is found


@given(TEXTS, TEXTS)
def test_a_query_matches_where_its_runs_occur(document: str, text: str) -> None:
    assert matches(grams(document), query(text)) == occurs(document, text)


@given(st.text("管理局长々", min_size=1, max_size=12), TEXTS, TEXTS, st.data())
def test_every_stretch_of_chinese_finds_its_document(
    chinese: str, before: str, after: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(chinese) - 1))
    end = data.draw(st.integers(start + 1, len(chinese)))

    assert matches(grams(before + chinese + after), query(chinese[start:end]))


@given(st.text(max_size=20))
def test_grams_hold_nothing_that_needs_quoting(text: str) -> None:
    ascii_used = {char for gram in grams(text) for char in gram if char.isascii()}

    assert ascii_used <= set(string.ascii_lowercase + string.digits)
    assert not any(char.isspace() for gram in grams(text) for char in gram)
    assert grams(normal(text)) == grams(text)


@pytest.fixture(scope="module")
def index() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5(grams, tokenize='ascii')")
    return connection


def in_sqlite(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.grams)}"{"*" if phrase.is_prefix else ""}'


@given(st.lists(TEXTS, max_size=5), TEXTS.filter(query))
def test_sqlite_finds_the_same_documents(index: sqlite3.Connection, documents: list[str], text: str) -> None:
    index.execute("DELETE FROM words")
    index.executemany(
        "INSERT INTO words(rowid, grams) VALUES (?, ?)", [(n, " ".join(grams(d))) for n, d in enumerate(documents)]
    )

    rows = index.execute(
        "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid", [" AND ".join(map(in_sqlite, query(text)))]
    )

    assert [n for (n,) in rows] == [n for n, document in enumerate(documents) if occurs(document, text)]
