"""What runs by itself."""

from django.apps import AppConfig


class ClockworkConfig(AppConfig):
    name = "bihuan.clockwork"
    label = "clockwork"
    verbose_name = "Clockwork"

    def ready(self) -> None:
        from django.db import connection

        from bihuan.clockwork import jobs
        from bihuan.clockwork.rules import Job, register
        from bihuan.kernel.text import gettext_noop

        register(
            Job(
                name="ledger.seal",
                label=gettext_noop("Sign a checkpoint over new ledger entries"),
                every_seconds=60,
                run=jobs.seal_ledger,
                rules=lambda: {"checkpoint": gettext_noop("Checkpoint signed")},
            )
        )
        if connection.vendor == "sqlite":  # PostgreSQL does it by itself
            register(
                Job(
                    name="clockwork.analyse",
                    label=gettext_noop(
                        "Let the database count what it holds, so that it finds things the shortest way"
                    ),
                    every_seconds=24 * 60 * 60,
                    run=jobs.analyse,
                    rules=lambda: {"table": gettext_noop("Table counted")},
                )
            )
