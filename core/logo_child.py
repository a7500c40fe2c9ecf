"""The child process of core.logos: a picture as papers carry it. The answer is the PNG."""

import io

from PIL import Image


def answer(content: bytes) -> bytes:
    """Draw the picture on white, no larger than it is printed: 34 × 16 mm (static/css/paper.css), 600 dots an inch."""
    with Image.open(io.BytesIO(content), formats=["PNG", "JPEG"]) as picture:
        picture.thumbnail((804, 378))
        layer = picture.convert("RGBA")
    sheet = Image.new("RGB", layer.size, "white")
    sheet.paste(layer, mask=layer)
    written = io.BytesIO()
    sheet.save(written, "PNG", optimize=True)
    return written.getvalue()
