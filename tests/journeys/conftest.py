"""The whole product as real processes with a small world of its own, and a browser, for all walks together."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.journeys.browser import Album, open_browser
from tests.journeys.people import Company
from tools import ROOT
from tools.product import prepare, product_environment
from tools.servers import fresh_database
from tools.stack import Stack
from tools.system import CHROMIUM_NAMES


@pytest.fixture(scope="package")
def stack() -> Iterator[Stack]:
    """Web, worker and beat over a fresh database with two small universities in it."""
    here = Path(os.environ["POPOTNIK_VAR"])
    var = here.with_name(f"journey-{here.name}")
    shutil.rmtree(var, ignore_errors=True)
    var.mkdir(parents=True)
    environment = product_environment(var, fresh_database("journey"), 0)
    # The walk signs everybody in once and may be slow; what an aged sign-in meets is tested in tests/signin.
    environment["POPOTNIK_STEP_UP_MINUTES"] = "240"
    prepare(environment, demo=False)
    manage = [sys.executable, "manage.py", "load_demo", "--small"]
    subprocess.run(manage, cwd=ROOT, env=environment, check=True)
    with Stack(var=var, env=environment) as running:
        yield running


@pytest.fixture(scope="package")
def album() -> Album:
    """An empty folder for the pictures and papers of the walks of this run, or of one of its workers."""
    folder = ROOT / "var" / "journey" / Path(os.environ["POPOTNIK_VAR"]).name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return Album(folder)


@pytest.fixture(scope="package")
def company(stack: Stack, album: Album) -> Iterator[Company]:
    """Everybody who walks, in one browser."""
    path = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    with sync_playwright() as playwright:
        browser = open_browser(playwright, path)
        everybody = Company(browser, stack.base_url, album)
        yield everybody
        everybody.close()
        browser.close()
