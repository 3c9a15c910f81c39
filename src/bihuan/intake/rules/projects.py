"""Projects that a text names, with what it says of each.

Each place where a name may stand gives a candidate; it is a project when the evidence for it is strong enough: how it
is put forward, what its name ends in, what facts follow, whether the text goes on with 该项目.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from bihuan.intake.rules.layout import LIST_MARK, SENTENCE_END
from bihuan.intake.rules.project_facts import find_facts
from bihuan.intake.rules.project_labels import is_field
from bihuan.intake.rules.project_names import is_specific, may_be_name, worth_of_form
from bihuan.intake.rules.project_progress import Fact
from bihuan.intake.rules.project_slots import WORTH, Candidate, Slot, candidates
from bihuan.kernel.spans import Span

_ENOUGH = 4
_PLACE = -3  # the form of a place that is visited for what goes on there: to speak of it again proves nothing
_MOST_BY_FACTS = 7
_REACH = 220  # within so many characters facts speak for a candidate
# Facts that are given of things being built and of hardly anything else.
_HARD = frozenset({"owner", "land_area", "floor_area", "done_area", "phases", "capacity", "permit", "start"})
_INVESTED = re.compile("投资|概算|造价")
_ON_TOUR = frozenset(
    {Slot.VISIT, Slot.TOURED, Slot.SITE, Slot.STATION}
)  # they count more where a text tells of projects
_ON_LIST = frozenset({Slot.HEADING, Slot.SUBJECT})
_TITLE = re.compile(r"[^。；]{4,60}[。：:]?")
_OF_PROJECTS = re.compile(
    r"(?:项目|工程)[^，。]{0,10}(?:如下|进展|情况|清单|台账|汇总|安排|点位)|(?:项目|工程|[一-鿿]类)[】）)：:]?(?:（[^（）]{1,12}）)?$"
)
# Where a name need not be specific: the place itself says that it is one.
_OFTEN_PLAIN = frozenset({Slot.HEADING, Slot.LISTED, Slot.AMONG, Slot.LABELLED})
# What is told of a place long at work, and what shows that it is being built all the same.
_AT_WORK = re.compile("产值|税收|人口|规上|现有企业|服务群众|职工[0-9]")
_BUILDING = re.compile("投资|开工|动工|建设|施工|封顶|竣工|投产|装修|改造")
_BOUND = re.compile("[东西南北][至到抵临接邻靠起]$")  # 北到环湖绿道: where another one ends
# 主要建设制剂车间和动物实验中心: parts of what is built.
_PART_OF = re.compile("(?:主要建设|主要包括|建设内容|内设|内含|设有|配建|建有|包含)[^，。；]{0,24}$")
_TOUR = re.compile("项目|工程")
_THE_PROJECT = (
    r"(?:该|本|此|这[个一])?(?:项目|工程)(?!现场会|建设推进|储备|为王|负责人|经理|名称|：|是|要|就|建设方|施工方)"
)


@dataclass(frozen=True, slots=True)
class Found:
    """One project as pieces of the text without white space."""

    name: Span
    facts: tuple[Fact, ...]
    passages: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Mention:
    name: Span
    score: int
    topic: tuple[Span, ...]  # what the text goes on to say of it


def find_projects(text: str, paragraphs: tuple[Span, ...]) -> list[Found]:
    """Return the projects of an article in order of first mention, each name once.

    text: without white space. paragraphs: those of the article.
    """
    on_tour = sum(len(_TOUR.findall(text, *p)) for p in paragraphs) >= 2
    seen: set[str] = set()
    mentions, listing = [], False
    for index, paragraph in enumerate(paragraphs):
        following = paragraphs[index + 1 : index + 13]
        here = (_ON_TOUR if on_tour else frozenset()) | (_ON_LIST if listing else frozenset())
        judged = [_judged(text, c, paragraph, following, here, seen) for c in candidates(text, paragraph)]
        mentions += [m for m in judged if m]
        if not any(judged) and _TITLE.fullmatch(text, *paragraph):
            listing = _OF_PROJECTS.search(text, *paragraph) is not None
    return _without_other_names(text, _gathered(text, _apart(mentions), paragraphs))


def _judged(
    text: str,
    candidate: Candidate,
    paragraph: Span,
    following: tuple[Span, ...],
    likely: frozenset[Slot],
    seen: set[str],
) -> _Mention | None:
    """Return a candidate as a mention of a project when the evidence is enough.

    likely: the slots that count more in a text or a list of projects. seen: the names put forward so far.
    """
    name, slot = text[slice(*candidate.name)].removesuffix("工程"), candidate.slot
    form = worth_of_form(name)
    begin = candidate.name[0]
    short = len(name) < 4 and slot < Slot.LISTED
    part = slot < Slot.LISTED and _PART_OF.search(text, max(0, begin - 30), begin) is not None
    unfit = short or part or _BOUND.search(text, max(0, begin - 2), begin) is not None
    if unfit or not may_be_name(name) or (form < 0 and slot <= Slot.SUBJECT):
        return None
    topic, taken_up = _told(text, candidate, paragraph, following)
    if slot == Slot.RUNNING and not taken_up:
        return None
    score = WORTH[slot] + form + 2 * (taken_up and form > _PLACE) + (slot in likely)
    if not is_specific(name):
        score -= 1 if slot in _OFTEN_PLAIN else 4
    if slot > Slot.RUNNING:
        score += name in seen
        seen.add(name)
    if score + _MOST_BY_FACTS >= _ENOUGH:
        score += _worth_of_facts(text, topic)
    return _Mention(candidate.name, score, topic) if score >= _ENOUGH else None


def _told(
    text: str, candidate: Candidate, paragraph: Span, following: tuple[Span, ...]
) -> tuple[tuple[Span, ...], bool]:
    """Return where the text goes on to tell of a candidate, and whether it takes it up again there (该项目)."""
    after, end, titled = candidate.after, paragraph[1], candidate.slot in (Slot.HEADING, Slot.LABELLED)
    again = _taking_up(text, candidate.name)
    if titled and not text[after:end].strip("。：:】，—"):
        return _below(text, following), bool(following and again.match(text, *following[0]))
    begin = next((i for i in range(after, end) if text[i] not in "。：:，】—"), end)
    rest = ((begin, end),) if begin < end else ()
    sentence = _end_of_sentence(text, after, end)
    if again.match(text, after, end) or again.match(text, sentence, end):
        return (*rest, *_fields_below(text, following)), True
    if end - after < 80 and following and again.match(text, *following[0]):
        return (*rest, following[0]), True
    if _opens(text, candidate, paragraph):
        return (*rest, *_fields_below(text, following)), False
    return (((begin, sentence),) if sentence > begin else ()), False


def _opens(text: str, candidate: Candidate, paragraph: Span) -> bool:
    """Tell whether all of the rest of the paragraph is about a candidate."""
    mark = LIST_MARK.match(text, *paragraph)
    first = candidate.name[0] == (mark.end() if mark else paragraph[0])
    return first or candidate.slot in (Slot.HEADING, Slot.STATION, Slot.EXTENSION, Slot.LABELLED)


def _taking_up(text: str, name: Span) -> "re.Pattern[str]":
    """Return what a text that goes on with a named project begins with: 该项目, 园区, 这里."""
    thing = re.sub(r"[（(].*|[一二三四五六]期$|工程$", "", text[slice(*name)]) or "项目"
    last, kind = "|".join(re.escape(thing[-length:]) for length in (4, 3, 2)), re.escape(thing[-1])
    last = f"(?:{last})"
    this = rf"(?:该|这[个条座片处里家])?{last}|该{kind}|这[个条座片处家][^，。]{{0,12}}{last}|这[条座处栋幢][一-鿿、]{{3,24}}，"
    return re.compile(
        rf"(?:作为[^，。]{{2,16}}，)?{_THE_PROJECT}|作为[^，。]{{2,16}}，{last}|{this}|这里|(?:[^。]{{0,16}}。)?[^。]{{0,20}}，该{last}"
    )


def _end_of_sentence(text: str, start: int, end: int) -> int:
    return next((i + 1 for i in range(start, min(end, start + _REACH)) if text[i] in SENTENCE_END), end)


def _below(text: str, following: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the paragraphs that stand under a title: one, or the fields of a card."""
    fields = _fields_below(text, following)
    first = following[:1] if following and not LIST_MARK.match(text, *following[0]) else ()
    return fields or first


