"""The board: what set equals apart, other numbers, the proposal taken over and changed, and the release."""

from playwright.sync_api import Locator, expect

from selection.enums import Outcome
from tests.journeys.browser import Visitor
from tests.journeys.people import prove

REFUSED = "Povezava z nalogami je preveč splošna, načrt pa brez merljivih učinkov."


def row_of(me: Visitor, name: str) -> Locator:
    """The line of a table whose head names somebody."""
    return me.page.get_by_role("row").filter(has=me.page.get_by_role("rowheader", name=name))


def see_ranking(me: Visitor, key: str, ahead: str, behind: str) -> None:
    """Equals by points stand apart, and the line says by which key."""
    me.look("60-board", phone=True)
    names = me.page.get_by_role("rowheader").all_inner_texts()
    order = [next(turn for turn, one in enumerate(names) if name in one) for name in (ahead, behind)]
    assert order == sorted(order), names
    expect(row_of(me, behind).get_by_role("cell").first).to_contain_text(key)


def what_if(me: Visitor) -> None:
    """Three places instead of two, tried out and kept nowhere."""
    me.click("What if", role="link")
    me.fill("Places", "3")
    me.click("Try it out", role="button")
    me.look("61-what-if", phone=True)
    me.page.go_back()
    me.page.go_back()


def take_over(me: Visitor, last: str) -> None:
    """The rules' proposal becomes pending decisions; the last one is changed by hand, with a reason."""
    me.click("Take over the proposal", role="link")
    me.look("62-take-over")
    me.click("Take over the proposal", role="button")
    me.look("63-board-pending")
    me.click("Change", role="link", within=row_of(me, last))
    say_no_conflict(me)
    me.tick(Outcome.REFUSE.label)
    me.fill("Reasons", REFUSED)
    me.look("64-decide")
    me.click("Record the decision", role="button")


def say_no_conflict(me: Visitor) -> None:
    """The question stands before every application that the chair has not answered it for."""
    none = me.page.get_by_label(me.named("No, I have none"))
    if none.count():
        none.check()
        me.click("Answer", role="button")


def release(me: Visitor, names: tuple[str, ...]) -> None:
    """The page before says how many and who, and shows the letters; a sign-in of yesterday is not enough."""
    me.click("Release the results", role="link")
    prove(me, "65-proof")
    me.sees(*names)
    me.look("66-release", phone=True)
    me.click("Release the results", role="button")
    me.reads("The results are released.")
    me.look("67-lists", phone=True)
