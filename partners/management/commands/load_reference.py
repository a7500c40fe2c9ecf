"""`manage.py load_reference`: the public registers, loaded or brought up to date by the database's owner."""

from typing import Any

from django.core.management.base import BaseCommand

from partners.loading import load_registers


class Command(BaseCommand):
    help = "Load countries, languages, fields of study, distance bands, towns and charter holders."

    def handle(self, *args: Any, **options: Any) -> None:
        for register in load_registers():
            state = "loaded" if register.changed else "unchanged"
            self.stdout.write(f"{register.rows:>6} {register.name} ({state})")
