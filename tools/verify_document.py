#!/usr/bin/env python3
"""Checks a sealed paper of Popotnik, offline: `verify_document.py FILE --certificate seal.pem`.

Needs Python 3.11 and the packages `pyhanko` and `cryptography`; imports nothing of the product. Written from
docs/formats.md. The certificate is what the university publishes (`/<university>/seal.pem`), got from the university
itself: whoever makes a false paper can make a false certificate with the same name.

  --certificate FILE  the university's certificates, PEM; repeatable
  --at ADDRESS        also ask the university's register, for instance https://popotnik.example/emona/verify/

Every signature in the file is listed. Ends with 0 when the file is intact, 1 when it is not, 2 when it cannot be read.
"""

import argparse
import hashlib
import io
import logging
import re
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from asn1crypto import cms, pem
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko_certvalidator import ValidationContext

INTACT, ALTERED, OVERLAID, STRIPPED, FOREIGN, UNREADABLE = (
    "INTACT", "ALTERED", "OVERLAID", "STRIPPED", "FOREIGN SEAL", "UNREADABLE",
)  # fmt: skip
SENTENCES = {
    INTACT: "The seal is the university's, and it covers the whole file: not a byte was changed.",
    ALTERED: "The file carries the university's seal, but it is not the file that was sealed.",
    OVERLAID: "The university's seal covers only a part of the file: something was added after it.",
    STRIPPED: "The file carries no seal. A paper of the university with a seal never loses it by itself.",
    FOREIGN: "Signed, but not with the university's certificate: somebody else's file, or a copy signed elsewhere.",
    UNREADABLE: "The file cannot be read as a PDF: it is damaged, cut off, or none.",
}
# The algorithms of a seal as they stand in it, with and without the empty parameters that some write.
DIGESTS = {"300d06096086480165030402010500", "300b0609608648016503040201"}
ALGORITHMS = {
    "300d06092a864886f70d01010b0500": "rsa",
    "300d06092a864886f70d0101010500": "rsa",
    "300a06082a8648ce3d040302": "ecdsa",
}
ONE = bytes.fromhex("020101")
SHORT, BUILT = 0x80, 0x20
STAMP = "signature_time_stamp_token"
HOLE = re.compile(rb"<([0-9A-F]+)>")
CODE = re.compile(r"/verify/([0-9A-Z]{16})/?$")
SECONDS = 20


# What does not hold is told in one line, not as a trace.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)


@dataclass
class Listed:
    """One signature in the file, as it says of itself and as it holds."""

    field: str
    name: str = "–"
    issuer: str = "–"
    fingerprint: str = ""
    said_at: str = ""
    stamped_at: str = ""
    holds: bool = False
    is_pinned: bool = False


@dataclass
class Report:
    """What was found."""

    result: str
    reason: str = ""
    sha256: str = ""
    signatures: list[Listed] = field(default_factory=list)
    code: str = ""


class Broken(Exception):
    """The seal is not as it was set; the text says where."""


@dataclass
class Pins:
    """The published certificates: those that seal, by fingerprint, and every one that may stand in a seal."""

    seals: dict[str, bytes]
    every: set[bytes]

    @property
    def roots(self) -> list[asn1_x509.Certificate]:
        return [asn1_x509.Certificate.load(der) for der in self.every]


def read_pins(texts: Sequence[bytes]) -> Pins:
    """The certificates of published files. Raises ValueError where there is none."""
    every = [der for text in texts for _kind, _headers, der in pem.unarmor(text, multiple=True)]
    seals = [der for der in every if not asn1_x509.Certificate.load(der).ca]
    if not seals:
        raise ValueError("There is no certificate of a seal in what was given.")
    return Pins({hashlib.sha256(der).hexdigest(): der for der in seals}, set(every))


def verify(content: bytes, pins: Pins) -> Report:
    """Judge the file by its signatures and the pinned certificates."""
    report = Report(UNREADABLE, sha256=hashlib.sha256(content).hexdigest())
    try:
        reader = PdfFileReader(io.BytesIO(content))
        found = reader.embedded_signatures
    except Exception as problem:  # noqa: BLE001  a damaged file raises whatever it likes
        report.reason = f"{type(problem).__name__} {problem}".strip()
        return report
    report.code = code_in(reader)
    report.signatures = [listed(one, pins) for one in found]
    report.result, report.reason = judged(content, found, report.signatures, pins)
    return report


