"""One neighbourhood for all suites of the walls: three estates, built once in a transaction that is rolled back."""

import logging
import os
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.utils import translation

from tests.matrix import prepare
from tests.matrix.cells import Neighbourhood
from tests.matrix.estate import Estate
from tests.matrix.estate.people import lose_rights

QUIET = ("django.request", "core", "pikepdf")


@contextmanager
def quiet() -> Iterator[None]:
    """Thousands of refusals need no log; afterwards the log is as it was."""
    loggers = [logging.getLogger(name) for name in QUIET]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


@pytest.fixture(scope="module")
def store(tmp_path_factory: Any) -> Path:
    """Where the files of the estates lie."""
    return Path(os.environ.get("POPOTNIK_STORE") or tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="module")
def estates(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any, store: Path
) -> Iterator[dict[str, Estate]]:
    """Home, its sister member, and a house of another university.

    The papers of files that a module names in REAL_PAPERS are printed; others are empty pages.
    """
    printed = getattr(request.module, "REAL_PAPERS", ())
    with (
        quiet(),
        django_db_blocker.unblock(),
        override_settings(POPOTNIK_FILES=store, POPOTNIK_DEAF_OUTBOX=True, STATIC_ROOT=store),
        transaction.atomic(),
        translation.override("en"),
    ):
        yield found_estates(printed)
        transaction.set_rollback(True)


def found_estates(printed: tuple[str, ...]) -> dict[str, Estate]:
    """The estates out of the prepared database, if there is one; else built now."""
    prepared = os.environ.get("POPOTNIK_ESTATES")
    if prepared:
        kept: dict[str, Estate] = pickle.loads(Path(prepared).read_bytes())  # noqa: S301  # our own file
        return kept
    return prepare.build_estates(printed)


@pytest.fixture(scope="module")
def clients(estates: dict[str, Estate]) -> dict[str, Client]:
    """A browser for every persona: `head`, `sister:head`, `foreign:head`, `anonymous`; some lost their rights since."""
    found = {"anonymous": Client()}
    for prefix, name in (("", "home"), ("sister:", "sister"), ("foreign:", "foreign")):
        house = estates[name].house
        found |= {prefix + person: house.client(person) for person in house.people}
        lose_rights(house)
    return found


@pytest.fixture(scope="module")
def neighbourhood(estates: dict[str, Estate], clients: dict[str, Client]) -> Neighbourhood:
    """The three estates with what stands in their addresses."""
    known = {}
    for name, estate in estates.items():
        with estate.house.scope():
            known |= {(name, state): estate.values(state) for state in (*estate.files, *estate.calls)}
    return Neighbourhood(estates["home"], estates["sister"], estates["foreign"], known)


@pytest.fixture
def same_store(settings: Any, store: Path, quiet_world: None) -> None:
    """Every test of a module finds the files of the estates; a long run makes no sign-in too old."""
    settings.POPOTNIK_FILES = store
    settings.POPOTNIK_STEP_UP_MINUTES = 24 * 60
