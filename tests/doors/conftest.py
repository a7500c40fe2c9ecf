"""The scene of these tests."""

import pytest

from tests.doors.addresses import Scene, make_scene
from tests.matrix.conftest import clients, estates, neighbourhood, same_store, store
from tests.world import House

# The fuzz posts into the three estates of the matrix.
__all__ = ["clients", "estates", "neighbourhood", "same_store", "scene", "store"]


@pytest.fixture
def scene(house: House) -> Scene:
    """The member faculty `ff` with two mobilities."""
    return make_scene(house)
