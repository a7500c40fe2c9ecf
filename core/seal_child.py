"""The child process of core.seal_look: opens a PDF and tells every signature in it, what it covers, whether it holds.

The question is one line of JSON, `{"certificates": [PEM, …]}`, then the file. The answer is JSON (see `answer`).
It says what the file says of itself; whether the paper is ours is judged by core.seal_look and the register.
"""

import asyncio
import io
import json
import logging
import re
from datetime import datetime
from typing import Any

import pikepdf
from asn1crypto import pem
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import async_validate_pdf_signature, async_validate_pdf_timestamp
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

MOST_SIGNATURES = 20
ADDRESS = re.compile(r"/verify/([0-9A-Z]{16})/?$")
DATA_FILE = "paper.json"
DATA_BYTES = 2 * 1024 * 1024
# pyHanko waits in a loop; one has a pair of sockets, which nobody may open here once the child is closed off.
LOOP = asyncio.new_event_loop()

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)


def answer(question: bytes) -> bytes:
    """What the file holds: `signatures`, the `codes` of papers it names, and the `data` file of a paper."""
    line, _newline, content = question.partition(b"\n")
    trusted = [certificate_in(text) for text in json.loads(line)["certificates"]]
    told = {**_inside(content), "signatures": _signatures(content, trusted)}
    return json.dumps(told).encode()


def certificate_in(text: str) -> asn1_x509.Certificate:
    """A certificate out of PEM."""
    return asn1_x509.Certificate.load(pem.unarmor(text.encode())[2])


def _inside(content: bytes) -> dict[str, Any]:
    """What a paper of ours carries with it, as far as the file can still be opened."""
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as pdf:
            return {"opens": True, "codes": _codes(pdf), "data": _data(pdf)}
    except (pikepdf.PdfError, ValueError, TypeError, OverflowError):
        return {"opens": False, "codes": [], "data": None}


def _codes(pdf: pikepdf.Pdf) -> list[str]:
    """The codes in links that lead to a page of verification."""
    found = []
    for page in pdf.pages:
        for note in page.get("/Annots", []):
            action = note.get("/A") if isinstance(note, pikepdf.Dictionary) else None
            address = str(action.get("/URI", "")) if isinstance(action, pikepdf.Dictionary) else ""
            match = ADDRESS.search(address)
            found += [match[1]] if match else []
    return sorted(set(found))


def _data(pdf: pikepdf.Pdf) -> Any:
    if DATA_FILE not in pdf.attachments:
        return None
    content = pdf.attachments[DATA_FILE].get_file().read_bytes()
    try:
        return json.loads(content) if len(content) <= DATA_BYTES else None
    except (ValueError, RecursionError):
        return None


def _signatures(content: bytes, trusted: list[asn1_x509.Certificate]) -> list[dict[str, Any]]:
    """Every signature in the order in which they were made; nothing where the file cannot be read for them."""
    try:
        found = PdfFileReader(io.BytesIO(content)).embedded_signatures
    except Exception:  # noqa: BLE001  a damaged file raises whatever it likes
        return []
    return [_told(one, trusted) for one in found[:MOST_SIGNATURES]]


def _told(one: EmbeddedPdfSignature, trusted: list[asn1_x509.Certificate]) -> dict[str, Any]:
    is_time = str(one.sig_object.get("/Type", "")) == "/DocTimeStamp"
    told: dict[str, Any] = {
        "field": str(one.field_name), "is_time": is_time, "name": "", "issuer": "", "fingerprint": "",
        "holds": False, "covers_all": False, "said_at": "", "stamped_at": "", "stamped_by": "",
    }  # fmt: skip
    try:
        told |= named(one)
        told |= _checked(one, trusted, is_time=is_time)
    except Exception:  # noqa: BLE001  whatever is wrong with it, it does not hold
        told["holds"] = False
    return told


def named(one: EmbeddedPdfSignature) -> dict[str, Any]:
    """Whose signature it is by its certificate, who issued that, and the signer's own clock."""
    certificate = one.signer_cert
    said = one.self_reported_timestamp
    return {
        "name": common_name(certificate.subject),
        "issuer": common_name(certificate.issuer),
        "fingerprint": certificate.sha256.hex(),
        "said_at": said.isoformat() if isinstance(said, datetime) else "",
    }


def _checked(
    one: EmbeddedPdfSignature, trusted: list[asn1_x509.Certificate], *, is_time: bool
) -> dict[str, Any]:
    context = ValidationContext(trust_roots=trusted, allow_fetching=False)
    if is_time:
        time = LOOP.run_until_complete(async_validate_pdf_timestamp(one, context, skip_diff=True))
        return {**how_it_holds(time), "stamped_at": time.timestamp.isoformat()}
    status = LOOP.run_until_complete(async_validate_pdf_signature(one, context, skip_diff=True))
    stamp, told = status.timestamp_validity, how_it_holds(status)
    if stamp is not None and stamp.intact and stamp.valid:
        told["stamped_at"] = stamp.timestamp.isoformat()
        told["stamped_by"] = common_name(stamp.signing_cert.subject)
    return told


def how_it_holds(status: Any) -> dict[str, Any]:
    """Whether the bytes it covers are those that were signed, and whether it covers the whole file."""
    return {
        "holds": bool(status.intact and status.valid),
        "covers_all": status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
    }


def common_name(name: asn1_x509.Name) -> str:
    """The common name, or all of it where there is none."""
    native = name.native
    found = native.get("common_name") or name.human_friendly
    return str(found)[:200]
