"""How many statements each page and command sends: exactly as written down, and no more when there are more rows.

UPDATE=1 writes the counts of this run to statements.json; the change is then looked at like any other.
"""

import json
import os
from pathlib import Path

import pytest
from bench_paths import PATHS, Visit
from bench_steps import STEPS
from cast import Cast
from counting import Fill, statements

from bihuan.cases.rules.moves import Step

WRITTEN = Path(__file__).with_name("statements.json")
KNOWN: dict[str, int] = json.loads(WRITTEN.read_text()) if WRITTEN.exists() else {}


def agrees(name: str, sent: list[str]) -> None:
    """Compare with what is written down, or write it down."""
    if os.environ.get("UPDATE") == "1":
        kept = json.loads(WRITTEN.read_text()) if WRITTEN.exists() else {}
        WRITTEN.write_text(json.dumps(dict(sorted((kept | {name: len(sent)}).items())), indent=1) + "\n")
        return
    assert len(sent) == KNOWN[name], f"{name} sends {len(sent)} statements:\n" + "\n".join(sent)


def test_every_step_of_a_person_is_counted() -> None:
    assert set(STEPS) == {step.value for step in Step} | {"report"}


@pytest.mark.parametrize("name", STEPS)
def test_a_command_sends_no_more_than_is_written_down(cast: Cast, name: str) -> None:
    ready = STEPS[name](cast)
    with statements() as sent:
        ready()
    agrees(f"command {name}", sent)


@pytest.mark.parametrize("name", PATHS)
def test_a_page_sends_no_more_than_is_written_down(cast: Cast, fill: Fill, name: str) -> None:
    fill()
    visit = PATHS[name](cast)
    agrees(name, visited(visit))


@pytest.mark.parametrize("name", PATHS)
def test_twice_the_rows_take_no_more_statements(cast: Cast, fill: Fill, name: str) -> None:
    fill()
    visit = PATHS[name](cast)
    before = len(visited(visit))
    fill()
    fill()
    assert len(visited(visit)) == before


def visited(visit: Visit) -> list[str]:
    """Return what one visit sends, once all that is remembered between visits is known."""
    visit()
    with statements() as sent:
        visit()
    return sent
