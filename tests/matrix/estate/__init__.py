"""A member faculty with a file in every state, each text in it marked: what the suites of the walls walk through."""

from tests.matrix.estate.build import Estate, build
from tests.matrix.estate.marks import CANARY, mark

__all__ = ["CANARY", "Estate", "build", "mark"]
