"""All writes of the loop, one function a business verb."""

from bihuan.cases.commands.appeals import appeal, decide_appeal, review_appeal
from bihuan.cases.commands.apply import Moved
from bihuan.cases.commands.cures import cure
from bihuan.cases.commands.desk import (
    decline,
    dispatch,
    file,
    grant_extension,
    grant_suspension,
    refuse_extension,
    refuse_suspension,
    resume,
    void,
    waive_part,
)
from bihuan.cases.commands.observing import ObservationSaved, save_observation
from bihuan.cases.commands.pushing import escalate, urge
from bihuan.cases.commands.rebounds import link, unlink
from bihuan.cases.commands.reporting import Place, Reported, report
from bihuan.cases.commands.risk import RiskTrained, train_risk
from bihuan.cases.commands.ruling import Ruled, follow_rules
from bihuan.cases.commands.sighting import add_sighting
from bihuan.cases.commands.ticking import Ticked, tick
from bihuan.cases.commands.unit import (
    accept,
    accept_part,
    ask_extension,
    ask_suspension,
    assign,
    feed_back,
    feed_back_part,
    send_back,
)
from bihuan.cases.commands.verifying import observe, verify_fail, verify_pass

__all__ = [
    "Moved",
    "ObservationSaved",
    "Place",
    "Reported",
    "RiskTrained",
    "Ruled",
    "Ticked",
    "accept",
    "accept_part",
    "add_sighting",
    "appeal",
    "ask_extension",
    "ask_suspension",
    "assign",
    "cure",
    "decide_appeal",
    "decline",
    "dispatch",
    "escalate",
    "feed_back",
    "feed_back_part",
    "file",
    "follow_rules",
    "grant_extension",
    "grant_suspension",
    "link",
    "observe",
    "refuse_extension",
    "refuse_suspension",
    "report",
    "resume",
    "review_appeal",
    "save_observation",
    "send_back",
    "tick",
    "train_risk",
    "unlink",
    "urge",
    "verify_fail",
    "verify_pass",
    "void",
    "waive_part",
]
