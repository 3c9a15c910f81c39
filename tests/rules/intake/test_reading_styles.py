"""The reader meets many styles of office prose: orders, no orders, shortcomings, projects, people, limits."""

import pytest

from bihuan.intake.rules.reading import read
from bihuan.intake.rules.results import Force

MINUTES = "会议要求，"
HEADED = "情况通报\n一、基本情况\n略。\n二、下步要求\n"


def orders(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(r.text, r.units) for r in read(text).requirements if r.force is Force.MUST]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        (MINUTES + "区市场监管局要严把食品准入关。", ("区市场监管局",)),
        (MINUTES + "区行政审批服务局务必在3日内办结。", ("区行政审批服务局",)),
        (MINUTES + "各园区管委会、各平台公司应当按月报送进度。", ("各园区管委会", "各平台公司")),
        (MINUTES + "由县水利局牵头，县财政局配合，抓紧修复河堤。", ("县水利局", "县财政局")),
        (MINUTES + "旧改资金由区财政局足额保障。", ("区财政局",)),
        (MINUTES + "请区融媒体中心做好宣传报道。", ("区融媒体中心",)),
        (MINUTES + "全县上下要拧成一股绳，大干六十天。", ("全县上下",)),
        (MINUTES + "城市管理综合执法大队须加密夜间巡查。", ("城市管理综合执法大队",)),
        (MINUTES + "逾期未整改的，由区住建局依法处理。", ("区住建局",)),
        (MINUTES + "各村居（社区）要逐户上门核查。", ("各村居（社区）",)),
        (HEADED + "1. 东湖镇6月5日前完成河道清障。\n", ("东湖镇",)),
        (HEADED + "（一）压实责任。各包保单位要每周进驻一次。\n", ("各包保单位",)),
        (HEADED + "区教育局会同属地派出所开展护学行动。\n", ("区教育局", "属地派出所")),
        (HEADED + "请各单位于每月5日前报送台账。\n", ("各单位",)),
    ],
)
def test_an_order_names_whom_it_asks(text: str, units: tuple[str, ...]) -> None:
    found = orders(text)
    assert [u for _, u in found] == [units]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (MINUTES + "要加强巡查，严禁带病作业；要备足物资。", ["要加强巡查，严禁带病作业", "要备足物资"]),
        (HEADED + "一要抓紧抢修，二要妥善安置群众。\n", ["一要抓紧抢修，二要妥善安置群众"]),
        (HEADED + "1.全面摸排，建立清单；\n2.逐户走访，不漏一人；\n", ["全面摸排，建立清单", "逐户走访，不漏一人"]),
        (MINUTES + "区交通局要抢修便道，由区应急局调拨物资。", ["区交通局要抢修便道", "由区应急局调拨物资"]),
        (MINUTES + "区卫健局要抽检水质，区水务局要冲洗管网。", ["区卫健局要抽检水质", "区水务局要冲洗管网"]),
        (MINUTES + "各镇要开展自查（联系人：丁一鸣）。", ["各镇要开展自查"]),
        ("督查组要求物业公司立行立改，不得拖延。", ["物业公司立行立改，不得拖延"]),
        ("区长王大同说，工作有进步。希望大家再接再厉。住建局要盯紧工期。", ["住建局要盯紧工期"]),
        (
            "整改函\n某某公司：\n现责令你公司：\n（一）三日内拆除围挡；\n（二）清运渣土。\n",
            ["三日内拆除围挡", "清运渣土"],
        ),
    ],
)
def test_orders_are_whole_clauses(text: str, expected: list[str]) -> None:
    assert [words for words, _ in orders(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "今年以来，区城管局先后清理乱堆乱放320处，整治占道经营96起。",
        "下一步，我局将加大执法力度，完善长效机制。",
        "街道将进一步压实责任，持续推进整治。",
        "会议强调，安全生产是底线，就是要把群众的安危放在心上。",
        "广大市民要增强防范意识，不信谣、不传谣。",
        "请过往车辆绕行，敬请谅解。",
        "关于停电的通告\n因线路检修，5月6日停电。请居民提前做好准备。\n",
        "《停车管理办法》解读\n一、部门职责\n区城管局负责统筹协调，区交警大队负责路内泊位管理。\n",
        "本办法所称网格员，是指受街道聘用、负责日常巡查的人员。",
        "“要致富，先修路”，村口的标语已经褪色。",
        "该项目重要性不言而喻，主要包括道路和管网，需要资金2000万元。",
        "专家建议，进一步完善设施，加强管护。",
        "会议原则同意《方案》，审议通过了《办法》。",
        "公司负责人表示，将抓紧施工，确保年底前完工。",
        "要看到，与先进地区相比，我们的差距依然明显。",
        "考核结果将纳入年度目标管理。",
        "对弄虚作假的，我办将予以通报。",
        "工作总结\n一、主要做法\n强化组织领导，压实工作责任，推进专项整治。\n",
        "三、存在问题\n1. 设施停用，管理缺位。\n2. 加强巡查不够，督促整改不力。\n",
        "为什么要垃圾分类？因为要让资源循环起来。",
        "检查组共检查企业12家，责令整改9家，立案查处2起。",
        "记者从区住建局获悉，老旧小区改造月底前全部完工。",
        "让我们携起手来，共建美好家园！",
        "联系人：丁一鸣，请及时联系。",
    ],
)
def test_what_tells_or_appeals_is_no_order(text: str) -> None:
    assert orders(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "二、存在问题\n1. 沿街店铺出店经营。\n2. 消防栓被埋压，灭火器过期。\n",
            ["沿街店铺出店经营", "消防栓被埋压", "灭火器过期"],
        ),
        ("检查中发现，后厨地面湿滑、生熟混放、留样不足量。", ["后厨地面湿滑", "生熟混放", "留样不足量"]),
        ("个别窗口服务冷硬，部分事项超时办结。", ["个别窗口服务冷硬", "部分事项超时办结"]),
        ("工地存在裸土未覆盖、冲洗设备故障等问题。", ["裸土未覆盖", "冲洗设备故障"]),
        ("居民反映，路灯不亮，井盖松动异响。", ["路灯不亮", "井盖松动异响"]),
        ("针对路口积水问题，街道组织抢修。", ["路口积水问题"]),
        ("【突出问题】\n甲小学：校门口拥堵；护栏锈蚀。\n【下步要求】\n略\n", ["校门口拥堵", "护栏锈蚀"]),
        ("当前仍有5个小区未通燃气。", ["仍有5个小区未通燃气"]),
        ("但也要看到，一些干部作风漂浮，办事效率低下。", ["一些干部作风漂浮", "办事效率低下"]),
        ("问题描述：南巷雨水管断裂，污水漫溢至路面。\n", ["南巷雨水管断裂", "污水漫溢至路面"]),
        ("发现以下问题：\n一、台账缺失；\n二、人员未持证上岗。\n处理意见\n无。\n", ["台账缺失", "人员未持证上岗"]),
    ],
)
def test_shortcomings_are_found_in_every_form(text: str, expected: list[str]) -> None:
    assert [p.text for p in read(text).problems] == expected


