"""One document read: articles, people, orders, problems and projects, each with its place in the original."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bihuan.intake.rules.articles import Block, find_articles, find_dateline
from bihuan.intake.rules.clauses import LABEL
from bihuan.intake.rules.fields import Fields, Note, note_in
from bihuan.intake.rules.layout import SENTENCE_END, Layout, lay_out
from bihuan.intake.rules.people import Mention, find_people, without_companions
from bihuan.intake.rules.problems import find_problems
from bihuan.intake.rules.projects import find_projects
from bihuan.intake.rules.requirements import Carry, Leaf, find_leaves
from bihuan.intake.rules.results import (
    Article,
    Attribute,
    Dateline,
    Deadline,
    Force,
    Person,
    Piece,
    Problem,
    Project,
    Requirement,
)
from bihuan.intake.rules.sections import default_units, is_form, orator, own_words
from bihuan.intake.rules.speeches import Speech, find_speeches
from bihuan.intake.rules.units import DEFAULT_UNITS, UnitDictionary
from bihuan.kernel.dates import Lean, Moment, find_dates
from bihuan.kernel.spans import Span

_LIMIT_LABEL = re.compile(r"(?:时限|期限|时间)[：:]$|(?<![时点分半])至$")


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was found in one document. chars: its length; every span counts characters of the original."""

    chars: int
    articles: tuple[Article, ...]
    people: tuple[Person, ...]
    requirements: tuple[Requirement, ...]
    problems: tuple[Problem, ...]
    projects: tuple[Project, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the reading in the form that eval/intake/README.md describes."""
        return {
            "chars": self.chars,
            "articles": [_article_json(a) for a in self.articles],
            "people": [
                {"article": p.article, "name": p.name, "post": p.post, "span": list(p.span)} for p in self.people
            ],
            "requirements": [_requirement_json(r) for r in self.requirements],
            "problems": [{"article": p.article, "span": list(p.span), "text": p.text} for p in self.problems],
            "projects": [_project_json(p) for p in self.projects],
        }


def read(text: str, *, units: UnitDictionary = DEFAULT_UNITS, reference: date | None = None) -> Reading:
    """Return what text says, in the order of the text.

    text: a whole document as it was uploaded, line breaks and all. units: the district's units; the default knows
    only generic words. reference: the day the document was received, from which years left out are inferred;
    without it a day without a year stays unresolved unless the document itself names years.
    """
    layout = lay_out(text)
    basis = reference or _own_basis(layout.text)
    moments = find_dates(layout.text, basis)
    blocks = find_articles(layout)
    reader = _Reader(layout, units, basis, moments, Lean.PAST if reference else Lean.COMING)
    for index, block in enumerate(blocks, start=1):
        reader.article(f"A{index}", block)
    return Reading(
        len(text),
        tuple(reader.articles),
        tuple(reader.people),
        tuple(reader.requirements),
        tuple(reader.problems),
        tuple(reader.projects),
    )


def _own_basis(text: str) -> date | None:
    """Return the latest day the document names with its year."""
    days = [m.resolved for m in find_dates(text) if m.resolved is not None]
    days += [date(int(year), 1, 1) for year in re.findall(r"(20[0-9]{2})年", text)]
    return max(days, default=None)


class _Reader:
    """Gathers the items of one document article by article."""

    def __init__(
        self, layout: Layout, units: UnitDictionary, basis: date | None, moments: list[Moment], lean: Lean
    ) -> None:
        self.layout, self.units, self.basis, self.moments, self.lean = layout, units, basis, moments, lean
        self.starts = [m.span[0] for m in moments]
        self.names: set[str] = set()
        self.articles: list[Article] = []
        self.people: list[Person] = []
        self.requirements: list[Requirement] = []
        self.problems: list[Problem] = []
        self.projects: list[Project] = []

    def between(self, span: Span) -> list[Moment]:
        """Return the dates that begin inside a piece, in order."""
        return self.moments[bisect_left(self.starts, span[0]) : bisect_left(self.starts, span[1])]

    def piece(self, span: Span) -> Piece:
        return Piece(self.layout.text[slice(*span)], self.layout.folded.span(*span))

    def article(self, key: str, block: Block) -> None:
        moment = find_dateline(self.layout, block, self.between(block.span), reference=self.basis, lean=self.lean)
        dateline = None
        if moment is not None:
            place = self.layout.folded.span(*moment.span)
            dateline = Dateline(moment.text, place, moment.resolved, moment.certain)
        byline = self.piece(block.byline) if block.byline else None
        span = self.layout.folded.span(*block.span)
        self.articles.append(Article(key, span, dateline, byline, block.reporters))
        mentions = without_companions([m for p in block.body for m in find_people(self.layout.text, p)])
        people = _each_once(mentions)
        self.people += [self._person(key, m) for m in people]
        projects = self._add_projects(key, block)
        day = moment.resolved if moment else self.basis
        notes = [note for span in block.body if (note := note_in(self.layout.text, span, self.units))]
        orders = self._add_requirements(key, block, people, day, projects, notes)
        self._add_problems(key, block, orders, day, notes)

    def _person(self, key: str, mention: Mention) -> Person:
        return Person(key, mention.name, mention.post, self.layout.folded.span(*mention.span))

    def _add_projects(self, key: str, block: Block) -> list[tuple[str, Span]]:
        placed = []
        for found in find_projects(self.layout.text, block.body):
            facts = tuple(
                Attribute(fact.field, fact.value, piece.text, piece.span)
                for fact in found.facts
                for piece in (self.piece(fact.span),)
            )
            project = Project(f"J{len(self.projects) + 1}", key, self.piece(found.name), facts)
            self.projects.append(project)
            placed += [(project.id, passage) for passage in found.passages]
        return placed

    def _add_requirements(
        self,
        key: str,
        block: Block,
        people: list[Mention],
        day: date | None,
        projects: list[tuple[str, Span]],
        notes: list[Note],
    ) -> list[Span]:
        self.names |= {m.name for m in people}
        known = self.names
        speaker = orator(self.layout, block, [(m.name, m.span) for m in people])
        speeches = [] if speaker else find_speeches(self.layout, block, known)
        own_units = default_units(self.layout, block, self.units)
        own = Carry(units=own_units)
        first = len(self.requirements)
        carry, orders, form = own, [], is_form(self.layout, block)
        fields = Fields(self.requirements, self.layout.text, self.units)
        for speech in own_words(self.layout, block, speeches, speaker):
            if LABEL.match(self.layout.text, *speech.span) and speech.speaker is None:
                fields.read(speech.span, self.deadline(speech.span, day))
                continue
            if not speech.goes_on:
                carry = Carry()
            elif speech.speaker is None or speaker:
                carry = own
                carry.units = own_units if form else carry.units
            for leaf in find_leaves(self.layout.unquoted, speech, carry, self.units):
                self._add(key, block, speech, leaf, day, projects, own_units)
                if leaf.force is Force.MUST:
                    orders.append(leaf.span)
        fields.close()
        self._note(notes, first, day)
        return orders

    def _note(self, notes: list[Note], first: int, day: date | None) -> None:
        """Give the orders of an item of a list, from the first on, what the fields that close it say."""
        for index in range(first, len(self.requirements)):
            each = self.requirements[index]
            note = _note_at(notes, bisect_left(self.layout.folded.positions, each.span[0]))
            if note is None:
                continue
            asked = each.units if each.units_stated or not note.units else note.units
            leads = note.leads if asked == note.units else each.leads
            limit = each.deadline or self.deadline(note.span, day)
            self.requirements[index] = replace(each, units=asked, leads=leads, deadline=limit)

    def _add(
        self,
        key: str,
        block: Block,
        speech: Speech,
        leaf: Leaf,
        day: date | None,
        projects: list[tuple[str, Span]],
        default: tuple[str, ...],
    ) -> None:
        piece = self.piece(leaf.span)
        self.requirements.append(
            Requirement(
                id=f"R{len(self.requirements) + 1}",
                article=key,
                text=piece.text,
                span=piece.span,
                speaker=speech.speaker,
                units=_meant(leaf.units, default),
                leads=leaf.leads,
                units_stated=leaf.stated,
                force=leaf.force,
                deadline=self.deadline((leaf.span[0], leaf.tail[1] if leaf.tail else leaf.span[1]), day),
                project=next((p for p, (a, b) in projects if a <= leaf.span[0] < b), None) if speech.inline else None,
                quote=self.piece(_sentence(self.layout.text, leaf.span, block.span)),
            )
        )

    def deadline(self, span: Span, day: date | None) -> Deadline | None:
        text = self.layout.text
        inside = [
            m
            for m in self.between(span)
            if m.span[1] <= span[1] and (m.is_limit or _LIMIT_LABEL.search(text, m.span[0] - 6, m.span[0]))
        ]
        inside = inside or [m for m in self.between(span) if _is_soon(text, m, span)]
        if not inside:
            event = _BEFORE_EVENT.search(text, *span)
            where = event.span("limit") if event else None
            return Deadline(text[slice(*where)], self.layout.folded.span(*where), None, None, None) if where else None
        moment = inside[0]
        again = find_dates(moment.text, day or self.basis, Lean.COMING)
        best = again[0] if again else moment
        place = self.layout.folded.span(*moment.span)
        return Deadline(moment.text, place, best.resolved, best.amount, best.unit.value if best.unit else None)

    def _add_problems(self, key: str, block: Block, orders: list[Span], day: date | None, notes: list[Note]) -> None:
        asked = [end for _, end in orders]
        for fault in find_problems(self.layout, block.body, orders):
            note = _note_at(notes, fault.span[0])
            start, end = fault.span
            if note is None:
                piece = self.piece(fault.span)
                self.problems.append(Problem(key, piece.text, piece.span, fault.place))
                continue
            end = min(end, note.span[0])
            index = bisect_left(asked, end)
            if start >= end or (index < len(orders) and orders[index][0] <= start):  # a field, or what is asked
                continue
            piece = self.piece((start, end))
            limit = self.deadline(note.span, day)
            self.problems.append(Problem(key, piece.text, piece.span, fault.place, note.units, note.leads, limit))


def _note_at(notes: list[Note], place: int) -> Note | None:
    """Return the note that closes the item around a place of the text. notes: in order."""
    index = bisect_right(notes, place, key=lambda note: note.item[0]) - 1
    return notes[index] if index >= 0 and place < notes[index].item[1] else None


_SOON = re.compile(
    r"(?:今[天日晚]|明[天日]|后天|(?:本|这|下)?周[一二三四五六日]|[上下]半年|[一二三四]季度|本周|下周|本月|下月|年内|月内|[0-9]{1,2}月(?:[0-9]{1,2}日|[上中下]旬))"
)


# 小年前, 供暖前: a limit that no calendar tells.
_BEFORE_EVENT = re.compile(
    r"(?:(?<=[，、；：。要须应于在])|(?<=[局办委镇乡道司心队所]))(?:于|在)?(?P<limit>(?![从以目此当之日事生眼面跟靠超提])(?:[一-鿿]{2,5}|[一-鿿]年)(?<![以目此当之今昔事生眼面跟靠超提])(?<![之当今往]日)前"
    r"(?![期后往来提端沿列置景进线方面三述台景头门几不]|[一-鿿]?(?:市|区)))(?=[，]|[一-鿿]{2})"
)


def _is_soon(text: str, moment: Moment, span: Span) -> bool:
    """Tell whether a time such as 今天 or 周三, without 前, says when an order is to be done."""
    opens = moment.span[0] == span[0] or text[moment.span[0] - 1] in "，、" or moment.span[0] - span[0] < 12
    follows = text[moment.span[1] : moment.span[1] + 2]
    return (
        opens
        and moment.span[1] <= span[1]
        and _SOON.match(moment.text) is not None
        and follows[:1] not in "的会以至到由"
    )


def _meant(units: tuple[str, ...], addressed: tuple[str, ...]) -> tuple[str, ...]:
    """Return whom 你单位 means: the units the letter is addressed to."""
    return addressed if addressed and units and all(u.startswith(("你", "贵")) for u in units) else units


def _each_once(people: list[Mention]) -> list[Mention]:
    """Leave out bare names of people who are named with their post elsewhere in the article."""
    posted = {m.name for m in people if m.post}
    return [m for m in people if m.post or m.name not in posted]


def _sentence(text: str, span: Span, within: Span) -> Span:
    """Return the whole sentence around a piece."""
    start, end = span
    low, high = max(within[0], start - 300), min(within[1], end + 300)
    while start > low and text[start - 1] not in SENTENCE_END:
        start -= 1
    while end < high and text[end - 1] not in SENTENCE_END:
        end += 1
    return start, end


def _article_json(a: Article) -> dict[str, Any]:
    dateline = a.dateline and {
        "text": a.dateline.text,
        "span": list(a.dateline.span),
        "date": a.dateline.day.isoformat() if a.dateline.day else None,
        "certain": a.dateline.certain,
    }
    byline = a.byline and {"text": a.byline.text, "span": list(a.byline.span)}
    return {"id": a.id, "span": list(a.span), "dateline": dateline, "byline": byline}


def _requirement_json(r: Requirement) -> dict[str, Any]:
    deadline = r.deadline and {
        "text": r.deadline.text,
        "span": list(r.deadline.span),
        "date": r.deadline.day.isoformat() if r.deadline.day else None,
    }
    return {
        "id": r.id,
        "article": r.article,
        "span": list(r.span),
        "text": r.text,
        "speaker": r.speaker,
        "units": list(r.units),
        "force": r.force.value,
        "deadline": deadline,
        "project": r.project,
    }


def _project_json(p: Project) -> dict[str, Any]:
    attributes = [{"field": f.field, "value": f.value, "text": f.text, "span": list(f.span)} for f in p.attributes]
    name = {"text": p.name.text, "span": list(p.name.span)}
    return {"id": p.id, "article": p.article, "name": name, "attributes": attributes}
