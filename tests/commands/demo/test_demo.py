"""The demo does the main job and says what it did; running it again changes nothing."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from bihuan.cases.models import Case
from bihuan.cases.rules.facts import State
from bihuan.ledger.models import Entry
from bihuan.orgs.models import Person

pytestmark = pytest.mark.django_db(transaction=True)


def demo(*arguments: str) -> dict:
    out = StringIO()
    call_command("demo", "--no-serve", "--json", *arguments, stdout=out)
    return json.loads(out.getvalue().splitlines()[-1])


def test_demo_reads_confirms_walks_and_proves() -> None:
    told = demo()

    assert (told["articles"], told["projects"]) == (2, 2)
    assert told["requirements"] >= 10
    assert told["sent"] >= 10
    assert told["ledger"]["verified"] is True
    assert set(told["cases_by_state"]) == {state.value for state in State}
    assert Case.objects.filter(origin="intake", state="closed", reworks=1).count() == 1


def test_demo_takes_one_case_through_every_step_of_the_loop() -> None:
    demo()

    first = Case.objects.get(code__endswith="-00001")
    facts = set(Entry.objects.filter(subject_uuid=first.uuid).values_list("name", flat=True))

    assert {
        f"cases.{fact}.v1"
        for fact in (
            *("reported", "filed", "dispatched", "sent_back", "accepted", "part_accepted", "assigned"),
            *("extension_asked", "extension_granted", "urged", "part_fed_back", "fed_back", "rework_ordered"),
            *("verified", "observed"),
        )
    } <= facts


def test_running_it_again_adds_nothing_but_what_the_clock_does() -> None:
    first = demo()
    people = Person.objects.count()

    second = demo()

    assert second["sent"] == first["sent"]
    assert sum(second["cases_by_state"].values()) == sum(first["cases_by_state"].values())
    assert Person.objects.count() == people
    assert second["ledger"]["verified"] is True


def test_another_document_is_read_beside_the_first(tmp_path: Path) -> None:
    paper = tmp_path / "通知.txt"
    paper.write_text(
        "关于开展环境整治的通知\n各街道办事处：\n请各街道办事处于4月10日前完成背街小巷卫生死角清理。\n", encoding="gbk"
    )
    demo()

    told = demo("--document", str(paper))

    assert told["document"] == "通知.txt"
    assert told["requirements"] == 1


def test_a_missing_document_is_said_in_words() -> None:
    with pytest.raises(CommandError, match="There is no file"):
        demo("--document", "没有.txt")
