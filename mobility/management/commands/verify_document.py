"""`manage.py verify_document FILE`: what a file is to each university of this installation."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from core.seals import seal_of
from core.tenancy import tenant_scope
from members.models import University
from mobility import verification
from mobility.verification_words import facts_of, inside_of, words_of


class Command(BaseCommand):
    help = "Tell whether a file is a paper that was issued here, unchanged; fails where it is not."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--university", default="", help="only this one, as it stands in addresses")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            content = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(str(error)) from error
        asked = University.objects.order_by("slug")
        if options["university"]:
            asked = asked.filter(slug=options["university"])
        with translation.override("en"):
            if not [one for one in asked if self._tell(one, content)]:
                raise CommandError("No university of this installation issued this file as it is.")

    def _tell(self, university: University, content: bytes) -> bool:
        seal = seal_of(university.slug)
        with tenant_scope(university_id=university.pk):
            verdict = verification.by_file(content, seal)
            self.stdout.write(f"{university.slug}: {words_of(verdict).title}. {words_of(verdict).sentence}")
            for fact in facts_of(verdict):
                self.stdout.write(f"  {fact.label}: {fact.value}")
            for fact in inside_of(verdict, seal):
                self.stdout.write(f"  {fact.label}: {fact.value}; {fact.note}")
        return verdict.is_ours
