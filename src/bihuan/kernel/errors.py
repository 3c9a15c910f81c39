"""The one way this product says no: a refusal with a code, words, and what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bihuan.kernel.text import gettext_noop


class Kind(StrEnum):
    """What sort of no it is; each door maps it to its own status (422, 404, 403, 409, 409)."""

    INVALID = "invalid"
    NOT_FOUND = "not_found"
    FORBIDDEN = "forbidden"
    CONFLICT = "conflict"
    NOT_NOW = "not_now"


@dataclass(frozen=True, slots=True)
class Reason:
    """One entry of an app's errors.py.

    code: "area.reason", never changed once published. text: English msgid with %(name)s parameters that
    tells the reader what to do next. kind: see Kind.
    """

    code: str
    text: str
    kind: Kind

    def __call__(self, *, field: str = "", **params: object) -> "Refusal":
        """Return the refusal to raise; field names the form field at fault, if one is."""
        return Refusal(self, params, field)


class Refusal(Exception):
    """An anticipated no. Anything unanticipated is not caught and is a fault of ours."""

    def __init__(self, reason: Reason, params: Mapping[str, object] | None = None, field: str = "") -> None:
        self.reason = reason
        self.params = dict(params or {})
        self.field = field
        super().__init__(f"{reason.code}: {reason.text % self.params}")

    @property
    def code(self) -> str:
        return self.reason.code

    @property
    def kind(self) -> Kind:
        return self.reason.kind


REGISTRY: dict[str, Reason] = {}


def reason(code: str, text: str, kind: Kind = Kind.INVALID) -> Reason:
    """Register one refusal. text must be wrapped in gettext_noop where it is written, so that it is extracted."""
    if code in REGISTRY:
        raise ValueError(f"refusal {code} is registered twice")
    REGISTRY[code] = Reason(code, text, kind)
    return REGISTRY[code]


CALENDAR_MISSING = reason(
    "kernel.calendar_missing",
    gettext_noop("The working calendar has no entries for %(year)s. Load that year under Settings, Calendar."),
    Kind.NOT_NOW,
)
UNREADABLE_LIMIT = reason(
    "kernel.unreadable_limit",
    gettext_noop("“%(text)s” is not a time limit I can read. Write it like 2紧急工作时, 4小时 or 5天."),
)
