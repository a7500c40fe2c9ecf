"""Makes a seal where no trust service issued one: an authority of its own, and one certificate from it.

The authority's key signs that one certificate and is forgotten. Nobody else vouches for the name in it: whoever
checks a paper must have got the certificate's fingerprint from the university itself.
"""

import os
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID

from core.seals import CERTIFICATE, FORMER, KEY, SELF_MADE, fingerprint

BITS, EXPONENT = 3072, 65537
VALID = timedelta(days=5 * 365)
BEFORE = timedelta(days=1)
SHORT = 16
NOTHING = dict.fromkeys(
    (
        *(
            "digital_signature",
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
        ),
        *("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
    ),
    False,
)


def make_seal(folder: Path, *, name: str, country: str, now: datetime, phrase: str = "") -> x509.Certificate:
    """Write a new key and its certificates into the folder; what sealed before goes among the former ones.

    `phrase` encrypts the key. Returns the certificate of the seal.
    """
    authority_key, key = generate_private_key(EXPONENT, BITS), generate_private_key(EXPONENT, BITS)
    authority_name = _name(name, country, f"Seal authority of {name}", SELF_MADE)
    authority = _certificate(authority_name, authority_name, authority_key, authority_key, now)
    own = _certificate(_name(name, country, f"Seal of {name}"), authority_name, key, authority_key, now)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _keep_former(folder)
    _write(folder / KEY, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, _locked(phrase)), 0o600)
    chain = own.public_bytes(Encoding.PEM) + authority.public_bytes(Encoding.PEM)
    _write(folder / CERTIFICATE, chain, 0o644)
    return own


def _keep_former(folder: Path) -> None:
    present = folder / CERTIFICATE
    if not present.is_file():
        return
    own = x509.load_pem_x509_certificates(present.read_bytes())[0]
    (folder / FORMER).mkdir(exist_ok=True)
    present.replace(folder / FORMER / f"{fingerprint(own)[:SHORT]}.pem")


def _name(organisation: str, country: str, common: str, unit: str = "") -> x509.Name:
    parts = [(NameOID.COUNTRY_NAME, country), (NameOID.ORGANIZATION_NAME, organisation)]
    parts += [(NameOID.ORGANIZATIONAL_UNIT_NAME, unit)] if unit else []
    parts += [(NameOID.COMMON_NAME, common)]
    return x509.Name([x509.NameAttribute(oid, words[:64]) for oid, words in parts])


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: RSAPrivateKey, issuer_key: RSAPrivateKey, now: datetime
) -> x509.Certificate:
    is_authority = subject == issuer
    uses = ("key_cert_sign", "crl_sign") if is_authority else ("digital_signature", "content_commitment")
    public, above = key.public_key(), issuer_key.public_key()
    length = 0 if is_authority else None
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BEFORE)
        .not_valid_after(now + VALID)
        .add_extension(x509.BasicConstraints(is_authority, length), critical=True)
        .add_extension(x509.KeyUsage(**{**NOTHING, **dict.fromkeys(uses, True)}), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(above), critical=False)
    )
    return builder.sign(issuer_key, SHA256())


def _locked(phrase: str) -> KeySerializationEncryption:
    return BestAvailableEncryption(phrase.encode()) if phrase else NoEncryption()


def _write(path: Path, content: bytes, mode: int) -> None:
    """Write beside it and move it there, so that whoever looks finds the old file or the new one."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
        file.write(content)
    draft.replace(path)
