"""`manage.py secure_database`: roles, grants and row-level security after every migrate."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connections

from core.secure import secure


class Command(BaseCommand):
    help = "Give the application's database role exactly what it needs and wall every tenant table."

    def handle(self, *args: Any, **options: Any) -> None:
        role = connections["default"].settings_dict["USER"]
        owner = connections["owner"]
        if owner.settings_dict["USER"] == role:
            self.stderr.write(
                "The owner and the application share one database role: set DATABASE_OWNER_URL."
            )
        tables = secure(owner, role)
        self.stdout.write(f"{tables} tenant tables are walled for the role {role}.")
