"""The demo's account in words, Chinese with English beside it."""

from bihuan.demo.district import PEOPLE
from bihuan.demo.play import Told

STATES = {
    "reported": "已上报 reported",
    "declined": "不予立案 not filed",
    "filed": "已立案 filed",
    "dispatched": "已派遣 dispatched",
    "handling": "处理中 handling",
    "suspended": "挂账 suspended",
    "fed_back": "已反馈 fed back",
    "closed": "已结案 closed",
    "void": "作废 void",
}


def words(told: Told) -> str:
    """Return the account for a person at a terminal."""
    reading = told.reading
    states = "\n".join(f"    {STATES[state]:<24}{count:>4}" for state, count in told.cases_by_state.items())
    proof = "完整 whole" if told.verified else "有误 NOT WHOLE"
    return f"""
闭环 Bihuan — 演示数据均为虚构 (all demo data is invented)

  文件 document   {told.document}
    {reading["articles"]} 篇 articles · {reading["requirements"]} 项要求 requirements · \
{reading["problems"]} 个问题 problems · {reading["projects"]} 个项目 projects
    {told.sent} 条确认后立案派遣 drafts confirmed, filed and dispatched
  案件 cases
{states}
  台账 ledger     {told.entries} 条 entries · {told.checkpoints} 个签名检查点 signed checkpoints · {proof}
  用时 took       {told.seconds:.1f} s
"""


def address(host: str, port: int) -> str:
    """Return where to look, and as whom."""
    roles = "、".join(name for _login, name, *_rest in PEOPLE[:7])
    return f"""  打开 open       http://{host}:{port}/
  演示人员无需密码，在登录页选择即可：{roles} …
  (pick an invented person on the sign-in page, no password; Ctrl+C stops)
"""
