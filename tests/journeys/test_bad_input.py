"""What bad input gets where it takes a browser and the whole product: a message at the field, and nothing lost."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, expect

from demo.names import PLANS
from mobility.enums import TrainingForm
from mobility.sections import LABELS
from tests.journeys.browser import Album, Visitor
from tests.journeys.people import Company, subject_begins
from tests.journeys.scene import DOMAIN
from tests.journeys.steps_return import certificate_pdf
from tools import ROOT
from tools.stack import Stack

pytestmark = pytest.mark.journey

DOUBLE, LATE, FIELDS, HOST, SECRETARY, CERTIFICATE = (f"zaposleni{number}" for number in range(1, 7))
TOO_LARGE = 10 * 1024 * 1024 + 1


@pytest.fixture(scope="module")
def files(stack: Stack) -> dict[str, str]:
    """The files that await a wrong step: name → address."""
    owner = {"DATABASE_OWNER_URL": stack.env["DATABASE_URL"]}
    made = subprocess.run(
        [sys.executable, "-m", "tests.journeys.scene"],
        cwd=ROOT,
        env={**stack.env, **owner},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    addresses: dict[str, str] = json.loads(made.stdout.splitlines()[-1])
    return addresses


@pytest.fixture(scope="module")
def neighbours(company: Company, files: dict[str, str]) -> Iterator[Company]:
    """Everybody of the other university's one faculty."""
    album = Album(company.album.folder)
    everybody = Company(company.browser, company.base_url, album, domain=DOMAIN, moved=company.moved)
    yield everybody
    company.moved = everybody.moved
    everybody.close()
    assert not album.problems, "\n".join(album.problems)


def wrong(visitor: Visitor, label: object, message: str) -> Locator:
    """The field of this label, which is marked as wrong and has this message beside it."""
    field = visitor.field(label)  # type: ignore[arg-type]
    expect(field).to_have_attribute("aria-invalid", "true")
    described = " ".join(
        visitor.page.locator(f"#{one}").inner_text()
        for one in str(field.get_attribute("aria-describedby")).split()
    )
    assert beginning(visitor, message) in described, described
    return field


def beginning(visitor: Visitor, message: str) -> str:
    """The message in the reader's language, up to its first value."""
    return visitor.say(message).split("%(")[0].strip()


def fill_stay(me: Visitor, first: str, last: str) -> None:
    """Type the two days and save."""
    me.fill(LABELS["starts_on"], first)
    me.fill(LABELS["ends_on"], last)
    me.click("Save and continue", role="button")


def test_a_stay_that_cannot_be(neighbours: Company, files: dict[str, str]) -> None:
    me = neighbours.person(FIELDS)
    me.go(files["fields"] + "application/stay/")
    me.fill(LABELS["title"], "Teden na knjižnici")
    me.tick(TrainingForm.CONFERENCE.label)
    monday = neighbours.today() + timedelta(days=100)
    for days, message in (
        (-1, "The last day lies before the first day."),
        (0, "This is %(days)d day of training; %(action)s asks for at least %(least)d, travel not counted."),
        (60, "These are %(days)d days; at most %(most)d days of training are possible, travel not counted."),
    ):
        last = (monday + timedelta(days=days)).isoformat()
        fill_stay(me, monday.isoformat(), last)
        field = wrong(me, LABELS["ends_on"], message)
        expect(field).to_have_value(last)
        expect(me.field(LABELS["starts_on"])).to_have_value(monday.isoformat())
        expect(me.field(LABELS["title"])).to_have_value("Teden na knjižnici")
    expect(me.page.get_by_role("main")).to_contain_text(
        me.say("A conference alone cannot be supported. Choose the training that goes with it.")
    )
    expect(me.field(TrainingForm.CONFERENCE.label)).to_be_checked()
    me.look("70-stay-wrong", phone=True)


def test_a_host_at_home(neighbours: Company, files: dict[str, str]) -> None:
    me = neighbours.person(FIELDS)
    me.go(files["fields"] + "application/host/")
    ask = me.page.get_by_role("combobox", name=me.named(LABELS["host"]))
    ask.press_sequentially("Univerza v Ljubljani")
    me.page.get_by_role("option").first.click()
    me.fill(LABELS["contact_name"], "Ana Kos")
    me.click("Save and continue", role="button")
    me.reads("The host is in your own country; a mobility leads abroad.")
    expect(me.field(LABELS["contact_name"])).to_have_value("Ana Kos")
    expect(ask).to_have_value(re.compile("Ljubljan"))
    me.look("71-host-at-home")


