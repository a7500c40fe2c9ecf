"""`manage.py seal_status`: which universities seal their papers, with what, until when, and whether the key opens."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.seal_keys import signer_of
from core.seals import Seal, SealBroken, seal_of
from members.models import University

SOON = timedelta(days=30)


class Command(BaseCommand):
    help = "Say of each university whether it has a seal and whether it works; fails where one does not."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(
            f"time-stamps: {settings.POPOTNIK_TIMESTAMP_URL or 'none (POPOTNIK_TIMESTAMP_URL)'}"
        )
        faults = [fault for one in University.objects.order_by("slug") if (fault := self._tell(one))]
        if faults:
            raise CommandError("\n".join(faults))

    def _tell(self, university: University) -> str:
        """Print what there is; returns what is wrong with it, if anything."""
        try:
            seal = seal_of(university.slug)
            if seal is None:
                self.stdout.write(f"{university.slug}: no seal; papers are issued unsealed, and say so")
                return ""
            signer_of(seal)
        except SealBroken as broken:
            return f"{university.slug}: {broken}"
        kind = "self-made" if seal.is_self_made else f"issued by {seal.issuer}"
        self.stdout.write(f"{university.slug}: {seal.name}, {kind}, until {seal.valid_until:%Y-%m-%d}")
        self.stdout.write(f"  fingerprint {seal.fingerprint}; {len(seal.former)} former")
        return _age_of(university.slug, seal)


def _age_of(slug: str, seal: Seal) -> str:
    if timezone.now() + SOON < seal.valid_until:
        return ""
    return f"{slug}: the seal is valid until {seal.valid_until:%Y-%m-%d} only; make or order the next one."
