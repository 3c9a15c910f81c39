"""People named together with their post."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bihuan.intake.rules.verbs import VERBS, Lexicon, words
from bihuan.kernel.spans import Span

# What the words for a post end in.
POSTS = words("""
    党组书记 副书记 书记 副主任 主任 副局长 局长 副区长 区长 副县长 县长 副市长 市长 副镇长 镇长 副乡长 乡长 副主席 主席
    副部长 部长 副组长 组长 副处长 处长 副科长 科长 副所长 所长 副院长 院长 副校长 校长 副队长 大队长 支队长 中队长 队长
    副总经理 总经理 副经理 经理 副董事长 董事长 执行董事 董事 总裁 总监 总工程师 总工 总制片人 制片人 总指挥 副指挥长
    指挥长 副秘书长 秘书长 副会长 会长 理事长 委员 常委 调研员 巡视员 专员 检察长 站长 园长 村主任 河长 路长 街长 网格员
    网格长 经办 法定代表人 法人代表 负责人 联系人 代表 教授 工程师 老板 店主 摊主 种植户 养殖户 茶农 菜农 果农 居民 村民 市民 业主 户主
    志愿者 教师 老师 医生 司机 党员 楼长 队员 职工 工人 经营者 商户 主播 主持人 创始人 合伙人 首席执行官 厅长 副厅长 驾驶员 保安 保洁员 店员 快递员 外卖员 家长 班长 社工 护士 馆长 台长 总编 行长 厂长 车间主任 物业经理 召集人
    包联领导 分管领导 挂点领导 包案领导 联系领导 政委 指导员 教导员 民警 主任科员 总会计师 支书
