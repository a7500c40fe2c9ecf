"""The application from start to submission, and back."""

import pytest

from mobility.operations.application import submit
from tests.mobility.faculty import Faculty, drafted


def test_submission(faculty: Faculty) -> None:
    mobility = drafted(faculty)
    submit(mobility=mobility, actor=faculty.actor(faculty.participant))
    assert mobility.number.endswith("-0001")
