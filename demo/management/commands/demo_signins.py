"""`manage.py demo_signins`: one sign-in for every role of the demonstration."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from demo.names import PASSWORD

ROLES = (
    ("participant, mobility ready", "zaposleni6@ff.emona.example"),
    ("participant, to sign", "zaposleni7@ff.emona.example"),
    ("participant, back home", "zaposleni4@ff.emona.example"),
    ("participant, nothing yet", "zaposleni27@ff.emona.example"),
    ("coordinator of the Faculty of Arts", "koordinator@ff.emona.example"),
    ("committee chair", "predsednik@ff.emona.example"),
    ("committee member", "clan1@ff.emona.example"),
    ("head of department", "vodja1@ff.emona.example"),
    ("faculty secretary", "tajnik@ff.emona.example"),
    ("dean", "dekan@ff.emona.example"),
    ("human resources", "kadrovska@ff.emona.example"),
    ("university international office", "usms@emona.example"),
    ("its second person, who confirms roles", "usms2@emona.example"),
    ("head of the international office, in the dean’s place too", "pisarna@ff.emona.example"),
    ("coordinator of the other university", "koordinator@fnm.drava.example"),
)


class Command(BaseCommand):
    help = "Print one sign-in for every role of the demonstration."

    def handle(self, *args: Any, **options: Any) -> None:
        width = max(len(role) for role, _ in ROLES)
        self.stdout.write(f"{settings.BASE_URL}   every password: {PASSWORD}")
        self.stdout.write(f"{settings.BASE_URL}/demo/mails/   the mails that were sent, and the clock")
        for role, address in ROLES:
            self.stdout.write(f"  {role:<{width}}  {address}")
