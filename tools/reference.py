"""The reference pages that are made from the code: refusals, facts of the ledger, states and steps.

python tools/reference.py write    write docs/reference
python tools/reference.py check    exit 1 when a page differs from the code
"""

import atexit
import importlib
import os
import pkgutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

FOLDER = Path("docs/reference")
MADE = "Made from the code by `tools/reference.py write`; changes belong in the code."


def set_up() -> None:
    """Load the product on a throw-away data directory, with every module that registers something."""
    folder = tempfile.TemporaryDirectory(prefix="bihuan-reference-")
    atexit.register(folder.cleanup)
    os.environ["BIHUAN_DATA"] = folder.name
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.config.settings")
    import django

    django.setup()
    load()


def load() -> None:
    """Import every errors and events module of the product."""
    import bihuan

    for module in pkgutil.walk_packages(bihuan.__path__, "bihuan."):
        if module.name.rpartition(".")[2] in ("errors", "events"):
            importlib.import_module(module.name)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [" | ".join(head), " | ".join("---" for _ in head), *(" | ".join(map(_cell, row)) for row in rows)]
    return "\n".join(f"| {line} |" for line in lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def in_chinese(text: str) -> str:
    """Return a text in Chinese, "" when the catalogue lacks it."""
    from django.utils.translation import gettext, override

    with override("zh-hans"):
        found = gettext(text)
    return "" if found == text else found


def refusals() -> str:
    """Return the page of every refusal code."""
    from bihuan.api.errors import status_of
    from bihuan.kernel.errors import REGISTRY

    rows = [
        (f"`{code}`", str(status_of(why)), why.text, in_chinese(why.text)) for code, why in sorted(REGISTRY.items())
    ]
    return f"""# Refusals 拒绝

Every anticipated no has a code that never changes. {MADE}

The status is the one of the API; pages use the same but for those of the API's own.

{table(("code", "status", "English", "中文"), rows)}"""


def events() -> str:
    """Return the page of every fact that the ledger may hold."""
    from bihuan.ledger.events import REGISTRY

    rows = [(f"`{name}`", label, in_chinese(label)) for name, label in sorted(REGISTRY.items())]
    return f"""# Facts of the ledger 台账事实

Each entry of the ledger is one of these facts, named `area.fact.vN`; a published version never changes. {MADE}

{table(("name", "English", "中文"), rows)}"""


def states() -> str:
    """Return the page of the states of a case and the steps between them."""
    from bihuan.api.routes.steps import REFUSALS
    from bihuan.cases.rules.facts import OPEN, State
    from bihuan.cases.rules.moves import MOVES, Step
    from bihuan.web.cases.present import STATES
    from bihuan.web.cases.steps import VERBS

    standing = [
        (f"`{state.value}`", in_chinese_label(STATES[state].label), "yes" if state in OPEN else "no") for state in State
    ]
    moves = [
        (
            f"`{step.value}`",
            in_chinese_label(VERBS[step].label) if step in VERBS else "",
            ", ".join(f"`{state.value}`" for state in State if state in move.origins),
            f"`{move.target.value}`" if move.target else "stays",
            ", ".join(f"`{why.code}`" for why in REFUSALS.get(step, ())),
        )
        for step, move in MOVES.items()
    ]
    return f"""# States and steps 状态与环节

{MADE}

## States

{table(("state", "中文", "open"), standing)}
## Steps

Every (state, step) pair that is not in this table is refused with `cases.wrong_state`; who may not see the case gets
`cases.not_found`, who looked at an older version `cases.stale`. `{Step.TICK.value}` is the clock's alone.

{table(("step", "中文", "from", "to", "can be refused with"), moves)}"""


def in_chinese_label(label: object) -> str:
    """Return a lazy label in Chinese, also one with a context."""
    from django.utils.translation import override

    with override("zh-hans"):
        return str(label)


PAGES: dict[str, Callable[[], str]] = {"refusals.md": refusals, "events.md": events, "states.md": states}


def write() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")
    print(f"{len(PAGES)} pages in {FOLDER}")
    return 0


def stale() -> list[str]:
    """Return the pages that differ from the code."""
    return [
        name
        for name, page in PAGES.items()
        if not (FOLDER / name).exists() or (FOLDER / name).read_text(encoding="utf-8") != page()
    ]


def check() -> int:
    found = stale()
    print(f"old: {', '.join(found)}; run tools/reference.py write" if found else "the reference is as the code")
    return 1 if found else 0


if __name__ == "__main__":
    set_up()
    verb = sys.argv[1] if len(sys.argv) > 1 else "check"
    sys.exit({"write": write, "check": check}[verb]())
