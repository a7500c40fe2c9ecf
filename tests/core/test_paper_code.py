"""Codes of papers: what a person misreads or swaps is told at once."""

from itertools import combinations

import pytest

from core.paper_code import LENGTH, SIGNS, WrongCode, grouped, new_code, read_code


def test_a_code_survives_being_typed() -> None:
    for _turn in range(200):
        code = new_code()
        assert len(code) == LENGTH
        assert read_code(grouped(code).lower()) == code
        assert read_code(f"  {code[:5]} {code[5:]} ") == code
    assert len({new_code() for _turn in range(500)}) == 500
    assert len(SIGNS) ** (LENGTH - 1) > 2**60


def slips_of(code: str) -> set[str]:
    """Every code with one wrong sign, and every one with two signs in each other's place."""
    slips = {code[:n] + sign + code[n + 1 :] for n in range(LENGTH) for sign in SIGNS}
    for first, second in combinations(range(LENGTH), 2):
        signs = list(code)
        signs[first], signs[second] = signs[second], signs[first]
        slips.add("".join(signs))
    return slips - {code}


def test_every_single_slip_and_every_swap_is_noticed() -> None:
    tried = 0
    for slip in (slip for _turn in range(5) for slip in slips_of(new_code())):
        tried += 1
        with pytest.raises(WrongCode):
            read_code(slip)
    assert tried > 2000


@pytest.mark.parametrize(
    "typed", ["", "7F3K", "O" * LENGTH, "0" * 16, "š" * 16, "A" * 400, "../../etc/passwd"]
)
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(WrongCode):
        read_code(typed)
