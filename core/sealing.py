"""Sets a university's seal on a paper: PAdES, certified so that nothing at all may be changed afterwards.

The seal is an addition at the end of the file; what was printed stays byte for byte the beginning of it. Called in
workers, since it opens the private key and may ask an authority for the time.
"""

import io
import logging

from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper

from core.pdf_finish import SEAL_FIELD
from core.seal_keys import DIGEST, signer_of
from core.seals import Seal

STAMP_SECONDS = 20
# Room for the seal in the file: certificates and a time-stamp of twice the usual size.
RESERVED, RESERVED_WITH_TIME = 16_384, 32_768

logging.getLogger("pyhanko").setLevel(logging.WARNING)


class SealFailed(Exception):
    """The paper could not be sealed; the text says why."""


class AppendingWriter(IncrementalPdfFileWriter):
    """Adds to a file and leaves its description alone.

    pyHanko writes the metadata anew at each save, without the schema that PDF/A asks to be described there.
    """

    def _update_meta(self) -> None:
        pass


def sealed(content: bytes, seal: Seal, *, reason: str) -> bytes:
    """The paper with the seal set on it; `reason` stands in the seal. Raises SealFailed."""
    stamper = _stamper()
    about = PdfSignatureMetadata(
        field_name=SEAL_FIELD,
        md_algorithm=DIGEST,
        subfilter=SigSeedSubFilter.PADES,
        name=seal.name,
        reason=reason,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    result = io.BytesIO()
    try:
        signer = PdfSigner(about, signer=signer_of(seal), timestamper=stamper)
        signer.sign_pdf(
            AppendingWriter(io.BytesIO(content)),
            existing_fields_only=True,
            bytes_reserved=RESERVED_WITH_TIME if stamper else RESERVED,
            output=result,
        )
    except Exception as failure:
        raise SealFailed(f"The paper could not be sealed: {failure or type(failure).__name__}") from failure
    return result.getvalue()


def _stamper() -> TimeStamper | None:
    """The authority that says the time, where one is set."""
    address = settings.POPOTNIK_TIMESTAMP_URL
    if not address:
        return None
    return RequestsHTTPTimeStamper(address, timeout=STAMP_SECONDS)  # type: ignore[no-untyped-call]
