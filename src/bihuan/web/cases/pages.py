"""What the page of one case shows."""

from datetime import datetime
from typing import Any

from bihuan.cases import access, queries
from bihuan.cases.queries import CaseStory
from bihuan.cases.rules.facts import OPEN, Proposal
from bihuan.cases.rules.moves import Step, answers
from bihuan.kernel.call import Actor
from bihuan.orgs import queries as orgs
from bihuan.orgs.rules import Power
from bihuan.web.cases import risk
from bihuan.web.cases.present import ORIGINS, PARTS, STATES, clock_of, line, marks, picture, rebound_words, timeline
from bihuan.web.cases.steps import Button, buttons
from bihuan.web.kit.subjects import page_of


def case_context(actor: Actor, case: Any, at: datetime) -> dict[str, Any]:
    """Return the context of web/cases/case_page.html for a loaded case."""
    story = access.story_for(actor, case)
    facts, calendar = story.row.facts, orgs.calendar()
    names = orgs.unit_names()
    may_open = actor.has(Power.SUPERVISE)
    offered = buttons(answers(facts, actor, at))
    return {
        "case": story.row,
        "story": story,
        "facts": facts,
        "badge": STATES[facts.state],
        "clock": clock_of(facts, at, calendar),
        "limit": facts.limit.text_zh() if facts.limit else "",
        "marks": marks(story.row),
        "parts": [(names.get(str(part.unit), ""), PARTS[part.state]) for part in facts.parts],
        "buttons": [button for button in offered if _is_plain(button)],
        "may_cure": any(button.step == Step.CURE for button in offered),
        "quiet": [button for button in offered if not button.why_not and button.weight == "quiet"],
        "waiting": [button for button in offered if button.why_not],
        "timeline": timeline(story.timeline, names, _codes(story)),
        "origin": ORIGINS.get(story.row.origin, story.row.origin),
        "origin_url": page_of("document", story.origin_uuid) if may_open and story.origin_uuid else "",
        "similar": _similar(actor, story, at, calendar),
        "rebound_of": line(story.rebound_of, at, calendar) if story.rebound_of else None,
        "rebounds": [line(row, at, calendar) for row in story.rebounds],
        "family": [line(row, at, calendar) for row in story.family],
        "cures": [line(row, at, calendar) for row in story.cures],
        "rebound_words": rebound_words(facts) if facts.times_back else "",
        "is_proposed": facts.proposal == Proposal.OPEN and facts.state in OPEN,
        "risk": risk.line_of(actor, facts, story.row.uuid, at),
        **_files(story),
    }


def _is_plain(button: Button) -> bool:
    """Tell whether a button stands in the row of steps: a lasting cure stands beside its proposal."""
    return not button.why_not and button.weight != "quiet" and button.step != Step.CURE


def _codes(story: CaseStory) -> dict[str, str]:
    return {str(row.uuid): row.code for row in (*story.family, *story.cures)}


def _files(story: CaseStory) -> dict[str, Any]:
    # The newest round first: what was done last stands beside what was found.
    files = sorted(story.files, key=lambda file: -file.round)
    shown = [(file.role, picture(file, story.row.code)) for file in files]
    return {role: [each for kind, each in shown if kind == role] for role in ("before", "after", "document")}


def _similar(actor: Actor, story: CaseStory, at: datetime, calendar: Any) -> list[tuple[Any, int]]:
    if story.position is None:
        return []
    found = queries.similar(
        actor,
        case_class=story.row.facts.case_class,
        position=story.position,
        at=story.row.reported_at,
        leave_out=[story.row.uuid],
    )
    return [(line(row, at, calendar), round(metres)) for row, metres in found]
