"""`manage.py scanner_status`: whether the virus scanner answers, how old its definitions are, what waits."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core import clock, quarantine, scanner
from core.tasks import universities

DAYS = 7


class Command(BaseCommand):
    help = "Say whether the virus scanner answers, how old its definitions are, and how many files wait."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, default=DAYS, help="the greatest age of the definitions")

    def handle(self, *args: Any, days: int = DAYS, **options: Any) -> None:
        """Print it all. Raises CommandError when the scanner is away or its definitions are too old."""
        waiting = sum(len(quarantine.waiting_in(university_id)) for university_id in universities())
        self.stdout.write(f"files waiting: {waiting}")
        if not scanner.is_set():
            self.stdout.write("scanner: none (POPOTNIK_SCANNER is not set)")
            return
        self.stdout.write(f"scanner: {settings.POPOTNIK_SCANNER}")
        try:
            known = scanner.definitions()
        except scanner.ScannerAway as away:
            raise CommandError(f"The scanner does not answer: {away}") from away
        self.stdout.write(f"version: {known.version}")
        if known.made_at is None:
            raise CommandError("The scanner does not say how old its definitions are.")
        age = (clock.now() - known.made_at).days
        self.stdout.write(f"definitions: {age} days old")
        if age > days:
            raise CommandError(f"The definitions are older than {days} days.")
