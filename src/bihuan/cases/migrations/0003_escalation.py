"""The starting escalation rules: data that a district changes."""

from django.db import migrations

RULES = [
    ("escalate-1", 1, "example: one original limit after the due moment"),
    ("escalate-2", 2, "example: two original limits after the due moment"),
]


def forward(apps, editor):
    rule = apps.get_model("cases", "EscalationRule")
    for name, limits_after, source in RULES:
        rule.objects.create(name=name, limits_after=limits_after, source=source)


def back(apps, editor):
    apps.get_model("cases", "EscalationRule").objects.filter(name__in=[name for name, *_rest in RULES]).delete()


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_search")]
    operations = [migrations.RunPython(forward, back)]
