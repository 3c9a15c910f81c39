"""What kind of clause this is: an order, a report, a wish, a circumstance or a mere introduction."""

import re

from bihuan.intake.rules.layout import ORDINAL
from bihuan.intake.rules.verbs import STARTS, YAO

_YING = r"(?<![相响供适对反呼理感])应(?![用急对付届邀答声运景验聘收急转])"
MODAL = re.compile(
    rf"{YAO}|(?<!必)须(?!知)|务必|务求|应当|{_YING}|不得|严禁|禁止|必须|不准|切忌|一律|确保|抓紧|尽快|限期|责令|立即|立刻|马上"
)
STRONG = re.compile(rf"{YAO}|须(?!知)|务必|不得|严禁|必须|应当|一律|责令|限期|不准|立即|抓紧")
REPORT = re.compile(
    r"已经|已(?!经)|目前|曾|(?<![为除])了(?!解|然|却|如)|去年|今年以来|近年来|近年|一季度|上半年|截至|累计|取得|荣获|获得|是[^，。；]{0,40}的|"
    r"正在|据悉|据了解|来之不易|值得|容不得|连着|离不开|开展过|(?<![超不])过[一二三两0-9]|[等慢拖输误松]不(?:得|起)|不易$|位居|高于|低于|同比|增长|表示|开展以来|以来|将(?:于|在|会|对|适时|从|陆续|按)|就(?:一定|能|会|可以|是)|挂钩$|另行(?:通知|安排)|主持$|^(?:原则)?同意|审议(?:并)?通过|^..(?:为民|利民|惠民)"
)
_WILL = re.compile(r"(?:我局|我委|我办|我们)?(?:还)?将(?:会|于|在|对|按照|按|进一步|继续|适时|视情)?")
IDENTITY = re.compile(
    r"[一-鿿]{2}有(?![效序关力])[一-鿿]{2,3}(?:、|$)|[^，]{2,30}(?:是(?!否)|事关|关系到|关系|关乎|意味着|没有|需要久|具有|有着|面临)[^，]"
)
_STATES = re.compile(
    r"[，,](?:是|事关|既是|关系到|意义|责任重大|任务艰巨|使命光荣|时间紧|对于|具有|有利于|离不开|任重道远)"
)
_ACHIEVED = re.compile(r"取得了|得到了|(?:明显|显著|积极|初步)成效$|成效显著|有效提升$|明显改善$|再上新台阶$")
_SOFT = re.compile(
    rf"(?:{YAO}|还要|应|必须|务必)?(?:充分|清醒|深刻|切实|全面|正确|准确|进一步|高度)?(?:地)?"
    r"(?:认清|正视|看到|认识|看清|明白|懂得|意识到|珍惜|肯定)"
)
_WISH = re.compile(
    r"(?:我们|也|衷心|真诚|殷切|同时)?(?:希望|期待|鼓励|号召|倡导|欢迎|倡议|期盼|祝愿|支持(?:有条件|鼓励))"
)
_INTRO = re.compile(
    r"(?:要求|工作|事项|任务|措施|要点|方面|如下|以下|[“]?[0-9一二三四五六七八九十几两][个点条项件](?!工作日|自然日|月|季度|小时|[前半钟整0-9])[^，。]{0,6})$"
)
_INTRO_START = re.compile(
    rf"(?:{ORDINAL.pattern})?(?:{YAO})?(?:明确|做到|抓好|做好|把握|处理好|坚持|落实|突出|注意|强调)(?:好)?(?:以下)?“?[0-9一二三四五六七八九十几两]+[个点条项件方][^，。]{{0,8}}$"
)
_STAGE = re.compile(
    r"[^，]{2,12}阶段(?:[（(][^（）()]*[）)])?|要?在“〇+”[^，]{0,6}下功夫|要?(?:在|围绕|突出)“〇+”[^，]{0,6}"
)
_POLITE = re.compile(
    r"请(?:予以?|给予)(?:支持|配合|协助|审议|批准|大力支持)|请(?:认真|严格)?(?:遵照|贯彻|参照|组织)?(?:执行|审议|批示|知悉|审阅|指正|查收|联系|予以支持)"
)
LEADING = re.compile(
    r"(?:“[^“”]{2,60}[。！？]”)?(?:(?:今后|会后|对此|为此|近期|当前|随后|最后|期间|具体|其中|还有)[，,]|(?:下一步|下步|同时|此外|另外|接下来|下一阶段|下阶段)?[，,]?)"
)
LABEL = re.compile(
    r"[（(]?(?:责任(?:单位|部门|领导|人)?|牵头(?:单位|部门|领导)?|配合(?:单位|部门)?|协办(?:单位)?|主办(?:单位)?|承办(?:单位)?|整改(?:单位|责任人)|(?:办理|办结|完成|整改|反馈|回复|报送|上报|处理|处置)(?:时限|时间|期限|日期)|时限|期限)[：:]"
)
BY = re.compile(
    r"由[^，；。]{2,40}?(?:牵头|负责|会同|承办|组织|督促|落实|统筹|答复|办理|具体|协调|提出|制定|报送|汇总|研究|跟踪|按)"
)
_ABOUT = re.compile(r"(?:对|对于|针对|凡|凡是)[^，]*的")
_THREAT = re.compile(
    r"(?:我局|我委|我办|我们|区[^，]{2,8})?将(?:提请|启动|依|视|严|追|按|予以|给予|由|组织|适时|直接|一并|取消|扣)"
)
LEAD = re.compile(r"牵头|主办")
WITH = re.compile(
    r"[^，；。要]{2,60}?(?:参与)?(?:积极|全力|共同|做好)?(?:配合|协助|参与|协办)(?:落实|做好|工作)?$|[^，；。要]{2,40}?(?:具体|分头)落实$"
)
PLEASE = re.compile(
    r"(?:务|恳|现|特|兹|并)?(?:请(?!示|假|求|客|教|愿|进|谅|批|予|勿)|责令(?!(?:限期|立即)?(?:改正|整改|停[工业产])?[0-9])|责成)"
)
_TOPIC = re.compile(
    r"(?:[^，]{2,24}(?:的事|一事|的问题|事宜|事项)$|对(?!接|照|标)|对于|针对|凡|凡是|能|一时|按照|根据|依据|对照|以|结合|通过|遇|把|将|从|在(?=[^，]*[一-鿿]{2}$)(?![^，]*(?:中|下|时|后|前|上|间|同时|方面|基础|期)$))"
)
_PURPOSE = re.compile(
    r"(?:为|为了|目前|当前|通过此次|通过这次|随着|鉴于|由于|因|去年|今年|近年|从[^，]{0,12}(?:看|来看))"
)
_CIRCUMSTANCE = re.compile(r"(?:在|对于|面对|围绕)?[^，]{0,40}(?:同时|基础上|前提下|过程中|情况下|之际|期间)$")
LIMIT = re.compile(
    r"(?:自?(?:收到|接到)[^，；。]{0,12}?(?:后|起))?(?:于|在)?(?:[0-9]{4}年)?[0-9一二三四五六七八九十两本下周月年底末日个工作天内初中上旬旬前之以午时小点分钟季度星期:]{2,16}(?:前|内|底)|(?:今[天日晚]|明[天日早]|后天|当[天日晚])(?:[^，；。]{0,4}(?:之|以)?前)?|本周|这周|下周|周[一二三四五六日](?!次)"
)


