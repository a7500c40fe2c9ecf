"""The journal's personal parts move beside it, and existing chains are hashed anew over digests of them.

Written before the first release: no head of a chain was signed or given out yet, so nobody holds an old hash.
"""

import hashlib
import hmac
import json
import secrets
from datetime import UTC

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

WALLED = ("core_entry", "members_member")
PARTS = ("actor", "facts", "note")
READ = """
select id, member_id, number, verb, subject_type, subject_id, file_id, actor_id, actor_name, capacity,
  before, after, because, note, facts, at from core_entry where university_id = %s order by number
"""
WRITE_TEXT = """
insert into core_entrytext (entry_id, university_id, member_id, actor_id, actor_name, facts, note,
  actor_salt, facts_salt, note_salt) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
WRITE_ENTRY = """
update core_entry set actor_key = %s, written_at = %s, actor_digest = %s, facts_digest = %s, note_digest = %s,
  previous_hash = %s, hash = %s where id = %s
"""
WRITE_HEAD = (
    "update core_journalhead set pseudonym_key = %s, hash = %s, written_at = %s where university_id = %s"
)


def canonical(value):
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def hash_anew(apps, schema_editor):
    """Go through every chain as its owner, within the walls of its university."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("drop trigger if exists append_only on core_entry")
        # Foreign keys are checked as the owner, whom forced walls would show no rows; 0004 forces them again.
        for table in WALLED:
            cursor.execute(f"alter table {table} no force row level security")
        cursor.execute("select id from members_university order by id")
        for (university_id,) in cursor.fetchall():
            cursor.execute(
                "select set_config('app.university', %s, true), set_config('app.members', '*', true)",
                [str(university_id)],
            )
            _hash_chain(cursor, university_id)
        cursor.execute("select set_config('app.university', '', true), set_config('app.members', '', true)")
        cursor.execute("set constraints all immediate")


def _hash_chain(cursor, university_id):
    key, previous, written = secrets.token_hex(32), "0" * 64, None
    cursor.execute(READ, [university_id])
    columns = [column[0] for column in cursor.description]
    for row in [dict(zip(columns, values, strict=True)) for values in cursor.fetchall()]:
        facts = row["facts"] if isinstance(row["facts"], dict) else json.loads(row["facts"])
        values = {"actor": row["actor_name"], "facts": facts, "note": row["note"]}
        salts = {part: secrets.token_hex(16) for part in PARTS}
        digests = {
            part: hashlib.sha256(canonical([part, salts[part], values[part]])).hexdigest() for part in PARTS
        }
        written = max(written or row["at"], row["at"])
        actor_key = ""
        if row["actor_id"] is not None:
            actor_key = hmac.new(
                bytes.fromhex(key), str(row["actor_id"]).encode(), hashlib.sha256
            ).hexdigest()
        entry_hash = hashlib.sha256(
            canonical(_fields(university_id, row, actor_key, digests, written, previous))
        ).hexdigest()
        cursor.execute(
            WRITE_TEXT,
            [
                row["id"],
                university_id,
                row["member_id"],
                row["actor_id"],
                row["actor_name"],
                json.dumps(facts),
            ]
            + [row["note"], *(salts[part] for part in PARTS)],
        )
        cursor.execute(
            WRITE_ENTRY,
            [actor_key, written, *(digests[part] for part in PARTS), previous, entry_hash, row["id"]],
        )
        previous = entry_hash
    cursor.execute(WRITE_HEAD, [key, previous, written, university_id])


def _fields(university_id, row, actor_key, digests, written, previous):
    return {
        "university": university_id,
        "member": row["member_id"],
        "number": row["number"],
        "verb": row["verb"],
        "subject": [row["subject_type"], row["subject_id"]],
        "file": row["file_id"],
        "actor": actor_key,
        "capacity": row["capacity"],
        "move": [row["before"], row["after"]],
        "because": row["because"],
        "parts": digests,
        "at": _instant(row["at"]),
        "written": _instant(written),
        "previous": previous,
    }


def _instant(moment):
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def digest_field():
    return models.CharField(max_length=64, default="")


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_initial"),
        ("members", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EntryText",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="text",
                        serialize=False,
                        to="core.entry",
                    ),
                ),
                ("actor_name", models.CharField(blank=True, max_length=200)),
                ("facts", models.JSONField(default=dict)),
                ("note", models.TextField(blank=True)),
                ("actor_salt", models.CharField(blank=True, max_length=32)),
                ("facts_salt", models.CharField(blank=True, max_length=32)),
                ("note_salt", models.CharField(blank=True, max_length=32)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.member",
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
            options={"abstract": False},
        ),
        migrations.AddField("journalhead", "written_at", models.DateTimeField(null=True)),
        migrations.AddField("journalhead", "pseudonym_key", models.CharField(max_length=64, default="")),
        migrations.AddField("entry", "actor_key", models.CharField(blank=True, max_length=64, default="")),
        migrations.AddField("entry", "written_at", models.DateTimeField(null=True)),
        migrations.AddField("entry", "actor_digest", digest_field()),
        migrations.AddField("entry", "facts_digest", digest_field()),
        migrations.AddField("entry", "note_digest", digest_field()),
        migrations.RunPython(hash_anew, migrations.RunPython.noop),
    ]
