"""What a notice says, and to whom it may be addressed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from uuid import UUID

from bihuan.kernel.text import gettext_noop

Param = str | int | float | bool
_NAMES = re.compile(r"%\((\w+)\)s")


class NoticeKind(StrEnum):
    """Why somebody is told something."""

    DISPATCH = "dispatch"
    URGE = "urge"
    ESCALATE = "escalate"
    RETURN = "return"
    REWORK = "rework"
    DECISION = "decision"
    OVERDUE = "overdue"
    YELLOW = "yellow"
    ASSIGNED = "assigned"
    ASKED = "asked"
    PART_DONE = "part_done"
    LOOK_AGAIN = "look_again"
    OTHER = "other"


TEXTS: Final[Mapping[NoticeKind, str]] = {
    NoticeKind.DISPATCH: gettext_noop("%(code)s %(title)s has been dispatched to you. Accept it or send it back."),
    NoticeKind.URGE: gettext_noop("You are urged to finish %(code)s %(title)s. Feed back as soon as it is done."),
    NoticeKind.ESCALATE: gettext_noop("%(code)s %(title)s has been escalated to you. Say what is to happen next."),
    NoticeKind.RETURN: gettext_noop("%(code)s %(title)s was sent back: %(reason)s"),
    NoticeKind.REWORK: gettext_noop("%(code)s %(title)s did not pass and must be done again: %(reason)s"),
    NoticeKind.DECISION: gettext_noop("Your request about %(code)s %(title)s has been decided. Open it to read how."),
    NoticeKind.OVERDUE: gettext_noop("%(code)s %(title)s is past its time limit. Feed back now."),
    NoticeKind.YELLOW: gettext_noop("%(code)s %(title)s has used most of its time limit. Finish it in time."),
    NoticeKind.ASSIGNED: gettext_noop("%(code)s %(title)s was given to you by your unit. Do it and feed back."),
    NoticeKind.ASKED: gettext_noop("%(code)s %(title)s: the lead unit asks for a decision: %(text)s"),
    NoticeKind.PART_DONE: gettext_noop("%(code)s %(title)s: a co-handling unit has fed back: %(text)s"),
    NoticeKind.LOOK_AGAIN: gettext_noop(
        "%(code)s %(title)s was closed a while ago. Look again whether it is still fixed."
    ),
    NoticeKind.OTHER: gettext_noop("%(code)s %(title)s: %(text)s"),
}
"""What each kind says, as a msgid; %(code)s is the subject's code, the others come from the notice's params."""


@dataclass(frozen=True, slots=True)
class Message:
    """One notice to send, to exactly one unit (everyone with a post in it) or one person.

    subject_*: what it is about; subject_code is what people read. params: at least needed(kind), as primitives.
    Raises ValueError when it has not exactly one addressee, or when a parameter of its text is missing: both are
    faults of the program.
    """

    kind: NoticeKind
    subject_kind: str
    subject_uuid: UUID
    subject_code: str
    params: Mapping[str, Param] = field(default_factory=dict)
    to_unit_uuid: UUID | None = None
    to_person_uuid: UUID | None = None

    def __post_init__(self) -> None:
        if (self.to_unit_uuid is None) == (self.to_person_uuid is None):
            raise ValueError("a notice goes to exactly one unit or one person")
        if missing := needed(self.kind) - self.params.keys():
            raise ValueError(f"a notice of kind {self.kind} needs {', '.join(sorted(missing))}")


def needed(kind: NoticeKind) -> frozenset[str]:
    """Return the parameters the text of a kind needs besides the subject's code."""
    return frozenset(_NAMES.findall(TEXTS[kind])) - {"code"}
