"""The private half of a seal: from a file, or from hardware by PKCS#11. Opened in workers only.

A key is loaded once for a process: loading an RSA key costs more than signing with it.
"""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from django.conf import settings
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
from pyhanko.sign.signers import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from core.seals import KEY, TOKEN, Seal, SealBroken

DIGEST = "sha256"
Key = RSAPrivateKey | EllipticCurvePrivateKey


class FileSigner(Signer):
    """Signs with a key held in memory: RSA (PKCS #1 v1.5, what every reader of PDF knows) or ECDSA, over SHA-256."""

    def __init__(self, key: Key, seal: Seal) -> None:
        super().__init__(signing_cert=as_asn1(seal.certificate), cert_registry=_issuers(seal))
        self._key = key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        if digest_algorithm != DIGEST:
            raise SealBroken(f"A seal is made over {DIGEST}, not {digest_algorithm}.")
        if isinstance(self._key, RSAPrivateKey):
            return self._key.sign(data, PKCS1v15(), SHA256())
        return self._key.sign(data, ECDSA(SHA256()))


def signer_of(seal: Seal) -> Signer:
    """What signs for this seal; opened at its first use in this process. Raises SealBroken."""
    token, key = seal.folder / TOKEN, seal.folder / KEY
    place = token if token.is_file() else key
    try:
        changed = place.stat().st_mtime_ns
    except OSError as error:
        raise SealBroken(f"The seal has no private key: {error}") from error
    return _opened(seal, place, changed)


@lru_cache(maxsize=64)
def _opened(seal: Seal, place: Path, _changed: int) -> Signer:
    return _from_token(seal, place) if place.name == TOKEN else _from_file(seal, place)


def _from_file(seal: Seal, place: Path) -> Signer:
    phrase = settings.POPOTNIK_SEAL_PASSPHRASE.encode() or None
    try:
        content = place.read_bytes()
        key = load_pem_private_key(content, phrase if b"ENCRYPTED" in content else None)
    except (OSError, TypeError, ValueError) as error:
        raise SealBroken(f"The key {place} cannot be opened: {error}") from error
    if not isinstance(key, Key):
        raise SealBroken(f"The key {place} is neither RSA nor of an elliptic curve.")
    if key.public_key() != seal.certificate.public_key():
        raise SealBroken(f"The key {place} is not the one of the certificate beside it.")
    return FileSigner(key, seal)


def _from_token(seal: Seal, place: Path) -> Signer:
    told = _told(place)
    try:
        session = open_pkcs11_session(
            told["module"],
            token_criteria=TokenCriteria(label=told["token"]),
            user_pin=settings.POPOTNIK_SEAL_PIN or None,
        )
    except Exception as error:
        raise SealBroken(f"The token of {place} does not open: {error or type(error).__name__}") from error
    return PKCS11Signer(
        session,
        signing_cert=as_asn1(seal.certificate),
        ca_chain={as_asn1(one) for one in seal.issuers},
        key_label=told["key"],
    )


def _told(place: Path) -> dict[str, Any]:
    try:
        told = tomllib.loads(place.read_text())
    except (OSError, ValueError) as error:
        raise SealBroken(f"{place} cannot be read: {error}") from error
    missing = {"module", "token", "key"} - set(told)
    if missing:
        raise SealBroken(f"{place} does not say: {', '.join(sorted(missing))}.")
    return told


def as_asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    """The certificate as pyHanko holds it."""
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def _issuers(seal: Seal) -> SimpleCertificateStore:
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register_multiple(as_asn1(one) for one in seal.issuers)
    return store
