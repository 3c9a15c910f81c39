"""The source tree as the architecture tests read it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "bihuan"


@cache
def modules() -> tuple[Path, ...]:
    """Return every Python file of the product, without migrations, in order of path."""
    return tuple(path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def short(path: Path) -> str:
    """Return the path below the package."""
    return path.relative_to(PACKAGE).as_posix()


def texts() -> Iterator[tuple[Path, str]]:
    """Yield every text file that belongs to the repository, with its content."""
    folders = ("src", "tests", "tools", "docs", "eval", "deploy", ".ci")
    kinds = {".py", ".md", ".sh", ".toml", ".html", ".txt", ".js", ".css", ".json", ".csv", ".lock", ".yml", ".po", ""}
    for top in [*ROOT.iterdir(), *(path for folder in folders for path in (ROOT / folder).rglob("*"))]:
        is_ours = not {"vendor", "__pycache__", ".venv"} & set(top.parts) and top.is_file()
        is_hidden = top.parent == ROOT and top.name.startswith(".") and top.name not in (".importlinter", ".gitignore")
        if is_ours and not is_hidden and top.suffix in kinds:
            yield top, top.read_text(encoding="utf-8", errors="ignore")
