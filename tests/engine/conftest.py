"""The engine knows no database and no cache: neither do its tests."""

import pytest


@pytest.fixture(autouse=True)
def quiet_world() -> None:
    """Nothing to quieten."""
