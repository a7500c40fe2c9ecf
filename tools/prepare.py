"""From an empty database to a first page, in one process: see `tools.product.prepare`."""

import hashlib
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from tools import ROOT, locales
from tools.product import half_loaded

HALF_LOADED = half_loaded(Path(os.environ["POPOTNIK_VAR"]))


def main(arguments: list[str]) -> int:
    """Run each step that has something to do, saying how long it took; sign-ins go to standard output."""
    _timed("translations", locales.compile_all)
    django.setup()
    _command("tables", "migrate", database="owner", interactive=False, verbosity=0)
    _command("roles and walls", "secure_database")
    _command("reference data", "load_reference")
    _collect_static()
    if "demo" in arguments:
        HALF_LOADED.touch()
        _command("demonstration university", "load_demo")
        HALF_LOADED.unlink()
        call_command("demo_signins", stdout=sys.stdout)
    connections.close_all()
    return 0


def _collect_static() -> None:
    """Collect and compress the static files, unless nothing has changed since the last time."""
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for file in sorted(path for path in (ROOT / "static").rglob("*") if path.is_file()):
        digest.update(f"{file} {file.stat().st_mtime_ns} {file.stat().st_size}\n".encode())
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    _command("static files", "collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(digest.hexdigest())


def _command(label: str, name: str, **options: object) -> None:
    _timed(label, lambda: call_command(name, stdout=sys.stderr, **options))


def _timed(label: str, step: Callable[[], object]) -> None:
    started = time.monotonic()
    step()
    print(f"  {label}: {time.monotonic() - started:.1f} s", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
