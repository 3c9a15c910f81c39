"""Which of several filing conditions a sentence means."""

import pytest

from bihuan.standards.rules.choosing import meant

LIDS = [
    "井盖周边下沉或高差超过2厘米",
    "井盖松动，车辆碾压有响声",
    "井盖破损，面积超过25平方厘米",
    "井盖缺失或移位",
]
GONE = ["西溪路井盖缺失", "井盖丢失", "窨井盖被盗", "井盖移位", "井盖不见了", "井盖位移，十分危险", "北门缺井盖"]


@pytest.mark.parametrize("sentence", GONE)
def test_a_lid_that_is_gone_or_moved_is_its_own_condition(sentence: str) -> None:
    assert meant(sentence, LIDS) == 3


@pytest.mark.parametrize(
    ("sentence", "place"),
    [("井盖破裂", 2), ("井盖松动有响声", 1), ("井盖周边沉降", 0), ("井盖松动，车辆碾压有响声", 1)],
)
def test_so_is_every_other(sentence: str, place: int) -> None:
    assert meant(sentence, LIDS) == place


@pytest.mark.parametrize("sentence", ["", "井盖", "井盖有问题", "道路不洁"])
def test_what_says_nothing_of_it_means_none(sentence: str) -> None:
    assert meant(sentence, LIDS) is None


def test_two_that_fit_equally_mean_none() -> None:
    assert meant("井盖", []) is None
    assert meant("围挡破损缺失", ["缺失", "破损"]) is None