_PAST = re.compile(
    r"(?:过去|近)[一两三几0-9]+(?:年|个月|周)(?:来|间|里)?|(?:[一两三几0-9半]+年|[一两三几0-9]+个月)来|[^，]{0,12}以来|截至[^，]{2,12}|去年|今年(?:上半年|一季度|前[^，]{1,4}月)"
)


def is_past(clause: str) -> bool:
    """Tell whether a clause sets a sentence in the past: 过去一年, 今年以来, 截至6月底."""
    return _PAST.fullmatch(clause) is not None


def is_limit(clause: str) -> bool:
    """Tell whether a clause says by when and nothing else: 11月3日前, 接到通知后3日内."""
    return clause[-1:] in "前内底" and LIMIT.fullmatch(clause) is not None


def after_ordinal(text: str, start: int, end: int) -> int:
    """Return where the words begin after 一是, 第一 or 首先; 要 of 一要 is still part of the ordinal."""
    mark = ORDINAL.match(text, start, end)
    return mark.end() if mark else start


def is_circumstance(rest: str) -> bool:
    """Tell whether what follows an addressee only says when or how, as in 各单位在做好创建的同时."""
    return _CIRCUMSTANCE.fullmatch(rest) is not None and not re.match(YAO, rest)


def is_topic(clause: str) -> bool:
    """Tell whether a clause names the object or the measure of the order that follows it."""
    return bool(_TOPIC.match(clause)) and not _PURPOSE.match(clause) and not REPORT.search(clause)


