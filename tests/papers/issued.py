"""Issued papers in tests: their words, the data in them, and what an independent validator says."""

import io
import json
from pathlib import Path
from typing import Any

import page
import pikepdf
import pypdf

from core import files
from core.models import StoredFile

PROFILES = (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1)


def words_of(file: StoredFile) -> str:
    """The text of all pages without blanks: where a line is broken does not matter."""
    pages = pypdf.PdfReader(io.BytesIO(files.content_of(file))).pages
    return "".join("".join(sheet.extract_text() for sheet in pages).split())


def data_in(file: StoredFile) -> dict[str, Any]:
    """The paper.json of a paper."""
    with pikepdf.open(io.BytesIO(files.content_of(file))) as paper:
        found: dict[str, Any] = json.loads(paper.attachments["paper.json"].get_file().read_bytes())
    return found


def faults_of(file: StoredFile, folder: Path) -> list[str]:
    """Every rule of PDF/A-3a and PDF/UA-1 that the paper breaks."""
    path = folder / file.original_name
    path.write_bytes(files.content_of(file))
    return [
        failure.rule_id
        for profile in PROFILES
        for failure in page.validate_pdf(str(path), profile=profile).failures
    ]


def packed(words: str) -> str:
    """Words as `words_of` gives them."""
    return "".join(words.split())
