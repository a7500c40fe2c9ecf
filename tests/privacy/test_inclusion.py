"""What somebody needs so that they can take part: encrypted, apart, read by the office alone with a trace."""

import re
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import FieldError
from django.core.management import call_command
from django.db import connection

from core.encrypted import Unreadable
from core.models import SentNotice
from core.policy import Refusal
from mobility.enums import Stage
from mobility.models import InclusionNeed, Mobility
from mobility.operations.inclusion import read_need, state_need, take_back_need
from tests.outbox import deliver_all
from tests.privacy.scene import dump
from tests.world import House, make_call, make_mobility

SECRET = "canaryneed: a wheelchair"
OTHERS = ("coordinator", "faculty_office", "secretary", "dean", "chair", "assessor", "head", "hr", "finance",
          "rectorate", "auditor", "dpo", "colleague")  # fmt: skip


@pytest.fixture
def mobility(house: House) -> Mobility:
    with house.scope():
        return make_mobility(house, make_call(house), stage=Stage.PREPARING)


def state(house: House, mobility: Mobility) -> InclusionNeed:
    with house.scope():
        return state_need(
            mobility=mobility, actor=house.actor("participant"), details=SECRET, has_consented=True
        )


def test_the_table_holds_no_readable_word(house: House, mobility: Mobility) -> None:
    need = state(house, mobility)
    with house.scope():
        with connection.cursor() as cursor:
            cursor.execute("select details from mobility_inclusionneed where id = %s", [need.pk])
            (raw,) = cursor.fetchone()
        assert "canary" not in raw
        assert raw.startswith("gAAAA")
        assert not [name for name, text in dump().items() if "canaryneed" in text]
        assert InclusionNeed.objects.get().details == SECRET
        with pytest.raises(FieldError):
            InclusionNeed.objects.filter(details=SECRET).exists()


def test_keys_are_rotated(house: House, mobility: Mobility, settings: Any) -> None:
    state(house, mobility)
    old, new = settings.POPOTNIK_FIELD_KEYS[0], Fernet.generate_key().decode()
    settings.POPOTNIK_FIELD_KEYS = [new]
    with house.scope(), pytest.raises(Unreadable):
        InclusionNeed.objects.get()
    settings.POPOTNIK_FIELD_KEYS = [new, old]
    call_command("rotate_field_keys", verbosity=0)
    settings.POPOTNIK_FIELD_KEYS = [new]
    with house.scope():
        assert InclusionNeed.objects.get().details == SECRET


def test_nobody_else_sees_even_that_it_exists(house: House, mobility: Mobility) -> None:
    """Every page of the file is the same, byte by byte, with a need and without one."""
    address = house.url(f"mobilities/{mobility.public_id}/")
    below = ("", "application/preview/", "application/inclusion/", "application/inclusion/read/")
    home = f"/{house.university.slug}/"
    pages = (*(f"{address}{page}" for page in below), f"{home}desk/", home)
    deliver_all()
    before = {(who, page): seen(house, who, page) for who in OTHERS for page in pages}
    state(house, mobility)
    deliver_all()
    after = {(who, page): seen(house, who, page) for who in OTHERS for page in pages}
    assert [key for key in before if before[key] != after[key]] == []
    for who in OTHERS:
        for method in ("get", "post"):
            for page in ("", "read/", "take-back/"):
                response = getattr(house.client(who), method)(f"{address}application/inclusion/{page}")
                assert response.status_code in {403, 404, 409}, (who, method, page)
                assert "canaryneed" not in response.content.decode()
    print(f"inclusion: compared={len(before)} different=0")
    assert len(before) >= 60
    with house.scope():
        assert InclusionNeed.objects.exists()


def seen(house: House, who: str, page: str) -> tuple[int, bytes]:
    response = house.client(who).get(page)
    text = re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"|"X-CSRFToken": "[^"]+"', b"", response.content)
    return response.status_code, text


def test_the_office_reads_it_and_the_participant_sees_that(house: House, mobility: Mobility) -> None:
    address = house.url(f"mobilities/{mobility.public_id}/application/inclusion/")
    client = house.client("participant")
    values = {"is_needed": "yes", "details": SECRET}
    assert client.post(address, values).status_code == 422
    assert client.post(address, {**values, "consent": "on"}).status_code == 302
    deliver_all()
    with house.scope():
        letters = SentNotice.objects.filter(kind="inclusion")
        assert {letter.person_id for letter in letters} == {house.people["office"].pk}
        assert "canaryneed" not in "".join(letter.text for letter in letters)
    office = house.client("office")
    assert "canaryneed" not in office.get(f"{address}read/").content.decode()
    response = office.post(f"{address}read/")
    assert SECRET in response.content.decode()
    assert response["Cache-Control"] == "no-store"
    mine = client.get(address).content.decode()
    assert house.people["office"].get_full_name() in mine
    assert SECRET in mine
    assert client.post(f"{address}take-back/").status_code == 302
    with house.scope():
        assert not InclusionNeed.objects.exists()
    assert office.post(f"{address}read/").status_code == 409


def test_the_office_waits_until_submission_and_nobody_reads_their_own_as_office(house: House) -> None:
    with house.scope():
        draft = make_mobility(house, make_call(house), stage=Stage.DRAFT)
        state_need(mobility=draft, actor=house.actor("participant"), details=SECRET, has_consented=True)
        with pytest.raises(Refusal):
            read_need(mobility=draft, actor=house.actor("office"))
        with pytest.raises(Refusal):
            state_need(mobility=draft, actor=house.actor("participant"), details=SECRET, has_consented=False)
        with pytest.raises(Refusal):
            take_back_need(mobility=draft, actor=house.actor("office"))
