"""`manage.py journal_witness --university SLUG --address ADDRESS`: who outside gets the signed ends of the journal."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from core.tenancy import tenant_scope
from members.actor import system
from members.models import University
from members.operations import name_witness


class Command(BaseCommand):
    help = "Name the mailbox that gets each signed end of a university's journal (an empty address ends it)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--university", required=True)
        parser.add_argument("--address", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        university = University.objects.filter(slug=options["university"]).first()
        if university is None:
            raise CommandError(f"There is no university {options['university']}.")
        address = options["address"].strip()
        if address:
            try:
                validate_email(address)
            except ValidationError as error:
                raise CommandError(f"{address} is no address.") from error
        with tenant_scope(university_id=university.pk):
            name_witness(university=university, address=address, actor=system(university.pk))
        self.stdout.write(f"Signed ends of the journal go to {address or 'nobody'}.")