def code_in(reader: Any) -> str:
    """The code in a link of the paper that leads to its page; empty where there is none."""
    try:
        notes = [note for page in leaves(reader.root["/Pages"]) for note in page.get("/Annots", ())]
        actions = [note.get_object().get("/A", {}) for note in notes]
        matches = [CODE.search(str(action.get_object().get("/URI", ""))) for action in actions if action]
    except Exception:  # noqa: BLE001  a damaged file raises whatever it likes
        return ""
    return next((match[1] for match in matches if match), "")


def leaves(node: Any) -> Iterator[Any]:
    """The pages below a node of the tree of pages."""
    for kid in node["/Kids"]:
        below = kid.get_object()
        if "/Kids" in below:
            yield from leaves(below)
        else:
            yield below


def judged(content: bytes, found: Sequence[Any], told: Sequence[Listed], pins: Pins) -> tuple[str, str]:
    """The last signature must be a pinned one, whole and canonical, and reach around the whole file."""
    if not found:
        return STRIPPED, ""
    if not any(one.is_pinned for one in told):
        return FOREIGN, ""
    if not told[-1].is_pinned:
        return OVERLAID, "a foreign signature came after it"
    try:
        raw, covered = around(content, found[-1])
        check_seal(raw, covered, pins)
    except Overlaid as problem:
        return OVERLAID, str(problem)
    except Exception as problem:  # noqa: BLE001  whatever cannot be parsed is not as it was set
        return ALTERED, f"{type(problem).__name__} {problem}".strip()
    return (INTACT, "") if all(one.holds for one in told) else (ALTERED, "a signature does not hold")


class Overlaid(Exception):
    """The seal does not reach to the end of the file."""


def around(content: bytes, one: Any) -> tuple[bytes, bytes]:
    """The seal itself, and every byte around it. Raises Overlaid, Broken."""
    start, before, after, rest = (int(number) for number in one.byte_range)
    if start != 0 or after + rest != len(content):
        raise Overlaid("the seal does not reach around the whole file")
    hole = HOLE.fullmatch(content[before:after])
    if hole is None:
        raise Broken("the room of the seal holds something else")
    return bytes.fromhex(hole[1].decode()), content[:before] + content[after:]


def check_seal(raw: bytes, covered: bytes, pins: Pins) -> None:
    """Every byte of the seal is signed, pinned, or the only one that may stand there. Raises Broken."""
    wrapped = cms.ContentInfo.load(raw)
    exact = wrapped.dump()
    require(raw == exact.ljust(len(raw), b"\0"), "after the seal stands something")
    require(wrapped["content_type"].native == "signed_data", "this is no seal")
    data = wrapped["content"]
    require(data["version"].dump() == ONE and not data["crls"], "the seal is of another make")
    require([one.dump().hex() in DIGESTS for one in data["digest_algorithms"]] == [True], "another digest")
    require(data["encap_content_info"].dump().hex() == "300b06092a864886f70d010701", "another content")
    require(all(one.chosen.dump() in pins.every for one in data["certificates"]), "a foreign certificate")
    require(len(data["signer_infos"]) == 1, "more than one signer")
    check_signer(data["signer_infos"][0], covered, pins)
    check_lengths(exact, 0, len(exact))


def check_lengths(der: bytes, start: int, end: int) -> None:
    """Every length within is written in the only way that DER has for it. Raises Broken."""
    while start < end:
        first, head = der[start + 1], start + 2
        length = first
        if first >= SHORT:
            head += first - SHORT
            length = int.from_bytes(der[start + 2 : head])
            require(length >= SHORT and der[start + 2] != 0, "a length in the seal is not canonical")
        if der[start] & BUILT:
            check_lengths(der, head, head + length)
        start = head + length
    require(start == end, "a length in the seal is wrong")


def check_signer(signer: Any, covered: bytes, pins: Pins) -> None:
    """The signature is by a pinned certificate, over these bytes. Raises Broken."""
    signed = {one["type"].native: one["values"] for one in signer["signed_attrs"]}
    bound = signed["signing_certificate_v2"][0]["certs"][0]["cert_hash"].native.hex()
    require(bound in pins.seals, "the seal is bound to another certificate")
    der = pins.seals[bound]
    certificate = asn1_x509.Certificate.load(der)
    named = signer["sid"].chosen
    require(signer["version"].dump() == ONE, "the seal is of another make")
    require(named["issuer"].dump() == certificate.issuer.dump(), "the seal names another issuer")
    number = certificate["tbs_certificate"]["serial_number"].dump()
    require(named["serial_number"].dump() == number, "the seal names another number")
    require(signer["digest_algorithm"].dump().hex() in DIGESTS, "another digest")
    require(signed["content_type"][0].native == "data", "another content")
    require(signed["message_digest"][0].native == hashlib.sha256(covered).digest(), "the bytes were changed")
    unsigned = signer["unsigned_attrs"] or []
    require(all(one["type"].native == STAMP for one in unsigned), "something unsigned stands in the seal")
    way = ALGORITHMS[signer["signature_algorithm"].dump().hex()]
    check_signature(x509.load_der_x509_certificate(der), way, signer)


