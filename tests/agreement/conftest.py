"""A house whose rows are committed."""

import pytest

from tests import world


@pytest.fixture
def a_house(real_db: None) -> world.House:
    """The member faculty `ff`, in transactions that really commit."""
    return world.make_house(world.make_university("emona"), "ff")
