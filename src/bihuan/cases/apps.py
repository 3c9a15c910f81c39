"""The loop."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "bihuan.cases"
    label = "cases"
    verbose_name = "Cases"

    def ready(self) -> None:
        from bihuan.cases import jobs
        from bihuan.cases.queries import replay_all
        from bihuan.clockwork.rules import Job, register
        from bihuan.kernel.text import gettext_noop
        from bihuan.ledger.queries import REPLAYS

        REPLAYS["case"] = replay_all
        register(
            Job(
                name="cases.tick",
                label=gettext_noop("Watch the clocks of all cases"),
                every_seconds=30,
                run=jobs.tick_all,
                rules=jobs.rule_labels,
            )
        )
        register(
            Job(
                name="cases.risk",
                label=gettext_noop("Learn how likely closed cases are to come back, every night"),
                every_seconds=600,
                run=jobs.learn_risk,
                rules=jobs.risk_labels,
            )
        )
