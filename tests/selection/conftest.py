"""Scenes of selection: inside a rolled-back transaction, or really committed."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from tests.selection.scene import Scene, make_scene
from tests.world import House


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Refusals are compared in English."""
    with translation.override("en"):
        yield


@pytest.fixture
def scene(house: House) -> Scene:
    """Three submitted applications, two places, a committee of three."""
    with house.scope():
        return make_scene(house)
