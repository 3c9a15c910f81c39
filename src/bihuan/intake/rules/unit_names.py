"""What the names of units look like: their endings, what never is one, and offices told by their form."""

import re

from bihuan.intake.rules.verbs import VERBS, words

# Words that address somebody in any district; not names of one city.
GENERIC = frozenset(
    words("""
    各单位 各部门 各级各部门 各有关单位 各有关部门 各相关单位 各相关部门 有关部门 有关单位 相关部门
    相关单位 各办事处 各街道 各街道办事处 各镇街 各乡镇 各镇 各社区 各村 各园区 园区 各责任单位
    责任单位 牵头单位 配合单位 各成员单位 成员单位 主要负责同志 主要负责人 分管领导 包联领导 施工方
    项目施工方 施工单位 建设单位 监理单位 代建单位 项目单位 项目业主 企业 物业企业 物业公司 各企业
    各级 各级干部 党员干部 领导干部 各级领导干部 全区上下 大家 双方 各方 区直各部门 行业主管部门
    主管部门 属地 属地街道 职能部门 各学校 各窗口 各专班 工作专班 各级党组织 各党支部
""")
)
# What the names of units end in, longest first.
SUFFIXES = tuple(
    sorted(
        words("""
    街道办事处 办事处 街道办 街道 乡镇 镇街 社区 居委会 村委会 委员会 管委会 业委会 指挥部 领导小组 工作组
    小组 专班 办公室 部门 单位 公司 集团 中心 企业 政府 党工委 党委 党组 工委 纪委 区委 县委 市委 支队 大队
    中队 执法队 园区 产业园 开发区 学校 医院 银行 法院 检察院 施工方 业主 项目部 工作站 服务站 管理站 管理所
    派出所 交警 交警队 团队 组织 支部 总支 负责人 负责同志 责任人 领导 干部 同志 法人 联席会议 协会 商会 联合会
    市场 商户 超市 分局 总队 督查室 工会 团委 共青团 妇联 残联 科协 文联 侨联 工商联 机构 党员 网格员 河长 路长 楼长
    街长 巷长 点长 志愿者 经营户 经营者 当事人 物业 店家 摊贩 摊主 店主 房东 主办方 服务区 景区 电视台 融媒体 通讯社 供水厂 污水厂 书记 主任
    局长 区长 县长 市长 镇长 乡长 校长 队长 站长 组长 所长 园长 院长 秘书 代表 委员 镇 乡 村 局 委 办 部 所 站 队 院 组 方 校 园 企 室
    厅 处 科 厂 店 矿 村居 镇村 村组 机关 指挥长 工务段 综合体 标段 总包 项目公司 班组 研究院 设计院 检测站 气象台 车队 分队 承包商 供应商 运维方 业主方 产权方 责任方 包保人 站点 馆 片区 工作人员 管理人员 值班人员 保洁人员 施工人员 巡查人员 媒体 公寓 服务官 班子 幼儿园 养老院 敬老院 联防队 扑火队 抢险队 救援队 便民服务中心
"""),
        key=len,
        reverse=True,
    )
)
NOT_UNITS = frozenset(
    words("""
    全部 内部 外部 部分 地方 对方 一方 到处 此处 一处 处处 各处 多处 好处 之处 问题处 该处 重组 有组织 社会组织
    工作组织 方方 农村 乡村 城乡 现场办 会办 交办 主办 承办 督办 查办 协办 严办 快办 能办 帮办 代办 举办 联办 马上办
    一室 教室 居室 浴室 全局 大局 布局 格局 结局 开局 政治站 双方都 多方 四方 百方 千方 想方
""")
)
# 全程代办, 提级督办: what is done, not who does it.
_DONE = (
    *(word for word in NOT_UNITS if len(word) == 2 and word[1] == "办"),
    *words("地下室 会议室 教室 休息室 阅览室 活动室 浴室"),
)
_BEGIN_LIKE_VERBS = frozenset(
    words("被通报单位 被点名单位 被检查单位 被督办单位 报社 交警 交警队 交警大队 交通局 交管局 正局 先锋队")
)
# 持续完善专班推进机制: no name begins with how something is done.
_HOW = tuple(
    words(
        "持续 不断 着力 全力 全面 扎实 认真 严格 及时 深入 积极 主动 充分 加快 进一步 切实 坚决 始终 大力 努力 稳步 有序 有效 逐步 完善 健全 强化 加强 听说 经过 立即 立刻 马上 尽快 抓紧 当场 主要 继续 务必"
    )
)
_NOT_IN_NAME = re.compile(
    r"会同|(?<![责主])任(?=指挥长|组长|副组长|队长|主任|书记)|(?<!各)牵头(?!部门|单位|领导)|向(?![东西南北阳荣上前])|已|曾|给(?![水排])|(?<!有关)的|考虑|年年|一律|移交|回复|发现|会议原则|书面|信箱|市场整治|部分|个别|暴露|将|把|由|以下|的问题|是|了|《|》|“|”|：|。|；|[0-9]月|为[^民]|有关情况|及时|通过|通报"
)
UNIT_MAX = 32
# Everybody of a place: 全县上下, 各级各部门.
EVERYBODY = re.compile(
    r"(?:全[省市区县旗镇乡街局院校]|各级)上下|各[级地][^，。；：、]{0,6}?(?:部门|单位|组织|干部|党委)"
    r"|(?:党员|领导|机关)?干部职工|广大(?:党员)?干部|在座(?:的)?(?:各位|同志)"
)
# Subjects of reports: nobody is addressed as 个别单位.
_SOME = re.compile(
    r"(?:原则)?同意|经(?=[区县市]|监理|专家)|建议|计划|预计|拟|力争|我[局委办们区县市镇街院校]|本[局委办区县市镇街院校]|希望|个别|部分|少数|有的|有些|一些|多数|大多|某|不少|绝大|其中|多[个家处]|[0-9一二三四五六七八九十两]+(?:分钟|小时|个?工作日|[日天周]|个?月)|[0-9]|[一二三四五六七八九十两]+[个家名位户处起件项条次期](?!社区|街道|乡镇|[镇村]|单位|部门)|[一二三四]季度|[上下]半年|[年月日周]内|[查摸理选优配建抓管做落压夯扛盯守][优强实牢紧细准齐明清住好]"
)
# What may stand inside the name of an office although it is a verb: 市场监管局, 城市管理执法大队.
OFFICE_GOES_ON = re.compile(
    r"监委|(?:监督|监管|管理|服务|执法|保障|治理|建设|规划|审批|发展|促进|推进|投资|应急|督查|检查|巡查|保护|防治|整治|指导|救援|评估|建管|管护|运营|运维|运输|养护|经营|协调"
    r"|保洁|物业|环境|稳定|统筹|宣传|组织(?=部)|统战|政法|派驻|巡察|研究(?=室|院|所|中心)|政策|教育|培训|考核|调度|收运|清运|处置|处理|信息|联合|综合){1,3}[^，。；：、的要须应将把在于对]{0,4}?"
    r"(?:局|委员会|委|办公室|办|中心|大队|支队|中队|队|公司|所|站|部门|单位|处|科|指挥部|领导小组|专班|企业|机构|小组|组|集团|部|院|协会|责任人|负责人|室|方)"
)
WHEN = re.compile(
    r"每(?:[日天周月季年晚早]|半)|会[后上前]|[节汛赛冬考]前|散会|(?:今|明|后)[天日晚早]|当[天日晚即]|本[周月季]|下[周月]|[上下]半年|年内|月内|[0-9]{1,2}[日时点]前|[0-9]{4}年|周[一二三四五六日]|[一二三四]季度"
    r"|即[日刻]|务请|第[一二三]|随时|平时|今后|全年"
)
# An office told by its form alone, whatever verb follows, unless more of a name or a thing of its own does.
_EACH_OF = r"各[^，。；：、的]{0,6}?(?:街道|镇街|乡镇|[镇乡村局委办所站]|社区|单位|部门|公司|企业|学校|工地|专班|小组)"
_KIND_OF = (
    r"(?:属地|辖区|相关|有关|涉事|涉案|施工|物业|建设|监理|代建|运营|养护|环卫|燃气|供热|供水|供电|公交|设计|承建|产权|管养)"
    r"(?:街道|镇街|乡镇|社区|单位|部门|公司|企业)|[城住农水卫民财商文教林应交环发公市人][一-鿿]{1,3}部门"
)
_NAMED_OFFICE = (
    r"[^，。；：、！？“”《》0-9的了在对把将由请让从向要]{1,12}?(?:局[^，。；：、的]{2,4}分局|局|委员会|管委会|业委会|居委会|村委会|"
    r"办事处|街道|大队|支队|中队|公司|集团|专班|指挥部|派出所|供电所|监管所|司法所|财政所|办公室|(?<![督交承举包帮代催协主开查转未已])办(?!结)|"
    r"中心(?![城小校组任线思工环点站])|管理处|消防站|救援站|[区县市旗](?:委[^，。；：、]{1,3}[办室]|纪委监委|纪委|委|府|政府)|"
    r"(?<![乡城集])镇|(?<![城下返])乡)"
)
_COMMUNITY = r"[^，。；：、！？“”《》0-9的了在对把将由请让从向要建入各设]{2,5}社区"
_NAME_GOES_ON = (
    r"(?!先|下大|下决|有序|支持|主动|负责(?!人)|领办|共同|分[头片类级]|办[理好]|公[开示布]|督[促办]|总体|周[一二三四五六日])"
    r"[的等长们内里外东西南北附旁周边范辖所有是门口职员人干班党机大楼院路小街群居村下办公总支分主书负领工委镇化政项网生菜场督]"
)
OFFICE_AT = re.compile(rf"(?:{_EACH_OF}|{_KIND_OF}|{_COMMUNITY}|{_NAMED_OFFICE})(?!{_NAME_GOES_ON})")
SUFFIX_SET = frozenset(SUFFIXES)
SUFFIX_LENGTHS = sorted({len(s) for s in SUFFIXES})
SUFFIX = "|".join(SUFFIXES)
ITEM = re.compile(rf"[^，。；：、！？“”‘’《》\s]{{0,{UNIT_MAX}}}?(?:{SUFFIX})")


