"""`manage.py rotate_field_keys`: write every encrypted column anew under the first key of the ring."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import models

from core.encrypted import encrypted_columns
from core.tasks import universities
from core.tenancy import tenant_scope


class Command(BaseCommand):
    help = "Encrypt every encrypted column anew with the first key of POPOTNIK_FIELD_KEYS."

    def handle(self, *args: Any, **options: Any) -> None:
        written = 0
        for university_id in universities():
            with tenant_scope(university_id=university_id):
                written += sum(_write_anew(model, name) for model, name in encrypted_columns())
        self.stdout.write(f"{written} columns are encrypted with the first key.")


def _write_anew(model: type[models.Model], name: str) -> int:
    """Save one column of every row in the present scope; returns how many."""
    rows = list(model._default_manager.select_for_update())
    for row in rows:
        row.save(update_fields=[name])
    return len(rows)
