"""The short code on a paper: 68 random bits that a person can read off and type, and that tells a slip by itself.

Sixteen signs in groups of four. Of signs that are mistaken for one another (O and 0, I and 1, S and 5, Z and 2)
one stays, or none. Twenty-three signs are a prime number of them, so that the last one, reckoned
from the others by their places, tells every single wrong sign and every two that changed places.
"""

import secrets

SIGNS = "23456789ACDEFHJKNPRTWXY"
LENGTH, GROUP = 16, 4
_VALUE = {sign: value for value, sign in enumerate(SIGNS)}


class WrongCode(ValueError):
    """What was typed cannot be a code: a sign is missing, too much, none of ours, or wrong."""


def new_code() -> str:
    """A fresh code, without the spaces between its groups."""
    data = "".join(secrets.choice(SIGNS) for _place in range(LENGTH - 1))
    return data + _check_sign(data)


def read_code(typed: str) -> str:
    """The code in what somebody typed: any case, any spaces and hyphens. Raises WrongCode."""
    code = "".join(sign for sign in typed.upper() if not sign.isspace() and sign not in "-–—.·_")
    if len(code) != LENGTH or not set(code) <= set(SIGNS) or _check_sign(code[:-1]) != code[-1]:
        raise WrongCode(typed)
    return code


def grouped(code: str) -> str:
    """The code as it is printed: 7F3K-92AX-…"""
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def _check_sign(data: str) -> str:
    weighed = sum(place * _VALUE[sign] for place, sign in enumerate(data, 1))
    value = -weighed * pow(LENGTH, -1, len(SIGNS)) % len(SIGNS)
    return SIGNS[value]
