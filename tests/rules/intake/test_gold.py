"""Every hand-annotated document under eval/intake carries what it says: keys, spans and cross references."""

import datetime
import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3] / "eval" / "intake"
DOCUMENTS = sorted(ROOT.glob("*/*.json"))
NAMES = [f"{path.parent.name}/{path.stem}" for path in DOCUMENTS]
FIELDS = {
    *("owner", "partner", "location", "phases", "contents", "status", "purpose", "land_area", "floor_area"),
    *("done_area", "capacity", "permit", "permit_date", "start", "note"),
}
REQUIRED = {
    "": {"file", "chars", "articles", "people", "requirements", "problems", "projects", "deadlines"},
    "articles": {"id", "span", "dateline", "byline"},
    "people": {"article", "name", "post", "mention"},
    "requirements": {
        *("id", "article", "speaker", "units", "units_stated", "modality", "deadline", "project", "soft"),
        *("text", "span"),
    },
    "problems": {"article", "text", "span", "soft"},
    "projects": {"id", "article", "name", "attributes"},
    "deadlines": {"text", "span", "date"},
}
Gold = dict[str, Any]

every_document = pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)


def _load(path: Path) -> tuple[str, Gold]:
    gold: Gold = json.loads(path.read_text(encoding="utf-8"))
    return path.with_suffix(".txt").read_bytes().decode("utf-8"), gold


def _quotations(node: object) -> Iterator[Gold]:
    """Yield every object anywhere in the gold that has both a span and a text."""
    if isinstance(node, dict):
        if "span" in node and "text" in node:
            yield node
        for child in node.values():
            yield from _quotations(child)
    elif isinstance(node, list):
        for child in node:
            yield from _quotations(child)


def test_development_part_is_complete() -> None:
    texts = sorted(path.stem for path in (ROOT / "dev").glob("*.txt"))
    assert len(texts) >= 24
    assert texts == sorted(path.stem for path in DOCUMENTS if path.parent.name == "dev")


def test_no_document_lies_in_two_parts() -> None:
    texts = [path.with_suffix(".txt").read_text(encoding="utf-8") for path in DOCUMENTS]
    assert len(texts) == len(set(texts))


@every_document
def test_required_keys_exist(path: Path) -> None:
    _, gold = _load(path)
    assert gold.keys() >= REQUIRED[""]
    for kind, keys in REQUIRED.items():
        for item in gold[kind] if kind else []:
            assert item.keys() >= keys, (kind, item)


@every_document
def test_spans_carry_their_texts(path: Path) -> None:
    text, gold = _load(path)
    quotations = list(_quotations(gold))
    assert quotations
    for item in quotations:
        start, end = item["span"]
        assert 0 <= start < end <= len(text)
        assert re.sub(r"\s", "", text[start:end]) == item["text"]
        assert text[start:end] == text[start:end].strip(), "a span neither starts nor ends with white space"


@every_document
def test_file_and_length_are_those_of_the_text(path: Path) -> None:
    text, gold = _load(path)
    assert Path(gold["file"]).name == path.with_suffix(".txt").name
    assert gold["chars"] == len(text)
    assert "\r" not in text, "reading in text mode would move the offsets"


@every_document
def test_articles_follow_one_another(path: Path) -> None:
    text, gold = _load(path)
    ends = 0
    for article in gold["articles"]:
        start, end = article["span"]
        assert ends <= start < end <= len(text)
        ends = end


@every_document
def test_items_lie_in_the_article_they_name(path: Path) -> None:
    _, gold = _load(path)
    spans = {article["id"]: article["span"] for article in gold["articles"]}
    placed = [
        *((item["article"], item["span"]) for item in gold["requirements"] + gold["problems"]),
        *((item["article"], item["mention"]["span"]) for item in gold["people"]),
        *((item["article"], item["name"]["span"]) for item in gold["projects"]),
    ]
    for article, (start, end) in placed:
        assert spans[article][0] <= start < end <= spans[article][1]


@every_document
def test_requirements_are_consistent(path: Path) -> None:
    _, gold = _load(path)
    projects = {project["id"] for project in gold["projects"]}
    for item in gold["requirements"]:
        assert item["project"] is None or item["project"] in projects
        assert isinstance(item["soft"], bool)
        assert item["units"] or not item["units_stated"], "a stated addressee has a name"
        assert item["modality"] == "must" or item["soft"], "a hope is never an order"
    ids = [item["id"] for item in gold["requirements"]]
    assert len(ids) == len(set(ids))


@every_document
def test_requirements_do_not_overlap(path: Path) -> None:
    _, gold = _load(path)
    spans = sorted(item["span"] for item in gold["requirements"])
    for before, after in itertools.pairwise(spans):
        assert before[1] <= after[0]


@every_document
def test_people_and_attributes_are_well_formed(path: Path) -> None:
    _, gold = _load(path)
    for person in gold["people"]:
        assert person["name"] in person["mention"]["text"]
    for project in gold["projects"]:
        for attribute in project["attributes"]:
            assert {"field", "value", "text", "span"} <= attribute.keys()
            assert attribute["field"] in FIELDS


@every_document
def test_deadlines_of_orders_are_listed(path: Path) -> None:
    _, gold = _load(path)
    orders = [item["deadline"] for item in gold["requirements"] if item["deadline"] and not item["soft"]]
    assert sorted(item["span"] for item in orders) == sorted(item["span"] for item in gold["deadlines"])
    for item in gold["deadlines"]:
        assert item["date"] is None or datetime.date.fromisoformat(item["date"])
