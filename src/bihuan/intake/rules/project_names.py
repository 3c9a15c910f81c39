"""Which words before 项目 or 工程 are the name of one project, and not a kind of project."""

import re
from collections.abc import Iterator

from bihuan.intake.rules.layout import LIST_MARK
from bihuan.intake.rules.project_facts import COMPANY
from bihuan.intake.rules.verbs import words
from bihuan.kernel.spans import Span

_MARK = re.compile(
    r"(?P<kind>项目|工程)(?![部师款量法员局机化]|负责人|经理|名单|资金|投资|审批|储备|申报|专班|指挥|方|业主|单位|质量|清单|总数|数量|推进会|建设(?:指挥|领导|中心|公司|有限|局|集团|管理)|管理(?:中心|公司|局)|咨询|为王|机械|技术|清单|库|包|开工率|有限|开复工|集中|谋划|规划许可证|施工许可证|建设许可|许可|验收|招标|测算|所在|用地|红线|周边|涉及|谈判)"
)
_STOPS = "。，；：、！？《》“”\n"
NAME_MAX = 42
# What leads up to a name. The name begins after the last of them.
_LEAD = re.compile(
    r"来到|走进|走入|步入|前往|深入|赶赴|察看了?|查看了?|看了|视察了?|观摩了?|参观了?|调研了?|考察了?|踏勘了?|听取了?|推动|推进|加快|实施|关于|位于|开展|完成|包括|启动|研究|围绕|随着|由于|因为|有关|打造|举行|参加|签约|引进|落户|谋划|其中|针对|对于|关系到|以及|涉及|督导|检查|承建|承接|负责|抓好|做好|保障|确保|支持|服务|争取|申报|列入|纳入|作为|正在建设|共建|合作建设|投资建设|开工建设|投建|还有|出席|见证|协调|解决|加强|聚焦|原则同意|同意|通报了?|[的了在因对就为将把赴]|到(?!位)|(?<![共中])和(?![平谐睦顺兴美])|与|及|等"
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
    信息化 系列 一体化 城乡 互通 通道 断头路 支路 主干道 快速路
""")  # fmt: skip
_KINDS = re.compile("|".join(sorted(_KIND_WORDS, key=len, reverse=True)))
# What a name never holds: it would be a clause.
_CLAUSE = re.compile(
    r"[0-9]+月|[0-9]{4}年|取得|同意|力争|询问|影响|是一|已|正在|许可|会议|要求|[我你他她们请其]|期间|计划(?!生)|目前|今年|去年|没有|不|未|还|也|都|可以|能够|通过|按照|根据|每|如果|认为|表示|介绍|强调|指出|什么|怎么|上述|下列|以下|推诿|扯皮|集中开工|开工率"
)
# How a name ends: in a thing built or in what is done to it.
_HEAD = re.compile(
    r"(?:[园区厂站馆楼院校桥路道河湖渠堤坝库塔房场城镇村街巷线网管廊港口岸湾池塘闸泵井隧中心基地总部平台体系枢纽综合体社区公寓广场市场公园农场牧场田]|改造|治理|提升|修复|更新|整治|保护|开发|加工|制造|生产|建设|扩建|迁建|改建|新建|改扩建|技改|拓宽|延伸|扩容|增容|大修|集群|街区|度假区|步道|骑行道|绿道|栈道|长廊|驿站|增容|换装|升级|提标|焕新|重建|翻建|贯通|拓建|工厂|车间|产线|生产线|大修|三桥|二桥|连接线|库|[东西南北]延|连接|疏浚|清淤|除险加固|加固|绿化|亮化|美化|硬化|分流|入地|供水|供热|供暖|排水|排涝|防洪|截污|处理|回收|利用|储能|光伏|发电|风电|充电|养殖|种植|示范|试点|培育|研发|孵化|运营|配套|装修|修缮|安置|迁移|互通|快速化|电气化|智能化|信息化|一体化|产业化|[一二三四五六]期|[（(][^（）()]{0,10}[期楼段批栋][）)])$"
)


def is_specific(name: str) -> bool:
    """Tell whether a name says which project it is (春申路雨污分流改造), not only what kind (老旧小区改造)."""
    left = re.sub(r"[0-9.%（）()一二三四五六七八九十几余多、和与及等的总量首]", "", _KINDS.sub("", name))
    return len(left) >= 2


def is_name(name: str, *, listed: bool = False) -> bool:
    """Tell whether words that stand where a project is named are a name. listed: a kind of project is one, too."""
    shaped = 4 <= len(name) <= NAME_MAX and bool(_HEAD.search(name)) and not _CLAUSE.search(name)
    return shaped and (listed or is_specific(name))


_WORK = re.compile(
    r"(?:改造|增容|扩容|扩建|迁建|新建|改建|改扩建|加固|大修|提升|修复|治理|贯通|疏浚|清淤|拓宽|延伸|[东西南北]延|翻建|重建|焕新|更新|提标|连片加梯)$"
)


def is_work(name: str) -> bool:
    """Tell whether a name ends in what is done to a thing built: 高坪变电站增容."""
    return _WORK.search(name) is not None


def marked_names(text: str, start: int, end: int) -> Iterator[tuple[Span, int]]:
    """Yield (name, where its mark ends) of each project that 项目 or 工程 follows; 工程 is part of the name."""
    floor = start
    for mark in _MARK.finditer(text, start, end):
        begin = max(floor, mark.start() - NAME_MAX)
        begin = max((i + 1 for i in range(begin, mark.start()) if text[i] in _STOPS), default=begin)
        listed = LIST_MARK.match(text, begin, mark.start())
        begin = listed.end() if listed else begin
        leads = [m.end() for m in _LEAD.finditer(text, begin, mark.start() - 3)]
        on_site = text.startswith(("现场", "工地", "施工现场"), mark.end())
        stop = mark.end() if mark["kind"] == "工程" and not on_site else mark.start()
        for at in (*reversed(leads), begin):
            name = text[at : mark.start()]
            if len(name) >= 4 and is_specific(name):
                if (
                    _HEAD.search(name)
                    and not _CLAUSE.search(name)
                    and not COMPANY.fullmatch(name)
                    and not name.endswith(("等", "的", "个", "类", "级", "大"))
                ):
                    yield (at, stop), mark.end()
                break
            if len(name) >= 12:
                break
        floor = mark.end()
