"""`manage.py reapply_erasures`: after a restore, erase again what the ledger says is gone."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from core.tasks import universities
from core.tenancy import tenant_scope
from protection import erasing, reapplying


class Command(BaseCommand):
    help = (
        "Erase again what the ledgers beside the database (POPOTNIK_VAR/erasures) and in it name. Run it after a"
        " restore, before the site opens."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for university_id in universities():
            path = erasing.ledger_path(university_id)
            written = path.read_text("utf-8").splitlines() if path.exists() else []
            lines = [json.loads(line) for line in written if line.strip()]
            with tenant_scope(university_id=university_id):
                again = reapplying.reapply(lines)
            self.stdout.write(f"University {university_id}: {len(lines)} lines, {again} rows erased again.")
