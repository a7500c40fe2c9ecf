"""`manage.py make_seal UNIVERSITY`: an authority and a seal certificate of the university's own making."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from core.seal_making import make_seal
from core.seals import CERTIFICATE, fingerprint
from members.models import University

WORDS = """The seal of {name} is ready: {folder}
Fingerprint (SHA-256): {fingerprint}
Valid until {until:%Y-%m-%d}. The authority's own key was not kept.

What it is: an advanced electronic seal. Papers sealed with it cannot be changed unnoticed, and whoever knows the
fingerprint from you knows that they are yours.
What it is not: a qualified seal. No trust service vouches for the name, and readers of PDF will call the
certificate unknown. Publish the fingerprint where people find it without Popotnik, for instance on your website.
"""


class Command(BaseCommand):
    help = "Make a key, an authority of its own and a seal certificate for a university (an advanced seal)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("university", help="the university as it stands in addresses")
        parser.add_argument(
            "--renew", action="store_true", help="replace the present seal; papers it sealed stay recognised"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        university = University.objects.filter(slug=options["university"]).first()
        if university is None:
            raise CommandError(f"There is no university “{options['university']}”.")
        folder = Path(settings.POPOTNIK_SEALS) / university.slug
        if (folder / CERTIFICATE).exists() and not options["renew"]:
            raise CommandError(
                f"{folder} holds a seal already; --renew replaces it and keeps its certificate."
            )
        own = make_seal(
            folder,
            name=university.name_sl,
            country=university.country,
            now=timezone.now(),
            phrase=settings.POPOTNIK_SEAL_PASSPHRASE,
        )
        words = {"name": university.name_sl, "folder": folder, "fingerprint": fingerprint(own)}
        if options["verbosity"]:
            self.stdout.write(WORDS.format(**words, until=own.not_valid_after_utc))
