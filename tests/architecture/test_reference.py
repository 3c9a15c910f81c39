"""What is written about the code is as the code is: refusals, facts, states, the glossary, translations."""

import ast
import re
import sys

import polib
from architecture.source import PACKAGE, ROOT, modules, short, texts, tree
from django.apps import apps

from bihuan.cases.rules.facts import PartState, State
from bihuan.cases.rules.moves import Step
from bihuan.intake.rules.drafts import DraftState
from bihuan.kernel.errors import REGISTRY
from bihuan.orgs.rules import Power

sys.path.insert(0, str(ROOT / "tools"))
import reference

reference.load()
CATALOGUE = PACKAGE / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
GLOSSARY = ROOT / "docs" / "glossary.md"
# This file and the tools that fetch things name what no other may.
MAY_NAME = {"tests/architecture/test_reference.py"}
NEVER = re.compile(
    r"/work/|\.\./shared|/root/|/home/\w|pypi\.org|files\.pythonhosted|registry\.npmjs|proxy\.golang|"
    r"mirrors?\.(?:aliyun|tuna|ustc|tencent)|\bjsdelivr\b|\bunpkg\b"
)


def test_the_reference_pages_are_as_the_code() -> None:
    assert reference.stale() == [], "run tools/reference.py write"


def test_every_refusal_is_translated_with_the_same_parameters() -> None:
    chinese = {each.msgid: each.msgstr for each in polib.pofile(str(CATALOGUE))}
    parameters = re.compile(r"%\(\w+\)s")
    wrong = [
        code
        for code, why in sorted(REGISTRY.items())
        if not chinese.get(why.text)
        or sorted(parameters.findall(chinese[why.text])) != sorted(parameters.findall(why.text))
    ]

    assert wrong == []


def test_every_refusal_speaks_in_sentences_and_never_of_failure() -> None:
    ends = (".", "%(why)s", "bihuan[ocr]")
    wrong = [
        code
        for code, why in sorted(REGISTRY.items())
        if not why.text.endswith(ends) or re.search(r"\b(failed|error|invalid)\b", why.text, re.IGNORECASE)
    ]

    assert wrong == []


def test_a_code_is_the_area_and_the_reason() -> None:
    wrong = [code for code in REGISTRY if not re.fullmatch(r"[a-z]+\.[a-z_]+", code)]

    assert wrong == []


def test_every_reason_is_registered_in_an_errors_file() -> None:
    strays = [
        f"{short(path)}:{node.lineno}"
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "reason"
        and path.stem != "errors"
    ]

    assert strays == []


def words() -> set[str]:
    """Return what stands in the column of English words."""
    rows = re.findall(r"^\|[^|]*\|([^|]*)\|", GLOSSARY.read_text(encoding="utf-8"), re.MULTILINE)
    return {word for row in rows for word in re.findall(r"`([^`]+)`", row)}


def test_the_glossary_holds_every_model_state_step_and_power() -> None:
    models = {model.__name__ for model in apps.get_models() if model.__module__.startswith("bihuan.")}
    values = {member.value for kind in (State, PartState, DraftState, Step, Power) for member in kind}

    assert (models | values) - words() == set()


def test_the_glossary_has_five_columns() -> None:
    lines = [line for line in GLOSSARY.read_text(encoding="utf-8").splitlines() if line.startswith("|")]

    assert {line.count("|") - line.count("\\|") for line in lines} == {6}


def test_nothing_names_a_machine_or_a_registry() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {hit[0]}"
        for path, text in texts()
        if path.relative_to(ROOT).as_posix() not in MAY_NAME and (hit := NEVER.search(text))
    ]

    assert found == []
