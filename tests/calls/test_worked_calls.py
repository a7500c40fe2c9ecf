"""Every published call: read, written, checked, scored, ranked and allocated as its text says."""

import pytest

from selection.engine.read import dump, load
from tests.calls.worked import NAMES, applicants, call, results, text_of

FEWEST_CALLS = 64
FEWEST_APPLICANTS = 330


def test_there_are_enough_calls_and_applicants(capsys: pytest.CaptureFixture[str]) -> None:
    number = applicants()
    with capsys.disabled():
        print(f"\n{len(NAMES)} calls, {number} applicants worked by hand")
    assert len(NAMES) >= FEWEST_CALLS
    assert number >= FEWEST_APPLICANTS


@pytest.mark.parametrize("name", NAMES)
def test_applicants_are_given_what_was_worked_by_hand(name: str) -> None:
    one = call(name)
    assert results(one, one.applications) == one.expected


@pytest.mark.parametrize("name", NAMES)
def test_the_sequence_of_applications_changes_nothing(name: str) -> None:
    one = call(name)
    assert results(one, one.applications[::-1]) == one.expected


@pytest.mark.parametrize("name", NAMES)
def test_files_are_written_as_they_were_read(name: str) -> None:
    text = text_of(name)
    assert dump(load(text)) == text
