"""The evidence app."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "bihuan.evidence"
    label = "evidence"
    verbose_name = "Evidence"

    def ready(self) -> None:
        from bihuan.clockwork.rules import Job, register
        from bihuan.evidence import jobs
        from bihuan.kernel.text import gettext_noop

        register(
            Job(
                name="evidence.check",
                label=gettext_noop("Compare all files with their hashes, every night"),
                every_seconds=60,
                run=jobs.check_files,
                rules=jobs.rule_labels,
            )
        )
