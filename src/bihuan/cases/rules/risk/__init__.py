"""How likely a closed case is to come back, learned from the district's own closed cases."""

from bihuan.cases.rules.risk.judging import Evaluation, evaluate, fit
from bihuan.cases.rules.risk.model import Engine, Model
from bihuan.cases.rules.risk.panel import Panel, panel

__all__ = ["Engine", "Evaluation", "Model", "Panel", "evaluate", "fit", "panel"]
