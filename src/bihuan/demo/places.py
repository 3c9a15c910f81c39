"""The invented register: sixty points of many types, twelve grid cells, units in charge. None of it is a real place."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from bihuan.demo.district import DEMO
from bihuan.kernel.call import Call
from bihuan.kernel.geo import Datum
from bihuan.places.commands import save_area, save_place
from bihuan.places.rules.rows import Charged

WEST, SOUTH, ACROSS, UP = 113.60, 34.735, 0.03, 0.016
NOTE = "演示数据，虚构点位"
SOURCE = "演示数据，虚构网格"
STREETS = ("21", "22", "23")
# type, names, units in charge after the street
POINTS: Sequence[tuple[str, str, str]] = (
    ("street_office", "甲街道办事处 乙街道办事处 丙街道办事处", ""),
    ("culture_station", "甲街道文化站 丙街道文化站", ""),
    ("community", "松林社区 竹溪社区 清泉社区 望山社区 长桥社区", ""),
    ("community_culture", "松林社区文化中心 清泉社区文化中心", ""),
    ("estate", "西溪花园 秋实家园 春华里小区 云鹤新村 青屏公馆", ""),
    ("urban_fringe", "北坡城乡结合部 东岭城乡结合部", ""),
    ("main_street", "西溪路 秋实街 春华路 兴业路", "10"),
    ("back_street", "文化巷 石榴巷 槐树胡同", ""),
    ("square_park", "青屏公园 秋实街公园 市民广场", "10"),
    ("public_toilet", "西溪路公厕 青屏公园公厕 兴业路公厕", "31"),
    ("culture_venue", "青屏图书馆 青屏博物馆", ""),
    ("bookshop", "春华书店", ""),
    ("restaurant_star", "青屏宾馆", "13"),
    ("farm_market", "兴业路农贸市场 西溪路农贸市场 长桥农贸市场", "13"),
    ("eatery", "文化巷餐饮街 兴业路小吃街", "13"),
    ("service_window", "区政务服务大厅 供水营业厅", ""),
    ("shopping", "青屏商场 秋实超市", "13"),
    ("crossing", "秋实街与春华路口 西溪路与兴业路口 长桥路口", ""),
    ("cinema", "春华影城", ""),
    ("building_site", "云鹤冷链物流基地工地 智能装备产业园一期工地", "11"),
    ("river", "青屏河长桥段 西溪支流", "10"),
    ("school_near", "实验小学周边 青屏中学周边", "10"),
    ("school_inside", "实验小学 青屏中学", ""),
    ("training", "春华路培训机构", ""),
    ("minors_counselling", "松林社区未成年人心理辅导站", ""),
    ("net_cafe", "兴业路网吧", ""),
)


def set_up(at: datetime, units: Mapping[str, UUID]) -> None:
    """Draw the cells and enter the points. units: by code."""
    for number in range(12):
        column, row = number % 4, number // 4
        save_area(
            Call(DEMO, at),
            kind="cell",
            code=f"QP-{number + 1:02}",
            name=f"第{number + 1}网格",
            shape=_square(WEST + column * ACROSS, SOUTH + row * UP),
            unit_uuid=units[STREETS[row]],
            source=SOURCE,
        )
    names = [(kind, name, more) for kind, written, more in POINTS for name in written.split()]
    for number, (kind, name, more) in enumerate(names):
        # Spread evenly without looking drawn: steps of the golden section, the same at every run.
        across, up = (number * 0.618034 + 0.1) % 1, (number * 0.414214 + 0.07) % 1
        street = STREETS[min(2, int(up * 3))]
        is_placed = number % 19 != 18
        save_place(
            Call(DEMO, at),
            code=f"DW-{number + 1:03}",
            name=name,
            type_code=kind,
            address=f"青屏区{name}（演示）",
            lon=round(WEST + across * 4 * ACROSS, 6) if is_placed else None,
            lat=round(SOUTH + up * 3 * UP, 6) if is_placed else None,
            datum=Datum.WGS84 if is_placed else None,
            accuracy_m=10.0 if is_placed else None,
            charges=_charges(number, street, more, units),
            note=NOTE,
        )


def _charges(number: int, street: str, more: str, units: Mapping[str, UUID]) -> tuple[Charged, ...]:
    if number % 23 == 22:
        return ()
    return tuple(Charged(units[code]) for code in (street, more) if code)


def _square(west: float, south: float) -> dict[str, Any]:
    east, north = round(west + ACROSS, 6), round(south + UP, 6)
    west, south = round(west, 6), round(south, 6)
    corners = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [corners]}