""")
# Family names: the common single ones, the ten stems used as stand-ins, and double ones.
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方"
    "白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳"
    "甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚"
    "岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原"
    "栗燕楚鄢扈奚冼楼海东蔺但都桐皮水闻甲乙丙戊己庚壬癸某"
)
DOUBLE_SURNAMES = frozenset(
    words("""欧阳 上官 司马 诸葛 东方 皇甫 尉迟 公孙 令狐 慕容 司徒 夏侯 端木 轩辕 长孙 宇文 申屠""")
)
# What may follow a name.
AFTER_NAME = re.compile(
    r"$|批示|拍板|补充|叮|电话|手机|职务|联系|关于|有关|没|不|约|看|点|拍|查|蹲|弯|沿|绕|踩|爬|翻|敲|掏|冒|顶|径|马不|第一|每|先|再|又|曾|已|则|便|刚|当[即晚天]|指|拉|握|递|直奔|特意|快步|家[，办里]|雨|早|[，,、。；：:（()）《“”！？]|出席|主持|参加|讲话|强调|指出|提出|要求|表示|到|赴|在|带队|带领|率|一行|一同|一道|等|作|对|就|说|介绍|陪同|会见|深入|先后|"
    r"实地|来|前往|调研|督导|检查|督查|通报|传达|宣读|同志|为|向|与|和|及|以|从|通过|安排|部署|现场|当场|笑|端|连忙|坦言|高兴|激动|感慨|正|分别|听取|任|担任|是|给|并|也|还|专题|专程|"
    r"巡|走|随|共同|宣布|发|接|代表|围绕|结合|仔细|详细|认真|逐|召集|召开|组织|开展|暗访|随机|观摩|座谈|看望|慰问|点评|总结|汇报|签|回|做|对接|进行|针对|最后|首先|叮嘱|提醒|勉励|鼓励|责令|希望|认为|主动|亲自|牵头|负责|领|宣|致|上台|一边|边"
)
# A last character that is more likely the next word than part of the name.
LOOSE_LAST = re.compile(
    r"[在到对就等为向以从赴率并说给是将把被让]|来到|到会|作[了出]|做[了出]|说[，：]|带[队领]|出席|主[持动]|指[出导]|强调|要求|提[出醒]|表[示态]|任职|随[后即机]|陪同|会[见上]|还[就来到]|也|听[取了]|现场|当[场即]|分别|共同|宣[布读]|一[行]|参[加观]|讲话|深入|看望|调研|检查|逐|主[持讲]|同[志]|告诉|见证|代表|介绍|走[进访]|实地|安排|亲自|通报|传达"
)
# 居民李阿姨, 代表党工委: no names.
_NO_NAME = re.compile(
    r"^解[释决读]|^谈[话心判到及起]|^管[部理辖道网委护]|^单位|女士|先生|阿姨|大[爷妈姐哥叔]|师傅|奶奶|爷爷|同学|老师|某$|[委局办处科]$|^党[委组支员政]|工[作程会]|会[议员]|.[们者]$|^[一-鿿](?:总|局|区|市|县)$|^(?:全|成|方|时|高|应|安|平|关|项|包|管)[体员面间度急全台于目括理]"
)
# 书记高度重视, 局长办公会: what may come again after a post and is no name.
_NO_NAME_AGAIN = re.compile(
    r"[的是不要会就到在把将了办部署视作关部门]|^(?:高度|高质|项目|安全|安排|时间|方面|全[区市县面]|车辆|公[司开]|工[程作地]|施工|应急|路[段面]|水[利务]|管理|党[委组])"
)
# The post begins after the last of these.
BEFORE_POST = re.compile(
    r"[，,。；;：:！？“”（()）\s]|一行|陪同|邀请|会见了?|岁的?|听取了?|约上|喊上|叫上|带上|拉上|出席|主持|率领|带领|来自|以及|其中|随后|分别由|会上|期间|日前|近日|近期|的|[0-9]日|上午|下午|本报讯|讯|会见了|(?<=与)(?=《)"
)
_LEAD = re.compile(r"(?:[由与对给为请让跟]|经(?![开信济]))|(?:[和同在向及])(?![一-鿿]?[区市县镇乡])")
_POST = re.compile("|".join(sorted(POSTS, key=len, reverse=True)))
# Posts that stand behind the name: 乙大同区长.
_ADDRESSED_SO = re.compile(r"^(?!副).*(?:长|书记|主任|主席|经理|教授|老师)$")
RECURS = 3000
POST_MAX = 48
LIST_HEAD = re.compile(
    r"(?:出席|参加|列席|缺席|主持|请假|参会人员|出席人员|列席人员|参加人员|主持人|记录人?|整理|联系人|经办人?|承办人|责任人|签发人?|审核人?|审签|签批|执法人员|检查人员|督查人员|汇报人|发言人|填表人|报送人|拟稿人?|核稿人?|校对|反映人|诉求人|负责人|联络员|分管领导|包联领导|召集人|总召集人|组长|副组长|牵头人|督导员|主讲人?)[：:]"
)
# 赵甲明（副区长）
_BRACKETED = re.compile(r"[（(](?P<post>[^（）()，。；：]{2,24})[）)]")
_VERBS = Lexicon(
    VERBS,
    words(
        "见证 告诉 解释 回忆 感叹 反映 坐 站 走 拿 看 问 打 算 骑 拉 握 递 翻 忙 边 刚 已 正 将 曾 则 却 又 再 便 先 才 始 至 因 由 受 获 被 所 称 谈 答 讲 建议 提议 致辞 揭牌 颁奖 授牌 宣誓 述职 主讲 领读 入户 上门"
    ),
)


@dataclass(frozen=True, slots=True)
class Mention:
    """One person at one place of the text without white space. post is empty when none is written."""

    name: str
    post: str
    span: Span


def find_people(text: str, span: Span) -> list[Mention]:
    """Return the people of text[span] who are written with a post, and those of attendance lists, in order."""
    start, end = span
    found: list[Mention] = []
    floor = start
    for match in _POST.finditer(text, start, end):
        if match.start() < floor:
            continue
        name = _name_at(text, match.end(), end)
        if not name:
            before = _name_before(text, floor, match.start())
            if before and _ADDRESSED_SO.search(match.group()) and AFTER_NAME.match(text, match.end(), end):
                found.append(Mention(before, match.group(), (match.start() - len(before), match.end())))
                floor = match.end()
            continue
        begin = _post_start(text, floor, match.start())
        found.append(Mention(name, text[begin : match.end()], (begin, match.end() + len(name))))
        floor = match.end() + len(name)
    listed = list(_attendance(text, start, end))
    bare = [*(m for m in listed if not m.post), *_comrades(text, start, end)]
    known = {m.name for m in found}
    posted = [m for m in listed if m.post and not any(_crosses(m.span, f.span) for f in found)]
    return sorted([*found, *posted, *(m for m in bare if m.name not in known)], key=lambda m: m.span)


def _crosses(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def without_companions(people: list[Mention]) -> list[Mention]:
    """Return people without the other person a post seems to begin with: 郑戌生与某公司总经理王亥."""
    names = {m.name for m in people}
    return [_without_companion(m, names) for m in people]


def _without_companion(mention: Mention, names: set[str]) -> Mention:
    post = mention.post
    lead = next((n for n in (4, 3, 2) if post[:n] in names and post[:n] != mention.name), 0)
    if not lead:
        return mention
    rest = re.sub("^(?:与|和|同|会见了?|陪同|向|对|、)", "", post[lead:])
    start = mention.span[0] + len(post) - len(rest)
    return Mention(mention.name, rest, (start, mention.span[1]))


def _name_at(text: str, at: int, end: int) -> str:
    """Return the personal name that begins at a place, or nothing."""
    first = text[at : at + 2]
    lengths = (4, 3) if first in DOUBLE_SURNAMES else (3, 2)
    if not first or (text[at] not in SURNAMES and first not in DOUBLE_SURNAMES):
        return ""
    fits = [n for n in lengths if at + n <= end and _is_han(text[at : at + n]) and _may_follow(text, at + n, end)]
    if not fits and _VERBS.at(text, at, at + 2) == 0 and _is_han(text[at : at + lengths[0]]):
        again = text[at : at + lengths[0]]  # a name that comes again is one, whatever follows it here
        fits = [lengths[0]] if text.find(again, at + 1, at + RECURS) > 0 and not _NO_NAME_AGAIN.search(again) else []
    if not fits and lengths[0] == 3 and _sounds_like_name(text, at, end):
        fits = [3]
    if lengths[0] == 3 and _goes_on_alike(text, at):
        fits = [3]
    if len(fits) == 2 and LOOSE_LAST.match(text, at + lengths[1]):
        fits = fits[1:]
    if not fits:
        return ""
    name = text[at : at + fits[0]]
    return "" if _NO_NAME.search(name) else name


# Family names with which many other words begin.
_ALSO_WORDS = frozenset(
    "于向和同常应成时方全东水安平关项包明海都皮闻桐但农文高任金钱石田边车班管解路单支费连余计古温洪庄章景党官宫乐谈卫施司曲季谷柏江周程马牛白黄何年成万利"
)


def _sounds_like_name(text: str, at: int, end: int) -> bool:
    """Tell whether three characters behind a post are a name although nothing known follows: 主任甲一鸣全程参与."""
    name = text[at : at + 3]
    if not text[max(0, at - 2) : at].endswith(("长", "书记", "主任", "主席", "委员", "常委", "经理")):
        return False
    plain = at + 3 < end and _is_han(name) and name[0] not in _ALSO_WORDS and not _NO_NAME_AGAIN.search(name)
    return (
        plain and not any(_VERBS.at(text, i, end) for i in (at, at + 1, at + 2)) and not LOOSE_LAST.match(text, at + 2)
    )


def _goes_on_alike(text: str, at: int) -> bool:
    """Tell whether the two characters at a place come again and the same third one follows each time: 丁孝先."""
    first, third = text[at : at + 2], text[at + 2 : at + 3]
    near = text[max(0, at - RECURS) : at + RECURS]
    return near.count(first) >= 2 and near.count(first) == near.count(first + third) and _is_han(third)


def _may_follow(text: str, at: int, end: int) -> bool:
    return AFTER_NAME.match(text, at, end) is not None or _VERBS.at(text, at, end) > 0


def _name_before(text: str, floor: int, head: int) -> str:
    """Return the name that a post follows, as in 乙大同区长; only where nothing else stands before it in its clause."""
    for length in (3, 2):
        at = head - length
        if (
            at < floor
            or text[at] not in SURNAMES
            or not _is_han(text[at:head])
            or text[head - 1] in "委局府会办组部室队院校厅处科所站团村镇"
        ):
            continue
        if (at == floor or text[at - 1] in "，。；：、！？”（）") and not _NO_NAME.search(text[at:head]):
            return text[at:head]
    return ""


def _comrades(text: str, start: int, end: int) -> Iterator[Mention]:
    """Yield the names that 同志 follows."""
    for match in re.finditer("同志", text[start:end]):
        name = _name_before(text, start, start + match.start())
        begin = start + match.start() - len(name)
        if not name:
            for length in (3, 2):
                begin = start + match.start() - length
                if begin >= start and text[begin] in SURNAMES and begin > start and text[begin - 1] in "由请让给和、与":
                    name = text[begin : start + match.start()]
                    break
        if name:
            yield Mention(name, "", (begin, begin + len(name)))


def _is_han(word: str) -> bool:
    return all("一" <= char <= "鿿" for char in word)


def _post_start(text: str, floor: int, head: int) -> int:
    """Return where the words of a post begin whose last word is at head; floor: the end of the name before."""
    begin = max(floor, head - POST_MAX)
    for stop in BEFORE_POST.finditer(text, begin, head):
        begin = stop.end()
    if text[begin] in "、和及":
        begin += 1
    lead = _LEAD.match(text, begin, head)
    return lead.end() if lead else begin


def _attendance(text: str, start: int, end: int) -> Iterator[Mention]:
    """Yield the bare names of lists such as 出席：甲一鸣、乙大同."""
    for head in LIST_HEAD.finditer(text, start, end):
        at = head.end()
        while at < end:
            name = _name_at(text, at, end)
            if not name:
                break
            post = _BRACKETED.match(text, at + len(name), end)
            stop = post.end() if post else at + len(name)
            yield Mention(name, post["post"] if post else "", (at, stop))
            at = stop
            if at < end and text[at] in "、，":
                at += 1
            else:
                break
