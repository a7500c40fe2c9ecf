"""The certificate from the host's room: asked for after the stay, signed or sent there, printed; what the host says."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from core import clock
from core.files import content_of
from core.journal import timeline
from core.models import SentNotice
from core.policy import Refusal
from members.actor import host
from mobility import host_tokens, reminders
from mobility.agreement_text import hash_of
from mobility.enums import DutyKind, Stage
from mobility.models import Application, Duty, HostLink, IssuedDocument, Mobility
from reporting import operations
from reporting.certificate_text import Stay
from reporting.models import Certificate, Cooperation, OutcomeAssessment
from reporting.operations.host import ask_known_host
from tests.agreement.paths import HOST_NAME, after_stay, fresh, home_again, link_to_host, preparing, sign_all
from tests.agreement.room import enter, path_of
from tests.core import samples
from tests.outbox import deliver_all, send_all
from tests.world import House

pytestmark = pytest.mark.papers

SIGNED = {
    "name": "Karl Huber",
    "function": "Director",
    "content": "Days with the office.",
    "hours": "30",
    "confirm": "on",
}


@pytest.fixture
def link(house: House) -> Iterator[HostLink]:
    """The morning after a stay that everybody signed for: the host's link to certify it."""
    with house.scope():
        mobility = preparing(house)
        link_to_host(house, mobility)
        mobility = sign_all(house, mobility)
    with clock.travel(home_again(mobility)):
        with house.scope():
            found = after_stay(house, mobility)
        yield found


def days(mobility: Mobility, **other: str) -> dict[str, str]:
    return {"starts_on": mobility.starts_on.isoformat(), "ends_on": mobility.ends_on.isoformat(), **other}


def letters_to(address: str, *words: str) -> list[str]:
    """The letters that somebody got and that say all of this."""
    letters = [f"{row.subject}\n{row.body}" for row in mail.outbox if row.to == [address]]
    return [letter for letter in letters if all(word in letter for word in words)]


def test_the_host_is_asked_once_by_the_calendar(house: House, link: HostLink) -> None:
    """In its language, at the address by which it signed."""
    send_all()
    letters = [letter for letter in mail.outbox if letter.to == ["anna@host.example"]]
    assert letters[-1].subject.startswith("Please certify the stay")
    assert host_tokens.token_of(link) in letters[-1].body
    with house.scope():
        assert (link.purpose, link.name) == ("certify", HOST_NAME)
        assert ask_known_host(link.agreement.mobility) is None


def test_its_link_is_closed_and_sent_anew_by_those_at_home(house: House, link: HostLink) -> None:
    """On “After return”: what became of it; closed it opens nothing, and a new one takes its place."""
    url = house.url(f"mobilities/{link.agreement.mobility.public_id}/report/")
    client = house.client("coordinator")
    assert "anna@host.example" in client.get(url).content.decode()
    assert client.post(f"{url}certificate/host/close/").status_code == 302
    assert Client().get(path_of(link)).status_code == 404
    typed = {"name": "Karl Huber", "address": "karl@host.example", "language": "lv"}
    assert client.post(f"{url}certificate/host/", typed).status_code == 302
    with house.scope():
        last = HostLink.objects.latest("pk")
        deliver_all()
    assert (last.purpose, last.language) == ("certify", "lv")
    assert Client().get(path_of(last)).status_code == 302


