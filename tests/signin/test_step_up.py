"""An act of weight wants a proof of late: an aged session leads to it and back, and changes nothing until then."""

from datetime import timedelta

import pytest

from mobility.enums import Stage
from mobility.models import Mobility
from selection.views.board import AwardLater
from selection.views.lists import ReleaseResults
from tests.world import House, make_call, make_mobility

OLD = timedelta(minutes=16)
PASSWORD = "korenine-v-zemlji-7"
WHY = "Mesto se je sprostilo zaradi odpovedi."


@pytest.fixture
def reserved(house: House) -> Mobility:
    """An application on the reserve list, and an office with a password."""
    house.people["office"].set_password(PASSWORD)
    house.people["office"].save()
    with house.scope():
        return make_mobility(house, make_call(house), stage=Stage.RESERVE)


def award(house: House, mobility: Mobility) -> str:
    return house.url(f"selection/award/{mobility.public_id}/")


def test_an_old_session_is_led_to_the_proof_and_back(house: House, reserved: Mobility) -> None:
    url = award(house, reserved)
    client = house.client("office", signed_in=OLD)
    away = client.get(url)
    assert away.status_code == 302
    assert away["Location"].startswith("/accounts/reauthenticate/?next=")
    assert client.post(away["Location"], {"password": "not this one at all"}).status_code == 200
    assert client.get(url).status_code == 302, "a wrong password proves nothing"
    assert client.post(away["Location"], {"password": PASSWORD})["Location"] == url
    assert client.get(url).status_code == 200


def test_an_old_session_changes_nothing_and_loses_nothing(house: House, reserved: Mobility) -> None:
    url = award(house, reserved)
    refused = house.client("office", signed_in=OLD).post(url, {"reasons": WHY})
    assert refused.status_code == 409
    words = refused.content.decode()
    assert WHY in words
    assert 'href="/accounts/reauthenticate/?next=%2Fconfirmed%2F"' in words
    assert stage(house, reserved) == Stage.RESERVE


def test_whoever_may_not_is_told_so_and_not_sent_to_prove(house: House, reserved: Mobility) -> None:
    answer = house.client("hr", signed_in=OLD).get(award(house, reserved))
    assert answer.status_code in {403, 404}


def test_a_proof_of_somebody_else_counts_for_nothing(house: House, reserved: Mobility) -> None:
    client = house.client("office")
    session = client.session
    session["account_authentication_methods_user"] = str(house.people["hr"].pk)
    session.save()
    assert client.get(award(house, reserved)).status_code == 302


def test_acts_of_weight_ask_for_it() -> None:
    assert all(view.step_up for view in (AwardLater, ReleaseResults))


def stage(house: House, mobility: Mobility) -> str:
    with house.scope():
        return Mobility.objects.get(pk=mobility.pk).stage
