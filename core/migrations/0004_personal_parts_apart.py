from django.db import migrations, models

import core.models


class Migration(migrations.Migration):
    dependencies = [("core", "0003_journal_as_evidence"), ("members", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "alter table core_entry force row level security; alter table members_member force row level security",
            migrations.RunSQL.noop,
        ),
        migrations.AlterField(
            "journalhead",
            "pseudonym_key",
            models.CharField(max_length=64, default=core.models.new_pseudonym_key),
        ),
        migrations.RemoveField("entry", "actor"),
        migrations.RemoveField("entry", "actor_name"),
        migrations.RemoveField("entry", "note"),
        migrations.RemoveField("entry", "facts"),
        migrations.AlterField("entry", "actor_key", models.CharField(blank=True, max_length=64)),
        migrations.AlterField("entry", "written_at", models.DateTimeField()),
        migrations.AlterField("entry", "actor_digest", models.CharField(max_length=64)),
        migrations.AlterField("entry", "facts_digest", models.CharField(max_length=64)),
        migrations.AlterField("entry", "note_digest", models.CharField(max_length=64)),
    ]