def _fields_below(text: str, following: tuple[Span, ...]) -> tuple[Span, ...]:
    count = next((i for i, p in enumerate(following) if not is_field(text, p)), len(following))
    return following[:count]


def _worth_of_facts(text: str, topic: tuple[Span, ...]) -> int:
    near, left = [], _REACH
    for start, end in topic:
        near.append((start, min(end, start + left)))
        left -= end - start
        if left <= 0:
            break
    facts = list(find_facts(text, (0, 0), tuple(near)))
    hard = {f.field for f in facts if f.field in _HARD}
    hard |= {"note" for f in facts if f.field == "note" and _INVESTED.search(text, *f.span)}
    soft = {f.field for f in facts} - _HARD - {"partner"} - hard
    at_work = any(_AT_WORK.search(text, *p) and not _BUILDING.search(text, *p) for p in near)
    return min(2 * len(hard), 4) + min(len(soft), 3) - 2 * at_work


def _apart(mentions: list[_Mention]) -> list[_Mention]:
    """Return the mentions that do not overlap, the surest and longest first chosen, in order of the text."""
    kept: dict[int, _Mention] = {}
    for mention in sorted(mentions, key=lambda m: (-m.score, m.name[0] - m.name[1], m.name)):
        if not any(i in kept for i in range(*mention.name)):
            for i in range(*mention.name):
                kept[i] = mention
    return sorted({m.name: m for m in kept.values()}.values(), key=lambda m: m.name)