def check_signature(certificate: x509.Certificate, way: str, signer: Any) -> None:
    """The arithmetic itself. Raises Broken."""
    key, words = certificate.public_key(), signer["signed_attrs"].untag().dump()
    signature = signer["signature"].native
    try:
        if way == "rsa" and isinstance(key, RSAPublicKey):
            key.verify(signature, words, PKCS1v15(), SHA256())
        elif way == "ecdsa" and isinstance(key, EllipticCurvePublicKey):
            key.verify(signature, words, ECDSA(SHA256()))
        else:
            raise Broken("the key is of another kind")
    except InvalidSignature:
        raise Broken("the signature does not hold") from None


def require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise Broken(otherwise)


def listed(one: Any, pins: Pins) -> Listed:
    """One signature, truthfully: what cannot be told stays empty, what does not hold is said not to."""
    told = Listed(str(one.field_name))
    try:
        certificate = one.signer_cert
        told.name, told.issuer = common_name(certificate.subject), common_name(certificate.issuer)
        told.fingerprint = hashlib.sha256(certificate.dump()).hexdigest()
        told.is_pinned = told.fingerprint in pins.seals
        told.said_at = str(one.self_reported_timestamp or "")
        check: Callable[..., Any] = validate_pdf_signature
        if str(one.sig_object.get("/Type", "")) == "/DocTimeStamp":
            check = validate_pdf_timestamp
        context = ValidationContext(trust_roots=pins.roots, allow_fetching=False)
        status = check(one, context, skip_diff=True)
        told.holds = bool(status.intact and status.valid)
        stamp = getattr(status, "timestamp_validity", None)
        if stamp is not None:
            told.stamped_at = f"{stamp.timestamp} by {common_name(stamp.signing_cert.subject)}"
            told.holds = told.holds and bool(stamp.intact and stamp.valid)
    except Exception:  # noqa: BLE001  whatever is wrong with it, it does not hold
        told.holds = False
    return told


def common_name(name: asn1_x509.Name) -> str:
    return str(name.native.get("common_name") or name.human_friendly)


def in_register(address: str, report: Report) -> str:
    """What the register says of this very file."""
    if not address.startswith(("https://", "http://localhost", "http://127.0.0.1")):
        return "the register was not asked: its address begins with https://"
    place = f"{address.rstrip('/')}/{report.code}/"
    try:
        with urllib.request.urlopen(place, timeout=SECONDS) as page:  # noqa: S310  # nosec B310
            known = report.sha256 in page.read().decode(errors="replace")
    except (urllib.error.URLError, OSError, ValueError) as problem:
        return f"the register did not answer ({problem})"
    return "the register knows this file" if known else "THE REGISTER KNOWS ANOTHER FILE under this code"


def main(words: Sequence[str] | None = None) -> int:
    """Check the file and say what was found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--certificate", action="append", required=True, type=Path, metavar="FILE")
    parser.add_argument("--at", default="", metavar="ADDRESS")
    given = parser.parse_args(words)
    try:
        pins = read_pins([path.read_bytes() for path in given.certificate])
        report = verify(given.file.read_bytes(), pins)
    except (OSError, ValueError) as problem:
        print(f"{UNREADABLE}: {problem}", file=sys.stderr)
        return 2
    print(f"{report.result}: {SENTENCES[report.result]}" + (f" ({report.reason})" if report.reason else ""))
    print(f"SHA-256: {report.sha256}")
    for one in report.signatures:
        holds = "holds" if one.holds else "DOES NOT HOLD"
        whose = "the university's certificate" if one.is_pinned else "a foreign certificate"
        time = one.stamped_at or (f"{one.said_at}, by the signer's own clock" if one.said_at else "no time")
        print(f"Signature {one.field}: {holds}; {whose}: {one.name}, issued by {one.issuer}; {time}")
    told = in_register(given.at, report) if given.at and report.code else ""
    print(f"Register: {told}." if told else "The register was not asked (--at).")
    if report.result == UNREADABLE:
        return 2
    return 0 if report.result == INTACT and not told.startswith("THE") else 1


if __name__ == "__main__":
    sys.exit(main())
