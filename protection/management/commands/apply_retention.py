"""`manage.py apply_retention [--dry-run]`: erase what is due today, or say what would go."""

import zoneinfo
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from core.tasks import universities
from members.queries import address_by_id
from protection import retention


class Command(BaseCommand):
    help = "Erase what is due by the retention rules of every university; --dry-run only counts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="count what would go, erase nothing")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        for university_id in universities():
            address = address_by_id(university_id)
            with timezone.override(zoneinfo.ZoneInfo(address.time_zone)):
                counts = retention.apply_to(university_id, dry_run=dry_run)
            said = (
                ", ".join(f"{rule.value}={count}" for rule, count in sorted(counts.items()))
                or "nothing is due"
            )
            self.stdout.write(f"{address.slug}: {said}")
        if not dry_run:
            self.stdout.write(f"sessions: {retention.forget_sessions()}")
