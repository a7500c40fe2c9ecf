"""The coordinator makes a call out of a blank page, tries it out, is told of a mistake, mends it, and publishes."""

import re
from datetime import date, timedelta
from typing import Any

from playwright.sync_api import Locator, expect

from selection.authoring.conditions import WAYS
from selection.authoring.kinds import COMPUTED, JUDGED, Kind
from selection.authoring.rule_forms import ELSE, KEYS
from selection.authoring.sections import Section
from tests.journeys.browser import Visitor
from tests.journeys.people import Company, prove

TITLE = "Razpis za usposabljanje strokovnih sodelavcev"
TITLE_EN = "Call for the training of professional staff"
TEXTS = {
    "purpose": (
        "Usposabljanje strokovnih sodelavcev na partnerskih univerzah.",
        "Training of professional staff at partner universities.",
    ),
    "audience": ("Zaposleni na članici.", "Staff employed at the member faculty."),
    "documents": ("Prijava v Popotniku.", "The application in Popotnik."),
    "basis": ("Pravilnik o mobilnosti, 7. člen", "Rules on mobility, article 7"),
}
MONTHS = "meseci-zaposlitve"
MONTHS_LABEL = ("Meseci zaposlitve na članici", "Months of employment at the member faculty")
NEED = "Povezava z delom"
PLAN = "Načrt in učinki"
YOUNG = "Krajša delovna doba"
LEVELS = {
    NEED: (
        ("0", "ni povezave z nalogami", "no link to the tasks"),
        ("10", "splošna povezava", "a general link"),
        ("20", "jasna povezava z nalogami", "a clear link to the tasks"),
        ("30", "jasna povezava in izkazana potreba", "a clear link and a proven need"),
    ),
    PLAN: (
        ("0", "načrta ni", "no plan"),
        ("10", "načrt s cilji", "a plan with goals"),
        ("20", "načrt po dnevih z merljivimi učinki", "a day plan with effects that can be measured"),
    ),
}
ENGLISH = {NEED: "Link to the job", PLAN: "Plan and effects", YOUNG: "Shorter service"}
BANDS = (("", "60", "10"), ("60", "120", "6"), ("120", "", "2"))
MOST = 60
WRONG_TOTAL = 70
COMMITTEE_OF, QUORUM = 5, 3


def label(pairs: tuple[tuple[str, Any], ...], code: str) -> Any:
    """What an option is called in the editor."""
    return dict(pairs)[code]


def begin_draft(company: Company, closes_on: date) -> Visitor:
    """A blank page: no call to copy, no template."""
    me = company.person("koordinator")
    me.click("Preparing calls", role="link", within=me.page.get_by_role("navigation").first)
    me.look("01-drafts", phone=True)
    me.click("A new call", role="link")
    me.fill("Title in Slovenian", TITLE)
    me.fill("Title in English", TITLE_EN)
    me.field("Action").select_option("KA131")
    me.fill("Academic year", f"{closes_on.year}/{(closes_on.year + 1) % 100:02d}")
    me.fill("Deadline", closes_on.isoformat())
    me.fill("Places", "2")
    me.look("02-new")
    me.click("Begin the draft", role="button")
    return me


def next_part(me: Visitor, picture: str, here: Section, *, phone: bool = False) -> None:
    """Look at the page of a part, save it, and go on to the next one."""
    expect(me.page.get_by_role("heading", level=1)).to_have_text(me.say(here.label))
    me.look(picture, phone=phone)
    me.click("Save and continue", role="button")


def fill_offer(me: Visitor, closes_on: date) -> str:
    """Texts in both languages, what is offered, dates, places, papers. Returns the address of the call."""
    for name, words in TEXTS.items():
        for language, text in zip(("sl", "en"), words, strict=True):
            me.page.locator(f"[name={name}_{language}]").fill(text)
    next_part(me, "03-texts", Section.TEXTS, phone=True)
    slug = str(me.field("Address of the call").input_value())
    me.tick("training (STT)")
    next_part(me, "04-offer", Section.OFFER)
    me.fill("Opens", f"{closes_on - timedelta(days=1)}T00:00")
    next_part(me, "05-dates", Section.DATES)
    next_part(me, "06-places", Section.PLACES)
    papers = new_row(me)
    papers.get_by_role("combobox").first.select_option(label=me.say("invitation of the host"))
    next_part(me, "07-papers", Section.PAPERS)
    return slug


def rows_of(me: Visitor) -> Locator:
    """The rows of a page's list that can be seen."""
    return me.page.get_by_role("main").locator("[data-row-item]:visible")


def new_row(me: Visitor, add: str = "") -> Locator:
    """The first row that nothing is typed in, else a new one."""
    rows = rows_of(me)
    if add:
        me.page.get_by_role("main").get_by_role("button", name=me.say(add)).click()
    return rows.last


def name_facts(me: Visitor) -> None:
    """One fact out of the personnel register."""
    row = new_row(me)
    me.fill("Code", MONTHS, within=row)
    me.fill("Name in Slovenian", MONTHS_LABEL[0], within=row)
    me.fill("Name in English", MONTHS_LABEL[1], within=row)
    me.pick("Kind", "number", within=row)
    me.pick("Where it comes from", "personnel register", within=row)
    me.field("Filled by Popotnik", within=row).select_option("employment.months")
    me.pick("Counted in", "months", within=row)
    next_part(me, "08-facts", Section.FACTS, phone=True)


