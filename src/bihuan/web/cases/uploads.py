"""Files sent along with a form are stored first; the step then only names them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from bihuan.evidence.commands import store
from bihuan.evidence.rules import MOST_BYTES
from bihuan.kernel.call import Call

DOCUMENTS = (".pdf", ".docx", ".xlsx", ".txt")


def keep(call: Call, sent: Sequence[Any]) -> tuple[UUID, ...]:
    """Store the files and return their uuids in order; the same form sent again gives the same files."""
    return tuple(_keep(call.part(f"file-{number}"), file) for number, file in enumerate(sent))


def _keep(call: Call, file: Any) -> UUID:
    name = file.name or ""
    purpose = "document" if name.lower().endswith(DOCUMENTS) else "photo"
    return store(call, content=file.read(MOST_BYTES + 1), file_name=name, purpose=purpose).uuid
