"""Lots that anybody can draw again: the order follows from the recorded seed and the application's code."""

from hashlib import sha256


def lot(seed: str, code: str) -> str:
    """The lot of one application: SHA-256 of seed, colon and code, in hexadecimal digits; the smallest is first."""
    return sha256(f"{seed}:{code}".encode()).hexdigest()
