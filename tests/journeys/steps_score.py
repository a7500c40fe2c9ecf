"""Own scoring by the keyboard: one declares a conflict, one abstains; then the meeting, and its end."""

from playwright.sync_api import expect

from tests.journeys.browser import Visitor
from tests.journeys.people import Company
from tests.journeys.steps_apply import is_saved
from tests.journeys.steps_committee import SUBSTITUTE

SENTENCES = (
    "Usposabljanje neposredno podpira naloge, ki jih kandidatka opravlja vsak dan.",
    "Načrt je izdelan po dnevih, učinki v enoti so merljivi.",
)
CONFLICT = "S prijaviteljem skupaj pripravljava prijavo projekta."
ABSTENTION = "Področja knjižnične dejavnosti ne poznam dovolj, da bi lahko presodila načrt."
AGREED = "Komisija se je po razpravi zedinila: povezava z nalogami je splošna, načrt nima merljivih učinkov."
# The number of the level's key for each criterion.
KEYS = ("4", "3")


def begin(company: Company, name: str) -> Visitor:
    """An assessor comes by the letter to the applications that wait."""
    return company.called(
        name, "Score %(counter)s application: %(title)s", "Score %(counter)s applications: %(title)s"
    )


def say_none(me: Visitor, picture: str = "") -> None:
    """No conflict of interest in the application that opens next."""
    if picture:
        me.look(picture)
    me.tick("No, I have none")
    me.click("Answer", role="button")


def score_by_keys(me: Visitor, picture: str = "") -> None:
    """Levels by their numbers, the sentence after c, on by Escape and the arrow, handed in by Ctrl and Enter."""
    keys = me.page.keyboard
    me.page.get_by_role("radio").first.focus()
    for key, sentence in zip(KEYS, SENTENCES, strict=True):
        keys.press(key)
        keys.press("c")
        keys.type(sentence)
        keys.press("Escape")
        keys.press("ArrowRight")
    is_saved(me)
    if picture:
        me.look(picture, phone=True)
    me.album.counts["steps"] += 1
    with me.page.expect_navigation():
        keys.press("Control+Enter")


def score_first(company: Company, name: str, picture: str) -> Visitor:
    """The first of one's applications, all by the keyboard."""
    me = begin(company, name)
    me.look(f"{picture}-queue", phone=True)
    me.click("Score the next one", role="link")
    say_none(me, f"{picture}-conflict")
    me.look(f"{picture}-sheet")
    score_by_keys(me, f"{picture}-scored")
    return me


def withdraw(company: Company, name: str, number: str) -> None:
    """Somebody knows what no register knows: the file closes to them at once."""
    me = begin(company, name)
    me.page.get_by_role("main").get_by_role("link", name=number).click()
    me.tick("Yes, I withdraw from this application")
    me.fill("Why you withdraw", CONFLICT)
    me.look("42-declared", phone=True)
    address = me.page.url
    me.click("Answer", role="button")
    expect(me.page.get_by_role("main")).not_to_contain_text(number)
    me.look("43-queue-without")
    answer = me.context.request.get(address.replace("/conflict/", "/"))
    assert answer.status in {403, 404}


def abstain(company: Company, number: str) -> None:
    """The substitute reads an application and gives no points: that is an answer, not a missing sheet."""
    me = begin(company, SUBSTITUTE)
    me.page.get_by_role("main").get_by_role("link", name=number).click()
    say_none(me)
    me.page.get_by_role("radio").first.focus()
    with me.page.expect_navigation():
        me.page.keyboard.press("a")
    me.fill("Why you give no points", ABSTENTION)
    me.look("44-abstain")
    me.click("Abstain", role="button")
    me.look("45-after-abstaining")


def meet(company: Company, title: str) -> Visitor:
    """The chair comes by the letter that all is in, opens the meeting, notes who is there, and has one file agreed."""
    me = company.called("predsednik", "Close scoring: %(title)s")
    me.look("50-board-scored")
    me.click("Open the meeting", role="link")
    me.look("51-open-meeting")
    me.click("Open the meeting", role="button")
    me.click("Record who is here", role="link")
    for box in me.page.get_by_role("group", name=me.named("Present")).get_by_role("checkbox").all():
        box.check()
    me.fill("Remarks for the minutes, in Slovenian", "Seja je potekala na daljavo.")
    me.look("52-notes")
    me.click("Keep the notes", role="button")
    me.look("53-meeting", phone=True)
    me.click("Show them", role="link")
    me.sees(title)
    me.click("Agree", role="link")
    me.look("54-agree", phone=True)
    for need in me.page.get_by_role("combobox").all():
        need.select_option(index=2)
    me.fill("Why, in a sentence", AGREED)
    me.click("Record it", role="button")
    me.reads("It is recorded what was agreed.")
    me.click("Draft the minutes", role="link")
    me.click("Draft the minutes", role="button")
    me.look("55-meeting-agreed")
    me.click("Close scoring", role="link")
    me.look("56-close")
    me.click("Close scoring", role="button")
    me.reads("Scoring is closed and the applications are ranked.")
    return me
