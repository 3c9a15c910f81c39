"""Text without white space whose every piece can be found again in the original."""

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Span = tuple[int, int]

_INK = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text with all white space taken out.

    source: the original. text: the original without white space. positions: for each character of text its
    offset in source, strictly increasing.
    """

    source: str
    text: str
    positions: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """Return the place in source of text[start:end]; end is exclusive.

        The span begins and ends on ink, so it never carries white space at its edges. An empty piece gives an
        empty span. Raises ValueError when the piece lies outside the text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"piece {start}..{end} lies outside a text of {len(self.text)} characters")
        if start == end:
            at = self.positions[start] if start < len(self.text) else len(self.source)
            return at, at
        return self.positions[start], self.positions[end - 1] + 1

    def has_break(self, index: int) -> bool:
        """Tell whether a line break of source lies just before text[index]."""
        if not 0 < index < len(self.text):
            return False
        return "\n" in self.source[self.positions[index - 1] + 1 : self.positions[index]]

    def lines(self) -> Iterator[Span]:
        """Yield (start, end) in text for each line of source that has ink, in order."""
        offset, at = 0, 0
        for line in self.source.splitlines(keepends=True):
            offset += len(line)
            end = at + sum(len(m.group()) for m in _INK.finditer(line))
            if end > at:
                yield at, end
            at = end


def fold(source: str) -> Folded:
    """Return source without white space together with the way back."""
    positions = array("L")
    for match in _INK.finditer(source):
        positions.extend(range(match.start(), match.end()))
    return Folded(source=source, text=bare(source), positions=positions)


def bare(text: str) -> str:
    """Return text without white space."""
    return "".join(_INK.findall(text))
