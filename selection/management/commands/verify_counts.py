"""`manage.py verify_counts`: compare the counts of every university's calls with the rows that they count."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.tasks import universities
from core.tenancy import tenant_scope
from selection.counts_check import differences


class Command(BaseCommand):
    help = "Compare the kept counts of sheets and applications with the rows; fails where one differs."

    def handle(self, *args: Any, **options: Any) -> None:
        found = False
        for university_id in universities():
            with tenant_scope(university_id=university_id):
                wrong = differences()
            for words in wrong or ["the counts agree with the rows."]:
                self.stdout.write(f"University {university_id}: {words}")
            found = found or bool(wrong)
        if found:
            raise CommandError("Some counts differ from the rows.")
