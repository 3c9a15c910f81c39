"""The labels of cards and ledgers (建设单位：…) and the fields of a project that they stand for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from bihuan.intake.rules.verbs import words as table
from bihuan.kernel.spans import Span

_FIELDS = {
    "owner": "建设单位 业主单位 业主 投资方 投资单位 投资主体 建设方 实施主体 建设主体 实施单位 项目单位 项目法人 项目主体 投资企业 业主方 代建单位 申报单位 承建企业",
    "partner": "合作单位 合作方 合作企业 意向企业 意向方 战略合作方 运营单位 运营方 共建单位 合作伙伴 签约企业",
    "location": "地点 地址 选址 位置 坐落",
    "land_area": "占地面积 用地面积 占地 用地 用地规模 规划用地",
    "floor_area": "建筑面积 总建筑面积 建筑规模",
    "done_area": "已完成面积 完成面积",
    "phases": "建设周期 分期安排 分期 时序 实施阶段 分期情况",
    "contents": "内容 任务",
    "capacity": "办学规模 设计规模 设计产能 产能 年产能 服务规模 床位规模 处理规模 生产规模 供热规模 产能规模 接待规模 设计能力 处理能力",
    "purpose": "功能定位 定位 目标 意义 预期效益 效益 建成效益 功能",
    "start": "开工时间 开工日期 动工时间 开工 动工",
    "note": """投资规模 总投资 投资 投资额 投资概算 概算投资 投资金额 资金 竣工 竣工时间 完工 完工时间 投用 投产 竣工日期 工期 交付
        投产时间 交付时间 荣誉 备注 资金来源 完成时间 投资总额""",
    "status": "形象进度 状态",
    "permit": "已办手续 手续办理 已取得手续",
    # What these hold is told by its own words, if they tell something; else it is contents or a state.
    "scale": "规模 概况 简介 基本情况",
    "progress": "进展情况 进展 进度 推进情况 工作进展 手续办理情况 前期工作",
    # What these hold is no fact of the project.
    "-": """存在问题 主要问题 当前问题 问题 困难 存在困难 需协调事项 需协调问题 下步措施 下一步措施 下步工作 下步打算 下一步工作 措施 责任单位 责任人 包联领导
        联系领导 完成时限 整改时限 办理时限 时限 牵头单位 配合单位 卡点 堵点 会议议定 会议明确 交办事项 处理意见 联系人 施工单位 监理单位 设计单位 承建单位 项目编号 序号 类别 项目类别""",
}
_FIELD_OF = {label: field for field, labels in _FIELDS.items() for label in table(labels)}
_ANY = "|".join(sorted(_FIELD_OF, key=len, reverse=True))
_BEFORE = "项目|工程|建设|实施|改造|主要|目前|当前|本周|本月|最新|计划|预计|实际|拟"
_LABEL = re.compile(rf"(?:^|(?<=[。；，;,、）)】]))[（(【]?(?:{_BEFORE})*(?P<label>{_ANY})[】]?[：:]")
_FORM = re.compile(r"[一-鿿]{2,8}[：:]")
NAME_LABEL = re.compile(
    r"(?<![一-鿿])(?:(?:重点|重大|民生|在建)?(?:建设)?(?:项目|工程)(?:名称|全称)?|(?:工地|标段|子项)?名称)[：:]"
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """What stands after a label. whole: with the label. field: of a project, scale or progress, or "-" when it is no fact."""

    field: str
    whole: Span
    value: Span


def labelled(text: str, passage: Span) -> Iterator[Labelled]:
    """Yield the labelled values of a passage, each up to the end of its sentence, line or the next label."""
    start, words = passage[0], text[slice(*passage)]
    found = list(_LABEL.finditer(words))
    for match, following in zip_longest(found, found[1:]):
        limit = following.start() if following else len(words)
        field = _FIELD_OF[match["label"]]
        stops = "。；;" if field in {"scale", "progress", "-", "status", "purpose", "contents"} else "。；;，"
        stop = next((i for i in range(match.end(), limit) if words[i] in stops), limit)
        if stop > match.end():
            yield Labelled(field, (start + match.start(), start + stop), (start + match.end(), start + stop))


def is_field(text: str, paragraph: Span) -> bool:
    """Tell whether a paragraph begins with a label of a card."""
    return _FORM.match(text, *paragraph) is not None and not NAME_LABEL.match(text, *paragraph)
