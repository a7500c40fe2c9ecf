"""The scene of these tests."""

import pytest

from tests.doors.addresses import Scene, make_scene
from tests.world import House


@pytest.fixture
def scene(house: House) -> Scene:
    """The member faculty `ff` with two mobilities."""
    return make_scene(house)
