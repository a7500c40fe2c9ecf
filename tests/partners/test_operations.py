"""Taking hosts into the register, proposing and confirming them."""

from collections.abc import Iterator
from typing import Any

import pytest

from core.models import Entry
from core.policy import Refusal
from partners import operations, queries
from partners.models import CharterHolder, HostOrganisation
from partners.operations import SimilarHost
from tests.world import House

WORKSHOP = {"name": "Kaffeewerkstatt Zirbenholz", "kind": "enterprise", "country": "AT", "city": "Dunaj"}


@pytest.fixture
def inside(house: House) -> Iterator[House]:
    with house.scope():
        yield house


def propose(house: House, who: str = "participant", **changed: Any) -> HostOrganisation:
    return operations.propose_host(actor=house.actor(who), **{**WORKSHOP, **changed})


def verbs() -> list[str]:
    return list(
        Entry.objects.filter(verb__startswith="host.").order_by("number").values_list("verb", flat=True)
    )


def test_taking_in_twice_gives_one_host_and_one_entry(inside: House) -> None:
    holder = CharterHolder.objects.get(pk="A WIEN01")
    first = operations.take_into_register(charter_holder=holder, actor=inside.actor("participant"))
    again = operations.take_into_register(charter_holder=holder, actor=inside.actor("office"))
    assert first == again
    assert first.is_confirmed
    assert (first.name, first.city, first.country_id, first.pic) == (
        "Universitat Wien",
        "Wien",
        "AT",
        "999866883",
    )
    assert (first.lat, first.lon) == (holder.lat, holder.lon)
    assert verbs() == ["host.taken_into_register"]


def test_whoever_comes_second_gets_the_host_of_the_first(
    inside: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    holder = CharterHolder.objects.get(pk="A WIEN01")

    def overtaken(holder: CharterHolder) -> HostOrganisation:
        host = real(holder)
        real(holder).save()
        return host

    real = operations._host_of
    monkeypatch.setattr(operations, "_host_of", overtaken)
    host = operations.take_into_register(charter_holder=holder, actor=inside.actor("participant"))
    assert host == HostOrganisation.objects.get()
    assert verbs() == []


def test_each_university_has_a_host_of_its_own(house: House, stranger: House) -> None:
    holder = CharterHolder.objects.get(pk="A WIEN01")
    hosts = set()
    for place in (house, stranger):
        with place.scope():
            actor = place.actor("participant")
            hosts.add(operations.take_into_register(charter_holder=holder, actor=actor).pk)
    assert len(hosts) == 2


def test_a_proposed_host_awaits_the_office(inside: House) -> None:
    host = propose(inside)
    assert not host.is_confirmed
    assert host.proposed_by == inside.people["participant"]
    assert (round(host.lat or 0, 1), round(host.lon or 0, 1)) == (48.2, 16.4)
    assert list(queries.proposed_hosts()) == [host]
    found = queries.search_hosts("zirbenholz wien")[0]
    assert (found.public_id, found.confirmed) == (host.public_id, False)


def test_a_town_that_is_not_known_gives_no_point(inside: House) -> None:
    host = propose(inside, city="Hinterstoder am Berg")
    assert (host.lat, host.lon) == (None, None)


def test_what_the_office_proposes_is_confirmed(inside: House) -> None:
    assert propose(inside, "coordinator").is_confirmed
    assert verbs() == ["host.proposed"]


@pytest.mark.parametrize(
    ("country", "name", "similar"),
    [
        ("AT", "Universität Wien", "Universitat Wien"),
        ("AT", "UNIVERSITAT WIEN", "Universitat Wien"),
        ("SI", "Univerza v Ljubljani", "Univerza v Ljubljani"),
        ("SI", "Univerza v Ljubljanji", "Univerza v Ljubljani"),
    ],
)
def test_a_host_that_is_there_is_pointed_out(inside: House, country: str, name: str, similar: str) -> None:
    with pytest.raises(SimilarHost) as refusal:
        propose(inside, name=name, country=country)
    assert refusal.value.similar.name == similar
    assert similar in str(refusal.value)
    assert not HostOrganisation.objects.exists()


def test_one_may_insist_that_it_is_another(inside: House) -> None:
    first = propose(inside)
    with pytest.raises(SimilarHost) as refusal:
        propose(inside, name="Kaffeewerkstatt Zirbenholtz")
    assert refusal.value.similar.public_id == first.public_id
    assert propose(inside, name="Kaffeewerkstatt Zirbenholtz", although_similar=True) != first


NEAR = [{"name": "Kaffeewerkstatt am Graben"}, {"country": "DE"}, {"name": "Universität"}]


@pytest.mark.parametrize("changed", NEAR)
def test_a_name_that_is_only_near_is_let_through(inside: House, changed: dict[str, str]) -> None:
    propose(inside)
    assert propose(inside, **changed).pk


@pytest.mark.parametrize(
    "changed",
    [
        {"country": "QQ"},
        {"country": ""},
        {"name": ""},
        {"name": "x" * 251},
        {"city": ""},
        {"kind": "circus"},
        {"contact_email": "nobody"},
        {"website": "javascript:alert(1)"},
    ],
)
def test_wrong_fields_are_refused_in_words(inside: House, changed: dict[str, str]) -> None:
    with pytest.raises(Refusal, match=": "):
        propose(inside, **changed)
    assert verbs() == []


def test_confirming_once(inside: House) -> None:
    host = propose(inside)
    with pytest.raises(Refusal):
        operations.confirm_host(host=host, actor=inside.actor("participant"))
    assert operations.confirm_host(host=host, actor=inside.actor("office")).is_confirmed
    with pytest.raises(Refusal, match=r"already|že"):
        operations.confirm_host(host=host, actor=inside.actor("coordinator"))
    assert verbs() == ["host.proposed", "host.confirmed"]


def test_the_folded_text_follows_the_name(inside: House) -> None:
    host = propose(inside)
    host.name = "Žganjarna Pod Lipo"
    host.save(update_fields=["name"])
    assert queries.search_hosts("zganjarna")[0].public_id == host.public_id
    assert not any(found.public_id for found in queries.search_hosts("zirbenholz"))
