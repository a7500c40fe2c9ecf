"""The host's room: four tasks at most, done once and for all, in the host's language, moved to another signatory."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import polib
import pytest
from django import conf
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils.translation.trans_real import CONTEXT_SEPARATOR, DjangoTranslation

from core import clock, throttle
from core.policy import Refusal
from members.actor import host
from mobility import agreements, host_languages, host_tokens
from mobility.enums import Party
from mobility.host_tasks import MOST, Visit, tasks_of
from mobility.models import HostLink, Mentor
from mobility.operations import agreement as operations
from mobility.operations.host_links import PASSED_ON_AT_MOST, Addressee, pass_on_host_link
from mobility.operations.proposals import accept_proposal
from mobility.views import host_base
from tests.agreement.paths import after_stay, home_again, link_to_host, preparing, propose, sign, sign_all
from tests.agreement.room import SIGNED, enter, path_of
from tests.outbox import deliver_all, send_all
from tests.world import House
from tools.locales import catalogue_of


def labels(link: HostLink) -> tuple[list[str], list[str]]:
    """What can be done and what was done, by the addresses and words of the tasks."""
    visit = Visit(link, link.purpose if link.used_at is None else host_tokens.COPY)
    todo, done = tasks_of(visit)
    assert len(todo) <= MOST
    return [task.url.rstrip("/").rsplit("/", 1)[1] for task in todo], [str(task.label) for task in done]


def test_at_every_moment_four_tasks_at_most_and_nothing_twice(house: House) -> None:
    """Through the whole way, told by the addresses of what can be done."""
    with house.scope():
        mobility = preparing(house)
        link = link_to_host(house, mobility)
        assert labels(link)[0] == ["sign", "propose", "pass-on", "mentor"]
        propose(link, host_unit="Another unit")
        assert labels(link)[0] == ["pass-on", "mentor"]
        from_home = house.actor("coordinator")
        accept(mobility, from_home)
        second = agreements.latest_link(mobility)
        assert second is not None
        assert labels(second)[0] == ["sign", "propose", "pass-on", "mentor"]
    browser = enter(second)
    assert browser.post(house.url("host/room/mentor/"), {"name": "Karl Huber"}).status_code == 302
    with house.scope():
        assert labels(second)[0] == ["sign", "propose", "pass-on"]
        assert len(labels(second)[1]) == 1
        mobility = sign_all(house, mobility)
        second.refresh_from_db()
        assert labels(second)[0] == ["propose"]
        with clock.travel(home_again(mobility)):
            last = after_stay(house, mobility)
            assert labels(last)[0] == ["certificate", "pass-on", "goals", "cooperation"]
    assert browser.post(house.url("host/room/mentor/"), {"name": "Another"}).status_code == 302
    with house.scope():
        assert Mentor.objects.get().name == "Karl Huber"


def accept(mobility: Any, actor: Any) -> None:
    accept_proposal(mobility=mobility, actor=actor, keys=["host_unit"])


def test_another_signatory_gets_the_link_and_the_old_one_dies_at_once(house: House) -> None:
    with house.scope():
        mobility = preparing(house)
        link = link_to_host(house, mobility)
    browser = enter(link)
    typed = {"name": "Karl Huber", "function": "Director", "address": "karl@host.example"}
    answer = browser.post(house.url("host/room/pass-on/"), typed)
    assert answer.status_code == 200
    assert browser.get(house.url("host/room/")).status_code == 404
    assert Client().get(path_of(link)).status_code == 404
    with house.scope():
        moved = agreements.latest_link(mobility)
        assert moved is not None
        assert (moved.address, moved.passed_on_by, moved.valid_until.date()) == (
            "karl@host.example", link.name, link.valid_until.date(),
        )  # fmt: skip
        deliver_all()
    send_all()
    told = {letter.to[0]: letter.body for letter in mail.outbox}
    assert link.name in told["karl@host.example"]
    assert "karl@host.example" in told[house.people["coordinator"].email]
    page = enter(moved).get(house.url("host/room/sign/")).content.decode()
    assert 'value="Karl Huber"' in page
    assert 'value="Director"' in page


def test_it_is_passed_on_so_often_and_no_oftener(house: House) -> None:
    with house.scope():
        link = link_to_host(house, preparing(house))
        actor = host(house.university.pk, "Anna")
        for turn in range(PASSED_ON_AT_MOST):
            to = Addressee(f"Person {turn}", f"p{turn}@host.example", "en")
            link = pass_on_host_link(link=link, actor=actor, by=link.name, to=to)
        with pytest.raises(Refusal, match=r"."):
            pass_on_host_link(link=link, actor=actor, by=link.name, to=Addressee("X", "x@host.example", "en"))
        assert "pass-on" not in labels(link)[0]
        assert HostLink.objects.filter(revoked_at=None).count() == 1


ACTS = {
    "sign": {**SIGNED, "text_hash": ""},
    "decline": {"name": "Anna", "reason": "No."},
    "propose": {"reason": "x", "name": "x"},
    "pass-on": {"name": "Karl", "address": "karl@host.example"},
    "mentor": {"name": "Karl"},
    "language": {"language": "sv"},
    "stay/certificate": {"name": "Anna", "function": "Head", "content": "x", "confirm": "on"},
    "stay/goals": {"result_0": "fully"},
    "stay/cooperation": {"rating": "4", "again": "gladly"},
}


@pytest.mark.parametrize("act", ACTS)
def test_looking_does_nothing_and_a_closed_room_lets_nobody_act(house: House, act: str) -> None:
    """GET, HEAD and OPTIONS of every page of the room; then the link is closed, and the same form opens nothing."""
    with house.scope():
        link = link_to_host(house, preparing(house))
        before = _state(link)
    browser = enter(link)
    url = house.url(f"host/room/{act}/")
    for look in (browser.get, browser.head, browser.options):
        look(url, follow=True)
    with house.scope():
        assert _state(link) == before
        operations.revoke_host_link(link=link, actor=house.actor("coordinator"))
        before = _state(link)
    never = Client().get(house.url("host/never-was-one/")).content
    answer = browser.post(url, ACTS[act])
    assert (answer.status_code, answer.content) == (404, never)
    with house.scope():
        assert _state(link) == before


def _state(link: HostLink) -> Any:
    link.refresh_from_db()
    rows = HostLink.objects.count(), Mentor.objects.count(), link.agreement.signatures.count()
    return rows, link.used_at, link.language, link.agreement.refused_at


def test_a_link_to_sign_certifies_nothing_and_one_to_certify_signs_nothing(house: House) -> None:
    """The purpose is bound: pages of another purpose lead back to the room and do nothing."""
    with house.scope():
        mobility = preparing(house)
        link = link_to_host(house, mobility)
    typed = ACTS["stay/certificate"] | {"starts_on": "2026-01-01", "ends_on": "2026-01-02"}
    for page, form in (("stay/certificate", typed), ("stay/goals", {}), ("stay/cooperation", {"rating": 4})):
        assert enter(link).post(house.url(f"host/room/{page}/"), form)["Location"] == house.url("host/room/")
    with house.scope():
        mobility = sign_all(house, mobility)
        with clock.travel(home_again(mobility)):
            last = after_stay(house, mobility)
            browser = enter(last)
            for page in ("sign", "decline", "propose", "mentor"):
                answer = browser.post(house.url(f"host/room/{page}/"), ACTS[page])
                assert answer["Location"] == house.url("host/room/")
            assert host_tokens.entrance_by_token(host_tokens.token_of(last, host_tokens.SIGN)) is None


def test_too_many_openings_from_one_address_are_stopped(house: House, monkeypatch: Any) -> None:
    monkeypatch.setattr(host_base, "ENTRIES", throttle.Limit("host_entry", most=2, seconds=60))
    with house.scope():
        address = path_of(link_to_host(house, preparing(house)))
    assert [Client().get(address).status_code for _ in range(3)] == [302, 302, 429]


def test_acting_too_often_through_one_link_is_stopped(house: House, monkeypatch: Any) -> None:
    monkeypatch.setattr(host_base, "ACTS", throttle.Limit("host_act", most=1, seconds=60))
    with house.scope():
        link = link_to_host(house, preparing(house))
    browser = enter(link)
    stale = {**SIGNED, "text_hash": "0" * 64}
    answers = [browser.post(house.url("host/room/sign/"), stale).status_code for _ in range(2)]
    assert answers == [409, 429]


# Languages.


def test_the_first_guess_is_by_country() -> None:
    assert [host_languages.guess(code) for code in ("SE", "LV", "SI", "AT", "")] == [
        "sv",
        "lv",
        "sl",
        "en",
        "en",
    ]


@pytest.mark.papers
def test_the_host_chooses_its_language_and_letters_follow(house: House) -> None:
    with house.scope():
        mobility = preparing(house)
        link = link_to_host(house, mobility)
    browser = enter(link)
    assert "Läs och underteckna" not in browser.get(house.url("host/room/")).content.decode()
    browser.post(house.url("host/room/language/"), {"language": "sv"})
    room = browser.get(house.url("host/room/"))
    assert room["Content-Language"] == "sv"
    assert '<html lang="sv"' in room.content.decode()
    assert "Läs och underteckna avtalet" in room.content.decode()
    text = browser.get(house.url("host/room/sign/")).content.decode()
    assert "du ser den engelska texten" in text
    assert "The receiving institution or enterprise" in text
    browser.post(house.url("host/room/language/"), {"language": "xx"})
    with house.scope():
        link.refresh_from_db()
        assert link.language == "sv"
        sign(house, mobility, Party.PARTICIPANT)
        sign(house, mobility, Party.HOME)
        sign(house, mobility, Party.HOST)
        deliver_all()
    send_all()
    subjects = [letter.subject for letter in mail.outbox if letter.to == [link.address]]
    assert any(subject.startswith("Ladda ner") for subject in subjects)
    assert [code for code, _name in settings.LANGUAGES] == ["sl", "en"]


class Spy:
    """Which texts a language was asked for and does not have of its own."""

    def __init__(self, monkeypatch: Any, language: str, known: set[str]) -> None:
        self.missing: set[str] = set()
        for name in ("gettext", "ngettext"):
            monkeypatch.setattr(DjangoTranslation, name, self._asked(name, language, known))

    def _asked(self, name: str, language: str, known: set[str]) -> Any:
        real = getattr(DjangoTranslation, name)

        def asked(catalogue: Any, text: str, *more: Any) -> Any:
            words = text.rpartition(CONTEXT_SEPARATOR)[2]
            if catalogue.language() == language and words.strip() and words not in known:
                self.missing.add(words)
            return real(catalogue, text, *more)

        return asked


@pytest.mark.parametrize("language", ["sv", "lv"])
def test_every_text_that_the_room_says_is_translated(house: House, monkeypatch: Any, language: str) -> None:
    """A walk through every page of the room and every letter: each text asked for is in the language's catalogue."""
    spy = Spy(monkeypatch, language, known_in(language))
    with house.scope():
        mobility = preparing(house)
        link = link_to_host(house, mobility)
        HostLink.objects.update(language=language)
        propose(link, host_unit="Another unit")
    look(house, link, "room/")
    with house.scope():
        accept(mobility, house.actor("coordinator"))
        deliver_all()
        second = agreements.latest_link(mobility)
        assert second is not None
    look(house, second, "room/", "room/sign/", "room/agreement/", "room/decline/", "room/propose/")
    look(house, second, "room/pass-on/", "room/mentor/")
    for page in ("sign", "decline", "propose", "pass-on", "mentor"):
        assert enter(second).post(house.url(f"host/room/{page}/"), {}).status_code == 422
    longer = {"starts_on": mobility.starts_on, "ends_on": mobility.ends_on + timedelta(days=2)}
    row = {"added-TOTAL_FORMS": "1", "added-0-content": "The archive"}
    for pressed, status in (({"add_day": "1"}, 200), ({}, 422)):
        answer = enter(second).post(house.url("host/room/propose/"), {**longer, **row, **pressed})
        assert answer.status_code == status
    with house.scope():
        mobility = sign_all(house, mobility)
        with clock.travel(home_again(mobility)):
            last = after_stay(house, mobility)
            look(house, last, "room/", "room/stay/certificate/", "room/stay/certificate/upload/")
            look(house, last, "room/stay/goals/", "room/stay/cooperation/")
            for page in ("certificate", "certificate/upload", "goals", "cooperation"):
                assert enter(last).post(house.url(f"host/room/stay/{page}/"), {}).status_code == 422
    assert Client().get(path_of(link)).status_code == 404
    assert not spy.missing, "\n".join(sorted(spy.missing))


def look(house: House, link: HostLink, *pages: str) -> None:
    browser = enter(link)
    for page in pages:
        browser.get(house.url(f"host/{page}"))


def known_in(language: str) -> set[str]:
    """Everything that is said in the language: by the product's catalogue, and by Django's own."""
    own = polib.pofile(str(catalogue_of(language)))
    django = polib.mofile(str(Path(conf.__file__).parent / f"locale/{language}/LC_MESSAGES/django.mo"))
    return {entry.msgid for entry in [*own, *django] if entry.msgstr or entry.msgstr_plural}
