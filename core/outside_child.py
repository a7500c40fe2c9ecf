"""The child process of core.outside: whether a file is one of ours to which signatures alone were added, and which.

The question is one line of JSON, `{"base": …, "known": [PEM, …], "qualified": [PEM, …]}`, then the file; the first
`base` bytes of it are a paper of ours. The answer is JSON: `{"problem": …}` or `{"signatures": […]}`.
"""

import io
import json
from typing import Any

from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.qualified_asn1 import get_qc_statements
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    DiffResult,
    FormUpdatingRule,
    ModificationLevel,
    StandardDiffPolicy,
)
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator import ValidationContext

from core.seal_child import LOOP, MOST_SIGNATURES, certificate_in, common_name, how_it_holds, named

FOR_SIGNATURES = "qct_esign"
# pyHanko's rules compare what came after a signature; ours is compared before the first one, which sets this flag.
_FORMS: Any = DEFAULT_DIFF_POLICY.form_rule
SIGNATURES_ALONE = StandardDiffPolicy(
    DEFAULT_DIFF_POLICY.global_rules,
    FormUpdatingRule(_FORMS.field_rules, {*_FORMS.ignored_acroform_keys, "/SigFlags"}),
)


def answer(question: bytes) -> bytes:
    """Judge one file."""
    line, _newline, content = question.partition(b"\n")
    asked = json.loads(line)
    roots = {kind: [certificate_in(text) for text in asked[kind]] for kind in ("known", "qualified")}
    return json.dumps(_judged(content, asked["base"], roots)).encode()


def _judged(content: bytes, base: int, roots: dict[str, list[asn1_x509.Certificate]]) -> dict[str, Any]:
    try:
        reader = PdfFileReader(io.BytesIO(content))
        if reader.encrypted:
            return {"problem": "encrypted"}
        signatures = reader.embedded_regular_signatures
    except Exception:  # noqa: BLE001  a damaged file raises whatever it likes
        return {"problem": "broken"}
    if not signatures:
        return {"problem": "unsigned"}
    if len(signatures) > MOST_SIGNATURES or not _signatures_alone(reader, base):
        return {"problem": "altered"}
    told = [_told(one, roots) for one in signatures]
    return {"signatures": told} if all(one.pop("holds") for one in told) else {"problem": "invalid"}


def _signatures_alone(reader: PdfFileReader, base: int) -> bool:
    """Whether everything behind our paper is signatures and what belongs to them, in each step that was added."""
    try:
        is_ours_first = reader.xrefs.get_startxref_for_revision(0) < base
        found = SIGNATURES_ALONE.review_file(reader, 0)
    except Exception:  # noqa: BLE001  what cannot be compared is not the same
        return False
    is_small = isinstance(found, DiffResult) and found.modification_level <= ModificationLevel.FORM_FILLING
    return is_ours_first and is_small


def _told(one: EmbeddedPdfSignature, roots: dict[str, list[asn1_x509.Certificate]]) -> dict[str, Any]:
    """What can be said of one signature. Whether a certificate was revoked is not asked: nothing is fetched here."""
    told: dict[str, Any] = {"name": "", "issuer": "", "fingerprint": "", "said_at": "", "stamped_at": "",
                            "stamped_by": "", "is_trusted": False, "is_qualified": False, "holds": False}  # fmt: skip
    try:
        told |= named(one)
        context = ValidationContext(trust_roots=[*roots["known"], *roots["qualified"]], allow_fetching=False)
        status = LOOP.run_until_complete(async_validate_pdf_signature(one, context, skip_diff=True))
        told["holds"] = how_it_holds(status)["holds"]
        told["is_trusted"] = bool(status.trusted)
        told["is_qualified"] = bool(status.trusted) and _is_qualified(status, roots["qualified"])
        stamp = status.timestamp_validity
        if stamp is not None and stamp.intact and stamp.valid and stamp.trusted:
            told["stamped_at"] = stamp.timestamp.isoformat()
            told["stamped_by"] = common_name(stamp.signing_cert.subject)
    except Exception:  # noqa: BLE001  whatever is wrong with it, it does not hold
        told["holds"] = False
    return told


def _is_qualified(status: Any, roots: list[asn1_x509.Certificate]) -> bool:
    """A certificate that calls itself qualified for signatures (ETSI EN 319 412-5), below a root kept for such."""
    anchor = getattr(status.validation_path.trust_anchor, "certificate", None)
    if anchor is None or anchor.sha256 not in {root.sha256 for root in roots}:
        return False
    try:
        said = {row["statement_id"].native: row for row in get_qc_statements(status.signing_cert)}
        kinds = said["qc_type"]["statement_info"].native if "qc_type" in said else [FOR_SIGNATURES]
    except (KeyError, TypeError, ValueError):
        return False
    return "qc_compliance" in said and FOR_SIGNATURES in kinds
