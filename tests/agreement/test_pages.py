"""The pages of the agreement and of the place: who gets them, what they say, and what they cost."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.models import SentNotice
from mobility.enums import Party, Stage
from mobility.models import Agreement, HostLink, Mobility, Signature
from mobility.operations import place
from tests.agreement.paths import (
    awarded,
    find_suitable,
    fresh,
    link_to_host,
    paper,
    preparing,
    sign,
    sign_all,
)
from tests.outbox import deliver_all
from tests.world import House

# The statements that a page may cost, the note of who read it included; not the frame of its transaction.
BUDGET = {"show": 17, "sign": 12, "host_link": 12, "document": 11}
FRAME = ("SAVEPOINT", "RELEASE", "ROLLBACK", "set local")


def page(house: House, mobility: Mobility, rest: str = "") -> str:
    return house.url(f"mobilities/{mobility.public_id}/agreement/{rest}")


def statements(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len([query for query in seen.captured_queries if not query["sql"].startswith(FRAME)])


def english(house: House, name: str) -> Client:
    """Somebody's browser in English."""
    client = house.client(name)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def test_the_way_of_an_agreement_through_the_pages(house: House) -> None:
    """Confirm the place, sign as participant and as dean, the host by link: each with one button."""
    with house.scope():
        mobility = awarded(house)
    me, dean = english(house, "participant"), english(house, "dean")
    assert me.post(page(house, mobility, "place/confirm/")).status_code == 302
    deliver_all()
    with house.scope():
        text_hash = paper(mobility).text_hash
    told = dean.get(page(house, mobility)).content.decode()
    assert "Suitability (Annex 1) must be confirmed" in told
    assert "agreement/sign/" not in told
    signed = {"text_hash": text_hash, "read": "on"}
    assert dean.post(page(house, mobility, "sign/"), signed).status_code == 409
    assert "agreement/sign/" in me.get(page(house, mobility)).content.decode()
    assert me.post(page(house, mobility, "sign/"), {"text_hash": text_hash}).status_code == 422
    assert me.post(page(house, mobility, "sign/"), signed).status_code == 302
    again = me.post(page(house, mobility, "sign/"), signed)
    assert again.status_code == 409
    assert "signed already" in again.content.decode()
    with house.scope():
        find_suitable(fresh(mobility))
    assert dean.post(page(house, mobility, "sign/"), signed).status_code == 302
    with house.scope():
        found = Signature.objects.get(party=Party.HOME)
        assert (found.capacity, found.function, found.person_id) == ("dean", "", house.people["dean"].pk)
        sign(house, mobility, Party.HOST)
        assert fresh(mobility).stage == Stage.READY


def test_what_was_seen_is_what_is_signed(house: House) -> None:
    """A form that was opened before the text changed is refused; the page shows the new text, unticked."""
    with house.scope():
        mobility = preparing(house)
        old = paper(mobility).text_hash
        Agreement.objects.filter(mobility=mobility).update(text_hash="f" * 64)
    typed = {"text_hash": old, "read": "on"}
    response = english(house, "participant").post(page(house, mobility, "sign/"), typed)
    assert response.status_code == 409
    told = response.content.decode()
    assert "changed after you opened it" in told
    assert "f" * 64 in told
    assert " checked" not in told
    with house.scope():
        assert not Signature.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("participant", 200),
        ("coordinator", 200),
        ("dean", 200),
        ("office", 200),
        ("colleague", 404),
        ("hr", 404),
    ],
)
def test_who_reads_the_agreement(house: House, who: str, status: int) -> None:
    with house.scope():
        mobility = preparing(house)
    assert house.client(who).get(page(house, mobility)).status_code == status


@pytest.mark.parametrize(
    "rest", ["", "sign/", "decline/", "host/", "place/cancel/", "place/decline/", "change/"]
)
def test_strangers_find_nothing(house: House, stranger: House, sister: House, rest: str) -> None:
    with house.scope():
        mobility = preparing(house)
    assert stranger.client("coordinator").get(page(house, mobility, rest)).status_code == 404
    assert sister.client("coordinator").get(page(house, mobility, rest)).status_code == 404
    elsewhere = stranger.url(f"mobilities/{mobility.public_id}/agreement/{rest}")
    assert stranger.client("coordinator").get(elsewhere).status_code == 404


@pytest.mark.parametrize("rest", ["place/decline/", "place/cancel/", "decline/"])
def test_a_missing_reason_is_told_at_its_field(house: House, rest: str) -> None:
    with house.scope():
        mobility = preparing(house)
    who = "coordinator" if "cancel" in rest else "participant"
    response = house.client(who).post(page(house, mobility, rest), {"reason": ""})
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"reason"}
    with house.scope():
        assert fresh(mobility).stage == Stage.PREPARING


