"""`manage.py import_people FILE --university SLUG [--dry-run]`: people, units and roles out of a CSV or XLSX file."""

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.spreadsheets import Problem, Unreadable
from core.tenancy import tenant_scope
from members.actor import system
from members.models import University
from members.operations import import_people
from members.people_import.reading import LINES_BY_COMMAND, read


class Command(BaseCommand):
    help = "Import people, units and roles; all of the file or nothing. docs/formats.md describes the table."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--university", required=True, help="The university's name in addresses.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would be done, and do nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        university = University.objects.filter(slug=options["university"]).first()
        if university is None:
            raise CommandError("There is no such university.")
        try:
            lines = read(options["file"].read_bytes(), most=LINES_BY_COMMAND)
        except OSError as error:
            raise CommandError(f"The file cannot be read: {error.strerror}") from error
        except Unreadable as unreadable:
            raise CommandError(_told(unreadable.problems)) from unreadable
        really = not options["dry_run"]
        with tenant_scope(university_id=university.pk):
            outcome = import_people(lines=lines, actor=system(university.pk), really=really)
        if outcome.problems:
            raise CommandError(_told(outcome.problems))
        for change in (*outcome.changes, *outcome.notes):
            self.stdout.write(f"line {change.line}: {change.kind}: {change.words}")
        done = "made" if really else "would be made"
        self.stdout.write(
            f"{len(outcome.changes)} changes {done}; {outcome.unchanged} lines say what is there already."
        )


def _told(problems: Iterable[Problem]) -> str:
    lines = [f"line {row.line}, column {row.column or '-'}: {row.words}" for row in problems]
    return "\n".join([*lines, "Nothing was changed."])