def test_signed_in_the_room_it_meets_the_duty_and_is_printed(house: House, link: HostLink) -> None:
    """Who, when, the hash of what was signed; a paper in both languages; a copy; the link is spent."""
    mobility = link.agreement.mobility
    later = (mobility.ends_on - timedelta(days=1)).isoformat()
    browser = enter(link)
    url = house.url("host/room/stay/certificate/")
    assert browser.post(url, {**SIGNED, **days(mobility), "confirm": ""}).status_code == 422
    assert browser.post(url, {**SIGNED, **days(mobility, ends_on=later)}).status_code == 302
    with house.scope():
        found = Certificate.objects.get()
        assert (found.source, found.signed_by, found.signed_as) == ("host_room", "Karl Huber", "Director")
        assert (found.text_hash, found.text["to"], found.text["hours"]) == (hash_of(found.text), later, 30)
        assert found.file is None
        met = {duty.kind for duty in Duty.objects.exclude(fulfilled_at=None)}
        assert DutyKind.CERTIFICATE in met
        entry = next(
            row for row in timeline(str(mobility.public_id)) if row.verb == "certificate.given_by_host"
        )
        assert (entry.facts["hash"], entry.capacity) == (found.text_hash, "host")
        deliver_all()
        found.refresh_from_db()
        papers = {row.language: row for row in IssuedDocument.objects.filter(kind="certificate")}
        assert set(papers) == {"sl", "en"}
        assert found.file_id == papers["en"].file_id
        assert content_of(found.file)[:5] == b"%PDF-"
    assert Client().get(path_of(link)).status_code == 404, "used twice"
    assert browser.post(url, {**SIGNED, **days(mobility)})["Location"] == house.url("host/room/")
    assert browser.get(house.url("host/room/copy/certificate/sl/")).content[:5] == b"%PDF-"
    send_all()
    [told] = letters_to(house.people["coordinator"].email, "Karl Huber")
    assert "načrtovan" in told or "planned" in told, "other dates than agreed are told"
    assert len(letters_to("anna@host.example", "Keep the certificate")) == 1
    with house.scope():
        link.refresh_from_db()
    copy = enter(link, host_tokens.COPY)
    assert "goals" in copy.get(house.url("host/room/")).content.decode()


def test_its_paper_is_opened_by_the_readers_of_certificates_alone(house: House, link: HostLink) -> None:
    """The dean reads the file's papers, and no certificate, however it came."""
    with house.scope():
        certify(house, link)
        deliver_all()
        paper = IssuedDocument.objects.filter(kind="certificate").first()
        assert paper is not None
    file = house.url(f"mobilities/{link.agreement.mobility.public_id}/")
    for who, status in (("participant", 200), ("coordinator", 200), ("dean", 404)):
        client = house.client(who)
        assert client.get(f"{file}agreement/documents/{paper.public_id}/").status_code == status, who
        assert (str(paper.public_id) in client.get(file).content.decode()) == (status == 200), who


def test_the_coordinator_decides_as_on_any_other(house: House, link: HostLink) -> None:
    """Returned, it is the participant's to send another; theirs sets the host's paper aside."""
    mobility = link.agreement.mobility
    with house.scope():
        certify(house, link)
        deliver_all()
        operations.return_certificate(
            mobility=mobility, actor=house.actor("coordinator"), reasons="No stamp."
        )
        assert (
            Duty.objects.filter(kind=DutyKind.CERTIFICATE, fulfilled_at=None).get().owed_by == "participant"
        )
        upload = SimpleUploadedFile("certificate.pdf", samples.pdf(), "application/pdf")
        operations.upload_certificate(
            mobility=mobility,
            actor=house.actor("participant"),
            upload=upload,
            starts_on=mobility.starts_on,
            ends_on=mobility.ends_on,
        )
        assert not IssuedDocument.objects.filter(kind="certificate", superseded_at=None).exists()
        operations.accept_certificate(mobility=mobility, actor=house.actor("coordinator"))
        with pytest.raises(Refusal):
            operations.ask_host_to_certify(
                mobility=fresh(mobility),
                actor=house.actor("dean"),
                to=operations.host.Addressee("x", "x@y.example", "en"),
            )


def certify(house: House, link: HostLink, **dates: Any) -> Certificate:
    mobility = link.agreement.mobility
    stay = Stay(
        dates.get("starts_on", mobility.starts_on), dates.get("ends_on", mobility.ends_on), None, "Days."
    )
    actor = host(house.university.pk, "Karl Huber")
    return operations.certify_stay(link=link, actor=actor, stay=stay, name="Karl Huber", function="Director")


def test_a_file_of_the_host_is_inspected_like_any_other(house: House, link: HostLink) -> None:
    mobility = link.agreement.mobility
    browser = enter(link)
    url = house.url("host/room/stay/certificate/upload/")
    bad = SimpleUploadedFile("certificate.pdf", b"MZ" + b"\0" * 500, "application/pdf")
    who = {"name": "Karl Huber", "function": "Director"}
    answer = browser.post(url, {**days(mobility), **who, "upload": bad})
    assert answer.status_code == 422
    assert "a Windows program" in answer.content.decode()
    good = SimpleUploadedFile("certificate.pdf", samples.pdf(), "application/pdf")
    assert browser.post(url, {**days(mobility), **who, "upload": good}).status_code == 302
    with house.scope():
        found = Certificate.objects.get()
        assert (found.source, found.signed_by, found.text_hash) == ("host_upload", "Karl Huber", "")
        deliver_all()
        assert not IssuedDocument.objects.filter(kind="certificate").exists()
    page = house.client("coordinator").get(
        house.url(f"mobilities/{mobility.public_id}/report/certificate/check/")
    )
    assert "Karl Huber" in page.content.decode()


