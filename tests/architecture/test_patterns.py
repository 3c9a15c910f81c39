"""Patterns of the readers hold what was written: an f-string makes {2, 10} a pair of numbers, not a repetition."""

import importlib
import pkgutil
import re

from bihuan.intake import rules


def test_no_pattern_holds_a_pair_of_numbers_for_a_repetition() -> None:
    modules = [
        importlib.import_module(f"{rules.__name__}.{each.name}") for each in pkgutil.iter_modules(rules.__path__)
    ]
    patterns = [value for module in modules for value in vars(module).values() if isinstance(value, re.Pattern)]

    assert len(patterns) > 100
    assert [p.pattern for p in patterns if re.search(r"\(\d+, \d+\)", p.pattern)] == []
