"""The committee scores, the chair decides and releases; the participant confirms the place."""

from playwright.sync_api import expect

from tests.journeys.browser import Visitor
from tests.journeys.people import Company
from tests.journeys.steps_apply import is_saved

MEMBERS = ("clan1", "clan2", "predsednik")
SENTENCES = (
    "Vsebina neposredno podpira naloge, ki jih prijaviteljica opravlja vsak dan.",
    "Načrt je izvedljiv, učinki v enoti so merljivi in časovno opredeljeni.",
    "Program po dnevih je jasen; diseminacija je dogovorjena s kolegijem.",
)
DECISION = "Vloga dosega visoko število točk; vsebina je tesno povezana z nalogami delovnega mesta."


def score(company: Company, name: str, number: str) -> None:
    """An assessor comes by the letter, chooses a level and writes a sentence for each criterion, and hands in."""
    assessor = company.called(
        name, "Score %(counter)s application: %(title)s", "Score %(counter)s applications: %(title)s"
    )
    assessor.sees(number)
    assessor.look(f"17-queue-{name}")
    assessor.click("Score the next one", role="link")
    assessor.look(f"17-conflict-{name}")
    assessor.tick("No, I have none")
    assessor.click("Answer", role="button")
    assessor.look(f"18-score-{name}")
    main = assessor.page.get_by_role("main")
    criteria = main.get_by_role("group").filter(has=assessor.page.get_by_role("radio"))
    expect(criteria).to_have_count(len(SENTENCES))
    for place, sentence in enumerate(SENTENCES):
        criterion = criteria.nth(place)
        criterion.get_by_role("radio").nth(-1 if place else -2).check()
        assessor.fill("For the participant: why, in a sentence", sentence, within=criterion)
    is_saved(assessor)
    assessor.look(f"19-scored-{name}")
    assessor.click("Hand in and next", role="button")
    assessor.reads("All your sheets are handed in. Thank you.")


def decide(company: Company) -> None:
    """The chair closes scoring, sees the ranking, awards the place and releases."""
    chair = company.called("predsednik", "Close scoring: %(title)s")
    chair.reads("All sheets are handed in. Open the meeting, or close scoring without one.")
    chair.look("20-board-scoring")
    chair.click("Close scoring", role="link")
    chair.look("21-close")
    chair.click("Close scoring", role="button")
    chair.look("22-board-ranking")
    chair.click("Decide", role="link")
    chair.tick("Award a place", context="outcome")
    chair.fill("Reasons", DECISION)
    chair.look("23-decide")
    chair.click("Record the decision", role="button")
    chair.look("24-board-decided")
    chair.click("Release the results", role="link")
    chair.look("25-release")
    chair.click("Release the results", role="button")
    chair.look("26-board-released")


def confirm_place(company: Company, name: str, number: str) -> Visitor:
    """The participant reads the result with its reasons and confirms the place."""
    me = company.called(name, "Confirm the place by %(day)s: %(title)s")
    me.look("27-confirm-place", phone=True)
    me.page.get_by_role("main").get_by_role("link", name=number, exact=True).click()
    me.reads("Confirm the place")
    me.sees(DECISION)
    me.look("28-awarded", phone=True)
    me.click("Confirm the place", role="link")
    me.click("Confirm the place", role="button")
    me.reads("Your place is confirmed. Next: the mobility agreement.")
    me.look("29-file-preparing", phone=True)
    return me
