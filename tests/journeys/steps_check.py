"""Submission, the coordinator's check, completion, and the way to the committee."""

import re

from playwright.sync_api import expect

from tests.journeys import steps_apply as apply
from tests.journeys.browser import Visitor
from tests.journeys.people import Company


def told_what_is_missing(me: Visitor) -> None:
    """The page before submission names what lacks and leads to the field."""
    me.reads("Before you can submit")
    me.look("06-submit-missing", phone=True)
    me.page.get_by_role("main").get_by_role("listitem").get_by_role(
        "link", name=me.say("Programme by day")
    ).click()
    days = apply.days_of(me)
    apply.fill_day(me, days.last, apply.DAYS[-1])
    apply.onward(me, "programme-complete")


def submit(me: Visitor) -> str:
    """Preview, submit, and the number on the receipt."""
    to_submission(me)
    me.reads("Everything that is required is filled in")
    me.look("07-submit", phone=True)
    me.click("See it as the committee will", role="link")
    me.sees(apply.TITLE, apply.HOST, apply.MOTIVATION, apply.DAYS[0], apply.DAYS[-1])
    me.look("08-preview", phone=True)
    me.click("Check and submit", role="link")
    me.click("Submit the application", role="button")
    me.reads("Your application was received")
    me.look("09-receipt", phone=True)
    me.click("To my mobility", role="link")
    me.look("10-file-submitted", phone=True)
    return re.search(r"\b\d{4}-\d{4}\b", me.page.get_by_role("main").inner_text())[0]  # type: ignore[index]


def to_submission(me: Visitor) -> None:
    """The last entry of the side list."""
    me.click("Check and submit", role="link")


def send_back(company: Company, number: str) -> None:
    """The coordinator is called by a letter, looks, and sends back with reasons."""
    coordinator = company.called("koordinator", "Check application %(number)s: %(name)s")
    coordinator.sees(number, apply.TITLE, apply.MOTIVATION)
    coordinator.reads("Automatic checks")
    coordinator.look("11-checking")
    coordinator.fill("For the whole application", apply.REASONS)
    coordinator.click("Send back to be completed", role="button")
    coordinator.reads("The application was sent back to be completed.")
    coordinator.look("12-file-sent-back")


def complete(company: Company, name: str) -> None:
    """The participant reads the reasons, puts it right and submits again."""
    me = company.called(name, "Complete application %(number)s by %(day)s")
    me.sees(apply.REASONS)
    me.click("Programme by day", role="link")
    me.sees(apply.REASONS)
    me.look("13-sent-back", phone=True)
    apply.fill_day(me, apply.days_of(me).last, f"{apply.DAYS[-1]}, zapis skupnih ugotovitev")
    apply.onward(me, "programme-again")
    to_submission(me)
    me.click("Submit the application", role="button")
    me.reads("Your application was received")


def seat_committee(company: Company) -> None:
    """Before the first application is passed on, the coordinator seats chair and members."""
    coordinator = company.person("koordinator")
    coordinator.click("Scoring", role="link", within=coordinator.page.get_by_role("banner"))
    coordinator.look("14-scoring-calls")
    coordinator.click("Seat the committee", role="link")
    coordinator.look("14-no-committee")
    coordinator.click("Seat the committee", role="link", within=coordinator.page.get_by_role("main"))
    coordinator.field("Chair").select_option(index=1)
    for box in coordinator.page.locator("input[name=members]").all():
        box.check()
    coordinator.look("15-committee")
    coordinator.click("Seat the committee", role="button")
    coordinator.reads("The committee is seated.")
    coordinator.look("15-committee-seated")


def pass_on(company: Company, number: str) -> None:
    """The coordinator finds the completed application in the letter and passes it on."""
    coordinator = company.called("koordinator", "Check application %(number)s: %(name)s")
    coordinator.sees(number, "zapis skupnih ugotovitev")
    coordinator.click("Pass on to the committee", role="link")
    coordinator.look("16-admit")
    coordinator.click("Pass on to the committee", role="button")
    coordinator.reads("The application is with the committee.")
    expect(coordinator.page.get_by_role("main")).to_contain_text(number)
