"""Which words are the name of one project, and not a kind of project, a place, a company or a clause."""

import re
from collections.abc import Iterator

from bihuan.intake.rules.layout import LIST_MARK
from bihuan.intake.rules.project_facts import COMPANY
from bihuan.intake.rules.verbs import words
from bihuan.kernel.spans import Span

NAME_MAX = 42
_PHASE = r"(?:[（(][一二三四五六1-6][期批][）)]|[一二三四五六1-6]期)?"
# Things built that are seldom anything but a project: one of them at the end of a name counts for it.
_STRONG = (
    r"(?:(?:[产工农牧渔]业|科技|物流|创业|软件|孵化|示范|智造|制造|文创|双创|创意|科创|数字|健康|医药|电商|加工|循环|光电|智能|装备|材料)园区?|"
    r"(?:创新|数字|科创|智慧|智能|设计|未来|硬科技|文创)(?:港|谷|湾|城|岛|坊|工场)|基地|综合体|公社|安置区|(?:未来|人才|国际)社区|新[厂院校]区|总部|枢纽站?|新馆|示范区|"
    r"(?<![文道务村区化街乡活])中心|(?:储能|光伏|风电?|火|水|核|变|蓄能)电[站厂]|泵站|(?:中试|服务|公共|检测|研发|创新|实验|云)平台|(?:生产|镀膜|装配|加工)线|"
    r"(?:人才|职工|青年|租赁|安置)(?:公寓|住房|社区|小区|房)|小镇|特大桥|隧道|立交|高架|(?:回迁|安置|保障)房|(?:文化|历史|商业|步行|文旅|旅游)街区?|度假区|(?:智能|超级|灯塔|未来|梦)工厂|(?:污水|净水|再生水|处理)厂|产业化|集群)"
)
STRONG = re.compile(rf"{_STRONG}{_PHASE}$")
STRONG_PHRASE = re.compile(rf"{_STRONG}{_PHASE}(?![一-鿿]{{0,2}}{_STRONG})")
_WORK = re.compile(
    r"(?:改造|增容|扩容|扩建|迁建|新建|改建|改扩建|加固|大修|提升|修复|治理|贯通|疏浚|清淤|拓宽|延伸|[东西南北]延|翻建|重建|焕新|更新|提标|技改|升级|活化利用|加梯)$"
)
STAGE = re.compile(
    r"(?:[一二三四五六1-6]期|[（(][^（）()]{0,10}(?:[期楼段批栋]|[校院厂园]区)[）)]|[A-Z一二三四五六七八九十0-9]号?(?:标段|地块))$"
)
# Places where people live and trade: they are visited for what goes on there and not for being built.
_PLACE = re.compile(
    r"(?:工地|现场|(?<!安置)小区|(?<!未来)(?<!人才)(?<!国际)社区|街道|(?<!交易)市场|(?<!小)镇|[村乡店局所河]|路段|单位|公司|集团|超市|商场|餐厅|食堂|酒店|家中|服务大厅|(?:党群|便民|政务|行政|群众|综治|矛调)[一-鿿]{0,2}(?:服务)?中心)$"
)
# What a name never holds: it would be a clause.
_CLAUSE = re.compile(
    r"[0-9]+月|[0-9]{4}年|取得|同意|力争|询问|影响|[0-9][0-9.万亿余多]*(?:公里|平方米|米|亩|㎡|吨|套|个|座|台|户|张|万?元)$|是|已|正在|许可|会议|即|关于|要求|[我你他她们请其]|期间|计划(?!生)|目前|今年|去年|没有|不|未(?!来)|还|也|都(?!市)|可以|能够|通过|按照|根据|每|如果|认为|表示|介绍|强调|指出|什么|怎么|上述|下列|以下|推诿|扯皮|集中开工|开工率|位于|坐落|总投资|[，。；：！？]|走进|来到|前往|赶赴|察看|查看|赶到|抵达|步入|踏勘|一行(?!道)|举行|召开|参加|进行|观摩|督导|检查组|迎来|开辟|汇编$|纪要|例会|简报|汇报$|介入|反映|存在|的(?!$)|[一-鿿]的|拟|(?:公司|集团)[为系]|[司团局委镇]投?(?:投资|出资|负责|独资)?(?:建设|兴建|牵头|开发|实施|承建)|合作|联手|有意|意向"
)
_GENERIC = re.compile(
    r"^(?:该|此|本|其|全区|全市|全县|全省|我区|我市|各|这|那|一批|多个|所有|其他|上述|以上|在建|新建|重点|重大|设计规模|[0-9一二三四五六七八九十两]+(?:个|大|季度|处|条|座|项)|季度|亿元|工业|民生|储备|一些|部分|"
    r"加快|推进|推动|实施|开展|完成|做好|加强|扎实|确保|保障|围绕|聚焦|谋划|包联|招商|成为|作为|截至|通过|将|让|使|随着|由于|据|不少|整个|国家|现代|一流|关于|"
    r"分[一二三四两几为成]|选址|由|于[0-9]|一期|二期|三期|首期|主体|建设内容|工程量|内外|外墙|室内|拟|参与|意向|正式|从|当|配套|建成|达产|其中|有|把|要|对[0-9一-鿿]{0,3}施工|施工|项目|工程|与|和|同(?!德|心|济|安|兴)|希望|主要|进展|前期|续建|拟建|在谈|竣工|签约|投产|[红黄绿]灯|[建设配]有|离开|走出|告别|沿着|[东西南北]起|共[分有]|计划|众人|总?(?:占地|用地|面积|建筑面积)|规划用地|每|驱车|设置|内设)|"
    r"(?:安装|调试|招标|采购|摊铺|质量|进度|现状|效果|运行|安全|管理|进行|表|函|报告|简报|情况|要求|安排|打算|进展|问题|措施|意见|事项|任务|原则|步骤|建议|工作|机制|责任|事宜|通报|纪要|台账|汇总|清单|名单|重点|重大|工业|在建|相关|有关|类|民生实事|重点建设|产业|等|个|级|大|的)$"
)
# How a name ends: in a thing built or in what is done to it.
_HEAD = re.compile(
    r"(?:[园区厂站馆楼院校桥路道河湖渠堤坝库塔房场城镇村街巷线网管廊港谷湾岛口岸池塘闸泵井隧坊舱棚苑居里厅洞块仓群段]|[营湿绿林草墓]地|中心|基地|总部|平台|体系|枢纽|码头|市集|集市|夜市|通道|综合体|社区|公寓|广场|市场|公园|农田|梯田|学校|中学|小学|幼儿园|医院|改造|治理|提升|修复|更新|整治|保护|开发|加工|制造|生产|建设|扩建|迁建|改建|新建|技改|拓宽|延伸|扩容|增容|大修|集群|药房|工厂|车间|驿站|换装|升级|提标|焕新|重建|翻建|贯通|拓建|[东西南北]延|连接|疏浚|清淤|加固|绿化|亮化|美化|硬化|分流|入地|供水|供热|供暖|排水|排涝|防洪|截污|处理|回收|利用|储能|光伏|发电|风电|充电|养殖|种植|示范|试点|培育|研发|孵化|运营|装修|修缮|安置|迁移|互通|化|[一二三四五六]期|加梯|[（(][^（）()]{0,10}[期楼段批栋][）)])$"
)
_KIND_WORDS = words("""
    老旧 小区 改造 项目 工程 治理 综合 提升 提质 民生 实事 重点 重大 产业 工业 基础 设施 建设 城市 更新
    燃气 管道 管网 供水 排水 供热 供电 雨污 分流 截污 清淤 河道 水环境 环境 生态 修复 保护 绿化 亮化
    美化 道路 桥梁 街道 背街 小巷 停车 停车场 停车位 充电桩 公厕 垃圾 中转站 污水 处理 处理厂 提标 扩建
    新建 续建 改扩建 迁建 整体 配套 安置房 安置 保障房 保障性 住房 棚户区 棚改 房地产 学校 医院 养老
    幼儿园 托育 文化 体育 旅游 农业 农村 乡村 振兴 高标准 农田 水利 水库 除险 加固 防洪 排涝 防汛 应急
    交通 物流 仓储 冷链 光伏 储能 新能源 充电 数字 智慧 智能 制造 装备 科技 创新 研发 中心 园区 基地
    产业园 示范 试点 专项 债券 招商 引资 外资 民间 投资 亿元 以上 省级 市级 区级 县级 国家级 省 市 区
    县 在建 拟建 储备 计划 全区 全市 全县 年度 前期 首批 第一批 第二批 第三批 一批 一期 二期 三期 各类
    各 多个 所有 其他 相关 有关 上述 该 本 此 这 类 上 下 大 小 个 安全 消防 隐患 整治 惠民 便民
    服务 平安 社区 街区 人居 外立面 立面 屋面 屋顶 外墙 电梯 加装 管线 入地 架空线 地下 管廊 景观 公园
    口袋 游园 广场 市场 农贸 农产品 加工 深加工 食品 医药 生物 材料 新材料 汽车 零部件 电子 信息 人才
    公寓 商业 综合体 总部 楼宇 厂房 标准 标准化 施工 施工现场 现场 建筑 土建 装修 采购 政府 社会 资本
    合作 协议 意向 达产 达效 开工 竣工 投产 续签 签约 落地 好 新 老 旧 强 优 特色 优势 支柱 主导 传统
    转型 升级 技改 技术 设备 大型 小型 中型 龙头 企业 公司 县城 城区 城镇 镇区 集镇 乡镇 村庄 村 自来水
    污染 全部 主体 首期 整个 后续 附属 隐蔽 收尾 扫尾 单体 单项 形象 民心 德政 样板 精品 亮点 优质 创建
    一项 关键 控制性 节点 标志性 引领性 牵引性 十大 三大 双百 国家 各级 部分 希望 阳光 暖心 防治 扬尘
    大气 土壤 固废 危废 危化品 医疗 卫生 教育 校舍 校园 运动场 体育场 健身 步道 绿道 廊道 慢行 系统 平台
    信息化 系列 一体化 城乡 互通 通道 断头路 支路 主干道 快速路 高端 生产线 展厅 车间 生产 仓库 样板间
    实训 中试 检测 指挥 调度 会展 孵化 创业 培训 服务站 工业园 产业化 群众 居民 庭院 秩序 市容 党群 政务 大厅 指挥部
""")  # fmt: skip
_KINDS = re.compile("|".join(sorted(_KIND_WORDS, key=len, reverse=True)))
# What leads up to a name in running text. The name begins after the last of them.
_LEAD = re.compile(
    r"来到|走进|走入|步入|前往|深入|赶赴|察看了?|查看了?|看了|视察了?|观摩了?|参观了?|调研了?|考察了?|踏勘了?|听取了?|推动|推进|加快|实施|关于|位于|开展|完成|包括|启动|研究|围绕|随着|由于|因为|有关|打造|举行|召开|主持|参加|签约|引进|落户|谋划|其中|针对|对于|关系到|以及|涉及|督导|检查|承建|承接|负责|抓好|做好|保障|确保|支持|服务|争取|申报|列入|纳入|作为|正在建设|共建|合作建设|投资建设|开工建设|投建|还有|出席|见证|协调|解决|加强|聚焦|原则同意|同意|通报了?|获悉|了解到|盯着|包抓|包联|[的了在因对就为将把赴是]|到(?!位)|(?<![共中])和(?![平谐睦顺兴美])|与|及|等"
)
# What opens a clause before the name that it is about.
_OPENING = re.compile(
    r"(?:“[^“”]{0,80}[？！。，…][^“”]{0,40}”|[^\w“”‘’《》【】〔〕（）()「」]+|(?:随后|接着|首先|然后|最后|目前|据悉|据了解|作为[^，。]{2,20}|据[^，。]{2,6}|[一-鿿]{2,6}(?:汇报|介绍|报告|通报)[：:]|[一-鿿]{2,4}(?:强调|指出|认为|介绍|明确|表示)|[^，。]{0,8}(?:不远处?|旁边|对面|隔壁|一侧)|其中|另外|此外|而|同时|近日|日前|连日来|当前|眼下|如今|同样|再看|再如|又如|比如|例如)[，,]?|"
    r"(?:众人|大家|一行人?|代表们|与会人员|车队|大巴)?(?:随后|接着|又|再|继续)?(?:转往|转至|转战|赶往|来到|移步|驶入|驶向|抵达|前往)了?|(?:沿|往|向|驱车)[^，。]{1,14}(?:行|驶|走|公里|米|分钟|里|处)[，,]|"
    r"(?:[0-9]{1,2}月[0-9]{1,2}日)?(?:当天|当日|上午|下午|清晨|傍晚|一早)[，,]?|在(?!建)|(?:这里|眼前)(?:便|就|正)?是|(?:便|就|正)是(?:正在[^，。的]{2,10}的)?|由(?!于)[^，。]{2,16}改造的|对(?!外)|就|关于|位于[^，。]{2,20}的)"
)
_MARK = re.compile(
    r"(?P<kind>项目|工程)(?![部师款量法员局机化]|负责人|经理|名单|名称|资金|投资额|审批|储备|申报|专班|指挥|方|业主|单位|质量|清单|总数|数量|建设(?:指挥|领导|中心|公司|有限|局|集团|管理)|管理(?:中心|公司|局)|咨询|为王|机械|技术|库|包|开工率|有限|开复工|集中|谋划|规划许可证|施工许可证|建设许可|许可|验收|招标|测算|所在|红线|周边|涉及(?!居民|[0-9])|谈判)"
)
_STREET = re.compile(r"[一-鿿]{2,3}街道")
_OF_STREET = re.compile(r"[一-鿿]{1,3}(?:街道|(?<![乡城集村])镇|县)(?=[一-鿿]{4})")
_STOPS = "。，；：、！？《》“”】\n"


