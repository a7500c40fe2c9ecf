"""People apply, the coordinator seats five with a substitute and passes on, and a conflict shuts one of them out."""

from collections.abc import Sequence
from datetime import date, timedelta

from playwright.sync_api import expect

from tests.journeys import steps_apply as apply
from tests.journeys import steps_check as check
from tests.journeys.browser import Visitor
from tests.journeys.people import Company
from tests.journeys.steps_configure import TITLE

MEMBERS = ("clan1", "clan2", "clan3", "vodja2")
DEPUTY, SUBSTITUTED, SUBSTITUTE, LEADER = "clan1", "clan3", "namestnica", "vodja2"


def apply_by_hand(company: Company, name: str) -> str:
    """One application from the page of the call to its receipt, section by section. Returns its number."""
    me = company.person(name)
    me.page.get_by_role("main").get_by_role("link", name=TITLE).first.click()
    me.click("Start an application")
    apply.fill_everything(me, apply.next_monday(company.today(), weeks=12), asks_paper=True)
    return check.submit(me)


def seat(company: Company) -> Visitor:
    """Chair, deputy and three members; the substitute of one of them from today on."""
    names = {name: company.person(name).name for name in (*MEMBERS, "predsednik", SUBSTITUTE)}
    me = company.person("koordinator")
    me.click("Scoring", role="link", within=me.page.get_by_role("banner"))
    me.look("30-scoring-calls")
    row = me.page.get_by_role("row").filter(has=me.page.get_by_role("link", name=TITLE))
    me.click("Committee", role="link", within=row)
    me.click("Seat the committee", role="link")
    me.field("Chair").select_option(label=names["predsednik"])
    me.field("Deputy chair").select_option(label=names[DEPUTY])
    for name in MEMBERS:
        me.page.get_by_role("group", name=me.named("Members")).get_by_label(names[name]).check()
    me.look("31-seating", phone=True)
    me.click("Seat the committee", role="button")
    me.reads("The committee is seated.")
    row = me.page.get_by_role("row").filter(has=me.page.get_by_role("rowheader", name=names[SUBSTITUTED]))
    me.click("Substitute", role="link", within=row)
    me.field("Substitute").select_option(label=names[SUBSTITUTE])
    name_days(me, company.today())
    me.look("32-substitute")
    me.click("Name the substitute", role="button")
    me.reads("The substitute is named.")
    me.look("33-committee", phone=True)
    return me


def name_days(me: Visitor, first: date) -> None:
    """Three weeks from a day on."""
    me.fill("First day", first.isoformat())
    me.fill("Last day", (first + timedelta(weeks=3)).isoformat())


def pass_on_all(company: Company, numbers: Sequence[str]) -> None:
    """Each application is checked and passed on to the committee."""
    me = company.person("koordinator")
    to_be_checked = me.say("To be checked")
    for turn, number in enumerate(numbers):
        me.click("Mobilities", role="link", within=me.page.get_by_role("banner"))
        if not turn:
            me.look("34-desk")
        row = me.page.get_by_role("row").filter(has_text=number)
        expect(row).to_contain_text(to_be_checked)
        row.get_by_role("link").first.click()
        me.click("Check the application for completeness", role="link")
        if not turn:
            me.look("35-checking")
        me.click("Pass on to the committee", role="link")
        if not turn:
            me.look("36-admit")
        me.click("Pass on to the committee", role="button")
        me.reads("The application is with the committee.")


def shut_out(company: Company, number: str) -> None:
    """The head of the applicant's unit sits in the committee: for her this one file is not there."""
    leader = company.person(LEADER)
    leader.click("Scoring", role="link", within=leader.page.get_by_role("banner"))
    leader.look("37-scoring-leader")
    leader.click("Score", role="link")
    main = leader.page.get_by_role("main")
    expect(main.get_by_role("row")).to_have_count(4)
    expect(main).not_to_contain_text(number)
    leader.look("38-queue-leader", phone=True)
    file = company.person("kandidatka1").page.url
    public_id = file.rstrip("/").rpartition("/")[2]
    base = leader.page.url.partition("selection/")[0]
    for path in (
        f"mobilities/{public_id}/",
        *(f"selection/{act}/{public_id}/" for act in ("score", "decide")),
    ):
        assert status_of(leader, base + path) in {403, 404}, path
    sheet = leader.context.request.get(leader.page.url + "sheet.csv").text()
    assert number not in sheet
    assert sheet.count(number[:5]) == 3


def status_of(person: Visitor, address: str) -> int:
    """How the product answers this person there."""
    return person.context.request.get(address).status
