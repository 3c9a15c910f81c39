"""The facts that may be written: every app registers its own, once, by name and version."""

import re
from typing import Final

from bihuan.kernel.text import gettext_noop

NAME = re.compile(r"^[a-z_]+\.[a-z_]+\.v[1-9][0-9]*$")
REGISTRY: Final[dict[str, str]] = {}


def event(name: str, label: str) -> str:
    """Register the fact `area.fact.vN` (past tense) with its English label (a msgid); return name."""
    if not NAME.match(name) or name in REGISTRY:
        raise ValueError(f"{name} is not area.fact.vN, or is registered twice")
    REGISTRY[name] = label
    return name


KEY_ADDED = event("ledger.key_added.v1", gettext_noop("A signing key was added"))