def is_unit(word: str) -> bool:
    """Tell whether a word that ends like a unit can be the name of one."""
    if (
        word in NOT_UNITS
        or word.endswith(_DONE)
        or len(word) < 2
        or (word in SUFFIXES and len(word) == 1)
        or _NOT_IN_NAME.search(word)
        or _SOME.match(word)
        or (
            word[0] in "的了是在对将把从以为被让使与第可没逐要须请并无报送按依凭因若如未不既先再又也还都均正"
            and word not in _BEGIN_LIKE_VERBS
        )
        or word.startswith(_HOW)
    ):
        return False
    verb = next((word[:n] for n in (4, 3, 2) if word[:n] in VERBS), None)
    if verb is None or word.startswith("各"):
        return True
    rest = word[len(verb) :]
    if verb not in _ASKING and rest[:1] not in set("区县市镇乡省各") and _OFFICE_NAME.search(rest):
        return True  # 招商服务中心, 督查考核办公室
    if rest in ("公司", "企业", "单位", "方", "队") and verb in _TRADES:
        return True
    return rest in SUFFIXES and (
        len(rest) == 1 or (rest not in _PEOPLE_ASKED and (verb not in _ASKING or rest == "部门"))
    )


# 配送公司: what a company does for others.
_TRADES = frozenset(words("配送 运营 施工 养护 设计 保洁 检测 维保 收运 清运 监理 建设 运输 规划 招商"))
# 组织企业, 督促单位: a verb and whom it is done to, not a name.
_ASKING = frozenset(
    words(
        "组织 督促 发动 动员 引导 指导 帮助 邀请 联系 支持 协调 会同 配合 联合 约谈 走访 依托 推动 提醒 通报 督导 成立 组建 设立 召集 建立 设置 抽调 选派"
    )
)
_OFFICE_NAME = re.compile(
    r"^[^的和与及在对将把]{0,6}(?:局|中心|办公室|大队|支队|委员会|专班|指挥部|领导小组|企业|公司|分局|执法队|服务站|管理所|标段|项目部|班组|[馆队站])$"
)
_PEOPLE_ASKED = frozenset(
    words("企业 公司 学校 社区 市场 商户 干部 党员 同志 领导 负责人 乡镇 街道 店主 业主 物业 店家 代表")
)


def ends_like_unit(word: str) -> bool:
    """Tell whether a word that stands where only units stand ends like one."""
    return len(word) > 1 and word.endswith(SUFFIXES) and word not in NOT_UNITS
