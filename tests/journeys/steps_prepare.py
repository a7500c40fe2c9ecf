"""Before departure: the opinions and the decision on suitability, and the three signatures."""

from playwright.sync_api import expect

from tests.journeys import steps_apply as apply
from tests.journeys.browser import Visitor
from tests.journeys.people import Company, subject_begins

BODY = ("vodja1", "pisarna", "tajnik")
HOST_ADDRESS = "anna.gruber@host.example"


def give_opinions(company: Company) -> None:
    """The three of the body, each by a letter: the training fits."""
    for name in BODY:
        member = company.called(name, "Give your opinion by %(day)s: %(name)s")
        member.sees(apply.TITLE, apply.LINK)
        member.tick("fits")
        member.look(f"30-opinion-{name}")
        member.click("Give this opinion", role="button")
        member.reads("Your opinion is noted.")


def decide_suitability(company: Company, name: str) -> None:
    """The secretary records the decision; the participant reads that suitability is confirmed."""
    secretary = company.called("tajnik", "Decide on suitability by %(day)s: %(name)s")
    secretary.look("31-decide-suitability")
    secretary.click("Record the decision", role="button")
    secretary.reads("The decision is recorded; Annex 1 is being issued.")
    me = company.called(name, "Read: suitability is confirmed: %(title)s")
    me.look("32-suitable", phone=True)


def sign_at_home(company: Company, name: str) -> None:
    """The participant signs by the letter, then the dean."""
    me = company.called(name, "Sign the mobility agreement: %(host)s")
    me.sees(apply.TITLE, apply.HOST)
    sign(me, "33-agreement")
    dean = company.called("dekan", "Sign the mobility agreement of %(name)s")
    sign(dean, "34-agreement-dean")


def sign(person: Visitor, picture: str) -> None:
    """Read, tick and sign."""
    person.look(picture, phone=True)
    if person.page.get_by_role("main").get_by_role("checkbox").count() == 0:
        person.click("Read and sign", role="link")
        person.look(f"{picture}-sign", phone=True)
    person.tick("I have read the agreement and sign it.")
    person.click("Sign", role="button")


def host_link(company: Company) -> str:
    """The link in the letter to the host; the host reads English."""
    return company.letter(
        HOST_ADDRESS, subject_begins("Please sign the mobility agreement of %(name)s", language="en")
    )


def sign_as_host(company: Company) -> str:
    """On a phone that nobody has signed in on: the link opens this one agreement; the host signs it there."""
    link = host_link(company)
    with company.somebody(language="en", phone=True) as host:
        host.go(link)
        host.reads("You are asked to sign")
        host.sees(apply.TITLE)
        assert link.rsplit("/", 2)[1] not in host.page.url, "the secret stays in the address"
        host.look("35-host-room")
        host.fill("Your first and last name", "Anna Gruber")
        host.fill("Your function at the institution", "Staff mobility coordinator")
        host.tick("I have read the agreement and may sign it for the receiving institution.")
        host.click("Sign for the institution", role="button")
        host.reads("Thank you")
        host.look("36-host-signed")
    return link


def signed_by_all(company: Company, name: str) -> None:
    """Everybody gets the way to the signed paper; the host through a link of their own."""
    me = company.called(name, "Read the signed mobility agreement of %(name)s")
    me.look("37-file-ready", phone=True)
    copy = company.letter(
        HOST_ADDRESS, subject_begins("Download the signed mobility agreement of %(name)s", language="en")
    )
    with company.somebody(language="en", phone=True) as host:
        host.go(copy)
        host.reads("The agreement is signed by all three parties.")
        host.look("38-host-copy")
        papers = host.page.get_by_role("main").get_by_role("link", name="PDF")
        expect(papers.first).to_be_visible()
        host.download(str(papers.first.get_attribute("href")), "agreement-host.pdf")
