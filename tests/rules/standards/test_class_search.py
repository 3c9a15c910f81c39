"""Finding classes by the words of a sentence."""

from uuid import UUID

from bihuan.standards.rules.search import Entry, Index

LITTER, HEAP, LAMP, STALL, GAS = (UUID(int=number) for number in range(1, 6))
INDEX = Index(
    [
        Entry(LITTER, "暴露垃圾", ("垃圾", "生活垃圾")),
        Entry(HEAP, "积存垃圾渣土", ("建筑垃圾",)),
        Entry(LAMP, "路灯异常", ("路灯不亮",), ("单盏路灯不亮",)),
        Entry(STALL, "店外经营", ("出店经营",)),
        Entry(GAS, "燃气调压站（调压柜）异常", (), ("管道破裂或泄漏",)),
    ]
)


def found(text: str) -> list[UUID]:
    return [each.uuid for each in INDEX.search(text)]


def test_finds_a_class_by_its_name_and_by_other_words() -> None:
    assert found("门口有店外经营") == [STALL]
    assert found("沿街商户出店经营") == [STALL]


def test_the_closer_class_comes_first() -> None:
    assert found("巷口堆着建筑垃圾和渣土")[0] == HEAP
    assert found("门口的生活垃圾没人清理")[0] == LITTER


def test_says_which_words_led_to_it() -> None:
    (hit,) = INDEX.search("巷子里路灯不亮")

    assert hit.words == ("路灯不亮", "路灯", "单盏路灯不亮")


def test_reads_across_line_breaks_but_not_across_signs() -> None:
    assert found("巷子里路\n灯 不\n亮") == [LAMP]
    assert found("道路，灯会") == []


def test_a_word_in_brackets_is_no_name_of_its_own() -> None:
    assert found("燃气调压站锈蚀") == [GAS]
    assert found("门口的调压柜") == []


def test_conditions_lead_to_their_class() -> None:
    assert found("管道破裂，正在泄漏") == [GAS]


def test_finds_nothing_in_other_sentences_and_in_none() -> None:
    assert found("春分麦起身，一刻值千金") == []
    assert found("") == []
    assert Index([]).search("垃圾") == []
