"""Who has read my file: pages given out to others are kept once an hour, and shown without the committee's names."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from core import clock, readings
from core.models import Reading
from mobility.enums import Party, Stage
from mobility.models import IssuedDocument, Mobility
from mobility.readings import words_of
from tests.agreement.paths import link_to_host, preparing, sign
from tests.agreement.room import enter
from tests.matrix.test_urls import routes
from tests.outbox import deliver_all
from tests.selection.scene import Scene, make_scene, settle
from tests.world import House, make_call, make_mobility


def rows(house: House, **wanted: Any) -> list[Reading]:
    with house.scope():
        return list(Reading.objects.filter(**wanted).select_related("person").order_by("pk"))


def scored(house: House) -> Scene:
    with house.scope():
        scene = make_scene(house)
        scene.admit_all()
    settle()
    return scene


def seen_by(house: House, mobility: Mobility, who: str) -> str:
    address = house.url(f"mobilities/{mobility.public_id}/readers/")
    return house.client(who).get(address, headers={"Accept-Language": "en"}).content.decode()


def test_a_reader_is_kept_once_an_hour(house: House) -> None:
    with house.scope():
        mobility = make_mobility(house, make_call(house), stage=Stage.PREPARING)
    address = house.url(f"mobilities/{mobility.public_id}/")
    now = clock.now().replace(minute=10)
    for minutes in (0, 5, 49, 51, 200):
        with clock.travel(now + timedelta(minutes=minutes)):
            assert house.client("coordinator").get(address).status_code == 200
    kept = rows(house)
    assert [(row.person.pk, row.capacity, row.page) for row in kept] == [
        (house.people["coordinator"].pk, "coordinator", "file:show")
    ] * 3
    assert [row.at for row in kept] == [now + timedelta(minutes=minutes) for minutes in (0, 51, 200)]


def test_own_pages_and_refused_ones_are_no_readings(house: House, sister: House) -> None:
    with house.scope():
        mobility = make_mobility(house, make_call(house), stage=Stage.PREPARING)
    address = house.url(f"mobilities/{mobility.public_id}/")
    assert house.client("participant").get(address).status_code == 200
    assert house.client("colleague").get(address).status_code == 404
    assert house.client("hr").get(address).status_code == 404
    assert sister.client("coordinator").get(address).status_code == 404
    assert house.client("coordinator").get(address + "report/write/").status_code in {403, 404}
    assert house.client("coordinator").post(address, {}).status_code == 405
    assert rows(house) == []


@pytest.mark.papers
def test_a_document_and_the_hosts_room_are_readings(house: House) -> None:
    with house.scope():
        mobility = preparing(house)
        link = link_to_host(house, mobility)
    deliver_all()
    browser = enter(link)
    assert browser.get(house.url("host/room/")).status_code == 200
    guests = rows(house, capacity="host")
    assert [(row.guest, row.person, row.page) for row in guests] == [(link.name, None, "host:room")]
    with house.scope():
        for party in Party:
            sign(house, mobility, party)
    deliver_all()
    with house.scope():
        document = IssuedDocument.objects.filter(mobility=mobility, kind="agreement").first()
    assert document is not None
    address = house.url(f"mobilities/{mobility.public_id}/agreement/documents/{document.public_id}/")
    assert house.client("office").get(address).status_code == 200
    assert [row.capacity for row in rows(house, page="agreement:document")] == ["office"]
    page = seen_by(house, mobility, "participant")
    assert "a document (PDF)" in page
    assert house.people["office"].get_full_name() in page
    assert link.name in page


def test_the_participant_never_learns_who_assesses(house: House) -> None:
    """T29: the committee has neither names nor ranks on the participant's page, in no byte of it."""
    scene = scored(house)
    mobility = scene.mobilities[0]
    for who in ("chair", "assessor", "second"):
        assert house.client(who).get(house.url(f"selection/score/{mobility.public_id}/")).status_code == 200
        assert house.client(who).get(house.url(f"mobilities/{mobility.public_id}/")).status_code == 200
    assert house.client("coordinator").get(house.url(f"mobilities/{mobility.public_id}/")).status_code == 200
    kept = rows(house, file_id=str(mobility.public_id))
    assert {row.capacity for row in kept} == {"chair", "assessor", "coordinator"}
    mine = seen_by(house, mobility, "applicant0")
    for who in ("chair", "assessor", "second"):
        assert house.people[who].first_name not in mine, who
        assert house.people[who].email not in mine
    assert mine.count("committee member") == 6
    assert "committee chair" not in mine
    assert house.people["coordinator"].get_full_name() in mine
    officer = seen_by(house, mobility, "dpo")
    for who in ("chair", "assessor", "second", "coordinator"):
        assert house.people[who].get_full_name() in officer, who


def test_the_list_is_for_the_participant_and_the_officer(house: House) -> None:
    with house.scope():
        mobility = make_mobility(house, make_call(house), stage=Stage.PREPARING)
    address = house.url(f"mobilities/{mobility.public_id}/readers/")
    answers = {
        who: house.client(who).get(address).status_code for who in ("participant", "dpo", "coordinator")
    }
    assert answers == {"participant": 200, "dpo": 200, "coordinator": 403}
    assert house.client("colleague").get(address).status_code == 404
    assert "who has read the file" in seen_by(house, mobility, "participant"), (
        "the officer's look is kept too"
    )
    assert address in house.client("participant").get(address.removesuffix("readers/")).content.decode()
    assert address not in house.client("coordinator").get(address.removesuffix("readers/")).content.decode()


def test_keeping_a_reading_costs_two_statements(house: House) -> None:
    with house.scope():
        mobility = make_mobility(house, make_call(house), stage=Stage.PREPARING)
    address = house.url(f"mobilities/{mobility.public_id}/")
    client = house.client("coordinator")
    client.get(address)
    with CaptureQueriesContext(connection) as kept:
        client.get(address)
    tail = [query["sql"] for query in kept.captured_queries]
    after = tail[max(place for place, sql in enumerate(tail) if sql.startswith("ROLLBACK TO")) + 1 :]
    asked = [sql for sql in after if not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK"))]
    assert len(asked) == 2, asked
    assert "ON CONFLICT DO NOTHING" in asked[1]


def test_only_old_readings_can_be_forgotten(house: House, stranger: House) -> None:
    """Retention asks the database; even the asker of everything gets rid of nothing younger than half a year."""
    now = clock.now()
    for owner in (house, stranger):
        with owner.scope():
            for days in (10, 170, 190, 900):
                at = now - timedelta(days=days)
                Reading.objects.create(
                    file_id="x", person=owner.people["office"], capacity="office", page="p", at=at, hour=at
                )
    with house.scope():
        assert readings.forget(before=now - timedelta(days=365)) == 1
        assert readings.forget(before=now + timedelta(days=365)) == 1
        assert Reading.objects.count() == 2
    with stranger.scope(), transaction.atomic():
        assert Reading.objects.count() == 4


def test_every_page_about_a_file_has_a_name(house: House) -> None:
    """What stands on the list is words, never the name of an address."""
    names = [name for name, (pattern, _view) in routes().items() if "<uuid:mobility>" in pattern]
    names += [name for name in routes() if name.startswith("host:")]
    assert len(names) >= 40
    assert [name for name in names if words_of(name) == name] == []
