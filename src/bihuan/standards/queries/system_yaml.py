"""An edition of an assessment system from and to YAML.

The file is read event by event instead of being handed to a loader: so every row keeps its line, anchors, aliases and
tags are refused before anything grows out of them, and every value is text as it was written (06010 stays 06010).
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from bihuan.standards import errors
from bihuan.standards.rules.system_rows import MOST_ROWS, ROW_TYPES, Part, RawSystem, cells, field_of

MOST_BYTES = 8 * 1024 * 1024
MOST_EVENTS = 1_000_000
MOST_DEEP = 4
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DROPPED = (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent)
# Neither a workbook nor every database can hold these.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
Pair = tuple[int, Any]
"""A line, and what begins there: text, a list of pairs, or a dict of text to pairs."""


def read_yaml(content: bytes) -> tuple[RawSystem, tuple[str, ...]]:
    """Return the rows of a YAML file, and its keys that mean nothing here.

    Raises standards.not_yaml, standards.yaml_huge, standards.yaml_alias, standards.yaml_key_twice, standards.rows_many.
    """
    if len(content) > MOST_BYTES:
        raise errors.YAML_HUGE(field="file")
    try:
        events = _events(content.decode("utf-8-sig"))
        line, whole = _value(next(events), events, 0)
        if next(events, None) is not None:
            raise errors.NOT_YAML(line=line, field="file")
    except UnicodeDecodeError as fault:
        raise errors.NOT_YAML(line=content[: fault.start].count(b"\n") + 1, field="file") from fault
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark
        raise errors.NOT_YAML(line=mark.line + 1 if mark else 1, field="file") from fault
    except (yaml.YAMLError, StopIteration) as fault:
        raise errors.NOT_YAML(line=1, field="file") from fault
    return _system(line, _mapping(line, whole))


def _events(text: str) -> Iterator[Any]:
    parsed: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
    for number, event in enumerate(parsed):
        if number > MOST_EVENTS:
            raise errors.YAML_HUGE(field="file")
        if isinstance(event, _DROPPED):
            continue
        if getattr(event, "anchor", None) or getattr(event, "tag", None):
            raise errors.YAML_ALIAS(line=event.start_mark.line + 1, field="file")
        yield event


def _value(event: Any, events: Iterator[Any], depth: int) -> Pair:
    line = event.start_mark.line + 1
    if depth > MOST_DEEP:
        raise errors.YAML_HUGE(field="file")
    if isinstance(event, yaml.ScalarEvent):
        if _NOT_XML.search(event.value):
            raise errors.NOT_YAML(line=line, field="file")
        is_nothing = event.style is None and event.value in ("~", "null")
        return line, "" if is_nothing else event.value
    if isinstance(event, yaml.SequenceStartEvent):
        items = []
        while not isinstance(each := next(events), yaml.SequenceEndEvent):
            items.append(_value(each, events, depth + 1))
        return line, items
    found: dict[str, Pair] = {}
    while not isinstance(each := next(events), yaml.MappingEndEvent):
        key_line, key = _value(each, events, depth + 1)
        if not isinstance(key, str):
            raise errors.NOT_YAML(line=key_line, field="file")
        if key in found:
            raise errors.YAML_KEY_TWICE(line=key_line, key=key, field="file")
        found[key] = _value(next(events), events, depth + 1)
    return line, found


def _system(line: int, whole: dict[str, Pair]) -> tuple[RawSystem, tuple[str, ...]]:
    unknown: list[str] = []
    parts = {part: whole.pop(part, (line, [])) for part in (Part.TYPES, Part.CLAUSES, Part.ELEMENTS)}
    read: dict[str, Any] = {Part.SYSTEM: (_row(Part.SYSTEM, line, whole, unknown),)}
    for part, (at, items) in parts.items():
        if not isinstance(items, list):
            raise errors.NOT_YAML(line=at, field="file")
        if len(items) > MOST_ROWS:
            raise errors.ROWS_MANY(most=MOST_ROWS, field="file")
        read[part] = tuple(_row(part, number, _mapping(number, item), unknown) for number, item in items)
    return RawSystem(**read), tuple(dict.fromkeys(unknown))


def _row(part: Part, number: int, pairs: dict[str, Pair], unknown: list[str]) -> Any:
    said: dict[str, str] = {}
    for key, (line, value) in pairs.items():
        name = field_of(part, key)
        if not name:
            unknown.append(key)
        elif not isinstance(value, str):
            raise errors.NOT_YAML(line=line, field="file")
        elif name in said:
            raise errors.YAML_KEY_TWICE(line=line, key=key, field="file")
        else:
            said[name] = value
    return ROW_TYPES[part](number=number, **said)


def _mapping(line: int, value: Any) -> dict[str, Pair]:
    if not isinstance(value, dict):
        raise errors.NOT_YAML(line=line, field="file")
    return value


def write_yaml(system: RawSystem) -> bytes:
    """Return the rows as YAML; empty cells are left out, and reading it again gives the same rows."""
    whole: dict[str, Any] = _said(system.system[0])
    for part in (Part.TYPES, Part.CLAUSES, Part.ELEMENTS):
        whole[part.value] = [_said(row) for row in getattr(system, part)]
    return yaml.safe_dump(whole, allow_unicode=True, sort_keys=False, width=1000).encode()


def _said(row: Any) -> dict[str, str]:
    return {name: text for name, text in cells(row).items() if text}
