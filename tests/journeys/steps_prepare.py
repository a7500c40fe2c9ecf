"""Before departure: the opinions and the decision on suitability, and the three signatures."""

from playwright.sync_api import expect

from tests.journeys import steps_apply as apply
from tests.journeys.browser import Visitor
from tests.journeys.people import Company, subject_begins

BODY = ("vodja1", "pisarna", "tajnik")
HOST_ADDRESS = "anna.gruber@host.example"
POSITION = "Head of staff mobility"


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


def propose_as_host(company: Company, name: str) -> None:
    """On a phone that nobody has signed in on: the link opens a room for this one stay; the host proposes a change.

    The coordinator takes it over: a new version, which shows the difference, and everybody signs anew.
    """
    link = company.letter(
        HOST_ADDRESS, subject_begins("Please sign the mobility agreement of %(name)s", language="en")
    )
    with company.somebody(language="en", phone=True) as host:
        host.go(link)
        host.reads("Programme by day")
        assert link.rsplit("/", 2)[1] not in host.page.url, "the secret stays in the address"
        host.look("35-host-room")
        host.click("Propose a change", role="link")
        host.look("35-host-propose")
        host.fill("Position of the contact person", POSITION)
        host.fill("Why the plan should be changed", "She has a new post.")
        host.click("Send the proposal", role="button")
        host.reads("Your proposal is with the sending institution. You get a letter when it is answered.")
        host.look("35-host-waits")
    coordinator = company.called("koordinator", "Answer the host’s proposal about the stay of %(name)s")
    coordinator.sees(POSITION)
    coordinator.click("Answer the proposal", role="link")
    coordinator.tick("Take over what is ticked below")
    coordinator.look("35-answer", phone=True)
    coordinator.click("Send the answer", role="button")
    coordinator.reads("The proposal was taken over; the new version waits for signatures.")
    coordinator.look("35-new-version", phone=True)
    sign_at_home(company, name)


def sign_as_host(company: Company) -> str:
    """The letter about the new version leads to the room; the host signs it there, on the phone."""
    link = company.letter(
        HOST_ADDRESS, subject_begins("Please sign the changed mobility agreement of %(name)s", language="en")
    )
    with company.somebody(language="en", phone=True) as host:
        host.go(link)
        host.sees(POSITION)
        host.click("Read and sign the agreement", role="link")
        host.sees(apply.TITLE)
        host.look("36-host-sign")
        host.fill("Your first and last name", "Anna Gruber")
        host.fill("Your function at the institution", POSITION)
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
        host.reads("Your copies")
        host.look("38-host-copy")
        papers = host.page.get_by_role("main").get_by_role("link", name="PDF")
        expect(papers.first).to_be_visible()
        host.download(str(papers.first.get_attribute("href")), "agreement-host.pdf")