def set_gate(me: Visitor) -> None:
    """Whoever is employed for less than half a year may not take part."""
    row = new_row(me)
    me.fill("Code", "zaposlitev", within=row)
    me.field("What must hold", within=row).select_option(MONTHS)
    me.pick("Comparison", label(WAYS, "at_least"), within=row)
    me.fill("With", "6", within=row)
    me.pick("Otherwise", label(ELSE, "not_eligible"), within=row)
    me.fill("In words, Slovenian", "Kandidat je zaposlen najmanj šest mesecev", within=row)
    me.fill("In words, English", "The applicant has been employed for at least six months", within=row)
    me.fill("Article of the act", "7. člen", within=row)
    next_part(me, "09-gates", Section.PART)


def add_criteria(me: Visitor) -> None:
    """Two that people judge by anchored levels, one that is computed from the register."""
    me.look("10-no-criteria")
    for turn, name in enumerate((NEED, PLAN)):
        _begin_criterion(me, JUDGED, name)
        for place, (points, sl, en) in enumerate(LEVELS[name]):
            if place >= 2:
                new_row(me, "Add a row")
            row = rows_of(me).nth(place)
            row.get_by_label(re.compile(re.escape(me.say("Points", "value")))).first.fill(points)
            me.fill("What it stands for, Slovenian", sl, within=row)
            me.fill("What it stands for, English", en, within=row)
        me.look(f"11-judged-{turn}", phone=not turn)
        me.click("Save", role="button")
    bands = next(kind for kind in COMPUTED if kind.code == "bands")
    _begin_criterion(me, bands, YOUNG)
    me.field("Fact").select_option(MONTHS)
    for place, (low, high, points) in enumerate(BANDS):
        if place >= 2:
            new_row(me, "Add a row")
        row = rows_of(me).nth(place)
        for words, context, value in (
            ("From", "edge", low),
            ("under", "edge", high),
            ("Points", "value", points),
        ):
            me.field(words, context=context, within=row).fill(value)
    me.look("12-computed")
    me.click("Save", role="button")
    me.look("13-criteria", phone=True)
    me.click("Continue", role="link")


def _begin_criterion(me: Visitor, kind: Kind, name: str) -> None:
    me.click(kind.label, role="link")
    me.fill("Name in Slovenian", name)
    me.fill("Name in English", ENGLISH[name])


def set_order(me: Visitor) -> None:
    """The total, with a promise that does not add up; ties by months of employment, then a drawn lot."""
    me.fill("Total that the call promises", str(WRONG_TOTAL))
    for place, code in enumerate(("total", "fact", "lot")):
        if place >= 2:
            new_row(me, "Add a key")
        row = rows_of(me).nth(place)
        me.pick("By", label(KEYS, code), within=row)
        if code == "fact":
            me.field("Fact", within=row).select_option(MONTHS)
    next_part(me, "14-order", Section.ORDER, phone=True)


def set_committee(me: Visitor) -> None:
    """Five members, quorum three; then what follows the decision."""
    me.fill("Members of the committee", str(COMMITTEE_OF))
    me.fill("Quorum", str(QUORUM))
    next_part(me, "15-committee", Section.COMMITTEE)
    me.fill("Days to confirm the place", "5")
    me.fill("Days to appeal", "8")
    me.fill("Rules after the decision", "after:\n  reserve: {}\n  lists: {names: masked}\n")
    next_part(me, "16-after", Section.AFTER)


def try_out(me: Visitor) -> None:
    """On the overview the call is tried on sample applicants: what each rule gives them, and the order."""
    me.click("Try it", role="link")
    me.reads("What the rules give", "drawn lot")
    me.sees(NEED, YOUNG)
    me.look("17-trial", phone=True)
    me.page.get_by_label(f"{MONTHS_LABEL[0]}, A").fill("130")
    me.page.get_by_label(f"{NEED}, A").fill("30")
    me.click("See what the rules give", role="button")
    ranked = me.page.get_by_role("row").filter(has=me.page.get_by_role("rowheader", name=YOUNG))
    expect(ranked.get_by_role("cell").first).to_contain_text("2")
    me.look("18-tried")


def mend(me: Visitor) -> None:
    """The page before publication names the mistake and leads to where it is mended."""
    me.click("Go back", role="link")
    me.look("19-draft-wrong", phone=True)
    me.click("Publish …", role="link")
    main = me.page.get_by_role("main")
    expect(main).to_contain_text(re.compile(rf"\b{MOST}\b.*\b{WRONG_TOTAL}\b|\b{WRONG_TOTAL}\b.*\b{MOST}\b"))
    me.look("20-lint")
    me.click("Mend it", role="link")
    me.fill("Total that the call promises", str(MOST))
    me.click("Save", role="button")


def publish(me: Visitor, slug: str) -> None:
    """What it says, whom it reaches, and the proof that it is really the coordinator."""
    me.page.get_by_role("link", name=TITLE).first.click()
    me.reads("The call is complete and can be published.")
    me.look("21-draft-right")
    me.click("Publish …", role="link")
    prove(me, "22-proof")
    me.look("22-publish", phone=True)
    me.click("Publish", role="button")
    me.reads("The call is published.")
    me.look("23-published")
    me.click("Public page", role="link")
    me.sees(TITLE, NEED, YOUNG)
    assert me.page.url.endswith(f"/calls/{slug}/"), me.page.url
    me.look("24-public", phone=True)
