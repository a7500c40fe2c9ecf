"""From the public call to an application that the committee may see."""

import re
from datetime import date, timedelta

from playwright.sync_api import Locator, expect

from mobility.enums import Need, TrainingForm
from mobility.sections import LABELS
from tests.core import samples
from tests.journeys.browser import Visitor
from tests.journeys.people import CALL, UNIVERSITY, Company

HOST = "Universitat Wien"
TITLE = "Spremljanje dela v mednarodni pisarni"
LINK = (
    "Pri svojem delu sprejemam prijave gostujočih študentov še v papirni obliki. Pri gostitelju bom videla enoten "
    "digitalni postopek od najave do potrdila in ga od jeseni uvedla pri nas."
)
REASONS = "V programu manjka vsebina zadnjega dne."
DAYS = (
    "Predstavitev pisarne in ekipe, sprejem gostujočih",
    "Digitalni obrazec in povezava z evidenco",
    "Sporazumi in podpisi, delo ob svetovalki",
    "Priznavanje obveznosti in prenos ocen",
    "Povzetek in dogovor o sodelovanju",
)
MOTIVATION = (
    "V pisarni vsak semester obravnavamo več prijav z enakim številom ljudi. Želim videti, kako enake naloge rešuje "
    "večja univerza, in domov prinesti obrazec, ki ga lahko uporabimo takoj."
)


def next_monday(after: date, *, weeks: int) -> date:
    """The first Monday so many weeks after a day."""
    return after + timedelta(days=7 - after.weekday(), weeks=weeks)


def read_the_call(company: Company) -> None:
    """Anybody reads the call, in Slovenian and in English."""
    for language, action in (
        ("sl", "Usposabljanje zaposlenih v državah EU"),
        ("en", "Training of staff in EU"),
    ):
        with company.somebody(language=language) as anybody:
            anybody.go(f"{UNIVERSITY}calls/")
            anybody.look(f"01-calls-{language}", phone=True)
            anybody.page.get_by_role("main").get_by_role("link", name="STT").first.click()
            expect(anybody.page).to_have_url(company.base_url + CALL)
            anybody.reads("Places", "Deadline", "Action")
            anybody.sees(action, "KA131", "Europe/Ljubljana")
            anybody.sees(
                "Contribution to the institution" if language == "en" else "Doprinos k razvoju institucije"
            )
            anybody.look(f"02-call-{language}", phone=True)


def begin(company: Company, name: str) -> Visitor:
    """The participant signs in, finds the call on their page and begins."""
    me = company.person(name)
    me.look(f"03-home-{name}", phone=True)
    me.reads("You have no mobility yet")
    me.page.get_by_role("main").get_by_role("link", name="STT").first.click()
    me.click("Start an application")
    return me


def fill_everything(
    me: Visitor, starts_on: date, *, missing_day: bool = False, asks_paper: bool = False
) -> None:
    """All sections, in their order; where the call asks for a paper, it is handed in."""
    fill_work(me)
    choose_host(me, "Wien", HOST)
    fill_stay(me, starts_on, starts_on + timedelta(days=4))
    fill_days(me, DAYS[:-1] if missing_day else DAYS)
    fill_goals(me)
    fill_effects(me, starts_on + timedelta(days=120))
    fill_language(me)
    if asks_paper:
        hand_in_paper(me)
    fill_statements(me)


def hand_in_paper(me: Visitor) -> None:
    """The one paper that the call asks of everybody."""
    paper = {"name": "vabilo.pdf", "mimeType": "application/pdf", "buffer": samples.pdf()}
    me.page.get_by_role("main").locator("input[type=file]").set_input_files(paper)
    me.look("05-asked", phone=True)
    me.click("Save and continue", role="button")


def onward(me: Visitor, section: str, *, is_complete: bool = True) -> None:
    """Wait until what was typed is kept by itself, look at the section, and save it again with the button."""
    if is_complete:
        expect(
            me.page.get_by_role("listitem").get_by_text(me.say("This section is complete."))
        ).to_be_visible()
    is_saved(me)
    me.look(f"05-{section}", phone=True)
    me.click("Save and continue", role="button")