def _gathered(text: str, mentions: list[_Mention], paragraphs: tuple[Span, ...]) -> list[Found]:
    """Put the mentions of one name together; a passage ends where the next project's begins."""
    first: dict[str, Span] = {}
    longer: dict[str, str] = {}  # the last letters of a name, by which 甲公司乙产业园 is found again as 乙产业园
    topics: dict[str, list[Span]] = {}
    for mention, following in zip_longest(mentions, mentions[1:]):
        key = _key(text[slice(*mention.name)])
        known = longer.setdefault(key[-6:], key)
        key = known if key not in first and known.endswith(key) else key
        first.setdefault(key, mention.name)
        limit = following.name[0] if following else len(text)
        topics.setdefault(key, []).extend((a, min(b, limit)) for a, b in mention.topic if a < limit)
    if len(first) == 1:
        topics = {key: [*told, *paragraphs] for key, told in topics.items()}
    return [Found(name, tuple(find_facts(text, name, tuple(topics[k]))), tuple(topics[k])) for k, name in first.items()]


def _key(name: str) -> str:
    return re.sub(r"(?:项目|工程)$", "", name) if len(name) > 6 else name


def _without_other_names(text: str, found: list[Found]) -> list[Found]:
    """Leave out a bare 某公司新厂区 when the same company's project is told of under its own name."""
    owners = set(_owners(text, found))
    return [p for p in found if (p.facts and not _only_owner(p)) or not _begins_with(text[slice(*p.name)], owners)]


def _owners(text: str, found: list[Found]) -> Iterator[str]:
    for project in found:
        for fact in project.facts:
            if fact.field == "owner" and (fact.span[0] >= project.name[1] or fact.span[1] <= project.name[0]):
                yield text[slice(*fact.span)]


def _begins_with(name: str, owners: set[str]) -> bool:
    return any(name[:length] in owners for length in range(4, len(name)))


def _only_owner(project: Found) -> bool:
    return all(f.field == "owner" for f in project.facts)
