"""A university's seal as it lies on disk: its certificate, those above it, and the ones before it.

The folder of seals (POPOTNIK_SEALS) has one folder for each university, named by its address:

    seal.pem      the certificate of the seal, then those that issued it
    key.pem       the private key, or instead of it
    token.toml    where the key is, when it lies in hardware (PKCS#11)
    former/*.pem  certificates that sealed before, each with its issuers; their papers stay ours

Only `core.seal_keys` opens the key. The web process reads certificates and nothing else.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from django.conf import settings

CERTIFICATE, KEY, TOKEN, FORMER = "seal.pem", "key.pem", "token.toml", "former"
SELF_MADE = "Self-made authority, no trust service"


class SealBroken(RuntimeError):
    """The files of a seal are there but cannot be used; the text says why."""


@dataclass(frozen=True)
class Seal:
    """One university's seal: the certificate in use, its issuers, the certificates before it."""

    folder: Path
    certificate: x509.Certificate
    issuers: tuple[x509.Certificate, ...]
    former: tuple[x509.Certificate, ...]
    former_issuers: tuple[x509.Certificate, ...] = ()

    @property
    def name(self) -> str:
        """Whose seal it is, in the certificate's words."""
        return name_of(self.certificate.subject)

    @property
    def issuer(self) -> str:
        """Who says so."""
        return name_of(self.certificate.issuer)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, by which it is pinned: 64 hexadecimal digits."""
        return fingerprint(self.certificate)

    @property
    def fingerprints(self) -> frozenset[str]:
        """Of the certificate in use and of all before it."""
        return frozenset(fingerprint(one) for one in (self.certificate, *self.former))

    @property
    def valid_until(self) -> datetime:
        return self.certificate.not_valid_after_utc

    @property
    def is_self_made(self) -> bool:
        """Whether the authority above it is one that `manage.py make_seal` made: nobody else vouches for the name."""
        units = self.certificate.issuer.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)
        return any(unit.value == SELF_MADE for unit in units)

    @property
    def published(self) -> str:
        """Every certificate that a verifier needs, as PEM, the one in use first."""
        return "".join(one.public_bytes(Encoding.PEM).decode() for one in self.every)

    @property
    def every(self) -> tuple[x509.Certificate, ...]:
        """Every certificate that may stand in a paper of this university, the one in use first."""
        return tuple(dict.fromkeys((self.certificate, *self.issuers, *self.former, *self.former_issuers)))


def seal_of(slug: str) -> Seal | None:
    """The seal of the university at this address, or None where none is set up. Raises SealBroken."""
    folder = Path(settings.POPOTNIK_SEALS) / slug
    if not (folder / CERTIFICATE).is_file():
        return None
    own, *issuers = _certificates(folder / CERTIFICATE)
    chains = [_certificates(path) for path in sorted((folder / FORMER).glob("*.pem"))]
    former, above = (tuple(chain[0] for chain in chains), tuple(one for chain in chains for one in chain[1:]))
    return Seal(folder, own, tuple(issuers), former, above)


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of a certificate as 64 hexadecimal digits."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def name_of(name: x509.Name) -> str:
    """The common name, or all of it where there is none."""
    common = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(common[0].value) if common else name.rfc4514_string()


def _certificates(path: Path) -> list[x509.Certificate]:
    try:
        return list(x509.load_pem_x509_certificates(path.read_bytes()))
    except (OSError, ValueError) as error:
        raise SealBroken(f"{path} holds no certificate that can be read: {error}") from error