def test_submitting_twice_gives_one_application(neighbours: Company, files: dict[str, str]) -> None:
    me = neighbours.person(DOUBLE)
    me.go(files["double"] + "application/submit/")
    me.target("Submit the application", role="button").dblclick()
    me.reads("Your application was received")
    neighbours.letter(
        neighbours.address_of("koordinator"), subject_begins("Check application %(number)s: %(name)s")
    )
    receipt = subject_begins("Keep this receipt: application %(number)s was submitted")
    neighbours.letter(neighbours.address_of(DOUBLE), receipt)
    postman = neighbours.postman
    postman.go(f"/demo/mails/?q={neighbours.address_of(DOUBLE)}")
    expect(postman.page.get_by_role("link", name=re.compile(f"^{re.escape(receipt)}"))).to_have_count(1)


def test_a_certificate_that_is_none(neighbours: Company, files: dict[str, str]) -> None:
    me = neighbours.person(CERTIFICATE)
    me.go(files["certificate"] + "report/certificate/")
    first = me.field("First day on the certificate").input_value()
    for name, content, message in (
        (
            "potrdilo.pdf",
            b"PK\x03\x04 potrdilo",
            "The file is called “%(name)s”, but its content is %(content)s. Send a PDF, JPEG or PNG.",
        ),
        ("potrdilo.pdf", b"", "The file is empty. Choose it once more."),
        (
            "potrdilo.pdf",
            certificate_pdf().ljust(TOO_LARGE, b"\n"),
            "The file is larger than %(limit)s MB. Save it in a smaller size and send that file.",
        ),
    ):
        me.page.locator("input[type=file]").set_input_files(
            {"name": name, "mimeType": "application/pdf", "buffer": content}
        )
        me.click("Send the certificate", role="button")
        wrong(me, "Certificate of attendance", message)
        expect(me.field("First day on the certificate")).to_have_value(first)
    me.look("72-certificate-wrong", phone=True)


def test_a_link_that_opens_nothing_says_whom_to_ask(neighbours: Company, files: dict[str, str]) -> None:
    subject = subject_begins("Please sign the mobility agreement of %(name)s", language="en")
    link = neighbours.letter("staff.mobility@host.example", f"{subject} {neighbours.person(HOST).name}")
    head, token = link.rstrip("/").rsplit("/", 1)
    altered = f"{head}/{token[:-2]}{'AA' if token[-2:] != 'AA' else 'BB'}/"
    with neighbours.somebody(language="en", phone=True) as host:
        pages = []
        for address in (altered, f"{head}/nothing/", f"{head}/room/"):
            host.go(address)
            host.sees("This link opens nothing", "mednarodna.fnm@drava.example")
            pages.append(host.page.content())
        assert pages[0] == pages[1] == pages[2]
        host.look("73-host-closed")
        host.go(link)
        host.click("Read and sign the agreement", role="link")
        host.fill("Your function at the institution", "Staff mobility coordinator")
        host.click("Sign for the institution", role="button")
        host.reads("Please tick that you may sign for the institution.")
        expect(host.field("Your function at the institution")).to_have_value("Staff mobility coordinator")
        host.look("74-host-wrong")
        host.tick("I have read the agreement and may sign it for the receiving institution.")
        host.click("Sign for the institution", role="button")
        host.reads("Thank you")
    with neighbours.somebody(language="en", phone=True) as again:
        again.go(link)
        expect(again.page.get_by_role("button", name="Sign for the institution")).to_have_count(0)


def test_two_decide_at_once(neighbours: Company, files: dict[str, str]) -> None:
    first = neighbours.person("tajnik")
    second = first.another()
    for one, words in ((first, "Vsebina sodi na delovno področje."), (second, "Moji razlogi so drugi.")):
        one.go(files["secretary"] + "suitability/decide/")
        one.tick("fits")
        one.fill("Reasons", words)
    first.click("Record the decision", role="button")
    first.reads("The decision is recorded; Annex 1 is being issued.")
    second.click("Record the decision", role="button")
    expect(second.page.get_by_role("alert").first).to_contain_text(first.name)
    expect(second.field("Reasons")).to_have_value("Moji razlogi so drugi.")
    second.look("75-decided-already")
    second.page.close()


def test_submitting_after_the_deadline(neighbours: Company, files: dict[str, str]) -> None:
    me = neighbours.person(LATE)
    me.go(files["late"] + "application/submit/")
    neighbours.move_clock("One day ahead", 2)
    me.click("Submit the application", role="button")
    expect(me.page.get_by_role("main")).to_contain_text(
        beginning(me, "The deadline was %(deadline)s; on our clock it is now %(now)s. Your draft is kept.")
    )
    me.look("76-too-late", phone=True)
    me.go(files["late"] + "application/preview/")
    me.sees(PLANS[1].link)
