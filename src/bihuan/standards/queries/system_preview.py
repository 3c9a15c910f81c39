"""What importing a file with an edition of an assessment system would do; changes nothing."""

from dataclasses import dataclass

from bihuan.standards import errors
from bihuan.standards.models import System
from bihuan.standards.queries.system_rows import class_book, class_words, content_of, is_used
from bihuan.standards.queries.system_xlsx import read_xlsx
from bihuan.standards.queries.system_yaml import read_yaml
from bihuan.standards.queries.systems import SystemRow, system
from bihuan.standards.rules.system_compare import Difference, compare
from bihuan.standards.rules.system_read import Fault, read_system
from bihuan.standards.rules.system_rows import RawSystem
from bihuan.standards.rules.system_terms import as_rows

_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class SystemPreview:
    """What was read. unknown: headings or keys that are left out. there: the same reference and edition, if we have it.

    is_used: and it may not be replaced. differences: between that one and the file.
    """

    system: RawSystem
    faults: tuple[Fault, ...]
    unknown: tuple[str, ...]
    there: SystemRow | None = None
    is_used: bool = False
    differences: tuple[Difference, ...] = ()

    @property
    def may_be_imported(self) -> bool:
        """Whether the file is without faults and changes something that may be changed."""
        return not self.faults and not self.is_same and not self.is_used

    @property
    def is_same(self) -> bool:
        """Whether the edition stands there just like this."""
        return self.there is not None and not self.differences


def read_file(content: bytes) -> tuple[RawSystem, tuple[str, ...]]:
    """Return the rows of an .xlsx or YAML file; raises what read_xlsx and read_yaml raise."""
    if content.startswith(_ZIP):
        return read_xlsx(content)
    if b"\x00" in content[:4096]:
        raise errors.NOT_A_SYSTEM_FILE(field="file")
    return read_yaml(content)


def preview_system(content: bytes) -> SystemPreview:
    """Read a file and compare it with the edition of the same name; a fixed number of statements."""
    raw, unknown = read_file(content)
    book = class_book()
    understood, faults = read_system(raw, book)
    if understood is None:
        return SystemPreview(raw, tuple(faults), unknown)
    row = System.objects.filter(ref=understood.head.ref, edition=understood.head.edition).first()
    if row is None:
        return SystemPreview(raw, (), unknown)
    words = class_words(book)
    differences = tuple(compare(as_rows(content_of(row.uuid), words), as_rows(understood, words)))
    return SystemPreview(
        raw, (), unknown, system(row.uuid), is_used=bool(differences) and is_used(row), differences=differences
    )
