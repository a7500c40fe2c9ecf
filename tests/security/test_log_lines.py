"""The program log: one line an event, in UTC, and nothing that somebody typed looks like an entry."""

import io
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from core.logs import Line

WRITTEN = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z [A-Z]+ [\w.]+ .+$")


@pytest.fixture
def lines(settings: Any) -> Iterator[io.StringIO]:
    """What the product's own way of writing makes of the log of requests."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(Line(settings.LOGGING["formatters"]["line"]["format"]))
    logging.getLogger("django.request").addHandler(handler)
    yield written
    logging.getLogger("django.request").removeHandler(handler)


@pytest.mark.parametrize("breaking", ["%0A", "%0D%0A", "%1B%5B2K", "%E2%80%A8", "%E2%80%AE"])
def test_an_address_cannot_forge_an_entry(db: None, lines: io.StringIO, breaking: str) -> None:
    Client().get(f"/missing{breaking}2026-01-01T00:00:00.000Z INFO core forged/")
    written = lines.getvalue().splitlines()
    assert len(written) == 1
    assert WRITTEN.match(written[0])
    assert "forged" in written[0]


def test_the_products_handlers_write_so(settings: Any) -> None:
    assert settings.LOGGING["formatters"]["line"]["()"] == "core.logs.Line"
    assert {handler["formatter"] for handler in settings.LOGGING["handlers"].values()} == {"line"}
