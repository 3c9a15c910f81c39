"""What happened in the invented district: one case goes through every step, others stand in every state."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from bihuan.cases import commands as c
from bihuan.cases.access import case_for
from bihuan.cases.queries import row_of
from bihuan.demo.district import District, handler_of
from bihuan.demo.walk import Walk
from bihuan.kernel.call import Actor

Begin = Callable[..., Walk]


def tell_all(district: District, *, now: datetime, zone: ZoneInfo) -> None:
    """Tell every story; moments are counted back from now, in working hours."""
    seeds = iter(range(1, 100))

    def begin(*, days: int, hour: int = 9, minute: int = 0) -> Walk:
        local = (now.astimezone(zone) - timedelta(days=days)).replace(hour=hour, minute=minute, second=0, microsecond=0)
        if days:
            local -= timedelta(days=max(0, local.weekday() - 4))
        seed = next(seeds)
        at = min(local, now - timedelta(hours=3)) if days == 0 else local
        return Walk(district, zone, at, seed, lon=113.60 + seed * 0.0031, lat=34.74 + (seed * 7 % 11) * 0.0027)

    for story in (_whole_way, _suspended, _overdue, _appeal, _back, _ended, _open, _fresh, _thrice):
        story(begin)


def finish_one(cases: Sequence[UUID], actors: Mapping[str, Actor], *, now: datetime, zone: ZoneInfo) -> None:
    """Take the first case of a document that somebody can handle from dispatched to closed, with one rework."""
    walk = Walk(District({}, dict(actors)), zone, now - timedelta(minutes=50), seed=77, pause=timedelta(minutes=5))
    for uuid in cases:
        facts = row_of(case_for(actors["dc1"], uuid)).facts
        holders = [handler_of(actors, unit) for unit in (facts.lead_unit, *(part.unit for part in facts.parts)) if unit]
        lead, *others = holders
        if lead is not None and None not in others:
            walk.case_uuid, walk.version = uuid, facts.version
            _handle(walk, lead, [other for other in others if other])
            return


def _handle(walk: Walk, lead: str, others: Sequence[str]) -> None:
    walk.take(lead, c.accept)
    for other in others:
        walk.take(other, c.accept_part)
    for text, is_enough in (("已部署到位，正在推进", False), ("已完成，附整改后照片", True)):
        for other in others:
            walk.take(other, c.feed_back_part, text="已配合完成")
        walk.take(lead, c.feed_back, text=text, proof=is_enough)
        if not is_enough:
            walk.take("dc1", c.verify_fail, text="仅有部署，未见整改结果，请继续")
    walk.take("dc1", c.verify_pass, text="已核对整改结果", on_site=True)


def _whole_way(begin: Begin) -> None:
    """Every step of the loop, in twelve days."""
    walk = begin(days=12).report("西溪路12号暴露垃圾成堆", "西溪路12号门前", text="约3平方米，居民反映多日未清。")
    walk.file("暴露垃圾").dispatch("22", "31", limit="2个工作日")
    walk.take("yjd", c.send_back, text="西溪路归甲街道管辖，请改派")
    walk.dispatch("21", "31", limit="2个工作日")
    walk.take("jjd", c.accept).take("hwgs", c.accept_part)
    handler = walk.district.actors["jjd2"].uuid
    walk.take("jjd", c.assign, handler=handler)
    walk.take("jjd", c.ask_extension, text="清运车辆检修，需延期一个限期")
    walk.take("dc1", c.grant_extension, text="同意，请先行围挡")
    walk.take("dc1", c.urge, text="请今日内先清运")
    walk.take("hwgs", c.feed_back_part, text="已派车两台次清运", proof=True)
    walk.take("jjd2", c.feed_back, text="垃圾已清运，地面已冲洗", proof=False)
    walk.wait(hours=2).take("cw1", c.verify_fail, text="现场仍有散落垃圾，未冲洗", on_site=True)
    walk.take("hwgs", c.feed_back_part, text="已再次清运", proof=True)
    walk.take("jjd2", c.feed_back, text="已全部清运并冲洗，增设垃圾桶一组", proof=True)
    walk.wait(hours=2).take("cw1", c.verify_pass, text="现场核查已清理干净", on_site=True)
    walk.wait(days=6).take("xc1", c.observe, text="回头看：保持良好", came_back=False)


def _suspended(begin: Begin) -> None:
    walk = begin(days=4).report("秋实街路面破损约2平方米", "秋实街与春华路口")
    walk.file("道路破损").dispatch("11").take("zjj", c.accept)
    review_on = walk.at.astimezone(walk.zone).date() + timedelta(days=40)
    walk.take("zjj", c.ask_suspension, text="需待雨污管网改造完工后一并修复", review_on=review_on)
    walk.take("dc1", c.grant_suspension, text="同意挂账，现场须设警示")


def _overdue(begin: Begin) -> None:
    walk = begin(days=3).report("兴业路农贸市场门前占道经营", "兴业路农贸市场北门", text="早市摊位占用人行道约30米。")
    walk.file("占道经营").dispatch("10", "22", limit="1个工作日").take("cgj", c.accept)
    walk = begin(days=2, hour=15).report("云鹤冷链工地车辆带泥上路", "云鹤冷链物流基地出入口")
    walk.file("车轮夹带泥土").dispatch("11", limit="4工作时").take("zjj", c.accept)


def _appeal(begin: Begin) -> None:
    walk = begin(days=9).report("松林社区楼道堆放杂物", "松林社区3号楼2单元")
    walk.file("乱堆杂物").dispatch("21", limit="4工作时").take("jjd", c.accept)
    walk.wait(days=4).take("jjd", c.feed_back, text="经入户协商已清理", proof=True)
    walk.take("xc1", c.verify_pass, text="已清理")
    walk.take("jjd", c.appeal, text="当日全区停电抢修，人员统一调配，请求不计超时")
    walk.take("dc1", c.review_appeal, text="情况属实，拟同意", supports=True)


def _back(begin: Begin) -> None:
    """Fixed, closed, and back again after some days."""
    walk = begin(days=10).report("春华路公益广告破损褪色", "春华路公交站旁")
    walk.file("公益广告破损").dispatch("23").take("bjd", c.accept)
    walk.take("bjd", c.feed_back, text="已更换画面", proof=True)
    walk.take("cw1", c.verify_pass, text="画面完好")
    walk.wait(days=5).take("xc1", c.observe, text="画面再次被揭，露出底板", came_back=True)


def _ended(begin: Begin) -> None:
    begin(days=5).report("某小区电梯轿厢广告过多", "松林社区5号楼").take(
        "dc1", c.decline, text="不属管理事项，已告知物业"
    )
    walk = begin(days=5, hour=10).report("西溪路12号垃圾（重复上报）", "西溪路12号门前").file("暴露垃圾")
    walk.take("dc1", c.void, text="与先前案件为同一处，合并处理")


def _open(begin: Begin) -> None:
    walk = begin(days=1).report("智能装备产业园裸土未覆盖", "智能装备产业园一期东侧")
    walk.file("工地扬尘").dispatch("11", "32", limit="3个工作日").take("zjj", c.accept).take("yqzx", c.accept_part)
    walk.take("zjj", c.ask_extension, text="防尘网到货推迟")
    walk = begin(days=1, hour=10).report("秋实街垃圾箱满溢", "秋实街公园南门")
    walk.file("垃圾箱满溢").dispatch("31").take("hwgs", c.accept)
    walk.take("hwgs", c.feed_back, text="已清运，箱体已擦洗", proof=True)
    walk = begin(days=2).report("甲街道背街小巷非机动车乱停", "甲街道文化巷")
    walk.file("非机动车乱停").dispatch("21", limit="3个工作日").take("jjd", c.accept)
    walk.take("jjd", c.feed_back, text="已规整，施划停车线", proof=False)
    walk.take("cw1", c.verify_fail, text="照片与整改前相同，现场未规整", on_site=True, is_false=True)


def _fresh(begin: Begin) -> None:
    begin(days=0).report("乙街道沿街店铺店外经营", "兴业路58号").file("店外经营").dispatch("22", limit="2个工作日")
    begin(days=0).report("文化巷路灯单盏不亮", "文化巷7号前").file("路灯不亮").dispatch("10")
    begin(days=0).report("公园绿地内有积存垃圾", "青屏公园西南角").file("积存垃圾渣土")
    begin(days=0).report("实验小学周边流动摊贩聚集", "实验小学正门", text="放学时段最集中。")
    begin(days=0).report("春华路雨水箅子缺失", "春华路15号前")


def _thrice(begin: Begin) -> None:
    """Cleaned up and back again three times: the rule links the chain, and a lasting cure is proposed."""
    walk = begin(days=27)
    for words in ("已清扫保洁", "已再次清扫", "已增派保洁员清扫"):
        walk.report("早市散场后通道散落垃圾", "兴业路农贸市场东侧通道").file("暴露垃圾").dispatch("31")
        walk.take("hwgs", c.accept).take("hwgs", c.feed_back, text=words, proof=True)
        walk.take("cw1", c.verify_pass, text="现场已清理", on_site=True).wait(days=7)
        walk.seed += 100
    walk.report("早市散场后通道散落垃圾", "兴业路农贸市场东侧通道").file("暴露垃圾").dispatch("31")
