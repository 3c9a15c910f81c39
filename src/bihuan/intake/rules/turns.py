"""Where, in a chain of clauses, an order to another addressee begins."""

import re
from collections.abc import Iterator

from bihuan.intake.rules.clauses import BY, LEAD, LEADING, PLEASE, WITH, after_ordinal, is_limit, is_topic
from bihuan.intake.rules.imperatives import works
from bihuan.intake.rules.layout import ORDINAL, split
from bihuan.intake.rules.units import Addressee, UnitDictionary, asked_units, leading_units
from bihuan.kernel.spans import Span

# What a clause with a newly stated addressee goes on with.
_CHARGED = re.compile(
    r"(?:之间|间|都|均|也|还)?(?:要(?!求|素|点)|须|应(?!急)|必须|务必|负责|牵头|不得|需(?!求)|请|(?:于|在)?[^，。；]{1,12}(?:日|月底|月末|年底|周[一二三四五六日])(?:之前|以前|前))"
)
BUILT_BY = re.compile(
    r"(?:项目|工程)由[^，]{2,24}(?:实施|运营|投建|操盘)|共建|建设|投资|承建|主持|组成|出资|开发|[^，]{2,16}担?任[^，]{0,6}(?:长|员|主任|书记)"
)
NEAR = 200  # how far a clause looks about itself, so that time grows with the length only


def by_addressee(text: str, start: int, end: int, units: UnitDictionary) -> Iterator[Span]:
    """Yield the parts of a segment, a new one beginning wherever another addressee is stated (X要…)."""
    piece = start
    for a, b in split(text, start, end, at="，,"):
        near = a - piece < NEAR
        if a > piece and near and (STAYS.search(text[piece:a]) or is_limit(text[piece : a - 1])):
            continue
        if a > piece and near and _only_topic(text[piece:a]) and charged_at(text, a, b, units):
            piece = a
        elif (
            a > piece
            and _turns_to(text, (a, b), end, units, said=text[max(piece, a - NEAR) : a])
            and _closed(text, piece, a)
        ) or (a > piece and _ASIDE.match(text, a, b) and PLEASE.search(text, b, min(end, b + 60))):
            yield piece, _trim(text, piece, a)
            piece = a
    if end > piece:
        yield piece, _trim(text, piece, end)


# 凡因推诿影响进度的，由… : a condition with its own addressee.
CONDITION = re.compile(
    r"凡[^，]*的(?:事|单位|企业|项目)$|(?:凡|对|逾期|拒不|未|因|如|若|遇|一旦)[^，]*(?:的|者|时)$|未经[^，]{2,16}$"
)
# What stays with the order even when an addressee follows it: a condition, or 北门停车的事.
STAYS = re.compile(
    r"^(?!关于|原则同意)(?:对|针对)[^，]*(?:的|者)，$|^(?!对|针对|关于|原则同意).*(?:的|者|时|的事|一事|(?:超过|达到|低于|不足|连续)[^，]*的(?:路段|时段|区域|地段|单位|个人|情形|部位|地方|企业|人员))，$|^(?:未|逾期|凡)[^，]*的(?:单位|个人|企业|街道|部门|地方|责任人|项目|商户|工地|小区)，$|^未经[^，]{2,16}，$|^[^，]{2,16}(?:完毕|结束|完成|期满|到位|办结)后，$"
)
_OF_WHICH = re.compile("(?:对|针对)[^，。；]{4,}，")  # 对协商不成的楼栋，由…
_ASIDE = re.compile(r"(?:近期|近日|目前|当前|日前|此前|上周|昨日|今年以来)[^，]*")


def _turns_to(text: str, clause: Span, end: int, units: UnitDictionary, *, said: str) -> bool:
    """Tell whether an order to another addressee begins with a clause: X要…, X负责…, X于4月底前…, 凡…的，由X…

    said: what stands before it in the same piece.
    """
    a, b = clause
    if charged_at(text, a, b, units):
        return True
    if text.startswith("由", a) and not (_OF_WHICH.fullmatch(said) or STAYS.search(said)):
        asked = asked_units(text, a + 1, b, units=units)
        return asked is not None and not BUILT_BY.search(text, asked.end, b)
    please = PLEASE.match(text, a, b)
    if please:  # 请甲局…，请乙街道…
        asked = leading_units(text, please.end(), b, units=units)
        return asked is not None and all(OFFICIAL.search(u) or units.knows(u) for u in asked.units)
    if CONDITION.fullmatch(text[a:b]):
        return text.startswith("由", b + 1) and leading_units(text, b + 2, end, units=units) is not None
    who = leading_units(text, a, b, units=units)
    if who is None or (WITH.match(text[a:b]) and not _ACTS.match(text, who.end, b)) or BY.match(text[a:b]):
        return False
    official = all((OFFICIAL.search(u) or units.knows(u)) and not _PERSON.search(u) for u in who.units)
    return official and works(text, who.end, b) and not _SUBJECT_OF_STATE.match(text, who.end, b)


# Units that are surely addressed when a clause begins with them, and not the object of the verb before.
OFFICIAL = re.compile(
    r"^各|^(?:社区|街道|企业|业主|物业|学校|园区|属地)$|(?<!每个)(?:局|委|办|中心|大队|支队|中队|街道|办事处|镇|乡|公司|集团|部门|(?<![个你贵的])单位|管委会|指挥部|专班|派出所|监管所|执法队|分局|银行|医院|供电所|督查室|(?<!每)[一-鿿]{2}(?<!每个)(?:所|站|村|社区|学校|企业|业主|物业|标段|项目部|市场管理方|管理方|施工方|媒体|团委|妇联))$"
)
_ACTS = re.compile("派|安排|组织")  # 北苑街道派人现场配合: an order of its own
# 各单位要成立专班，主要负责同志亲自抓: one order.
_PERSON = re.compile(r"^(?!各).*(?:同志|负责人|领导|责任人)$")
# 企业落实到位, 社区全覆盖: what a unit shall have come to, not a new order.
_SUBJECT_OF_STATE = re.compile(r"[^，]{0,4}(?:到位|见效|全覆盖|清零|达标|落地|为主|联动|参与|共建|配合|支持|负责制)$")


def _only_topic(words: str) -> bool:
    """Tell whether what stands before an addressee only names the matter: 对排查出的重大隐患，"""
    lead = LEADING.match(words)
    rest = words[lead.end() if lead else 0 :]
    if rest.endswith(("期间，", "同时，")) and len(rest) < 14:
        return True
    return rest.count("，") <= 1 and (not rest or is_topic(rest))


def _closed(text: str, start: int, end: int) -> bool:
    """Tell whether what stands before a new addressee is complete, not 由甲牵头 waiting for its helper."""
    lead = LEAD.search(text, start, end) if BY.match(text[start:end]) else None
    return lead is None or end - lead.end() > 3


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in "，,、；;：:":
        end -= 1
    return end


def charged_at(text: str, start: int, end: int, units: UnitDictionary) -> Addressee | None:
    """Return the addressee a clause begins with if a word of charge follows it."""
    who = leading_units(text, after_ordinal(text, start, end), end, units=units)
    if who and (_CHARGED.match(text, who.end, end) or ORDINAL.match(text, who.end, end)):
        return who
    return None
