"""A QR code as a picture written into a page or a paper."""

import base64
import io

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.pil import PilImage

DOTS, QUIET = 8, 4


def data_address(words: str) -> str:
    """The QR code of `words` as a PNG in a `data:` address; the same words give the same bytes."""
    code = qrcode.QRCode(
        error_correction=ERROR_CORRECT_M, box_size=DOTS, border=QUIET, image_factory=PilImage
    )
    code.add_data(words)
    picture = io.BytesIO()
    code.make_image().save(picture, format="PNG")
    return "data:image/png;base64," + base64.b64encode(picture.getvalue()).decode()
