"""One seal, one forger of the same name, and a few sealed papers for the whole folder."""

from pathlib import Path

import pytest

from core.seals import Seal
from tests.seals import making


@pytest.fixture(scope="session")
def seals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of seals."""
    return tmp_path_factory.mktemp("seals")


@pytest.fixture(scope="session")
def seal(seals: Path) -> Seal:
    """The seal of the university `emona`."""
    return making.a_seal(seals, "emona")


@pytest.fixture(scope="session")
def forger(tmp_path_factory: pytest.TempPathFactory) -> Seal:
    """Another key with the same name in its certificate."""
    return making.a_seal(tmp_path_factory.mktemp("forger"), "emona")


@pytest.fixture(scope="session")
def bare() -> bytes:
    """A paper of several pages before its seal."""
    return making.a_paper(1, days=90)


@pytest.fixture(scope="session")
def genuine(bare: bytes, seal: Seal) -> bytes:
    """The same paper with the seal."""
    return making.sealed(bare, seal)
