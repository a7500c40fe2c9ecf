import core.words
import django.contrib.postgres.indexes
import django.db.models.deletion
import uuid
from django.conf import settings
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("members", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # Does nothing where the operator made the extension beforehand.
        TrigramExtension(),
        migrations.CreateModel(
            name="Country",
            fields=[
                ("name_en", models.CharField(max_length=200)),
                ("name_sl", models.CharField(max_length=200)),
                ("name_sv", models.CharField(blank=True, max_length=200)),
                ("name_lv", models.CharField(blank=True, max_length=200)),
                (
                    "code",
                    models.CharField(
                        max_length=2, primary_key=True, serialize=False, verbose_name="ISO 3166 code"
                    ),
                ),
                ("eche_code", models.CharField(max_length=2)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("eu-member", "EU member state"),
                            ("associated", "third country associated to the programme"),
                            ("not-associated", "third country not associated to the programme"),
                        ],
                        max_length=20,
                    ),
                ),
                ("region_code", models.CharField(blank=True, max_length=2)),
                ("region_name", models.CharField(blank=True, max_length=80)),
                ("staff_group_2021_2023", models.PositiveSmallIntegerField(null=True)),
                ("staff_group_2024_2027", models.PositiveSmallIntegerField(null=True)),
                ("verified", models.BooleanField()),
            ],
            options={
                "verbose_name_plural": "countries",
            },
            bases=(core.words.Bilingual, models.Model),
        ),
        migrations.CreateModel(
            name="IscedField",
            fields=[
                ("name_en", models.CharField(max_length=200)),
                ("name_sl", models.CharField(max_length=200)),
                ("name_sv", models.CharField(blank=True, max_length=200)),
                ("name_lv", models.CharField(blank=True, max_length=200)),
                ("code", models.CharField(max_length=4, primary_key=True, serialize=False)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("broad", "broad field"),
                            ("narrow", "narrow field"),
                            ("detailed", "detailed field"),
                        ],
                        max_length=10,
                    ),
                ),
                ("broad", models.CharField(max_length=2)),
                ("narrow", models.CharField(blank=True, max_length=3)),
            ],
            options={
                "abstract": False,
            },
            bases=(core.words.Bilingual, models.Model),
        ),
        migrations.CreateModel(
            name="Language",
            fields=[
                ("name_en", models.CharField(max_length=200)),
                ("name_sl", models.CharField(max_length=200)),
                ("name_sv", models.CharField(blank=True, max_length=200)),
                ("name_lv", models.CharField(blank=True, max_length=200)),
                (
                    "code",
                    models.CharField(
                        max_length=2, primary_key=True, serialize=False, verbose_name="ISO 639-1 code"
                    ),
                ),
                ("name_own", models.CharField(blank=True, max_length=40)),
            ],
            options={
                "abstract": False,
            },
            bases=(core.words.Bilingual, models.Model),
        ),
        migrations.CreateModel(
            name="ReferenceLoad",
            fields=[
                ("register", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("sha256", models.CharField(max_length=64)),
                ("rows", models.PositiveIntegerField()),
                ("loaded_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CharterHolder",
            fields=[
                ("erasmus_code", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("pic", models.CharField(max_length=9, unique=True)),
                ("oid", models.CharField(blank=True, max_length=9)),
                ("name", models.CharField(max_length=250)),
                ("display_name", models.CharField(max_length=250)),
                ("city", models.CharField(max_length=60)),
                ("postcode", models.CharField(blank=True, max_length=30)),
                ("website", models.CharField(blank=True, max_length=200)),
                ("eche_start", models.DateField()),
                ("eche_end", models.DateField()),
                ("lat", models.FloatField()),
                ("lon", models.FloatField()),
                ("listed", models.BooleanField(default=True)),
                ("search", models.CharField(max_length=500)),
                (
                    "country",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.country"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DistanceBand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("calls_from", models.PositiveSmallIntegerField()),
                ("calls_to", models.PositiveSmallIntegerField()),
                ("km_from", models.PositiveSmallIntegerField()),
                ("km_to", models.PositiveSmallIntegerField(null=True)),
                ("standard", models.DecimalField(decimal_places=2, max_digits=7)),
                ("green", models.DecimalField(decimal_places=2, max_digits=7, null=True)),
            ],
            options={
                "ordering": ["calls_from", "km_from"],
                "constraints": [
                    models.UniqueConstraint(fields=("calls_from", "km_from"), name="each_band_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="HostOrganisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=250, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("higher_education", "higher education institution"),
                            ("enterprise", "enterprise"),
                            ("ngo", "non-governmental organisation"),
                            ("public_body", "public body"),
                            ("research_institute", "research institute"),
                            ("training_centre", "training centre"),
                            ("other", "other organisation"),
                        ],
                        max_length=20,
                        verbose_name="kind of organisation",
                    ),
                ),
                ("erasmus_code", models.CharField(blank=True, max_length=20, verbose_name="Erasmus code")),
                ("pic", models.CharField(blank=True, max_length=9, verbose_name="PIC")),
                ("oid", models.CharField(blank=True, max_length=9, verbose_name="OID")),
                ("address", models.CharField(blank=True, max_length=250, verbose_name="address")),
                ("city", models.CharField(max_length=80, verbose_name="city")),
                ("website", models.URLField(blank=True, verbose_name="website")),
                ("lat", models.FloatField(blank=True, null=True)),
                ("lon", models.FloatField(blank=True, null=True)),
                ("contact_name", models.CharField(blank=True, max_length=160, verbose_name="contact person")),
                (
                    "contact_position",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="position of the contact person"
                    ),
                ),
                (
                    "contact_email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="e-mail of the contact person"
                    ),
                ),
                (
                    "contact_phone",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="telephone of the contact person"
                    ),
                ),
                ("proposed_at", models.DateTimeField(blank=True, null=True)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("search", models.CharField(editable=False, max_length=500)),
                (
                    "charter_holder",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.charterholder",
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.country",
                        verbose_name="country",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "university",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.university",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                ("geonameid", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=80)),
                ("country_code", models.CharField(max_length=2)),
                ("lat", models.FloatField()),
                ("lon", models.FloatField()),
                ("population", models.PositiveIntegerField()),
                ("time_zone", models.CharField(max_length=40)),
                ("search", models.CharField(max_length=250)),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search"], name="places_by_name", opclasses=["gin_trgm_ops"]
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="charterholder",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search"], name="charter_holders_by_name", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddIndex(
            model_name="hostorganisation",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search"], name="hosts_by_name", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddConstraint(
            model_name="hostorganisation",
            constraint=models.UniqueConstraint(
                fields=("university", "charter_holder"), name="each_charter_holder_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="hostorganisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lat", None), ("lon", None)),
                    models.Q(("lat__isnull", False), ("lon__isnull", False)),
                    _connector="OR",
                ),
                name="a_host_has_both_coordinates_or_none",
            ),
        ),
    ]