@pytest.mark.parametrize(
    "text",
    [
        "街道坚决整治占道经营，防止反弹。",
        "全年累计解决停车难、出行难等问题86件。",
        "检查未发现问题，各项管理规范。",
        "投诉量同比下降12%。",
        "工作不断深入，成效不俗，服务无微不至。",
    ],
)
def test_what_is_cured_or_forbidden_is_no_shortcoming(text: str) -> None:
    assert read(text).problems == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("1. 滨河路雨污分流改造工程。总投资3000万元，目前已开工。\n", ["滨河路雨污分流改造工程"]),
        ("加快推进凤凰湖生态修复项目建设。", ["凤凰湖生态修复"]),
        ("（二）云溪人才公寓三期。建筑面积6万平方米，主体已封顶。\n", ["云溪人才公寓三期"]),
        ("调研组来到金岭新能源电池产业园项目现场，详细了解进度。该项目占地120亩。", ["金岭新能源电池产业园"]),
        ("第一站，松涛智慧物流园。项目总投资5亿元。", ["松涛智慧物流园"]),
        ("全区实施老旧小区改造项目12个，民生实事项目30件。", []),
        ("项目负责人介绍，工程进展顺利。", []),
        ("取得建设工程规划许可证后方可开工。", []),
    ],
)
def test_names_of_projects_are_told_from_kinds(text: str, names: list[str]) -> None:
    found = [p.name.text.removesuffix("项目") for p in read(text).projects]
    assert found == names


def test_facts_of_a_project_have_many_wordings() -> None:
    text = (
        "1. 云岭冷链物流园项目。云岭供应链有限公司为建设主体，选址云岭大道北侧，用地面积60亩，分两期滚动开发，"
        "新建冷库8座、分拣车间2栋，设计库容5万吨，计划明年6月投产，目前一期主体工程完成过半。\n"
    )
    (project,) = read(text).projects
    facts = {a.field: a.text for a in project.attributes}
    assert facts == {
        "owner": "云岭供应链有限公司",
        "location": "选址云岭大道北侧",
        "land_area": "用地面积60亩",
        "phases": "分两期滚动开发",
        "contents": "新建冷库8座、分拣车间2栋",
        "capacity": "设计库容5万吨",
        "note": "计划明年6月投产",
        "status": "目前一期主体工程完成过半",
    }


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("区委书记丁春来对此作出部署。", [("丁春来", "区委书记")]),
        ("出席：甲一鸣（副区长）、乙大同（区住建局局长）", [("甲一鸣", "副区长"), ("乙大同", "区住建局局长")]),
        ("签发人：丙长春", [("丙长春", "")]),
        ("丙长春区长主持会议。", [("丙长春", "区长")]),
        ("居民张女士说，小区变美了。", []),
        ("副区长戊书言与某某公司总经理己文采座谈。戊书言讲话。", [("戊书言", "副区长"), ("己文采", "某某公司总经理")]),
        ("请丁开泰同志负责落实。", [("丁开泰", "")]),
    ],
)
def test_people_stand_with_their_posts(text: str, people: list[tuple[str, str]]) -> None:
    assert [(p.name, p.post) for p in read(text).people] == people


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        (MINUTES + "各单位要在收到通知后3日内反馈。", "收到通知后3日内"),
        (MINUTES + "城管局每周五下班前报送进展。", "每周五下班前"),
        (MINUTES + "各镇要于9月底前完成整治。", "9月底前"),
        (HEADED + "1. 更换破损井盖（责任单位：区住建局；完成时限：5月20日）。\n", "5月20日"),
        (HEADED + "区水务局要修复管网。（此项于6月8日前办结）\n", "6月8日前"),
        (MINUTES + "遇有险情，各村30分钟内上报。", "30分钟内"),
        (MINUTES + "环卫中心今天把路面冲洗干净。", "今天"),
        ("督办单\n承办单位：区城管局\n办理要求：\n1. 清理垃圾。\n办理时限：2024年3月8日前\n", "2024年3月8日前"),
    ],
)
def test_limits_come_in_many_forms(text: str, limit: str) -> None:
    (order,) = (r for r in read(text).requirements if r.force is Force.MUST)
    assert order.deadline is not None
    assert order.deadline.text == limit
