"""A stay is called what it is on every paper, page and certificate: one for training, or for teaching and training."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from core import clock
from core.policy import Refusal
from funding import text as grant_text
from mobility.enums import DocumentKind
from mobility.links import to_mobility
from mobility.models import HostLink, IssuedDocument, Mobility
from mobility.scan_uses import USES
from recognition.operations import record_entry
from reporting import operations
from reporting.models import Certificate
from reporting.states import difference
from selection.decision_papers import _sheet
from selection.engine.facts import Fact
from selection.engine.scalars import Words
from selection.engine.shape import Rules
from selection.facts.reading import facts_of
from tests.agreement.paths import after_stay, home_again, link_to_host, preparing, sign_all
from tests.agreement.room import enter
from tests.core import samples
from tests.funding import paths as grants
from tests.outbox import deliver_all
from tests.papers.issued import data_in, packed, words_of
from tests.reporting.scene import finish_report, finish_survey
from tests.world import House, make_call

BOTH = ["STT", "STA"]
ACTIVITY = Fact(
    code="activity",
    type="choice",
    source="system",
    label=Words(sl="a", en="a"),
    register="application.activity",
)
TAUGHT = {
    "teaching": True, "teaching_hours": 6, "teaching_level": "master", "teaching_field_id": "0413",
    "teaching_students": 25, "teaching_content": "A seminar on agreements.",
}  # fmt: skip
ENGLISH = {"accept-language": "en"}
CERTIFIED = {
    "name": "Karl Huber", "function": "Director", "content": "Days with the office.", "hours": "30", "confirm": "on",
}  # fmt: skip
OF_STAY = {
    DocumentKind.DEPARTURE, DocumentKind.CERTIFICATE, DocumentKind.CONTENT_REPORT, DocumentKind.EUROPASS,
    DocumentKind.RECOGNITION, DocumentKind.INTERVIEW,
}  # fmt: skip
WITH_HOURS = {DocumentKind.CERTIFICATE, DocumentKind.CONTENT_REPORT, DocumentKind.RECOGNITION}
HOURS_ASKED = {
    "en": "Hours of teaching", "sl": "Ure poučevanja", "sv": "Undervisningstimmar", "lv": "Docēšanas stundas",
}  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """A kind of stay, and what is said of it."""

    plan: dict[str, Any]
    codes: list[str]
    headings: dict[str, str]
    agreement: str
    fact: str

    @property
    def is_combined(self) -> bool:
        return bool(self.plan)


KINDS = {
    "training": Kind(
        {}, ["STT"],
        {
            "en": "Erasmus+ staff mobility for training (STT)",
            "sl": "Erasmus+ mobilnost osebja z namenom usposabljanja (STT)",
        },
        "Mobility Agreement for Training", "STT",
    ),
    "combined": Kind(
        TAUGHT, ["STA", "STT"],
        {
            "en": "Erasmus+ staff mobility for teaching and training (STA, STT)",
            "sl": "Erasmus+ mobilnost osebja z namenom poučevanja in usposabljanja (STA, STT)",
        },
        "Mobility Agreement for Teaching and Training", "STA",
    ),
}  # fmt: skip


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> Kind:
    return KINDS[request.param]


def prepared(house: House, kind: Kind) -> Mobility:
    """An agreement of this kind, in a call for both."""
    make_call(house, "both", activities=BOTH)
    return preparing(house, slug="both", plan=kind.plan)


def home(house: House, kind: Kind) -> tuple[Mobility, HostLink]:
    """The stay is over, and the host's link to certify it; the clock must be moved by whoever calls."""
    mobility = prepared(house, kind)
    link_to_host(house, mobility)
    mobility = sign_all(house, mobility)
    with clock.travel(home_again(mobility)):
        return mobility, after_stay(house, mobility)


def days(mobility: Mobility) -> dict[str, str]:
    return {"starts_on": mobility.starts_on.isoformat(), "ends_on": mobility.ends_on.isoformat()}


def certified(house: House, link: HostLink, kind: Kind) -> None:
    """The host is asked for the hours in each of its languages, and certifies one hour less than was agreed."""
    browser, url = enter(link), house.url("host/room/stay/certificate/")
    typed = CERTIFIED | days(link.agreement.mobility) | ({"teaching_hours": "5"} if kind.is_combined else {})
    for language, words in HOURS_ASKED.items():
        browser.post(house.url("host/room/language/"), {"language": language})
        page = browser.get(url).content.decode()
        assert (words in page, 'value="6"' in page) == (kind.is_combined, kind.is_combined), language
    if kind.is_combined:
        assert browser.post(url, {**typed, "teaching_hours": ""}).status_code == 422
    assert browser.post(url, typed).status_code == 302


def recognised(house: House, mobility: Mobility) -> None:
    """What follows on the certificate, until it stands in the personnel file."""
    with house.scope():
        mobility.refresh_from_db()
        operations.accept_certificate(mobility=mobility, actor=house.actor("coordinator"))
    finish_survey(house, mobility)
    finish_report(house, mobility)
    with house.scope():
        deliver_all()
        mobility.refresh_from_db()
        kinds, on = ["annual_interview"], clock.today()
        record_entry(mobility=mobility, actor=house.actor("hr"), kinds=kinds, entered_on=on, reference="1")
        deliver_all()


