"""Hosts as people look for them: by name, town in several languages, code, and with slips."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from partners import operations, queries
from partners.models import CharterHolder, HostOrganisation
from tests.world import House

FIRST = [
    ("Univ Wien", "A WIEN01"),
    ("universität wien", "A WIEN01"),
    ("University of Vienna", "A WIEN01"),
    ("vienna", "A WIEN01"),
    ("dunaj", "A WIEN01"),
    ("technische universitaet wien", "A WIEN02"),
    ("A WIEN01", "A WIEN01"),
    ("awien01", "A WIEN01"),
    ("si ljublja01", "SI LJUBLJA01"),
    ("univerza v ljubljani", "SI LJUBLJA01"),
    ("Univerza v Ljubjlani", "SI LJUBLJA01"),
    ("koper primorska", "SI KOPER03"),
    ("tu graz", "A GRAZ02"),
    ("univerza v gradcu", "A GRAZ01"),
    ("karlova univerza", "CZ PRAHA07"),
    ("Charles University", "CZ PRAHA07"),
    ("goettingen", "D GOTTING01"),
    ("Göttingen", "D GOTTING01"),
    ("munich", "D MUNCHEN01"),
    ("Aarhus", "DK ARHUS01"),
    ("Århus", "DK ARHUS01"),
    ("trst", "I TRIESTE01"),
    ("videm", "I UDINE01"),
    ("Universita di Bologna", "I BOLOGNA01"),
    ("politecnico milano", "I MILANO02"),
    ("Łódź", "PL LODZ01"),
    ("warsaw university of technology", "PL WARSZAW02"),
    ("jagelonski", "PL KRAKOW01"),
    ("sveučilište u zagrebu", "HR ZAGREB01"),
    ("solun", "G THESSAL01"),
    ("Complutense", "E MADRID03"),
    ("katholieke universiteit leuven", "B LEUVEN01"),
    ("technical university of košice", "SK KOSICE03"),
    ("istanbul üniversitesi", "TR ISTANBU03"),
    ("gotteborg", "S GOTEBOR01"),
]
NOTHING = ["", "   ", "%", "_", "-", "xqjzwvpk"]


@pytest.fixture
def inside(house: House) -> Iterator[House]:
    with house.scope():
        yield house


@pytest.mark.parametrize(("text", "code"), FIRST)
def test_the_first_answer(inside: House, text: str, code: str) -> None:
    assert queries.search_hosts(text)[0].erasmus_code == code


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_found_for_nothing(inside: House, text: str) -> None:
    assert queries.search_hosts(text) == []


def test_one_statement_where_words_are_found_as_typed(inside: House) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert len(queries.search_hosts("university", limit=7)) == 7
    assert len(asked) == 1


def test_the_index_is_used(inside: House) -> None:
    holders = CharterHolder.objects.filter(search__contains=" ljublj")
    assert "charter_holders_by_name" in holders.explain()


def test_those_that_left_the_list_are_not_found(inside: House) -> None:
    with CaptureQueriesContext(connection) as asked:
        queries.search_hosts("ljubljana")
    assert '"partners_charterholder"."listed"' in asked[0]["sql"]


def test_an_institution_taken_in_is_found_once_and_first(inside: House) -> None:
    holder = CharterHolder.objects.get(pk="A WIEN03")
    host = operations.take_into_register(charter_holder=holder, actor=inside.actor("participant"))
    found = queries.search_hosts("wien bodenkultur")
    assert [(one.public_id, one.key) for one in found if one.erasmus_code == "A WIEN03"] == [
        (host.public_id, f"host:{host.public_id}")
    ]
    assert queries.search_hosts("bodenkultur dunaj")[0].public_id == host.public_id


def test_a_host_of_another_university_is_never_found(house: House, stranger: House) -> None:
    with stranger.scope():
        operations.propose_host(
            actor=stranger.actor("participant"),
            name="Kaffeewerkstatt Zirbenholz",
            kind="enterprise",
            country="AT",
            city="Wien",
        )
        assert queries.search_hosts("Zirbenholz")
    with house.scope():
        for text in ("Zirbenholz", "Kaffeewerkstatt", "Kafeewerkstat Zirbenholtz"):
            assert not any(found.public_id for found in queries.search_hosts(text))
        assert queries.similar_host("Kaffeewerkstatt Zirbenholz", country="AT") is None
        assert not HostOrganisation.objects.exists()


def test_answers_speak_the_readers_language(inside: House) -> None:
    with override("en"):
        assert queries.search_hosts("A WIEN01")[0].country_name == "Austria"
    with override("sl"):
        assert queries.search_hosts("A WIEN01")[0].country_name == "Avstrija"


def test_choices_are_in_the_order_of_the_alphabet(db: None) -> None:
    with override("sl"):
        countries = [name for code, name in queries.country_choices()]
        languages = dict(queries.language_choices())
    assert len(countries) == 202
    some = ["Ciper", "Čad", "Češka", "Danska", "Surinam", "Španija", "Švica", "Tadžikistan", "Zimbabve"]
    assert [name for name in countries if name in some] == some
    assert languages["sl"] == "slovenščina"


@pytest.mark.parametrize(
    ("prefix", "country", "expected"),
    [
        ("dun", "AT", "Vienna"),
        ("Wien", "", "Vienna"),
        ("ljublj", "SI", "Ljubljana"),
        ("Rim", "IT", "Rome"),
        ("new yo", "US", "New York City"),
    ],
)
def test_towns_by_any_of_their_names(db: None, prefix: str, country: str, expected: str) -> None:
    assert queries.cities(prefix, country=country)[0].name == expected


def test_a_town_needs_its_whole_name(db: None) -> None:
    found = queries.town("Praha", country="CZ")
    assert found is not None
    assert found.name == "Prague"
    assert queries.town("Prag", country="CZ") is None
    assert queries.town("Praha", country="SK") is None


@pytest.mark.parametrize(
    ("points", "km"),
    [
        ((0, 0, 0, 90), 10007.56),
        ((90, 0, -90, 0), 20015.11),
        ((46.05108, 14.50513, 46.05108, 14.50513), 0),
        ((46.05108, 14.50513, 48.20849, 16.37208), 278.36),
        ((46.05108, 14.50513, 38.71667, -9.13333), 2095.74),
    ],
)
def test_great_circle_distance(points: tuple[float, float, float, float], km: float) -> None:
    assert queries.distance_km(*points) == pytest.approx(km, abs=0.01)
