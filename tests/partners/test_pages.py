"""The pages of the register, as a browser meets them."""

import pytest

from partners.models import HostOrganisation
from partners.operations import propose_host
from tests.world import House

FIELDS = {"name": "Kaffeewerkstatt Zirbenholz", "kind": "enterprise", "country": "AT", "city": "Wien"}


def url(house: House, rest: str) -> str:
    return f"/{house.university.slug}/register/{rest}"


@pytest.fixture
def proposed(house: House) -> HostOrganisation:
    with house.scope():
        return propose_host(actor=house.actor("participant"), **FIELDS)


def test_a_lookup_gets_list_items_alone(house: House) -> None:
    client = house.client("participant")
    answer = client.get(url(house, "hosts/search?q=vienna"), headers={"HX-Request": "true"})
    html = answer.content.decode().strip()
    assert answer.status_code == 200
    assert html.startswith('<li data-value="charter:A WIEN01" data-label="Universitat Wien, Wien">')
    assert html.count("<li ") == 20
    assert "<html" not in html


def test_the_page_works_without_scripts(house: House, proposed: HostOrganisation) -> None:
    html = house.client("participant").get(url(house, "hosts/search?q=zirbenholz")).content.decode()
    assert "<html" in html
    assert "Kaffeewerkstatt Zirbenholz" in html
    assert f"{proposed.public_id}/confirm" not in html


def test_what_was_typed_is_escaped(house: House) -> None:
    html = house.client("participant").get(url(house, "hosts/search?q=<script>x")).content.decode()
    assert "<script>x" not in html


@pytest.mark.parametrize("rest", ["hosts/search?q=wien", "hosts/propose"])
def test_strangers_see_nothing(house: House, stranger: House, rest: str) -> None:
    assert stranger.client("office").get(url(house, rest)).status_code == 404
    answer = stranger.client("office").get(url(stranger, rest))
    assert answer.status_code == 200


def test_proposing_keeps_what_was_typed_and_says_what_is_wrong(house: House) -> None:
    client = house.client("participant")
    answer = client.post(url(house, "hosts/propose"), {**FIELDS, "name": "", "contact_email": "nobody"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Wien"' in html
    assert 'value="nobody"' in html
    assert html.count("aria-invalid") == 2


def test_proposing_a_host_that_is_there_asks_first(house: House) -> None:
    client = house.client("participant")
    fields = {**FIELDS, "name": "Universität Wien", "kind": "higher_education"}
    answer = client.post(url(house, "hosts/propose"), fields)
    assert answer.status_code == 409
    assert "although_similar" in answer.content.decode()
    assert client.post(url(house, "hosts/propose"), {**fields, "although_similar": "on"}).status_code == 302
    with house.scope():
        assert HostOrganisation.objects.get().name == "Universität Wien"


def test_the_office_confirms_what_was_proposed(house: House, proposed: HostOrganisation) -> None:
    address = url(house, f"hosts/{proposed.public_id}/confirm")
    client = house.client("office")
    assert address in client.get(url(house, "hosts/search")).content.decode()
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 302
    with house.scope():
        assert HostOrganisation.objects.get().is_confirmed
    assert client.post(address).status_code == 409


def test_confirming_is_hidden_from_others(house: House, stranger: House, proposed: HostOrganisation) -> None:
    address = f"hosts/{proposed.public_id}/confirm"
    assert house.client("participant").get(url(house, address)).status_code == 404
    assert stranger.client("office").post(url(stranger, address)).status_code == 404
    with house.scope():
        assert not HostOrganisation.objects.get().is_confirmed
