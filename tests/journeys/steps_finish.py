"""At the end: the office's table, the timeline, and the papers."""

import re
from io import BytesIO

import pypdf
from playwright.sync_api import expect

from tests.journeys.browser import Visitor
from tests.journeys.people import Company

KINDS = (
    "Receipt of the application",
    "Decision on selection",
    "Confirmation of suitability (Annex 1)",
    "Mobility Agreement for Training",
    "Departure pack",
    "Certificate of attendance",
    "Content report (Annex 2)",
    "Data for Europass Mobility",
    "Recognition record",
    "Page for the annual interview",
)
HAPPENED = (
    "The application was begun.",
    "The application was submitted.",
    "The application was sent back to be completed.",
    "The application was complete and went to the committee.",
    "A place was awarded.",
    "The place was confirmed.",
    "The body decided on suitability.",
    "The host proposed changes to the plan.",
    "The host’s proposal was taken over.",
    "All three parties have signed the mobility agreement.",
    "The stay ended.",
    "The host gave the certificate of attendance.",
    "The EU Survey was handed in.",
    "The content report was handed in.",
    "The content report was accepted.",
)


def see_in_table(company: Company, number: str) -> None:
    """The university's office finds the file in the table of all faculties, with its stage."""
    office = company.person("usms")
    office.click("Mobilities", role="link", within=office.page.get_by_role("banner"))
    office.look("60-desk")
    row = office.page.get_by_role("row").filter(has_text=number)
    expect(row).to_contain_text(office.say("Recognised"))
    row.get_by_role("link").first.click()
    office.sees(number)
    office.look("61-file-office")


def read_timeline(me: Visitor, number: str) -> None:
    """The participant's page tells the whole way, the newest first."""
    me.go("/emona/")
    me.look("62-home-at-the-end", phone=True)
    me.page.get_by_role("main").get_by_role("link", name=re.compile("Spremljanje dela")).first.click()
    me.sees(number)
    me.reads(*HAPPENED)
    me.look("63-file-at-the-end", phone=True)


def download_papers(me: Visitor) -> dict[str, bytes]:
    """The papers in both languages: PDFs with the person's name in their text. Returns the first of each kind."""
    person, found = me.name, dict[str, bytes]()
    documents = (
        me.page.get_by_role("main")
        .get_by_role("listitem")
        .filter(has=me.page.get_by_role("link", name=me.say("Open")))
    )
    for kind in KINDS:
        rows = documents.filter(has_text=me.say(kind))
        ways = rows.get_by_role("link")
        me.until(lambda ways=ways: ways.count() >= 2, f"“{kind}” in two languages")  # type: ignore[misc]
        addresses = [str(one.get_attribute("href")) for one in ways.all()]
        for place, address in enumerate(addresses):
            paper = me.download(address, f"{KINDS.index(kind) + 1}-{place}.pdf")
            assert person in text_of(paper), f"{kind}: {address} does not name {person}"
            found.setdefault(kind, paper)
            me.album.counts["papers"] += 1
    return found


def text_of(paper: bytes) -> str:
    """The text of a PDF as a reader would copy it."""
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(paper)).pages).split())
