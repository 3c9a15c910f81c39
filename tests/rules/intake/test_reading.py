"""What the reader makes of whole documents."""

from datetime import date

import pytest

from bihuan.intake.rules.reading import read
from bihuan.intake.rules.results import Force, Requirement
from bihuan.intake.rules.units import UnitDictionary

NEWS = """ 本报讯 4月11日上午，甲区文明城市
创建推进会召开。区委副书记、区长
乙大同出席会议并讲话。

乙大同强调，一是要认清形势，目前还存在
反弹现象，各单位要强化机制，补齐要素；
二是城管局要加强巡查，6月底前完成整治，
供电公司要配合；三是坚持问题导向。
记者 戊书言 通讯员 己文采
"""


def orders(text: str) -> list[Requirement]:
    return [r for r in read(text).requirements if r.force is Force.MUST]


def test_a_report_has_its_date_its_writers_and_its_speaker() -> None:
    reading = read(NEWS, reference=date(2023, 4, 12))
    (article,) = reading.articles
    assert article.dateline is not None
    assert (article.dateline.text, article.dateline.day) == ("4月11日上午", date(2023, 4, 11))
    assert article.reporters == ("戊书言", "己文采")
    assert [(p.post, p.name) for p in reading.people] == [("区委副书记、区长", "乙大同")]


def test_orders_are_cut_at_semicolons_and_at_each_new_addressee() -> None:
    assert [(r.text, r.units, r.speaker) for r in orders(NEWS)] == [
        ("各单位要强化机制，补齐要素", ("各单位",), "乙大同"),
        ("二是城管局要加强巡查，6月底前完成整治", ("城管局",), "乙大同"),
        ("供电公司要配合", ("供电公司",), "乙大同"),
        ("三是坚持问题导向", ("供电公司",), "乙大同"),
    ]


def test_deadlines_and_problems_are_found() -> None:
    reading = read(NEWS, reference=date(2023, 4, 12))
    assert [r.deadline.day for r in reading.requirements if r.deadline] == [date(2023, 6, 30)]
    assert [p.text for p in reading.problems] == ["反弹现象"]


def test_two_reports_on_a_page_are_two_articles() -> None:
    assert len(read(NEWS + "\n" + NEWS).articles) == 2


def test_a_notice_orders_those_it_is_addressed_to() -> None:
    text = "关于自查的通知\n各街道办事处：\n现将有关事项通知如下：\n一、工作要求\n1. 建立问题清单，逐项销号。\n2. 请甲街道于4月15日前报送报告。\n"
    assert [(r.text, r.units) for r in orders(text)] == [
        ("建立问题清单，逐项销号", ("各街道办事处",)),
        ("请甲街道于4月15日前报送报告", ("甲街道",)),
    ]


def test_lead_and_helping_units_are_told_apart() -> None:
    (order,) = orders("会议要求，由区城管局牵头，区住建局、各街道配合，4月底前完成修订。")
    assert order.units == ("区城管局", "区住建局", "各街道")
    assert order.leads == ("区城管局",)


def test_a_bracket_names_unit_and_limit() -> None:
    (order,) = orders("工作要求：\n1. 完成设备检修（责任单位：区水利局；完成时限：7月13日）。")
    assert (order.text, order.units) == ("完成设备检修", ("区水利局",))
    assert order.deadline is not None
    assert order.deadline.text == "7月13日"


@pytest.mark.parametrize(
    "text",
    [
        "这是重要会议，主要任务已经完成，要素齐全，需要的材料已备好。",
        "本报讯 企业负责人表示，一定要抢抓机遇，加快建设。记者 甲乙",
        "区督查组将约谈其主要负责人。",
        "今年以来，甲街道坚持问题导向，加强巡查，取得明显成效。",
        "会议指出，加快项目建设，是实现发展的压舱石。",
        "对整改不到位的，将启动问责程序。",
    ],
)
def test_reports_and_threats_are_no_orders(text: str) -> None:
    assert orders(text) == []


def test_hopes_are_kept_apart_from_orders() -> None:
    reading = read("会议要求，各单位要抓紧整改。希望企业立足主业，做大做强。")
    assert [r.force for r in reading.requirements] == [Force.MUST, Force.HOPE]


def test_a_dictionary_knows_names_that_nothing_else_tells() -> None:
    text = "会议要求，蓝盾要加强值守。"
    known = UnitDictionary(names=frozenset({"蓝盾"}), aliases={"蓝": "蓝盾"})
    assert read(text, units=known).requirements[0].units == ("蓝盾",)
    assert known.full_name("蓝") == "蓝盾"
    assert known.full_name("绿") is None


def test_listed_problems_keep_their_place() -> None:
    reading = read(
        "督查通报\n二、存在问题\n1. 松涛路中段：非机动车乱停乱放，人行道地砖破损3处。\n三、下步要求\n各单位要整改。\n"
    )
    assert [(p.text, p.place) for p in reading.problems] == [
        ("非机动车乱停乱放", "松涛路中段"),
        ("人行道地砖破损3处", "松涛路中段"),
    ]


def test_a_project_and_what_is_said_of_it() -> None:
    text = "项目进展\n1. 乙源储能产业基地项目。乙源储能有限公司投资建设，位于金禾大道以东，占地面积126亩，分两期建设，目前主体已封顶。\n"
    (project,) = read(text).projects
    assert project.name.text == "乙源储能产业基地"
    facts = {a.field: (a.text, a.value) for a in project.attributes}
    assert facts["owner"] == ("乙源储能有限公司", "乙源储能有限公司")
    assert facts["land_area"] == ("占地面积126亩", "126 mu")
    assert facts["phases"] == ("分两期建设", "2")
    assert facts["status"][0] == "目前主体已封顶"


def test_the_json_has_the_agreed_shape() -> None:
    shown = read(NEWS, reference=date(2023, 4, 12)).as_json()
    assert set(shown) == {"chars", "articles", "people", "requirements", "problems", "projects"}
    assert shown["chars"] == len(NEWS)
    assert set(shown["requirements"][0]) == {
        "id", "article", "span", "text", "speaker", "units", "force", "deadline", "project"
    }  # fmt: skip
    assert shown["articles"][0]["dateline"]["date"] == "2023-04-11"


def test_an_empty_text_reads_as_nothing() -> None:
    assert read("").articles == ()
    assert read(" \n　").requirements == ()


def test_an_office_or_he_may_be_the_speaker() -> None:
    office = orders("本报讯 9月3日，区住建局要求，各物业企业要认真自查。记者 甲乙")
    assert [r.speaker for r in office] == ["区住建局"]
    he = orders("本报讯 副区长林致远到企业检查。林致远来到车间。他要求，企业要落实主体责任。记者 甲乙")
    assert [r.speaker for r in he] == ["林致远"]


def test_an_order_sheet_asks_the_unit_that_handles_it() -> None:
    (order,) = orders("督办单\n承办单位：区水利局\n办理要求：\n一、迅速清理岸坡垃圾，查清污水来源；\n")
    assert order.units == ("区水利局",)
