import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("selection", "0013_sheets_of_a_queue"),
    ]

    operations = [
        migrations.AlterField("sheet", "number", models.CharField(max_length=12)),
        migrations.AlterField(
            "sheet",
            "call",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="mobility.call",
            ),
        ),
        migrations.AddIndex(
            "sheet", models.Index(fields=["call", "person", "number"], name="queue_of_a_person")
        ),
        migrations.AddIndex(
            "declaration",
            models.Index(
                condition=models.Q(("has_conflict", True)), fields=["person"], name="declared_conflicts"
            ),
        ),
    ]
