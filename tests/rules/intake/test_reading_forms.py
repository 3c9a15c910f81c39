"""The reader tells orders, shortcomings, projects and names by their form, whatever words they are made of."""

import pytest

from bihuan.intake.rules.reading import read
from bihuan.intake.rules.results import Force

SAID = "会议明确：\n"


def orders(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(r.text, r.units) for r in read(text).requirements if r.force is Force.MUST]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("1. 水利局派质监员住到工地，大坝封顶前不撤。\n", ("水利局",)),
        ("1. 区财政局先行垫付搬迁补助，账目每周一晒。\n", ("区财政局",)),
        ("1. 丙街道、区综合执法局限12月10日前拆清。\n", ("丙街道", "区综合执法局")),
        ("1. 配送公司3月10日前加装温度记录仪。\n", ("配送公司",)),
        ("1. 陇塬三中、金穗幼儿园要暂停冷荤菜品。\n", ("陇塬三中", "金穗幼儿园")),
        ("1. 石埠镇就重复出现的问题向区委写出书面检查。\n", ("石埠镇",)),
        ("1. 市生态环境局潮江分局每周采样一次。\n", ("市生态环境局潮江分局",)),
    ],
)
def test_an_office_is_told_by_its_form_whatever_it_is_to_do(text: str, units: tuple[str, ...]) -> None:
    assert [u for _, u in orders(SAID + text)] == [units]


@pytest.mark.parametrize(
    "text",
    [
        "会议指出，还有几个地方放心不下：一是东段堤身有三处獾洞未处理；二是排涝站机组老化；三是积水点整治滞后。",
        "会议议定：\n五、原则同意县应急局提出的采购方案。\n",
        "会议明确，海塘城市更新有限公司为实施主体，目前已完成地质勘察。",
        "关于印发办法的通知\n各街道：\n第四条 违反本办法规定的，由区城管局责令限期改正。\n",
        "会议强调，马路市场年年回潮，根子在管理跟不上。",
    ],
)
def test_what_is_so_or_agreed_is_no_order(text: str) -> None:
    assert orders(text) == []


def test_a_form_asks_its_own_unit_again_after_an_order_to_another() -> None:
    text = (
        "督办单\n承办单位：潮江镇人民政府\n办理意见：\n1. 区环保局每周采样一次。\n2. 对排口逐个溯源，9月15日前完成。\n"
    )
    assert [u for _, u in orders(text)] == [("区环保局",), ("潮江镇人民政府",)]


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        (SAID + "1. 区人社局督促总包单位，小年前把工资发到工人手上。\n", "小年前"),
        (SAID + "1. 区环卫中心11月中旬备齐融雪剂300吨。\n", "11月中旬"),
        (SAID + "1. 戊街道本周五之前把两户谈下来。\n", "本周五之前"),
    ],
)
def test_a_limit_may_be_an_event_or_a_bare_day(text: str, limit: str) -> None:
    (order,) = (r for r in read(text).requirements if r.force is Force.MUST)
    assert order.deadline is not None
    assert order.deadline.text == limit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "（一）站前街道。北站小旅店疏散指示灯不亮，灭火器压力不足；烧烤店管道多年未清洗。\n",
            ["北站小旅店疏散指示灯不亮", "灭火器压力不足", "烧烤店管道多年未清洗"],
        ),
        (
            "主要有：\n一是留样柜未上锁；二是防蝇帘破损，生熟案板混用。\n",
            ["留样柜未上锁", "防蝇帘破损", "生熟案板混用"],
        ),
        (
            "●停车难363件。反映停车位紧张、道闸故障抬不起杆、新能源车位被油车长期占用。\n",
            ["停车位紧张", "道闸故障抬不起杆", "新能源车位被油车长期占用"],
        ),
        ("卡点是专线走廊迟迟定不下来。", ["专线走廊迟迟定不下来"]),
    ],
)
def test_shortcomings_are_told_by_form_and_company(text: str, expected: list[str]) -> None:
    assert [p.text for p in read(text).problems] == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("滨江水厂深度处理改造，日供水能力20万吨，尚在办理初步设计批复。\n", ["滨江水厂深度处理改造"]),
        ("4．涪江三桥及连接线。桥长1146米，双向六车道，计划2026年6月通车。\n", ["涪江三桥及连接线"]),
        ("6．老旧小区改造（第四批）。涉及43个院落、2716户，完工29个。\n", ["老旧小区改造（第四批）"]),
        ("7. 高坪变电站增容：更换主变2台，5月进场。\n", ["高坪变电站增容"]),
        ("代表们来到甲麦面制品加工产业园。该项目占地160亩。\n", ["甲麦面制品加工产业园"]),
        ("第一站，甲社区志愿者小分队走进北园。\n", []),
        ("（一）柳疃镇。岸坡有积存垃圾，已拆除违建3处。\n", []),
    ],
)
def test_projects_are_told_by_the_facts_given_of_them(text: str, names: list[str]) -> None:
    assert [p.name.text for p in read(text).projects] == names


def test_a_name_that_comes_again_is_one_whatever_follows_it() -> None:
    text = "区委书记丙怀谷不打招呼，直奔夜市。\n丙怀谷要求，社区要管好摊位。"
    assert [(p.name, p.post) for p in read(text).people] == [("丙怀谷", "区委书记")]
    assert read("区委书记高度重视。书记高度评价了他们。").people == ()
