"""What import-linter cannot see: foreign keys, where rows are written, what the rooms of an app are called."""

import ast
import configparser
from collections.abc import Iterator
from pathlib import Path

import pytest
from architecture.source import PACKAGE, ROOT, modules, short, tree
from django.apps import apps

# Writing rows outside commands, each with its reason.
WRITERS = {
    "orgs/models.py": "create_user: Django's sign-in asks its user model for it; no page of ours calls it",
}
# Not writes of rows, though they are called like them.
HARMLESS = {
    "field/assets.py": "a hash",
    "demo/pictures.py": "EXIF dictionaries and pictures",
    "evidence/rules/pictures.py": "a picture is written to memory",
    "intake/rules/segments.py": "a set",
    "standards/queries/exchange.py": "an Excel workbook is written to memory",
    "standards/queries/system_xlsx.py": "an Excel workbook is written to memory",
    "web/kit/sheets.py": "an Excel workbook is written to memory",
    "web/settings/people/views.py": "the command of that name",
}
WRITES = {
    "save",
    "create",
    "update",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "create_user",
    "create_superuser",
    "set_password",
    "executemany",
}
ROOMS = {"errors", "rules", "events", "models", "queries", "access", "commands", "jobs", "apps", "migrations"}
ROOMS |= {"management", "__init__"}
# More than the rooms of STYLE 2.4, each with its reason.
MORE_ROOMS = {
    "standards/data": "the packaged dictionaries",
}
APPS = ("ledger", "clockwork", "orgs", "evidence", "notices", "standards", "places", "cases", "intake", "visits")


def order() -> dict[str, int]:
    """Return app → line in the house, counted from the top, as .importlinter has it."""
    contract = configparser.ConfigParser()
    contract.read(ROOT / ".importlinter", encoding="utf-8")
    lines = contract["importlinter:contract:house"]["layers"].strip().splitlines()
    return {app.strip(): number for number, line in enumerate(lines) for app in line.split("|")}


def links() -> Iterator[tuple[str, str, str]]:
    """Yield (app, model.field, app it points to) of every link between our own tables."""
    for model in apps.get_models():
        if model.__module__.startswith("bihuan."):
            for field in [*model._meta.fields, *model._meta.many_to_many]:
                target = field.related_model
                if isinstance(target, type) and target.__module__.startswith("bihuan."):
                    yield model._meta.app_label, f"{model.__name__}.{field.name}", target._meta.app_label


def test_every_link_between_tables_points_down() -> None:
    line = order()
    up = [(app, field, to) for app, field, to in links() if app != to and line[app] >= line[to]]

    assert up == []
    assert len(list(links())) > 10


def writes(path: Path) -> list[str]:
    found = [
        f"{short(path)}:{node.lineno} {ast.unparse(node.func)}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES
    ]
    statements = ("INSERT INTO ", "UPDATE ", "DELETE FROM ")
    return found + [
        f"{short(path)}:{node.lineno} SQL"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.lstrip().startswith(statements)
    ]


def test_rows_are_written_by_commands_only() -> None:
    elsewhere = [path for path in modules() if "commands" not in path.with_suffix("").parts]
    found = [hit for path in elsewhere if short(path) not in WRITERS.keys() | HARMLESS.keys() for hit in writes(path)]

    assert found == []


def test_management_commands_write_through_commands_too() -> None:
    found = [hit for path in modules() if "management" in path.parts for hit in writes(path)]

    assert found == []


@pytest.mark.parametrize("name", sorted(WRITERS.keys() | HARMLESS.keys()))
def test_no_exception_has_outlived_its_reason(name: str) -> None:
    assert writes(PACKAGE / name)


@pytest.mark.parametrize("app", APPS)
def test_an_app_has_only_the_rooms_everybody_knows(app: str) -> None:
    found = {path.stem for path in (PACKAGE / app).iterdir() if path.name != "__pycache__"}

    assert {room for room in found - ROOMS if f"{app}/{room}" not in MORE_ROOMS} == set()


def test_every_app_is_checked_here() -> None:
    with_tables = {config.label for config in apps.get_app_configs() if config.name.startswith("bihuan.")}

    assert with_tables - set(APPS) == {"web", "field", "demo", "config"}


def test_every_model_says_what_one_row_means() -> None:
    silent = [
        model.__name__
        for model in apps.get_models()
        if model.__module__.startswith("bihuan.")
        and (not model.__doc__ or model.__doc__.startswith(f"{model.__name__}("))
    ]

    assert silent == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [short(path) for path in modules() if path.read_text().strip() and not ast.get_docstring(tree(path))]

    assert silent == []
