"""Walks through one XML part of a Word document without building a tree and without following anything outside."""

from collections.abc import Mapping
from xml.parsers import expat

_SPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",  # the strict form of the standard
)
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
MOST_DEPTH = 400


class TooMuch(ValueError):
    """A part holds more than is read, though its bytes are few."""


class Walker:
    """Calls begin(name, attributes), finish(name) and hear(data) for the elements of a Word part, by their bare names.

    Elements of other vocabularies have the name "". path: the names from the root to here. A part may declare no
    document type, so no entity can unfold or reach out. Raises ValueError for what breaks these rules, ExpatError
    for what is no XML.
    """

    def __init__(self) -> None:
        self.path: list[str] = []
        self._skipped = 0

    def walk(self, content: bytes) -> None:
        """Read a whole part; an absent one (no bytes) says nothing."""
        if not content:
            return
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.Parse(content, True)

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        """Hear that an element begins; it is the end of path already."""

    def finish(self, name: str) -> None:
        """Hear that an element ends; it is the end of path still."""

    def hear(self, data: str) -> None:
        """Hear the characters of the innermost element."""

    def _refuse(self, *_declaration: object) -> None:
        raise ValueError("a Word part declares no document type")

    def _start(self, full_name: str, attributes: dict[str, str]) -> None:
        self.path.append(_bare(full_name))
        if len(self.path) > MOST_DEPTH:
            raise ValueError("elements are nested too deep")
        # The same content once more for older programs.
        self._skipped += bool(self._skipped) or full_name == _FALLBACK
        if not self._skipped:
            self.begin(self.path[-1], {_bare(key): value for key, value in attributes.items()})

    def _end(self, _full_name: str) -> None:
        if not self._skipped:
            self.finish(self.path[-1])
        self._skipped -= bool(self._skipped)
        self.path.pop()

    def _data(self, data: str) -> None:
        if not self._skipped:
            self.hear(data)


def _bare(full_name: str) -> str:
    space, _brace, name = full_name.rpartition("}")
    return name if space in _SPACES else ""


def is_on(attributes: Mapping[str, str]) -> bool:
    """Tell whether a switch such as <w:vanish/> is on; w:val may turn it off."""
    return attributes.get("val", "1") not in ("0", "false", "off")
