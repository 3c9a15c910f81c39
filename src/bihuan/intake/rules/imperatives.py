"""Whether a clause orders something: by its modal word, its verb, its limit or its form."""

import re

from bihuan.intake.rules.clauses import IDENTITY, LIMIT, MODAL, REPORT, STRONG, announces, is_wish
from bihuan.intake.rules.faults import FAULT
from bihuan.intake.rules.speeches import Voice
from bihuan.intake.rules.verbs import PREPOSITIONS, STARTS, YAO, Lexicon

_OPENS_WITH_MODAL = re.compile(
    rf"请(?=于|在|按|立即|务必|认真|尽快|将|抓紧|严格)|(?:之间|间|都|均|也|还|更|又|就)?(?:{MODAL.pattern})"
)
_PREPOSITION = Lexicon(tuple(word for word in PREPOSITIONS if word not in ("就", "为", "在", "自")))
# 考核结果与…挂钩: the verb is part of a noun.
_NOUN = re.compile(r"..(?:结果|情况|方案|成效|成果|费用|经费|资金|项目|工程|工作)(?:与|将|是|作为|由|为|已|另)")
# Verbs with their result: 查明, 摸清, 拿出, 盯住.
_RESULT = re.compile(
    r"[改搬装谈铺挂查摸理厘排补配建抓管做落压夯扛盯守严强深细优提加扩拓推拉打破解消清整治拆修换增减降控防堵疏监督检巡考评验销报送交转汇拿挑选用写画讲办干][明清实好牢紧细准齐足强优住到出成全透严快稳通掉净完起上回]"
)
_MANNER = re.compile(r"(?:逐[一-鿿]|挨[家户个]|重新|先行|一次性|随[时手]|当[场天日])(?=[一-鿿]{2})")
# 随到随审, 应拆尽拆: an order by its form.
_IDIOM = re.compile(
    "(?:随[一-鿿]随|应[一-鿿]尽|即[一-鿿]即|边[一-鿿]边|逢[一-鿿]必|能[一-鿿]尽|该[一-鿿]就|不[一-鿿]不)[一-鿿]"
)
_ONE = re.compile(r"[抓促防保补盯稳派](?!手|紧处|充|护区|证金|健|险|贴|安|助|偿)(?=[一-鿿]{2})")
_NUMBERED = re.compile(r"[一二三四五六七八九十](?:是|要)$|第[一二三四五六七八九十][，、]$")
_LINK = re.compile(r"(?:间|之间|都|均|也|还|更(?![换新改正]))(?=.)")
# 就是要, 目的是要: what something is, not what is to be done.
_IS_TO = re.compile(r"(?:就是|正是|也是|无非是|目的是|意在|旨在|为的是|说到底是|关键是(?!要))")


_PLANNED = re.compile(r"计划|预计|拟|力争|(?<![许认])可|已|将|完工投产|了")
_FORBIDS = re.compile(r"(?:[^，]{2,8}(?:期间|前|后))?(?:不得|严禁|必须|务必|禁止|应当立即)")


_THESE = re.compile("(?:以上|上述|有关|相关)[^，]{1,8}(?:情况|问题|事项)|以上情况")


_PRESSING = re.compile(
    "(?:标准|价格|费用|金额|比例|时间)[^，要]{0,6}(?:统一)?(?:[定调]?整?为|按)|[等慢拖输误松]不(?:得|起)"
)


def commands(text: str, start: int, end: int, voice: Voice, *, addressed: bool, ordering: bool) -> bool:
    """Tell whether a clause orders something.

    start: after its addressee, if it has one. addressed: it has one. ordering: orders have already been given by the
    same speaker, so that a bare verb is enough.
    """
    clause = text[start:end]
    if _IS_TO.search(clause[:6]) or _THESE.fullmatch(clause) or _PRESSING.search(clause):
        return False
    if is_wish(clause):
        return voice is not Voice.TEXT or addressed
    if announces(clause):
        return False
    if _OPENS_WITH_MODAL.match(clause) and (addressed or voice is not Voice.TEXT):
        return voice is not Voice.WEAK or addressed or bool(re.match(YAO, clause))
    if REPORT.search(clause) and not STRONG.search(clause):
        return False
    if addressed and voice is Voice.WEAK:
        return not _DECLARES.search(clause) and (
            bool(LIMIT.match(clause)) or clause.startswith("把") or (ordering and works(text, start, end))
        )
    if addressed:
        return _addressed_works(text, start, end, voice, ordering=ordering)
    if voice in (Voice.WEAK, Voice.TEXT):
        return voice is Voice.TEXT and ordering and _FORBIDS.match(clause) is not None
    return _bare_works(text, start, end, voice, ordering=ordering)


_IS_DONE_BY = re.compile(r"[0-9日月周天底末午](?:之|以)?前(?:全部|一律|必须|务必|均)?[一-鿿]{2}")


