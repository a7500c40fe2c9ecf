import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0001_initial"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="charterholder",
            name="charter_holders_by_name",
        ),
        migrations.RemoveIndex(
            model_name="hostorganisation",
            name="hosts_by_name",
        ),
        migrations.RemoveIndex(
            model_name="place",
            name="places_by_name",
        ),
        migrations.AddField(
            model_name="charterholder",
            name="number",
            field=models.PositiveSmallIntegerField(default=99),
        ),
        migrations.AlterField(
            model_name="charterholder",
            name="pic",
            field=models.CharField(max_length=9),
        ),
        migrations.AddIndex(
            model_name="charterholder",
            index=django.contrib.postgres.indexes.GinIndex(
                fastupdate=False,
                fields=["search"],
                name="charter_holders_by_name",
                opclasses=["gin_trgm_ops"],
            ),
        ),
        migrations.AddIndex(
            model_name="place",
            index=models.Index(fields=["country_code", "-population"], name="places_of_a_country"),
        ),
        migrations.AddConstraint(
            model_name="charterholder",
            constraint=models.UniqueConstraint(
                condition=models.Q(("listed", True)), fields=("pic",), name="each_pic_listed_once"
            ),
        ),
    ]