# 突出重点，在“细”字上下功夫: the head of a part of a speech.
_IN_WORDS = re.compile(
    r"(?:[一-鿿]{2,8}，)?在“[^”]{1,6}”字?上(?:下功夫|见真章|做文章|求突破|见实效|出实招|动真格|用力|发力|使劲)"
)
SAID_MAX = 14


def is_intro(phrase: str) -> bool:
    """Tell whether a phrase only introduces what follows: 要明确4个要求, 集中整治阶段."""
    if _POLITE.match(phrase) or _IN_WORDS.fullmatch(phrase):
        return True
    if len(phrase) < SAID_MAX and re.search("(?:要求|强调|指出|明确|提出|议定)$", phrase):
        return True
    if "，" in phrase:
        return False
    counted = (
        len(phrase) < 14
        and not re.search("[线关战的]$", phrase)
        and re.search(r"[0-9一二三四五六七八九十几两][个点条项件](?!工作日|自然日|月|季度|小时)\S{0,6}$", phrase)
    )
    return bool(_INTRO_START.fullmatch(phrase) or _STAGE.fullmatch(phrase) or (counted and _INTRO.search(phrase)))


def is_report(phrase: str) -> bool:
    """Tell whether a whole phrase states something: 加快建设，是实现发展的…"""
    if not STRONG.search(phrase) and _ACHIEVED.search(phrase) and not re.search(r"[日月底年旬]前|牵头|负责", phrase):
        return True
    return _STATES.search(phrase) is not None or (_RESULTED.search(phrase) is not None and not STRONG.search(phrase))


_RESULTED = re.compile(
    "好评|同比|环比|[升降增减][0-9.]+%|(?:下降|增长|提高|减少)[0-9]|(?:总?投资|建筑面积|占地|用地)约?[0-9]|(?:^|，)(?:目前|现已|截至|累计)|年(?:产|处理|加工)[^，]{0,8}[0-9]|下次会议|〔[0-9]{4}〕|^(?:建成|投用|投产|完工)后，|召开一次|床位[0-9]|封顶(?!前)|吊装完|内装完成"
)


_ASKED = re.compile("[^，]{2,16}?(?=要|应|务必|必须|充分|深刻|清醒)")


def is_soft(head: str) -> bool:
    """Tell whether an order asks only for an attitude (认清, 正视) and no work.

    Behind an addressee (全区上下要充分认识…) only while nothing but an attitude can follow: two clauses at most.
    """
    if _SOFT.match(head):
        return True
    asked = _ASKED.match(head)
    brief = head.count("，") <= 1 or re.search("(?:认识|看|意识)到，", head) is not None
    return asked is not None and brief and _SOFT.match(head, asked.end()) is not None


def is_wish(head: str) -> bool:
    """Tell whether a phrase hopes, encourages or calls upon."""
    return _WISH.match(head) is not None


