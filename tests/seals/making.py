"""Seals, papers and forgeries for tests: made once, altered many times."""

import io
import warnings
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
from django.test import override_settings
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from core import pdf, sealing
from core.seal_making import make_seal
from core.seals import Seal, seal_of

NOW = datetime(2026, 6, 8, 9, 30, tzinfo=UTC)
NAME = "Univerza v Emoni"
WORDS = {"sl": "Sporazum o mobilnosti št.", "en": "Mobility agreement no."}
HTML = """<!doctype html><html lang="{language}"><head><title>x</title><link rel="stylesheet" href="paper.css"></head>
<body><h1>{words} {number}</h1><p>Čšž {number}: <a href="https://popotnik.example/emona/verify/{code}/">code</a></p>
<table><caption>Days</caption><thead><tr><th>Day</th><th>Hours</th></tr></thead><tbody>{rows}</tbody></table></body></html>"""
CODE = "7F3K92AXM4TDH7KC"


def a_seal(folder: Path, slug: str, phrase: str = "") -> Seal:
    """A new self-made seal of a university, always with the same name in it."""
    make_seal(folder / slug, name=NAME, country="SI", now=datetime.now(UTC), phrase=phrase)
    with override_settings(POPOTNIK_SEALS=folder):
        seal = seal_of(slug)
    assert seal is not None
    return seal


def a_small_paper(number: int, language: str) -> bytes:
    """A paper of one sentence before its seal: two hundred of them are quickly made."""
    link = f"https://popotnik.example/emona/verify/{CODE}/"
    heading = f"<h1>{WORDS[language]} {number}</h1>"
    words = f'<html lang="{language}"><title>x</title>{heading}<p><a href="{link}">čšž</a></p>'
    return pdf.render(
        html=words, title=f"{WORDS[language]} {number}", language=language, made_at=NOW, seal_words="Seal"
    )


def a_paper(number: int, language: str = "sl", days: int = 40) -> bytes:
    """A paper before its seal: distinct by number and language."""
    rows = "".join(f"<tr><th>{day}.</th><td>{number + day}</td></tr>" for day in range(days))
    words = HTML.format(language=language, words=WORDS[language], number=number, rows=rows, code=CODE)
    return pdf.render(
        html=words,
        title=f"{WORDS[language]} {number}",
        language=language,
        made_at=NOW,
        attachments={"paper.json": b'{"format": "popotnik-paper-1", "signatures": []}'},
        seal_words="Electronic seal of Univerza v Emoni",
    )


def sealed(content: bytes, seal: Seal) -> bytes:
    return sealing.sealed(content, seal, reason="test")


def overlaid(content: bytes, words: bytes) -> bytes:
    """The file with one more layer on its first page, added at its end as an editor would."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    from_page = f"BT /F1 18 Tf 90 400 Td ({words.decode()}) Tj ET".encode()
    layer = writer.add_object(generic.StreamObject(stream_data=from_page))
    writer.add_stream_to_page(0, layer)
    result = io.BytesIO()
    writer.write(result)
    return result.getvalue()


def countersigned(content: bytes, seal: Seal) -> bytes:
    """The file with a second, foreign signature after the first."""
    writer = sealing.AppendingWriter(io.BytesIO(content), strict=False)
    append_signature_field(writer, SigFieldSpec("Second"))
    result = io.BytesIO()
    writer.write(result)
    about = sealing.PdfSignatureMetadata(field_name="Second", md_algorithm="sha256")
    signer = sealing.PdfSigner(about, signer=sealing.signer_of(seal))
    signer._enforce_certification_constraints = lambda _reader: None
    done = signer.sign_pdf(sealing.AppendingWriter(io.BytesIO(result.getvalue())))
    return bytes(done.getbuffer())


def rewritten(content: bytes, change: str) -> bytes:
    """The file opened and saved anew by another program."""
    with pikepdf.open(io.BytesIO(content)) as file:
        if change == "stripped":
            del file.Root.AcroForm, file.Root.Perms
            for sheet in file.pages:
                kept = [note for note in sheet.get("/Annots", []) if note.Subtype != "/Widget"]
                sheet["/Annots"] = pikepdf.Array(kept)
        elif change == "swapped":
            file.pages.reverse()
        elif change == "page gone":
            del file.pages[0]
        elif change == "title":
            file.docinfo["/Title"] = "Nekaj drugega"
        elif change == "data":
            del file.attachments["paper.json"]
        result = io.BytesIO()
        with warnings.catch_warnings(action="ignore"):
            file.save(result)
    return result.getvalue()
