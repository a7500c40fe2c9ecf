"""The blind phase: names in every form, and the pages and letters on which they could stand."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import clock
from core.models import SentNotice
from core.policy import Refusal
from mobility.models import Application, Mobility
from mobility.queries import duties_for, visible_to
from mobility.reminders import send_reminders
from selection import operations
from selection.blind import ENDINGS, hide
from selection.models import Committee
from tests.outbox import deliver_all
from tests.selection.scene import Scene
from tests.selection.test_conflicts import english, judged  # noqa: F401 (a fixture)
from tests.world import House

NAMES = [
    ("Ana", "Novak", "Ane Novak, z Ano Novakovo, v Aninem načrtu, NOVAK, ana.novak@ff.example"),
    ("Rok", "Žagar", "Roka Žagarja, Žagarjev načrt, Zagar, ŽAGARJU"),
    ("Peter", "Kovač", "Petra Kovača, s Petrom, o Petru, Kovačeva"),
    ("Marko Jože", "Zupan", "Marka, Jožeta Zupana, Zupanov"),
    ("Marija-Terezija", "Hribar-Kos", "Mariji-Tereziji, Hribarjeva, Kosova"),
]


@pytest.mark.parametrize(("first", "last", "text"), NAMES)
def test_names_are_hidden_in_their_cases(first: str, last: str, text: str) -> None:
    written = hide(f"Pišem o {first} {last}: {text}.", (first, last), "[X]")
    rest = re.sub(r"\[X\]|Pišem|načrt\w*", "", written)
    assert not re.search(r"\w{3,}", rest), written


def test_words_that_are_no_names_stay() -> None:
    text = "Rok za oddajo je znan; do roka. Analiza in Anglija, novak brez velike."
    assert hide(text, ("Ana", "Žagar"), "[X]") == text
    assert hide("rok prijave", ("Rok", "Žagar"), "[X]") == "rok prijave"


@given(st.text(max_size=60), st.sampled_from(ENDINGS.split("(?:")[0].split("|")))
def test_a_name_anywhere_in_a_text_is_found(around: str, ending: str) -> None:
    assert "Hribar" not in hide(f"{around} Hribar{ending} {around}", ("Ana", "Hribar"), "[X]")


@pytest.fixture
def hidden_scene(house: House, judged: Scene) -> Scene:  # noqa: F811
    """The committee of the call reads numbers; the participants wrote their names everywhere."""
    with house.scope():
        Committee.objects.filter(call=judged.call).update(hides_names=True)
        for mobility in judged.mobilities:
            words = f"Jaz, {mobility.person.first_name}, prosim."
            Application.objects.filter(mobility=mobility).update(motivation=words, title=words)
            Mobility.objects.filter(pk=mobility.pk).update(title=words)
    return judged


def test_the_committee_reads_numbers_until_the_chair_shows_the_names(
    house: House, hidden_scene: Scene
) -> None:
    mobility, slug = hidden_scene.mobilities[0], hidden_scene.call.slug
    key, named = mobility.public_id, (mobility.person.first_name, mobility.person.last_name)
    pages = [f"selection/score/{key}/{act}" for act in ("", "leave/", "abstain/")]
    pages += [f"selection/{slug}/", f"selection/{slug}/sheet.csv", f"selection/{slug}/committee/"]
    for who in ("assessor", "chair"):
        client = english(house, who)
        for rest in [*pages, f"selection/{slug}/board/"] if who == "chair" else pages:
            page = client.get(house.url(rest))
            assert page.status_code == 200, rest
            text = page.content.decode().replace("name@institution", "")
            assert mobility.number in text or "committee/" in rest, rest
            assert not [name for name in named[:1] if name in text], rest
        assert client.get(house.url(f"mobilities/{key}/")).status_code == 404
        home = client.get(f"/{house.university.slug}/").content.decode()
        assert mobility.person.get_full_name() not in home
    with house.scope():
        assert not visible_to(hidden_scene.actor("assessor")).filter(pk=mobility.pk).exists()
        assert duties_for(hidden_scene.actor("assessor")).filter(mobility=mobility).exists()
    board = house.url(f"selection/{slug}/board/")
    assert named[0] in english(house, "coordinator").get(board).content.decode()
    shows = house.url(f"selection/{slug}/names/")
    assert english(house, "assessor").post(shows).status_code == 409
    assert english(house, "chair").post(shows).status_code == 302
    assert named[0] in english(house, "assessor").get(house.url(pages[0])).content.decode()
    with house.scope(), pytest.raises(Refusal, match="not hidden"):
        operations.show_names(call=hidden_scene.call, actor=hidden_scene.actor("chair"))


def test_letters_to_the_committee_name_nobody(house: House, hidden_scene: Scene) -> None:
    with house.scope():
        due_on = Committee.objects.get(call=hidden_scene.call).score_by
    at = clock.now().replace(year=due_on.year, month=due_on.month, day=due_on.day, hour=10)
    with clock.travel(at), house.scope():
        assert send_reminders() > 0
    deliver_all()
    with house.scope():
        people = [house.people[name].pk for name in ("assessor", "chair", "second")]
        letters = SentNotice.objects.filter(person__in=people)
        assert letters.filter(kind="reminder").count() == len(people)
        told = "".join(letter.text + letter.html + letter.subject for letter in letters)
        assert hidden_scene.mobilities[0].number in told
        for mobility in hidden_scene.mobilities:
            assert mobility.person.get_full_name() not in told
