"""What each step is called on a page, how it looks, and which command it sends."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bihuan.cases import commands, errors
from bihuan.cases.rules.moves import Answer, Step
from bihuan.web.errors import words


@dataclass(frozen=True, slots=True)
class Verb:
    """label: on the button. said: after it was done. weight: primary, plain, or quiet (behind "more")."""

    label: str | Promise
    said: str | Promise
    icon: str
    command: Callable[..., Any]
    weight: str = "plain"


def _verb(label: Any, said: Any, icon: str, command: Callable[..., Any], weight: str = "plain") -> Verb:
    return Verb(label, said, icon, command, weight)


VERBS: Final[Mapping[Step, Verb]] = {
    Step.FILE: _verb(pgettext_lazy("step", "File"), _("Filed."), "folder", commands.file, "primary"),
    Step.DECLINE: _verb(pgettext_lazy("step", "Do not file"), _("Not filed."), "ban", commands.decline),
    Step.DISPATCH: _verb(pgettext_lazy("step", "Dispatch"), _("Dispatched."), "send", commands.dispatch, "primary"),
    Step.ACCEPT: _verb(pgettext_lazy("step", "Accept"), _("Accepted."), "check", commands.accept, "primary"),
    Step.SEND_BACK: _verb(pgettext_lazy("step", "Send back"), _("Sent back."), "arrow-back-up", commands.send_back),
    Step.ASSIGN: _verb(pgettext_lazy("step", "Assign"), _("Assigned."), "user", commands.assign),
    Step.ASK_EXTENSION: _verb(
        pgettext_lazy("step", "Ask for extension"), _("Asked for an extension."), "hourglass", commands.ask_extension
    ),
    Step.GRANT_EXTENSION: _verb(
        pgettext_lazy("step", "Grant extension"), _("Extended."), "check", commands.grant_extension, "primary"
    ),
    Step.REFUSE_EXTENSION: _verb(
        pgettext_lazy("step", "Refuse extension"), _("Extension refused."), "x", commands.refuse_extension
    ),
    Step.ASK_SUSPENSION: _verb(
        pgettext_lazy("step", "Ask for suspension"),
        _("Asked for a suspension."),
        "player-pause",
        commands.ask_suspension,
    ),
    Step.GRANT_SUSPENSION: _verb(
        pgettext_lazy("step", "Grant suspension"), _("Suspended."), "check", commands.grant_suspension, "primary"
    ),
    Step.REFUSE_SUSPENSION: _verb(
        pgettext_lazy("step", "Refuse suspension"), _("Suspension refused."), "x", commands.refuse_suspension
    ),
    Step.RESUME: _verb(pgettext_lazy("step", "Resume"), _("Resumed."), "player-play", commands.resume),
    Step.FEED_BACK: _verb(
        pgettext_lazy("step", "Feed back"), _("Fed back."), "clipboard-check", commands.feed_back, "primary"
    ),
    Step.VERIFY_PASS: _verb(
        pgettext_lazy("step", "Fixed: close"), _("Verified and closed."), "checks", commands.verify_pass, "primary"
    ),
    Step.VERIFY_FAIL: _verb(
        pgettext_lazy("step", "Not fixed: rework"), _("Sent back for rework."), "repeat", commands.verify_fail
    ),
    Step.ACCEPT_PART: _verb(
        pgettext_lazy("step", "Accept our part"), _("Part accepted."), "check", commands.accept_part, "primary"
    ),
    Step.FEED_BACK_PART: _verb(
        pgettext_lazy("step", "Feed back our part"),
        _("Part fed back."),
        "clipboard-check",
        commands.feed_back_part,
        "primary",
    ),
    Step.OBSERVE: _verb(pgettext_lazy("step", "Look again"), _("Recorded."), "eye", commands.observe, "primary"),
    Step.APPEAL: _verb(pgettext_lazy("step", "Appeal"), _("Appeal sent."), "scale", commands.appeal),
    Step.REVIEW_APPEAL: _verb(
        pgettext_lazy("step", "Review appeal"), _("Appeal reviewed."), "scale", commands.review_appeal, "primary"
    ),
    Step.DECIDE_APPEAL: _verb(
        pgettext_lazy("step", "Decide appeal"), _("Appeal decided."), "scale", commands.decide_appeal, "primary"
    ),
    Step.URGE: _verb(pgettext_lazy("step", "Urge"), _("Urged."), "bell-ringing", commands.urge),
    Step.ESCALATE: _verb(pgettext_lazy("step", "Escalate"), _("Escalated."), "stairs-up", commands.escalate, "quiet"),
    Step.WAIVE_PART: _verb(
        pgettext_lazy("step", "Waive a part"), _("Part waived."), "minus", commands.waive_part, "quiet"
    ),
    Step.CURE: _verb(
        pgettext_lazy("step", "Order a lasting cure"),
        _("Lasting cure ordered; its case is filed."),
        "shield-check",
        commands.cure,
        "primary",
    ),
    Step.LINK: _verb(
        pgettext_lazy("step", "Link as a rebound"), _("Linked as a rebound."), "git-merge", commands.link, "quiet"
    ),
    Step.UNLINK: _verb(
        pgettext_lazy("step", "Cut the link as a rebound"), _("Link cut."), "git-branch", commands.unlink, "quiet"
    ),
    Step.VOID: _verb(pgettext_lazy("step", "Make void"), _("Made void."), "circle-x", commands.void, "quiet"),
}


# A step that cannot be waited for is left out; one that waits, or is spent, is shown with its reason.
NOT_SAID: Final = frozenset(
    {
        errors.NOTHING_ASKED,
        errors.APPEAL_CLOSED_ONLY,
        errors.OBSERVED_ALREADY,
        errors.PART_DONE,
        errors.PART_ACCEPTED,
        errors.PART_NOT_ACCEPTED,
        errors.LINKED_ALREADY,
        errors.NOT_LINKED,
        errors.NOTHING_PROPOSED,
    }
)


@dataclass(frozen=True, slots=True)
class Button:
    """One step on a page. why_not: words, when it is mine but has to wait."""

    step: str
    label: str | Promise
    icon: str
    weight: str
    why_not: str


def buttons(answers: list[Answer]) -> list[Button]:
    """Return the steps of a page: what may be done first, in the order of VERBS, what has to wait after."""
    found = {answer.step: answer for answer in answers if answer.step in VERBS and answer.why_not not in NOT_SAID}
    shown = [_button(found[step], verb) for step, verb in VERBS.items() if step in found]
    return sorted(shown, key=lambda button: (bool(button.why_not), _WEIGHTS[button.weight]))


_WEIGHTS: Final = {"primary": 0, "plain": 1, "quiet": 2}


def _button(answer: Answer, verb: Verb) -> Button:
    why_not = words(answer.why_not()) if answer.why_not else ""
    return Button(answer.step.value, verb.label, verb.icon, verb.weight, why_not)
