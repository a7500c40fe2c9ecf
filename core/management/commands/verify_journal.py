"""`manage.py verify_journal`: recompute every university's chain and name the first entry that does not fit."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.journal import first_bad_entry
from core.models import Entry
from core.tasks import universities
from core.tenancy import tenant_scope


class Command(BaseCommand):
    help = "Verify the journal of every university; fails at the first entry that does not fit its chain."

    def handle(self, *args: Any, **options: Any) -> None:
        for university_id in universities():
            with tenant_scope(university_id=university_id):
                entries = Entry.objects.order_by("number")
                bad = first_bad_entry(entries.iterator())
                if bad is not None:
                    raise CommandError(
                        f"University {university_id}: entry {bad.number} ({bad.verb}) does not fit."
                    )
                self.stdout.write(f"University {university_id}: {entries.count()} entries, the chain holds.")