def is_specific(name: str) -> bool:
    """Tell whether a name says which project it is (春申路雨污分流改造), not only what kind (老旧小区改造)."""
    left = re.sub(r"[\W0-9_.%一二三四五六七八九十几余多、和与及等的总量首]", "", _KINDS.sub("", name))
    return len(left) >= 2 or _OF_STREET.match(name) is not None


def may_be_name(name: str) -> bool:
    """Tell whether words can be a name at all: not a clause, a kind of thing or a bare company."""
    sized = 3 <= len(name) <= NAME_MAX
    return sized and not _CLAUSE.search(name) and not _GENERIC.search(name) and not COMPANY.fullmatch(name)


def worth_of_form(name: str) -> int:
    """Return how much the end of a name speaks for a project: what is built or done to it, its stage, a place."""
    if _PLACE.search(name):
        return -3
    thing = STAGE.sub("", re.sub(r"[（(][^（）()]*[）)]$", "", name))
    known = bool(STRONG.search(name) or STRONG.search(thing)) + bool(_WORK.search(thing)) + bool(STAGE.search(name))
    return known if known else 0 if _HEAD.search(name) else -1


def without_opening(text: str, span: Span) -> Span:
    """Return a clause without what opens it before the name: marks, times, quotations."""
    start, end = span
    while opening := LIST_MARK.match(text, start, end) or _OPENING.match(text, start, end):
        start = opening.end()
    return start, end


