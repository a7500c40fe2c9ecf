"""Signing elsewhere, for tests: authorities, people with certificates of theirs, and files signed with them."""

import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID, ObjectIdentifier
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.ades.qualified_asn1 import QcStatements
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

QC_STATEMENTS = ObjectIdentifier("1.3.6.1.5.5.7.1.3")


@dataclass
class Authority:
    """Somebody who issues certificates."""

    name: x509.Name
    key: EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)


def _name(words: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, words)])


def _builder(subject: x509.Name, issuer: x509.Name, key: EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
    )


def authority(words: str = "Trust Service of the Tests") -> Authority:
    """A new root."""
    key, name = generate_private_key(SECP256R1()), _name(words)
    made = _builder(name, name, key).add_extension(
        x509.BasicConstraints(ca=True, path_length=None), critical=True
    )
    return Authority(name, key, made.sign(key, SHA256()))


def signer(of: Authority, words: str, *, is_qualified: bool = False) -> SimpleSigner:
    """Somebody with a certificate of this authority; `is_qualified`: the certificate calls itself so."""
    key = generate_private_key(SECP256R1())
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    made = _builder(_name(words), of.name, key).add_extension(usage, critical=True)
    if is_qualified:
        said = QcStatements(
            [
                {"statement_id": "qc_compliance"},
                {"statement_id": "qc_type", "statement_info": ["qct_esign"]},
            ]
        )
        made = made.add_extension(x509.UnrecognizedExtension(QC_STATEMENTS, said.dump()), critical=False)
    certificate = made.sign(of.key, SHA256())
    store = SimpleCertificateStore()
    store.register(asn1_x509.Certificate.load(of.certificate.public_bytes(Encoding.DER)))
    secret = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return SimpleSigner(
        asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER)),
        keys.PrivateKeyInfo.load(secret),
        store,
    )


def signed(content: bytes, who: SimpleSigner, field: str = "Signature1", *, is_shown: bool = False) -> bytes:
    """The file with one more signature in a field of its own; `is_shown`: with a picture on the first page."""
    about = PdfSignatureMetadata(field_name=field, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)
    box = {"on_page": 0, "box": (60, 60, 220, 110)} if is_shown else {}
    made = PdfSigner(about, signer=who, new_field_spec=SigFieldSpec(field, **box))
    result = io.BytesIO()
    made.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(content)), output=result)
    return result.getvalue()