DATES = {"future": {"ends_on": 5}, "backwards": {"ends_on": -20}}


@pytest.mark.parametrize("case", DATES)
def test_dates_that_cannot_be_are_not_certified(house: House, link: HostLink, case: str) -> None:
    mobility = link.agreement.mobility
    dates = {name: getattr(mobility, name) + timedelta(days=by) for name, by in DATES[case].items()}
    typed = {**SIGNED, **days(mobility, **{name: day.isoformat() for name, day in dates.items()})}
    assert enter(link).post(house.url("host/room/stay/certificate/"), typed).status_code == 422
    with house.scope():
        with pytest.raises(Refusal):
            certify(house, link, **dates)
        assert not Certificate.objects.exists()


def test_goals_and_cooperation_are_said_once_and_read_by_those_concerned(
    house: House, link: HostLink
) -> None:
    mobility = link.agreement.mobility
    browser = enter(link)
    goals = {"result_0": "partly", "comment_0": "Two days were short.", "words": ""}
    assert browser.post(house.url("host/room/stay/goals/"), goals).status_code == 302
    rating = {"rating": "4", "words": "Well prepared.", "again": "gladly", "again_words": "In May"}
    assert browser.post(house.url("host/room/stay/cooperation/"), rating).status_code == 302
    browser.post(house.url("host/room/stay/goals/"), {**goals, "result_0": "not"})
    browser.post(house.url("host/room/stay/cooperation/"), {**rating, "rating": "1"})
    with house.scope():
        assert OutcomeAssessment.objects.get().rows[0]["result"] == "partly"
        assert Cooperation.objects.get().rating == 4
        assert Application.objects.filter(
            mobility=mobility, goals__0__text="See how it is done elsewhere"
        ).exists()
    url = house.url(f"mobilities/{mobility.public_id}/report/")
    for who, reads in (("participant", True), ("coordinator", True), ("secretary", False), ("dean", False)):
        page = house.client(who).get(url).content.decode()
        assert ("Two days were short." in page, "Well prepared." in page) == (reads, reads), who


def test_a_file_that_goes_on_keeps_the_word_of_the_host(house: House, link: HostLink) -> None:
    """After reporting is complete the host may still tell; certifying is over."""
    mobility = link.agreement.mobility
    with house.scope():
        certify(house, link)
        Mobility.objects.filter(pk=mobility.pk).update(stage=Stage.COMPLETED)
        link.refresh_from_db()
    copy = enter(link, host_tokens.COPY)
    rating = {"rating": "3", "again": "later"}
    assert copy.post(house.url("host/room/stay/cooperation/"), rating).status_code == 302
    with house.scope():
        assert Cooperation.objects.get().rating == 3
        with pytest.raises(Refusal):
            certify(house, link)


def test_the_host_is_reminded_on_its_days_until_it_has_certified(house: House, link: HostLink) -> None:
    began = timezone.localtime(link.made_at).date()
    reminded = set()
    for after in (0, 6, 7, 8, 20, 21, 22, 30, 40):
        with clock.travel(clock.now() + timedelta(days=after)), house.scope():
            if after == 30:
                given = {"starts_on": began, "ends_on": began}
                Certificate.objects.create(
                    member=house.member, mobility=fresh(link.agreement.mobility), version=1, text_hash="x",
                    source="host_room", uploaded_at=clock.now(), **given,
                )  # fmt: skip
            reminders.send_reminders()
            reminders.send_reminders()
            key = f"certify_host:{link.pk}:{clock.today().isoformat()}"
            if SentNotice.objects.filter(key=key).exists():
                reminded.add((clock.today() - began).days)
    assert reminded == {7, 21}
    with house.scope():
        told = SentNotice.objects.filter(kind="certify_host", key__contains=":20").first()
        assert told is not None
        assert told.subject.startswith("Reminder: please certify")
