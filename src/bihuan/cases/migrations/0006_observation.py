"""Links say by uuid where a case came back from, as the ledger does; the starting observation rule: data to change."""

from django.db import migrations
from django.db.models import OuterRef, Subquery

SOURCE = "本产品自拟示例，非任何城市的规定 · example of this product, not a rule of any city"


def forward(apps, editor):
    case = apps.get_model("cases", "Case")
    earlier = case.objects.filter(pk=OuterRef("rebound_of_id")).values("uuid")[:1]
    case.objects.filter(rebound_of__isnull=False).update(came_from_id=Subquery(earlier))
    apps.get_model("cases", "ObservationRule").objects.create(
        look_days=15,
        period_days=30,
        distance_m=50,
        multipliers=["1", "2", "3"],
        propose_at=3,
        source=SOURCE,
        valid_from="2020-01-01",
    )


def back(apps, editor):
    case = apps.get_model("cases", "Case")
    earlier = case.objects.filter(uuid=OuterRef("came_from_id")).values("pk")[:1]
    case.objects.filter(came_from__isnull=False).update(rebound_of_id=Subquery(earlier))
    apps.get_model("cases", "ObservationRule").objects.filter(source=SOURCE).delete()


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_rebounds")]
    operations = [migrations.RunPython(forward, back)]
