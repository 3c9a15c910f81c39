"""Suggesting classes for a sentence."""

from datetime import date

from cast import Cast, call
from django.db import connection
from django.test.utils import CaptureQueriesContext
from small_dictionary import Small

from bihuan.standards.commands import end_condition, save_class, save_standard
from bihuan.standards.queries import suggest, version

ON = date(2026, 3, 23)
SENTENCES = {
    "西门口有一堆垃圾没人清理": "06010",
    "井盖丢了，很危险": "01023",
    "巷子里的路灯好几天不亮": "01037",
    "要抓好施工现场扬尘治理": "08004",
    "商户把货摆到门外经营": "09005",
    "楼道里堆放杂物": "06036",
    "电动车乱停乱放": "09010",
    "消防通道被私家车堵住": "09012",
    "公益广告褪色破损": "07008",
    "渣土车没有盖篷布": "08011",
    "小区里有人在绿地种菜": "06045",
    "公厕没有手纸": "03001",
    "路面塌陷": "06013",
    "各单位要查缺补漏，迅速补齐短板": "QD002",
    "要盘活存量土地，解决征迁难题": "QD004",
    "紧盯节点，加快项目建设": "QD003",
}


def test_the_class_meant_comes_first(packaged: None) -> None:
    hits = {sentence: suggest(sentence, ON)[0] for sentence in SENTENCES}

    assert {sentence: hit.row.code for sentence, hit in hits.items()} == SENTENCES
    assert all(hit.row.kind == "matter" and hit.conditions and hit.words for hit in hits.values())


def test_nothing_fits_an_ordinary_sentence(packaged: None) -> None:
    assert suggest("春分麦起身，一刻值千金", ON) == []
    assert suggest("", ON) == []


def test_gives_at_most_so_many(packaged: None) -> None:
    assert len(suggest("垃圾、井盖、路灯、扬尘、围挡、公厕、店外经营", ON, most=3)) == 3


def test_only_conditions_of_that_day_are_offered(cast: Cast, small: Small) -> None:
    end_condition(call(cast.configurer), condition_uuid=small.condition, on=ON)

    assert suggest("生活垃圾", ON)[0].conditions == ()
    assert len(suggest("生活垃圾", date(2026, 3, 22))[0].conditions) == 1


def test_what_was_just_added_is_found(cast: Cast, small: Small) -> None:
    assert suggest("有人遛狗不牵绳", ON) == []

    save_class(
        call(cast.configurer),
        standard_uuid=small.standard,
        kind="事项",
        code="06980",
        name="违规养犬",
        words=["遛狗不牵绳"],
    )

    assert suggest("有人遛狗不牵绳", ON)[0].row.code == "06980"


def test_a_standard_that_ended_offers_nothing(cast: Cast, small: Small) -> None:
    save_standard(
        call(cast.configurer),
        standard_uuid=small.standard,
        ref="试验字典",
        name="试验区事项",
        in_force_on=date(2026, 1, 1),
        ends_on=date(2026, 3, 22),
        source="试验区",
    )

    assert suggest("生活垃圾", ON) == []
    assert len(suggest("生活垃圾", date(2026, 3, 22))) == 1


def test_many_sentences_cost_no_statement(packaged: None) -> None:
    at_version = version()
    suggest("垃圾", ON, at_version=at_version)

    with CaptureQueriesContext(connection) as asked:
        for sentence in SENTENCES:
            suggest(sentence, ON, at_version=at_version)

    assert len(asked) == 0
