"""`manage.py export_journal --university SLUG --out FILE`: a university's journal for people who do not trust us."""

from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import bundle
from core.heads import NoSigningKey
from core.tenancy import tenant_scope


class Command(BaseCommand):
    help = (
        "Write a university's whole journal with its signed ends; tools/verify_journal.py checks it anywhere."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--university", required=True, help="the name in its address")
        parser.add_argument("--out", type=Path, required=True, help="a file that is not there yet")
        parser.add_argument("--without-texts", action="store_true", help="leave out names, notes and facts")

    def handle(self, *args: Any, **options: Any) -> None:
        university = (
            apps.get_model(settings.UNIVERSITY_MODEL).objects.filter(slug=options["university"]).first()
        )
        if university is None:
            raise CommandError(f"There is no university {options['university']}.")
        out: Path = options["out"]
        draft = out.with_name(out.name + ".part")
        if out.exists():
            raise CommandError(f"{out} is there already.")
        try:
            with tenant_scope(university_id=university.pk), draft.open("xb") as file:
                for line in bundle.lines(
                    university_id=university.pk,
                    slug=university.slug,
                    with_texts=not options["without_texts"],
                ):
                    file.write(line)
        except (NoSigningKey, OSError) as error:
            draft.unlink(missing_ok=True)
            raise CommandError(str(error)) from error
        draft.replace(out)
        self.stdout.write(f"{out}: check it with tools/verify_journal.py.")
