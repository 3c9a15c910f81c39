"""Wordings of offices and newspapers that stand in no annotated document: what each must give."""

import pytest

from bihuan.intake.rules.reading import read
from bihuan.intake.rules.results import Force
from bihuan.intake.rules.verbs import MORE_VERBS, VERBS

MINUTES = "会议要求，"
NEWS = "本报讯 区长甲一鸣到现场检查。"


def orders(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(r.text, r.units) for r in read(text).requirements if r.force is Force.MUST]


def problems(text: str) -> list[str]:
    return [p.text for p in read(text).problems]


@pytest.mark.parametrize(
    ("text", "words", "units"),
    [
        (MINUTES, "镇纪委负责跟踪问效", ["镇纪委"]),
        (MINUTES, "住建、城管、交警三部门联合上路整治占道施工", ["住建", "城管", "交警"]),
        (MINUTES, "文旅、市场监管部门要加强节前检查", ["文旅", "市场监管部门"]),
        (MINUTES, "区城管局月底前把破损护栏换一遍", ["区城管局"]),
        (MINUTES, "请各街道主要负责同志会后立即动员", ["各街道主要负责同志"]),
        (MINUTES, "凡是群众反映强烈的，一律由街道主要领导包案", ["街道主要领导"]),
        (MINUTES, "11月3日前，区城建局督促热力公司完成注水试压", ["区城建局"]),
        (MINUTES, "未按期完成的单位，主要负责人要在下次会议上作检讨", ["主要负责人"]),
        (MINUTES, "对一时协商不成的楼栋，由所在社区组织二次议事", ["所在社区"]),
        (MINUTES, "未经准入审批，任何部门不得向社区派任务", ["任何部门"]),
        (MINUTES, "用户拒不整改的，由供气企业依法暂停供气", ["供气企业"]),
        (MINUTES, "由区住房和城乡建设局、区消防救援大队分头核查，形成报告", ["区住房和城乡建设局", "区消防救援大队"]),
        (MINUTES, "区城管局要会同区公安分局集中清理僵尸车", ["区城管局", "区公安分局"]),
        (MINUTES, "商务局与口岸部门对接，专人跟单", ["商务局"]),
        (MINUTES, "各镇街党（工）委要把支部建在网格上", ["各镇街党（工）委"]),
        (MINUTES, "各点位值守人员务必佩戴胸牌、按时到岗", ["各点位值守人员"]),
        (MINUTES, "施工一标段对受损空调逐台登记，4月22日前赔付到户", ["施工一标段"]),
        (MINUTES, "社区今晚9点前把灯修好", ["社区"]),
        (NEWS + "甲一鸣当场点将：", "区水务局盯住管道施工，7月20日前通水", ["区水务局"]),
        (NEWS + "甲一鸣点评：", "企业要把环保设施与主线同步调试", ["企业"]),
        (NEWS + "甲一鸣让", "商务局专人跟单，争取设备提前到场", ["商务局"]),
    ],
)
def test_an_order_is_whole_and_names_whom_it_asks(text: str, words: str, units: list[str]) -> None:
    assert orders(f"{text}{words}。") == [(words, tuple(units))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("区水务集团3日内出图，区审批局随到随审", ["区水务集团3日内出图", "区审批局随到随审"]),
        ("由向阳社区牵头召开协商会，设计单位提供报告", ["由向阳社区牵头召开协商会", "设计单位提供报告"]),
        (
            "塘北村9月20日前装好路灯，镇财政所从专项资金中予以支持",
            ["塘北村9月20日前装好路灯", "镇财政所从专项资金中予以支持"],
        ),
        ("各单位要成立专班，主要负责同志亲自抓", ["各单位要成立专班，主要负责同志亲自抓"]),
        ("请区住建局逐户排查，请属地街道做好解释", ["请区住建局逐户排查", "请属地街道做好解释"]),
    ],
)
def test_orders_part_where_another_is_asked(text: str, expected: list[str]) -> None:
    assert [words for words, _ in orders(f"{MINUTES}{text}。")] == expected


@pytest.mark.parametrize(
    "text",
    [
        "整改到期后我办将组织复查",
        "区督查组将约谈其主要负责人",
        "区委将把观摩结果纳入年度考核",
        "招商有章法、服务有温度，经验值得总结",
        "每部电梯补助18万元的标准保持不变",
        "过去一年，全区上下抢项目、干项目，共实施项目53个",
    ],
)
def test_announcements_praise_and_the_past_are_no_orders(text: str) -> None:
    assert orders(f"{MINUTES}各单位要抓紧整改。{text}。") == [("各单位要抓紧整改", ("各单位",))]


def test_units_named_above_their_orders_belong_to_them() -> None:
    text = "点位问题交办\n点位1\n责任单位：甲街道\n整改要求：清理楼道。\n点位2\n责任单位：区城管局\n整改要求：划定停车区域。\n"

    assert orders(text) == [("清理楼道", ("甲街道",)), ("划定停车区域", ("区城管局",))]


def test_a_row_of_a_task_list_gives_its_units_lead_first() -> None:
    text = "任务分工\n1.清理杂物。牵头单位：各社区；配合单位：区城管局；时限：4月20日。\n2.修复路面（责任单位：区住建局）。\n"

    assert orders(text) == [("清理杂物", ("各社区", "区城管局")), ("修复路面", ("区住建局",))]


def test_a_record_gives_each_speaker_what_was_said() -> None:
    text = (
        "大会发言摘登\n出席：县委书记甲一行、副县长乙大同。\n县委书记甲一行：各镇要当好施工队长。\n"
        "副县长乙大同：县城管局要跟进监督。\n"
    )

    assert [(r.speaker, r.units) for r in read(text).requirements] == [
        ("甲一行", ("各镇",)),
        ("乙大同", ("县城管局",)),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本报讯 失分点依旧集中：农贸市场污水横流，小区飞线充电。", ["农贸市场污水横流", "小区飞线充电"]),
        ("本报讯 差距不小：宣传停在横幅上；整改满足于完成。", ["宣传停在横幅上", "整改满足于完成"]),
        ("巡查发现背街小巷路面坑洼、老旧小区雨污不分。", ["背街小巷路面坑洼", "老旧小区雨污不分"]),
        ("通报\n一、点位问题\n1.菜市场：鱼摊前积水结冰；公平秤失准。\n", ["鱼摊前积水结冰", "公平秤失准"]),
        ("会议纪要\n出席：李敏、王强、赵倩\n会议指出，工作有进展。\n", []),
        ("台账\n存在问题：无\n形象进度：主体封顶\n", []),
        ("会议要求，修复破损路面（责任单位：区住建局，完成时限：5月底）。", []),
    ],
)
def test_shortcomings_are_told_apart(text: str, expected: list[str]) -> None:
    assert problems(text) == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "通报\n一、存在问题\n1.幸福路与人民路交叉口，垃圾桶满溢，路面有油污。\n",
            [("垃圾桶满溢", "幸福路与人民路交叉口"), ("路面有油污", "幸福路与人民路交叉口")],
        ),
        ("通报\n一、存在问题\n1.在育才小学门口，接送车辆乱停乱放。\n", [("接送车辆乱停乱放", "育才小学门口")]),
        ("巡查发现，幸福路与人民路交叉口，垃圾桶满溢。", [("垃圾桶满溢", "")]),
    ],
)
def test_a_place_before_a_comma_is_no_shortcoming(text: str, found: list[tuple[str, str]]) -> None:
    assert [(p.text, p.place) for p in read(text).problems] == found


def test_no_verb_stands_in_both_tables() -> None:
    assert not VERBS & MORE_VERBS