@pytest.mark.papers
def test_every_paper_on_the_way_says_it(house: House, kind: Kind) -> None:
    """Heading and data of each, in both languages; the certified hours on certificate, report and record."""
    with house.scope():
        mobility, link = home(house, kind)
    with clock.travel(home_again(mobility)):
        certified(house, link, kind)
        recognised(house, mobility)
        page = house.client("coordinator").get(to_mobility(mobility), headers=ENGLISH).content.decode()
    others = {one.agreement for one in KINDS.values()} - {kind.agreement}
    assert (kind.agreement in page, any(name in page for name in others)) == (True, False)
    with house.scope():
        rows = IssuedDocument.objects.filter(mobility=mobility).select_related("file")
        assert {row.kind for row in rows} >= OF_STAY
        for row in rows:
            said = words_of(row.file)
            assert data_in(row.file)["activities"] == kind.codes, row.kind
            if row.kind in OF_STAY:
                assert packed(kind.headings[row.language]) in said, row.kind
            if row.kind in WITH_HOURS:
                hours = packed(f"{HOURS_ASKED[row.language]} 5")
                assert (hours in said) == kind.is_combined, row.kind
        text = Certificate.objects.get().text
    assert text.get("teaching") == ({"hours": 5} if kind.is_combined else None)
    assert ("Teaching and Training" in text["form"]) == kind.is_combined


def test_decisions_grant_and_fact_say_it(house: House, kind: Kind) -> None:
    with house.scope(), translation.override("en"):
        mobility = prepared(house, kind)
        heading = _sheet(mobility, DocumentKind.DECISION, "Decision on selection")["activity"].heading
        assert heading == kind.headings["en"]
        grants.switch_on(house)
        grants.enter(house, mobility)
        text = grants.paper(mobility).text
        assert grant_text.activity_in(text).is_combined == kind.is_combined
        assert ("teaching" in str(text)) == kind.is_combined
        rules = Rules(facts=(ACTIVITY,))
        held = facts_of(mobility.call, [mobility], rules)[mobility.pk]["activity"]
        assert held is not None
        assert (held.value, held.record.partition(":")[0]) == (kind.fact, "application")


UPLOADS = {  # hours typed, or nothing; what whoever checks it reads
    "as agreed": ("6", ""),
    "fewer": ("5", "The certificate says 5 hours of teaching; agreed: 6."),
    "too few": ("3", "The certificate says 3 hours of teaching; agreed: 6. A combined stay of these days asks for"),
    "not said": ("", "The certificate does not say how many hours were taught; agreed: 6."),
}  # fmt: skip


@pytest.mark.parametrize("case", UPLOADS)
def test_hours_of_an_uploaded_certificate_are_held_against_the_plan(house: House, case: str) -> None:
    hours, words = UPLOADS[case]
    with house.scope(), translation.override("en"):
        mobility, _link = home(house, KINDS["combined"])
    with clock.travel(home_again(mobility)):
        upload = SimpleUploadedFile("certificate.pdf", samples.pdf(), "application/pdf")
        url = house.url(f"mobilities/{mobility.public_id}/report/certificate/")
        client = house.client("participant")
        assert "Agreed: 6." in client.get(url, headers=ENGLISH).content.decode()
        typed = {**days(mobility), "teaching_hours": hours, "upload": upload}
        assert client.post(url, typed).status_code == 302
        page = house.client("coordinator").get(f"{url}check/", headers=ENGLISH).content.decode()
    with house.scope(), translation.override("en"):
        kept = Certificate.objects.get()
        assert kept.teaching_hours == (int(hours) if hours else None)
        assert difference(kept).startswith(words)
        scan = USES["certificate"].form(mobility, house.actor("coordinator"), {**typed, "name": "x"}, None)
        assert scan.is_valid()
        assert scan.cleaned_data["teaching_hours"] == kept.teaching_hours
        assert (words in page, bool(words)) == (True, bool(difference(kept)))


def test_nobody_certifies_teaching_that_was_not_agreed(house: House) -> None:
    """Neither form asks for it, and the operation refuses it."""
    with house.scope(), translation.override("en"):
        mobility, _link = home(house, KINDS["training"])
        with clock.travel(home_again(mobility)):
            office = house.actor("coordinator")
            assert "teaching_hours" not in USES["certificate"].form(mobility, office, None, None).fields
            with pytest.raises(Refusal, match="No teaching was agreed"):
                operations.upload_certificate(
                    mobility=mobility, actor=house.actor("participant"), teaching_hours=4,
                    upload=SimpleUploadedFile("certificate.pdf", samples.pdf(), "application/pdf"),
                    starts_on=mobility.starts_on, ends_on=mobility.ends_on,
                )  # fmt: skip
