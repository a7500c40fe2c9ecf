"""From an empty database to a first page, in one process: see `tools.product.prepare`."""

import sys
import time

import django
from django.core.management import call_command
from django.db import connection

from tools import locales


def main(arguments: list[str]) -> int:
    """Run each step, saying how long it took."""
    _timed("translations", locales.compile_all)
    django.setup()
    _command("tables", "migrate", database="owner", interactive=False, verbosity=0)
    _command("roles and walls", "secure_database")
    _command("reference data", "load_reference")
    _command("static files", "collectstatic", interactive=False, verbosity=0)
    if "demo" in arguments:
        _command("demonstration", "load_demo")
    connection.close()
    return 0


def _command(label: str, name: str, **options: object) -> None:
    _timed(label, lambda: call_command(name, stdout=sys.stderr, **options))


def _timed(label: str, step: object) -> None:
    started = time.monotonic()
    step()  # type: ignore[operator]
    print(f"  {label}: {time.monotonic() - started:.1f} s", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