# 要看到…的差距: what follows is told, not ordered.
_ACKNOWLEDGES = re.compile(
    r"(?:但是?|同时|我们|大家)*(?:也|还|更|又|都)?(?:要|应当?|必须|需)?(?:清醒|充分|冷静|客观)?(?:地)?(?:看到|承认|知道|记得)(?!.{0,8}成效)"
)
_COURTESY = re.compile(
    r"[^，]{0,12}(?:事宜|问题|疑问)(?:，|$)?(?:可|请)?(?:与|向|径|致电)?[^，]{0,8}(?:联系|咨询)|可与[^，]{2,12}联系|(?:本[件单项])?(?:以上|上述|办理|考核|检查|落实|整改|相关|有关)?(?:事项|情况|结果)(?:将)?(?:一并)?(?:纳入|列入|作为)|敬请|特此|谅解|感谢|谢谢|拜托|欢迎|此致|祝(?!贺)|如有(?:疑问|问题|变化)|咨询|详见|见附件|让我们|如[^，]{0,10}请(?:联系|拨打)|请[^，]{0,4}联系|请(?:拨打|关注|查阅|见|点击|扫码)|有效期|联系(?:人|电话|方式)"
)
_PUBLIC = re.compile(
    r"(?:请|敬请|提醒|呼吁|倡导|希望|望|恳请|建议)?(?:广大|各位|全体|过往|辖区|沿线|周边|途经|所有)?(?:城乡|沿街)?(?:居民|市民|群众|街坊|乡亲|企业家|客商|游客|家长|车辆|行人|驾驶[员人]|司机|网友|读者|业主|旅客|考生|乘客|村民|朋友|公众|用户|消费者|学生)(?!代表|反映|委员|自治|服务|诉求|家庭|小区|楼|身份|健康|需求|满意|投诉|意见|合法|信访)"
)
# 将台账报区大气办: 将 takes an object here.
_DISPOSAL = re.compile(
    r"将(?!每|适时|不定期|定期|于|在|视|继续|进一步|会同|组织|开展|对|有效|极大|大大|大幅|明显|逐步|新增|建成)[^，；。]{1,40}?(?:(?<!通)报送?|上报|提交|纳入|列入|作为|当作|反馈|移交|抄送|转(?:交|办|给|至)|落实|分解|推送|录入|控制|放在|摆在|压实|压紧|贯穿|融入|挂钩|(?<!接)送(?:至|到|交|达|区|县|市)|发至|发给|交(?:由|至|给|办)|清理|整改|公示|统计|汇总|加以|予以|列为|延伸|覆盖|下沉)"
)


def is_courtesy(clause: str) -> bool:
    """Tell whether a clause only asks for patience, thanks, or says whom to call."""
    return _COURTESY.match(clause) is not None


def is_appeal(phrase: str) -> bool:
    """Tell whether a phrase asks the public (广大市民, 过往车辆) and not a unit."""
    if re.match("[^，]*的，由", phrase):  # 用户拒不整改的，由供气企业…
        return False
    return _PUBLIC.match(phrase) is not None


# 整改到期后我办将组织复查, 区督查组将约谈其负责人: what somebody will do about it.
_SOMEBODY_WILL = re.compile(
    r"[^，将]{0,16}?(?:(?:我|本)[局办委队镇区院]|[局办委会组队院心班团]|部门|单位|街道|政府|我们)(?:还|也|都|均)?(?=将)"
)


def announces(clause: str) -> bool:
    """Tell whether a clause says what the writer will do, threatens, or only names the matter."""
    somebody = _SOMEBODY_WILL.match(clause)
    if somebody and not _DISPOSAL.match(clause, somebody.end()):
        return True
    if _ACKNOWLEDGES.match(clause) or _COURTESY.match(clause):
        return True
    if re.match("(?:还|也|都|均)?将[把对会就]", clause):
        return True
    will = re.match(r"(?:还|也|都|均)?将", clause)
    if will and not _DISPOSAL.match(clause, will.end() - 1):
        return True
    if will:
        return False
    if _THREAT.match(clause) or _ABOUT.fullmatch(clause):
        return True
    will = _WILL.match(clause)
    intends = will is not None and (STARTS.at(clause, will.end()) > 0 or len(will.group()) > 1)
    return intends and not re.search(r"前|内", clause)


def states(clause: str) -> bool:
    """Tell whether a clause reports or announces, so that what follows it in the sentence does too."""
    if _ACKNOWLEDGES.match(clause):
        return True
    if _ABOUT.fullmatch(clause):
        return False
    if STRONG.search(clause):
        return False
    somebody = _SOMEBODY_WILL.match(clause)
    if somebody and not _DISPOSAL.match(clause, somebody.end()):
        return True
    will = re.search(r"将(?!.{2,16}(?:纳入|列入|作为|报))", clause)
    return bool((will and will.start() < 14) or REPORT.search(clause) or IDENTITY.match(clause))
