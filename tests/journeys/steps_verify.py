"""Whoever holds a paper checks it on a phone, without an account: by its code, by its file, and an altered copy."""

import re

from tests.journeys.browser import Visitor
from tests.journeys.people import UNIVERSITY, Company
from tests.journeys.steps_finish import text_of

CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")


def check_agreement(company: Company, paper: bytes) -> None:
    """The code says what was issued and shows initials alone; the file is genuine; one byte else and it is refused."""
    code = CODE.search(text_of(paper))
    assert code, "no code stands on the pages of the agreement"
    with company.somebody(language="en", phone=True) as reader:
        reader.go(f"{UNIVERSITY}verify/")
        reader.look("70-verify")
        reader.fill("Code of the paper", code[0].lower())
        reader.click("Check the code", role="button")
        reader.reads("We issued a paper with this code", "Who signed")
        reader.reads("By code we show initials only; the names stand in the paper.")
        reader.look("71-verify-code")
        answered(reader, paper, "This file is genuine", "72-verify-file")
        middle = len(paper) // 2
        altered = paper[:middle] + bytes([paper[middle] ^ 1]) + paper[middle + 1 :]
        answered(reader, altered, "This file was changed", "73-verify-altered")


def answered(reader: Visitor, content: bytes, words: str, picture: str) -> None:
    """Send a file, and read the verdict."""
    reader.click("Check another paper", role="link")
    upload = reader.field("File of the paper")
    upload.set_input_files({"name": "agreement.pdf", "mimeType": "application/pdf", "buffer": content})
    reader.click("Check the file", role="button")
    reader.reads(words)
    reader.look(picture)