def test_a_changed_plan_moves_the_programme_and_is_signed_anew(house: House) -> None:
    with house.scope():
        mobility = sign_all(house, preparing(house))
        first, last = mobility.starts_on, mobility.ends_on
    coordinator = house.client("coordinator")
    shown = coordinator.get(page(house, mobility, "change/"))
    form = {name: field.value() or "" for name, field in ((f.name, f) for f in shown.context["form"])}
    form |= {"starts_on": first.isoformat(), "ends_on": last.isoformat(), "reason": "Later."}
    assert coordinator.post(page(house, mobility, "change/"), form).status_code == 422, "nothing was changed"
    short = {**form, "ends_on": first.isoformat()}
    assert coordinator.post(page(house, mobility, "change/"), short).status_code == 422, (
        "the programme is longer"
    )
    week = timedelta(days=7)
    moved = {**form, "starts_on": (first + week).isoformat(), "ends_on": (last + week).isoformat()}
    assert coordinator.post(page(house, mobility, "change/"), moved).status_code == 302
    with house.scope():
        found = fresh(mobility)
        assert (found.stage, found.starts_on) == (Stage.PREPARING, first + week)
        text = paper(found).text
        assert text["period"]["from"] == (first + week).isoformat()
        assert text["programme"]["days"][1]["day"] == (first + week).isoformat()


@pytest.mark.parametrize("who", ["participant", "coordinator", "dean"])
def test_the_agreement_keeps_its_budget(house: House, who: str) -> None:
    with house.scope():
        mobility = preparing(house)
        link_to_host(house, mobility)
    assert statements(house.client(who), page(house, mobility)) <= BUDGET["show"]
    if who != "coordinator":
        assert statements(house.client(who), page(house, mobility, "sign/")) <= BUDGET["sign"]
    if who != "dean":
        assert statements(house.client(who), page(house, mobility, "host/")) <= BUDGET["host_link"]


@pytest.mark.papers
def test_a_paper_keeps_its_budget(house: House) -> None:
    with house.scope():
        mobility = sign_all(house, preparing(house))
    client = house.client("participant")
    shown = client.get(page(house, mobility)).content.decode()
    address = shown.split("/agreement/documents/")[1].split("/")[0]
    assert statements(client, page(house, mobility, f"documents/{address}/")) <= BUDGET["document"]


@pytest.mark.papers
@pytest.mark.parametrize("language", ["sl", "en"])
def test_every_page_and_letter_in_both_languages(house: House, language: str) -> None:
    """Nothing undefined on a page or in a letter, whatever the language."""
    with house.scope():
        for person in house.people.values():
            person.language = language
            person.save(update_fields=["language"])
        mobility = preparing(house)
        link = link_to_host(house, mobility)
        HostLink.objects.filter(pk=link.pk).update(language=language)
        deliver_all()
    clients: dict[str, list[str]] = {
        "participant": ["", "sign/", "decline/", "host/", "place/decline/"],
        "coordinator": ["", "prepare/", "host/", "host/close/", "place/cancel/"],
        "dean": ["", "sign/", "decline/"],
    }
    for who, rests in clients.items():
        client = house.client(who)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        for rest in rests:
            response = client.get(page(house, mobility, rest))
            assert response.status_code == 200, (who, rest)
            assert "undefined" not in response.content.decode(), (who, rest)
            assert f'<html lang="{language}"' in response.content.decode()
    with house.scope():
        sign_all(house, mobility)
        _read_letters()


def _read_letters() -> None:
    kinds = set(SentNotice.objects.values_list("kind", flat=True))
    assert {"sign_participant", "sign_host", "signed_copy", "signed_copy_host"} <= kinds
    for letter in SentNotice.objects.all():
        assert "undefined" not in letter.subject + letter.text + letter.html, letter.kind
        assert "&#x27;" not in letter.subject
        assert letter.html.count('class="go"') == 1, "one button"


def test_a_free_place_is_told(house: House) -> None:
    """The coordinator reads why, once."""
    with house.scope():
        mobility = awarded(house)
        place.decline_place(mobility=mobility, actor=house.actor("participant"), reason="Ill.")
        deliver_all()
        deliver_all()
        letter = SentNotice.objects.get(kind="place_free")
        assert "Ill." in letter.text
        assert letter.person_id == house.people["coordinator"].pk
