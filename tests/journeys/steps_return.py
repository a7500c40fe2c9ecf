"""After the stay: certificate, survey, report, their acceptance, and the entry in the personnel file."""

from datetime import date, timedelta
from io import BytesIO

import pikepdf
from playwright.sync_api import Locator

from tests.journeys.browser import Visitor
from tests.journeys.people import Company, subject_begins
from tests.journeys.steps_apply import TITLE, is_saved
from tests.journeys.steps_prepare import HOST_ADDRESS, POSITION

SECTIONS = 10
REFERENCE = "KE-2027/118"
ACTIVITIES = (
    "Teden je potekal po programu: sprejem gostujočih, digitalni obrazec, sporazumi, priznavanje, povzetek."
)
ADVICE = "Pred odhodom pošljite gostitelju tri konkretna vprašanja; teden bo bolj uporaben."


def certificate_pdf() -> bytes:
    """A real PDF of one page with a line of text, as a host would scan it."""
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.Contents = made.make_stream(b"BT /F1 18 Tf 72 720 Td (Certificate of Attendance) Tj ET")
    kept = BytesIO()
    made.save(kept)
    return kept.getvalue()


def certify_as_host(company: Company, name: str) -> Visitor:
    """The host confirms the dates and signs the certificate on the phone; the participant need not bring one."""
    link = company.letter(HOST_ADDRESS, subject_begins("Please certify the stay of %(name)s", language="en"))
    with company.somebody(language="en", phone=True) as host:
        host.go(link)
        host.look("40-host-after")
        host.click("Issue the certificate of attendance", role="link")
        host.fill("Your function at the institution", POSITION)
        host.tick("I confirm the stay for the receiving institution and may sign the certificate.")
        host.look("40-host-certify")
        host.click("Sign the certificate", role="button")
        host.reads("Thank you")
        host.click("Rate the cooperation, offer another visit", role="link")
        host.tick("very good")
        host.tick("yes, gladly")
        host.look("40-host-cooperation")
        host.click("Send", role="button")
        host.look("40-host-done")
    company.called(name, "Send three things by %(due_on)s: certificate, survey, report").look(
        "40-after-return", phone=True
    )
    me = company.called(name, "See the certificate of attendance that your host gave")
    me.sees("Anna Gruber")
    me.look("41-certificate", phone=True)
    return me


def tick_survey(me: Visitor, today: date) -> None:
    """The participant notes the day of the EU Survey."""
    me.click("Note the day", role="link")
    me.fill("I handed in the EU Survey on", today.isoformat())
    me.look("42-survey", phone=True)
    me.click("It is done", role="button")
    me.reads("Noted. Thank you.")


def write_report(me: Visitor, today: date) -> None:
    """Every heading of the content report, in its order, then handing it in."""
    me.click("Begin", role="link")
    later = (today + timedelta(days=60)).isoformat()
    main = me.page.get_by_role("main")
    me.fill("What did you do?", ACTIVITIES)
    go_on(me, "activities")
    for goal in main.get_by_role("group").all():
        goal.get_by_role("radio").first.check()
    go_on(me, "goals")
    me.fill(
        "Which knowledge and skills have you gained?",
        "Poznam celoten postopek gostitelja in ga znam postaviti doma.",
    )
    go_on(me, "knowledge")
    me.fill("What changes in your own work?", "Naloge opravljam hitreje in z manj prepisovanja.")
    me.fill(
        "What does it mean for the development of your unit?", "Pisarna ima enoten obrazec za vse oddelke."
    )
    go_on(me, "effects")
    new_practice(me, main, later)
    me.fill("Anything to add? If there are none, say why.", "Izboljšave so del nove prakse, navedene zgoraj.")
    go_on(me, "processes")
    me.fill("Organisation", "International Office, Universität Wien")
    me.fill("Contact person", "Anna Gruber")
    me.field("What is it about?").select_option(index=1)
    me.field("How far is it?").select_option(index=1)
    go_on(me, "links")
    me.fill(
        "What does the mobility add to internationalisation?",
        "Sodelavci, ki ne potujejo, poznajo postopek tuje univerze.",
    )
    go_on(me, "internationalisation")
    me.field("Is it done?").select_option(index=1)
    go_on(me, "dissemination")
    me.fill("Advice to future participants", ADVICE)
    me.fill("Summary for publication", "Teden pri gostitelju in obrazec, ki ga že uporabljamo.")
    main.get_by_role("radio").first.check()
    go_on(me, "publication")


def new_practice(me: Visitor, main: Locator, due_on: str) -> None:
    """One row of what is new at home."""
    me.fill("What", "Enoten obrazec za sprejem gostujočih študentov")
    me.field("How far is it?").select_option(index=1)
    me.fill("Who is responsible?", "vodja pisarne")
    me.fill("By when?", due_on)
    go_on(me, "practices")


def go_on(me: Visitor, section: str) -> None:
    """Wait until it is kept by itself, look, and go on to the next section."""
    is_saved(me)
    me.look(f"43-report-{section}", phone=True)
    me.click("Save and continue", role="button")


def hand_in(me: Visitor) -> None:
    """The report as it will be read, and the button."""
    me.sees(ACTIVITIES, ADVICE)
    me.look("44-hand-in", phone=True)
    me.click("Hand in the report", role="button")
    me.look("45-after-hand-in", phone=True)


def accept_both(company: Company, name: str) -> None:
    """The coordinator checks the certificate and the report, each by its letter."""
    coordinator = company.called("koordinator", "Check the certificate of attendance: %(person)s")
    coordinator.look("46-check-certificate")
    coordinator.tick("The certificate is in order.")
    coordinator.click("Decide", role="button")
    coordinator.reads("The certificate was accepted.")
    coordinator = company.called("koordinator", "Check the content report: %(person)s")
    coordinator.sees(ACTIVITIES, ADVICE)
    coordinator.tick("I accept the report.")
    coordinator.look("47-check-report")
    coordinator.click("Decide", role="button")
    coordinator.reads("The report was accepted; Annex 2 is being issued.")
    me = company.called(name, "Read: your content report was accepted")
    me.look("48-report-accepted", phone=True)


def record(company: Company, name: str) -> Visitor:
    """Human resources find the file in the letter and on their desk, and record it; a receipt goes out."""
    hr = company.called("kadrovska", "Record a mobility in the personnel file: %(person)s")
    hr.look("50-record")
    hr.click("Recognition", role="link", within=hr.page.get_by_role("banner"))
    hr.look("49-hr-desk")
    hr.click("Record", role="link", context="verb")
    hr.page.get_by_role("main").get_by_role("checkbox").first.check()
    hr.fill("Basis", "Letni načrt izobraževanja")
    hr.fill("Number in the personnel file", REFERENCE)
    hr.click("Look at the record", role="button")
    hr.sees(REFERENCE, TITLE)
    hr.look("51-record-preview")
    hr.click("Entered in the personnel file", role="button")
    hr.reads("Recorded. The participant gets the receipt.")
    hr.look("52-entry")
    me = company.called(name, "Keep the receipt: your mobility is in your personnel file")
    me.sees(REFERENCE)
    me.look("53-receipt-of-entry", phone=True)
    return me