_QUOTED_FIRST = re.compile("“[^“”]{1,6}”$")  # “芯谷”半导体封测基地
_TO_BUILD = re.compile("[^，。]{2,10}?(?:投资)?(?:建设|打造|共建|兴建)(?=.{6})")  # 临空片区建设某某总部


def without_holder(text: str, span: Span) -> Span:
    """Return a name without the company or street before it, if the rest says which project it is."""
    holder = COMPANY.match(text, *span) or _STREET.match(text, *span) or _TO_BUILD.match(text, *span)
    return (holder.end(), span[1]) if holder and is_specific(text[holder.end() : span[1]]) else span


def name_before(text: str, low: int, stop: int) -> Span | None:
    """Return the shortest specific name that ends at stop and begins after a word that leads up to one."""
    begin = max(low, stop - NAME_MAX)
    begin = max((i + 1 for i in range(begin, stop) if text[i] in _STOPS), default=begin)
    begin = without_opening(text, (begin, stop))[0]
    leads = [m.end() for m in _LEAD.finditer(text, begin, stop - 3)]
    for at in (*reversed(leads), begin):
        name = text[at:stop]
        if len(name) >= 4 and is_specific(name):
            build = _TO_BUILD.match(text, at, stop)
            at = build.end() if build and is_specific(text[build.end() : stop]) else at
            quoted = _QUOTED_FIRST.search(text, max(0, at - 8), at)
            at = quoted.start() if quoted else at
            return (at, stop) if may_be_name(text[at:stop]) else None
        if len(name) >= 12:
            return None
    return None


def marks(text: str, start: int, end: int) -> Iterator[tuple[Span, int]]:
    """Yield (name, where its mark ends) of each project that 项目 or 工程 follows; 工程 is part of the name."""
    floor = start
    for mark in _MARK.finditer(text, start, end):
        name = name_before(text, floor, mark.start())
        if name:
            yield (name[0], mark.end() if mark["kind"] == "工程" else name[1]), mark.end()
        floor = mark.end()
