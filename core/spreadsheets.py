"""Tables that people send: CSV in the encodings and separators that offices use, or the first sheet of an XLSX file.

Here bytes become rows of cells; what the columns mean is their reader's matter. Nothing is guessed silently: a file
too large, a damaged one, a formula are told by line and column.
"""

import csv
import io
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook

from core.rules import Words
from core.uploads import OversizedUpload

MOST_BYTES = 1024 * 1024
MOST_UNPACKED = 20 * MOST_BYTES
MOST_PARTS = 200
MOST_COLUMNS = 120
SEPARATORS = (";", ",", "\t")
ZIP = b"PK\x03\x04"


@dataclass(frozen=True)
class Problem:
    """What keeps a file out: the line (from 1, the header's; 0 for the whole file), the column, a sentence."""

    line: int
    column: str
    words: Words


class Unreadable(Exception):
    """The file is not a table that can be taken in; every reason is told."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


def rows_of(content: bytes) -> Iterator[list[Any]]:
    """The rows of the table, a list of cells each. Raises Unreadable for what is no table, or too large for one."""
    if len(content) > MOST_BYTES:
        raise too_large()
    if not content.strip():
        raise Unreadable(Problem(0, "", _("The file is empty. Choose it once more.")))
    return _of_workbook(content) if content.startswith(ZIP) else _of_text(content)


def too_large() -> Unreadable:
    """What is said of a file beyond the limit, read or not."""
    return Unreadable(Problem(0, "", _("The file is larger than 1 MB. Divide it and send the parts.")))


def sent_content(sent: "UploadedFile[Any]") -> bytes:
    """The bytes of an uploaded table. Raises Unreadable beyond the limit."""
    if isinstance(sent, OversizedUpload) or (sent.size or 0) > MOST_BYTES:
        raise too_large()
    content: bytes = sent.read()
    return content


def plain(cell: Any) -> str:
    """A cell as one line of text: dates in ISO 8601, whole numbers without a decimal point."""
    return " ".join(words(cell).split())


def words(cell: Any) -> str:
    """A cell as text with its line ends."""
    value = getattr(cell, "value", cell)
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).replace("\xa0", " ").replace("\r\n", "\n").strip()


def is_formula(cell: Any) -> bool:
    """Whether the cell of a workbook is calculated, or a text is written as what a spreadsheet would calculate."""
    return getattr(cell, "data_type", "") == "f" or plain(cell).startswith("=")


def is_error(cell: Any) -> bool:
    """Whether the cell of a workbook holds an error of the spreadsheet."""
    return getattr(cell, "data_type", "") == "e"


def folded(text: str) -> str:
    """Words as they are compared: without case, accents, signs and doubled spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(
        " " if sign in "_-()" else sign for sign in decomposed if not unicodedata.combining(sign)
    )
    return " ".join(letters.split())


def _of_text(content: bytes) -> Iterator[list[Any]]:
    text = decoded(content)
    first = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        said = _("The line cannot be read: a quotation mark is not closed, or stands in the wrong place.")
        raise Unreadable(Problem(reader.line_num, "", said)) from error


def decoded(content: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with it, else the Windows code page of Central Europe."""
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1250"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable(Problem(0, "", _("The file is no table of text. Save it as CSV (UTF-8) or XLSX.")))


def _of_workbook(content: bytes) -> Iterator[list[Any]]:
    unopened = Unreadable(Problem(0, "", _("The file cannot be opened. Save it as XLSX or CSV once more.")))
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except zipfile.BadZipFile as error:
        raise unopened from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unreadable(Problem(0, "", _("The file unpacks to too much. Save the one sheet as CSV.")))
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        yield from (list(row) for row in sheet.iter_rows(max_col=MOST_COLUMNS))
    except Unreadable:
        raise
    except Exception as error:  # the library fails in many ways on a damaged file
        raise unopened from error
