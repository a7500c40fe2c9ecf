import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# The owner fills in the new columns of every tenant: the walls are down for this one statement.
WALLED = ("selection_sheet", "selection_assessment", "mobility_mobility")
FILL = """
    update selection_sheet sheet
       set call_id = assessment.call_id, number = mobility.number
      from selection_assessment assessment
      join mobility_mobility mobility on mobility.id = assessment.mobility_id
     where assessment.id = sheet.assessment_id
"""


def walls(how):
    return migrations.RunSQL(
        "; ".join(f"alter table {table} {how} row level security" for table in WALLED),
        migrations.RunSQL.noop,
    )


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("mobility", "0010_host_room"),
        ("selection", "0012_lines_of_a_board"),
    ]

    operations = [
        migrations.AddField("sheet", "number", models.CharField(max_length=12, default="")),
        migrations.AddField(
            "sheet",
            "call",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="mobility.call",
            ),
        ),
        walls("no force"),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        walls("force"),
    ]
