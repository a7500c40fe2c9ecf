"""Take away somebody's second factors: the telephone is lost and so are the recovery codes."""

from argparse import ArgumentParser
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from members.models import Person
from members.signin import security
from members.signin.sessions import end_sessions_of


class Command(BaseCommand):
    """The person signs in by password alone once more; every session of theirs ends. Be sure who asks."""

    help = "Takes away the second factors of a person and ends their sessions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address by which the person signs in")

    @transaction.atomic
    def handle(self, *args: Any, **said: Any) -> None:
        person = Person.objects.filter(email__iexact=said["email"]).first()
        if person is None:
            raise CommandError("There is nobody with this address.")
        removed, _ = Authenticator.objects.filter(user=person).delete()
        ended = end_sessions_of(person)
        security.note("factors_forgotten", None, person=person.public_id, factors=removed)
        self.stdout.write(f"{removed} factors forgotten, {ended} sessions ended.")
