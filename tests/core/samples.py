"""Files as people send them, good and bad, made on the spot."""

import base64
import io
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
from PIL import Image


def pdf(pages: int = 1, change: Callable[[pikepdf.Pdf], object] | None = None, **options: object) -> bytes:
    """A PDF with blank pages, after `change` was done to it."""
    file = pikepdf.new()
    for _page in range(pages):
        file.add_blank_page(page_size=(595, 842))
    if change:
        change(file)
    return _saved(file, **options)


def _saved(file: pikepdf.Pdf, **options: object) -> bytes:
    target = io.BytesIO()
    file.save(target, **options)
    return target.getvalue()


def encrypted_pdf() -> bytes:
    return pdf(encryption=pikepdf.Encryption(owner="owner", user="user"))


def restricted_pdf() -> bytes:
    """Opens without a password, but is encrypted all the same."""
    return pdf(encryption=pikepdf.Encryption(owner="owner", user=""))


def scripted_pdf() -> bytes:
    def script(file: pikepdf.Pdf) -> None:
        action = pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS=pikepdf.String("app.alert(1)"))
        file.Root.OpenAction = action

    return pdf(change=script)


def launching_pdf() -> bytes:
    def launch(file: pikepdf.Pdf) -> None:
        action = pikepdf.Dictionary(S=pikepdf.Name("/Launch"), F=pikepdf.String("cmd.exe"))
        note = pikepdf.Dictionary(Type=pikepdf.Name("/Annot"), Subtype=pikepdf.Name("/Link"), A=action)
        file.pages[0].obj.Annots = pikepdf.Array([note])

    return pdf(change=launch)


def carrying_pdf(name: str) -> bytes:
    """A PDF with a file of this name inside."""

    def carry(file: pikepdf.Pdf) -> None:
        file.attachments[name] = pikepdf.AttachedFileSpec(file, b"content", filename=name)

    return pdf(change=carry)


def huge_page_pdf() -> bytes:
    def widen(file: pikepdf.Pdf) -> None:
        file.pages[0].mediabox = pikepdf.Array([0, 0, 2_000_000, 2_000_000])

    return pdf(change=widen)


def zip_archive() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("payload.txt", "x" * 40)
    return target.getvalue()


def picture(kind: str, size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    """A picture of this kind ("JPEG", "PNG", "GIF") whose four corners differ."""
    image = Image.new("RGB", size, "white")
    image.putpixel((0, 0), (200, 0, 0))
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def base64_picture() -> str:
    """A small PNG as it stands in a `data:` address."""
    return base64.b64encode(picture("PNG")).decode()


def photograph() -> bytes:
    """A JPEG lying on its side that tells where it was taken, and has something hung behind it."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "CNRY-CAMERA"
    exif.get_ifd(0x8825)[1] = "N"
    return picture("JPEG", exif=exif) + b"<script>alert(1)</script>"


def png_bomb() -> bytes:
    """A small PNG file that claims 30,000 × 30,000 points."""
    content = bytearray(picture("PNG"))
    content[16:24] = (30_000).to_bytes(4, "big") * 2
    content[29:33] = zlib.crc32(content[12:29]).to_bytes(4, "big")
    return bytes(content)