def is_saved(me: Visitor) -> None:
    """The line of the autosave says that everything is kept."""
    words = me.say("Saved at {time}").split("{")[0]
    expect(me.page.get_by_role("status").filter(has_text=words)).to_be_visible()


def fill_work(me: Visitor) -> None:
    me.fill(LABELS["task_link"], LINK)
    is_saved(me)
    me.pick(LABELS["need"], Need.ANNUAL_INTERVIEW.label)
    me.fill(LABELS["need_words"], "Cilj je zapisan v zapisniku letnega razgovora.")
    onward(me, "work")


def choose_host(me: Visitor, typed: str, name: str) -> None:
    ask = me.page.get_by_role("combobox", name=me.named(LABELS["host"]))
    ask.press_sequentially(typed)
    me.page.get_by_role("option", name=name).first.click()
    expect(ask).to_have_value(re.compile(re.escape(name)))
    me.fill(LABELS["host_unit"], "International Office")
    me.fill(LABELS["contact_name"], "Anna Gruber")
    me.fill(LABELS["contact_position"], "Staff mobility coordinator")
    me.fill(LABELS["contact_email"], "anna.gruber@host.example")
    me.fill(
        LABELS["host_quality"],
        "Univerza ima desetletje izkušenj z digitalnim sprejemom; dogovorili bomo vzajemne obiske.",
    )
    onward(me, "host")


def fill_stay(me: Visitor, starts_on: date, ends_on: date) -> None:
    me.fill(LABELS["title"], TITLE)
    me.tick(TrainingForm.JOB_SHADOWING.label)
    me.fill(LABELS["starts_on"], starts_on.isoformat())
    me.fill(LABELS["ends_on"], ends_on.isoformat())
    me.fill(LABELS["travel_before"], "1")
    me.fill(LABELS["travel_after"], "1")
    onward(me, "stay")


def days_of(me: Visitor) -> Locator:
    """The days of the programme, one list item each."""
    return (
        me.page.get_by_role("main")
        .get_by_role("listitem")
        .filter(has=me.page.get_by_label(me.named("Hours")))
    )


def fill_days(me: Visitor, contents: tuple[str, ...]) -> None:
    days = days_of(me)
    expect(days).to_have_count(len(DAYS))
    for place, words in enumerate(contents):
        fill_day(me, days.nth(place), words)
    onward(me, "programme", is_complete=len(contents) == len(DAYS))


def fill_day(me: Visitor, day: Locator, words: str) -> None:
    me.pick("Kind of day", "training", within=day)
    me.fill("Hours", "7", within=day)
    me.fill("What will be done", words, within=day)


def fill_goals(me: Visitor) -> None:
    me.fill(
        "Knowledge, skill or experience to be gained",
        "Spoznati digitalni postopek sprejema gostujočih študentov.",
    )
    me.fill(LABELS["added_value"], "Digitalni postopki in enaka obravnava gostujočih na vseh oddelkih.")
    me.fill(LABELS["motivation"], MOTIVATION)
    onward(me, "goals")


def fill_effects(me: Visitor, due_on: date) -> None:
    effects = me.page.get_by_role("region", name=me.say(LABELS["effects"]))
    me.fill("What will be different", "Enoten obrazec za sprejem gostujočih študentov.", within=effects)
    me.field("On whom", within=effects).select_option("unit")
    me.fill("How it will be noticed", "Obravnava prijave se skrajša s 40 na 15 minut.", within=effects)
    me.fill("By when", due_on.isoformat(), within=effects)
    sharing = me.page.get_by_role("region", name=me.say(LABELS["dissemination"]))
    me.field("How", within=sharing).select_option(index=1)
    me.fill("With whom", "kolegij članice", within=sharing)
    me.fill("By when", (due_on - timedelta(days=60)).isoformat(), within=sharing)
    onward(me, "effects")


def fill_language(me: Visitor) -> None:
    me.page.get_by_label(me.named(LABELS["language"])).select_option("en")
    me.field(LABELS["own_level"]).select_option("C1")
    me.field(LABELS["needed_level"]).select_option("B2")
    onward(me, "language")


def fill_statements(me: Visitor) -> None:
    for box in me.page.get_by_role("main").get_by_role("checkbox").all():
        box.check()
    onward(me, "statements")
