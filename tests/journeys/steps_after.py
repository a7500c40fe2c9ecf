"""After the release: a place given back moves on, an appeal is heard by others, the decision is corrected, the list."""

from io import BytesIO

from openpyxl import load_workbook
from playwright.sync_api import expect

from selection.enums import AppealGround, Relief
from tests.journeys.browser import Visitor
from tests.journeys.people import Company

DECLINED = "V predvidenem terminu prevzemam nove naloge."
APPEAL = (
    "Komisija načrtu ni priznala merljivih učinkov, čeprav so kazalniki navedeni pri vsakem cilju. Predlagam, da se "
    "merilo ponovno presodi in da se me uvrsti na rezervni seznam."
)
RULING = (
    "Kazalniki so v prijavi navedeni; načrt bi moral dobiti več točk. Prijava se uvrsti na rezervni seznam."
)
PANEL = ("tajnik", "pisarna")


def give_back(company: Company, name: str, number: str) -> None:
    """One who was selected declines on their file."""
    me = company.called(name, "Confirm the place by %(day)s: %(title)s")
    me.page.get_by_role("main").get_by_role("link", name=number, exact=True).click()
    me.look("70-awarded", phone=True)
    me.click("Decline the place", role="link")
    me.fill("Reason", DECLINED)
    me.look("71-decline", phone=True)
    me.click("Decline the place", role="button")
    me.reads("The place was declined.")
    me.look("72-declined")


def moved_up(company: Company, name: str) -> None:
    """The first on the reserve list is asked to confirm, and nobody had to do anything."""
    me = company.called(name, "Confirm the place by %(day)s: %(title)s")
    me.look("73-moved-up", phone=True)
    me.click("Confirm the place", role="button")
    me.reads("Your place is confirmed. Next: the mobility agreement.")


def lodge(company: Company, name: str) -> None:
    """One who was not selected reads why, and appeals with a ground."""
    me = company.called(name, "Read: you were not selected: %(title)s")
    me.look("74-not-selected", phone=True)
    me.click("Lodge an appeal", role="link")
    me.tick(AppealGround.POINTS.label)
    me.fill("Your appeal", APPEAL)
    me.look("75-appeal", phone=True)
    me.click("Lodge the appeal", role="button")
    me.reads("Your appeal is in. A panel of others decides on it.")
    me.look("76-appeal-lodged", phone=True)


def name_panel(company: Company, judges: tuple[str, ...]) -> None:
    """The office names others: whoever judged is not offered."""
    names = {name: company.person(name).name for name in (*PANEL, "dekan")}
    office = company.called("usms", "Name the panel for an appeal (%(number)s): %(title)s")
    for judge in judges:
        expect(office.page.get_by_role("main")).not_to_contain_text(company.person(judge).name)
    office.field("Chair of the panel").select_option(label=names["dekan"])
    for name in PANEL:
        office.page.get_by_label(names[name], exact=True).check()
    office.look("77-panel")
    office.click("Name the panel", role="button")
    office.look("78-panel-named")


def hear(company: Company) -> None:
    """The panel's chair reads what was kept, and the decision is corrected by a new one."""
    dean = company.called("dekan", "Decide on an appeal by %(day)s (%(number)s)")
    dean.look("79-appeal-to-hear", phone=True)
    dean.tick(Relief.RESERVE.label)
    dean.fill("Place number on the reserve list", "1")
    dean.fill("Reasons of the panel", RULING)
    dean.look("80-ruling", phone=True)
    dean.click("Record the decision", role="button")
    dean.look("81-heard")


def read_outcome(company: Company, name: str) -> None:
    """The participant reads the panel's reasons; both decisions stand in the timeline."""
    me = company.called(name, "Read: your appeal was upheld: %(title)s")
    me.sees(RULING)
    me.look("82-upheld", phone=True)


def see_lists(chair: Visitor, number: str) -> None:
    """The chair's lists follow the corrected decision; the published one names people as the call says."""
    chair.page.reload()
    chair.look("83-lists-corrected")
    main = chair.page.get_by_role("main")
    expect(main.get_by_role("table").filter(has_text=chair.say("Reserve list"))).to_contain_text(number)
    chair.page.get_by_role("link", name=chair.say("Selection board")).first.click()
    chair.look("84-board-after", phone=True)
    path = chair.page.url.replace("/board/", "/lists/publication.xlsx")
    sheet = load_workbook(BytesIO(chair.download(path, "publication.xlsx"))).active
    assert sheet is not None
    told = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert "Ve*** Ml***" in told, told
    assert number not in told, told