def _bare_works(text: str, start: int, end: int, voice: Voice, *, ordering: bool) -> bool:
    """Tell whether a clause without addressee orders something."""
    clause = text[start:end]
    if IDENTITY.match(clause) and not STRONG.search(clause):
        return False
    if STRONG.search(clause):
        return True
    if start >= 2 and _NUMBERED.search(text, max(0, start - 4), start) and not FAULT.search(text, start, end):
        return True
    if voice is Voice.ORDER and ordering and (_bids(clause) or _due(clause)):
        return True
    return (ordering or voice is not Voice.POINT) and works(text, start, end)


_OFTEN = re.compile("每(?:[日天周月季年]|半[月年])[^，]{0,6}(?:不少于|至少|不低于)")
# What a unit does or is like, where it is told and not asked for.
_DECLARES = re.compile(
    r"^(?:是|为|有|没|无|作|认为|表示|汇报|负责人|同意|提出的|反映|在会上|对此|比较|很|最|较|不(?!得|能|准|要|再|许|等)|又|依然|仍|一直|先后|共|总|正|曾|被|存在)|已|目前|年年|根子|了$|[多好高差慢少低大强难]$|提出的|(?:保持|维持)?不变$"
)
# An imperative by its form: a ban, a bid for one's best, a verb doubled, or a verb with where it shall lead.
_BIDS = re.compile(
    r"^(?:别|莫|勿|切莫|不再|不许|一律|谁|该[^，]{1,6}的|能[^，]{1,6}的|凡|多[^，个数样种年元]{1,8}$|[逐挨][一-鿿]|[看盯查改清补修换报送发摸理晒排盘问听讲评管守](?:一[看盯查改清补修换报送发摸理晒排盘问听讲评管守]|清|实|住|好|牢|足|齐|准|紧|完)|"
    r"[一-鿿]{1,14}?(?:到位|到户|到人|到岗|见底|清零|销号|入账|归零|为止))|^(?:用|以|凭|按|照|随|边|先|再|就地|当天|当日|当场|每)[一-鿿0-9]{3}|把[^，]{2,}[到好住清完掉出起下回齐准实牢透上]"
)


def _due(clause: str) -> bool:
    """Tell whether a clause among orders says by when something is to be done: 破损广告7月12日前全部更换."""
    return _IS_DONE_BY.search(clause) is not None and not _PLANNED.search(clause)


def _bids(clause: str) -> bool:
    """Tell whether a clause without a subject is an imperative by its form, whatever its verb."""
    return _BIDS.search(clause) is not None and not _DECLARES.search(clause)


def _addressed_works(text: str, start: int, end: int, voice: Voice, *, ordering: bool) -> bool:
    clause = text[start:end]
    if _NOUN.match(clause):
        return False
    if voice is not Voice.TEXT and LIMIT.match(clause):
        return True
    if LIMIT.match(clause) and not _PLANNED.search(clause):
        return True
    if voice is Voice.TEXT:
        return bool(STRONG.search(clause[:12])) or (ordering and works(text, start, end))
    if STRONG.search(clause):
        return True
    if (voice is Voice.ORDER or (voice is Voice.POINT and ordering)) and not _DECLARES.search(clause):
        return True
    plain = voice is not Voice.POINT or ordering or LIMIT.match(clause) or _OFTEN.match(clause)
    return bool(plain) and works(text, start, end)


_STAYS_SO = re.compile("(?:保持|维持)不变$")


def works(text: str, start: int, end: int) -> bool:
    """Tell whether a clause begins with a verb of work, or with how, by when or on what, and then such a verb."""
    if _STAYS_SO.search(text, at := start, end):
        return False
    link = _LINK.match(text, at, end)
    at = link.end() if link else at
    if text.startswith(("会同", "联合", "协同", "配合"), at):
        return any(STARTS.at(text, i, end) for i in range(at + 2, min(end - 1, at + 40)))
    if re.match("与[^，]{2,12}(?:对接|衔接|签|沟通|协商|联系|会商)", text[at:end]):
        return True
    limit = LIMIT.match(text, at, end)
    at = limit.end() if limit else at
    if limit and limit.group()[-1] in "前内" and at < end and not _PLANNED.search(text, at, end):
        return True
    if (
        _IDIOM.match(text, at, end)
        or STARTS.at(text, at, end)
        or _RESULT.match(text, at, end)
        or _ONE.match(text, at, end)
        or _MANNER.match(text, at, end)
    ):
        return not _NOUN.match(text, at, end)
    if re.match(r"把|将", text[at:end]):
        return True
    if text.startswith(("本周", "下周", "每"), at) or re.match(r"周[一二三四五六日]|[0-9]{1,2}月", text[at:end]):
        often = _OFTEN.match(text, at, end) is not None
        return often or any(STARTS.at(text, i, end) for i in range(at + 2, min(end - 1, at + 16)))
    since = re.match(r"自[^，]{2,20}起", text[at:end])
    if since and any(STARTS.at(text, i, end) for i in range(at + since.end(), min(end - 1, at + since.end() + 16))):
        return True
    if not _PREPOSITION.at(text, at, end) and not re.match(r"能|一旦|凡|未", text[at:end]):
        return False
    return any(STARTS.at(text, i, end) or _RESULT.match(text, i, end) for i in range(at + 2, min(end - 1, at + 60)))
