"""From which day a university asks people who decide about others for a second factor."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from core import journal
from core.tenancy import tenant_scope
from members.actor import system
from members.models import University
from members.queries import forget_address


class Command(BaseCommand):
    """A day ahead leaves time to set one up; a day past asks at once; --off asks nobody."""

    help = "Sets from which day a university asks for a second factor (--from), or that it does not (--off)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("university", help="the university by its address, e.g. emona")
        when = parser.add_mutually_exclusive_group(required=True)
        when.add_argument(
            "--from", dest="since", type=date.fromisoformat, help="the first day, as 2026-12-01"
        )
        when.add_argument("--off", action="store_true", help="nobody is asked")

    @transaction.atomic
    def handle(self, *args: Any, **said: Any) -> None:
        university = University.objects.filter(slug=said["university"]).first()
        if university is None:
            raise CommandError(f"There is no university at {said['university']}.")
        university.second_factor_from = None if said["off"] else said["since"]
        university.save(update_fields=["second_factor_from"])
        forget_address(university.slug)
        since = str(university.second_factor_from or "")
        with tenant_scope(university_id=university.pk):
            journal.record(
                verb="second_factor.required",
                subject=university,
                actor=system(university.pk),
                facts={"since": since},
            )
        self.stdout.write(f"{university.slug}: {'asked for from ' + since if since else 'nobody is asked'}.")
