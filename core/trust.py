"""Whose word on certificates this installation takes: the operator's folder of roots (POPOTNIK_TRUST).

    known/*.pem       authorities whose certificates tell who somebody is
    qualified/*.pem   authorities that the trusted list of a member state names for qualified certificates

An empty folder trusts nobody: signatures are then listed with the name that stands in them, and nothing is vouched for.
"""

from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings

KNOWN, QUALIFIED = "known", "qualified"


class TrustBroken(RuntimeError):
    """A file of the folder cannot be read; the text says which."""


@dataclass(frozen=True)
class Trust:
    """The roots as PEM; those for qualified certificates apart."""

    known: tuple[str, ...] = ()
    qualified: tuple[str, ...] = ()


def trust() -> Trust:
    """The roots that are trusted now. Raises TrustBroken."""
    folder = Path(settings.POPOTNIK_TRUST)
    return Trust(_roots(folder / KNOWN), _roots(folder / QUALIFIED))


def _roots(folder: Path) -> tuple[str, ...]:
    return tuple(text for path in sorted(folder.glob("*.pem")) for text in _certificates(path))


def _certificates(path: Path) -> list[str]:
    try:
        found = x509.load_pem_x509_certificates(path.read_bytes())
    except (OSError, ValueError) as error:
        raise TrustBroken(f"{path} holds no certificate that can be read: {error}") from error
    return [one.public_bytes(Encoding.PEM).decode() for one in found]
