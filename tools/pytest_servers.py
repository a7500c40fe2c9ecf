"""Early pytest plugin (`-p tools.pytest_servers`): real PostgreSQL and Valkey before Django reads settings.

Started from a conftest.py they would come too late: pytest-django has read the settings by then. Two runs
side by side get data folders of their own: `var/test`, `var/test-2`, … So do the workers of one run in parallel.
"""

import os
from collections.abc import Generator
from itertools import count
from pathlib import Path

import pytest

from tools import ROOT
from tools.locales import compile_all
from tools.servers import Servers, ServersBusyError, ensure_servers

RUNNING = pytest.StashKey[Servers]()
# Names the variables that a run set itself, so that its workers do not take them for given from outside.
OWN = "POPOTNIK_OWN_SERVERS"
IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, object, object]:
    """Start the servers and tell the product where they are, before any other plugin acts.

    The translations are compiled at the same time: tests read Slovenian.
    """
    if IS_WORKER:
        for name in os.environ.get(OWN, "").split():
            del os.environ[name]
    else:
        compile_all()
    given = os.environ.copy()
    var, servers = _own_servers(ROOT / "var")
    early_config.stash[RUNNING] = servers
    found = servers.environment() | {"POPOTNIK_VAR": str(var)}
    os.environ |= found | {OWN: " ".join(name for name in found if name not in given)}
    return (yield)


def pytest_report_header(config: pytest.Config) -> list[str]:
    """Say on which servers the tests run."""
    return config.stash[RUNNING].describe().splitlines()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the servers that were started here."""
    config.stash[RUNNING].stop()


def _own_servers(base: Path) -> tuple[Path, Servers]:
    for number in count(1):
        var = base / ("test" if number == 1 else f"test-{number}")
        try:
            return var, ensure_servers(var, durable=False, share=False)
        except ServersBusyError:
            continue
    raise AssertionError("unreachable")
