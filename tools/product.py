"""The product as commands: its environment, and all between an empty database and a first page."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tools import ROOT
from tools.embedded.common import keep_secret

DEMO_SETTINGS = "config.settings.demo"


class CommandFailedError(RuntimeError):
    """A step between an empty database and a first page failed."""


def product_environment(var: Path, addresses: Mapping[str, str], port: int) -> dict[str, str]:
    """All variables under which the product runs from the data folder `var`, on `port` of this machine.

    `addresses` are the variables of the servers: `Servers.environment()` or `fresh_database()`.
    """
    return {
        **os.environ,
        **addresses,
        "DJANGO_SETTINGS_MODULE": DEMO_SETTINGS,
        "POPOTNIK_VAR": str(var.resolve()),
        "POPOTNIK_BASE_URL": f"http://localhost:{port}",
        "POPOTNIK_SECRET_KEY": keep_secret(var.resolve(), "secret-key"),
        "PYTHONUNBUFFERED": "1",
    }


def half_loaded(var: Path) -> Path:
    """The file that is there while the demonstration is being loaded, and stays when that is interrupted."""
    return var / "demonstration-half-loaded"


def prepare(environment: Mapping[str, str], *, demo: bool) -> str:
    """Translations, tables, roles, reference data, static files and, with `demo`, the demo university.

    One process does it all, so that a start with nothing to do takes seconds. Returns the
    sign-ins of the demonstration, one per role.
    """
    done = subprocess.run(
        [sys.executable, "-m", "tools.prepare", *(["demo"] if demo else [])],
        cwd=ROOT,
        env={**environment, "POPOTNIK_LOG_LEVEL": "WARNING"},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise CommandFailedError("The product could not be prepared; see above.")
    return done.stdout
