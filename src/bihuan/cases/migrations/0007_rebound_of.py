"""The link by uuid takes the place of the one by row number."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_observation")]
    operations = [
        migrations.RemoveIndex(model_name="case", name="cases_rebounds"),
        migrations.RemoveField(model_name="case", name="rebound_of"),
        migrations.RenameField(model_name="case", old_name="came_from", new_name="rebound_of"),
        migrations.AlterField(
            model_name="case",
            name="rebound_of",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rebounds",
                to="cases.case",
                to_field="uuid",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("rebound_of__isnull", False)), fields=["rebound_of"], name="cases_rebounds"
            ),
        ),
    ]
