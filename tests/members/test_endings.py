"""A role that ends ends at once: on an open page, in letters, in duties, at midnight, and for a closed account."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from core import clock, policy
from core.letters import Letter, queue
from core.models import SentNotice
from members import operations
from members.actor import system
from members.enums import Capacity as C
from members.models import Appointment, Employment
from members.queries import actor_for, people_holding
from mobility import relations
from mobility.enums import DutyKind, Party, Stage
from mobility.models import Duty, Mobility
from mobility.readers import bearers, holders, reader_of, related_people
from selection.policy import is_seated
from tests.outbox import deliver_all, send_all
from tests.world import SINCE, House, make_call, make_mobility


def role_of(house: House, name: str) -> Appointment:
    return Appointment.objects.get(person=house.people[name])


def end(house: House, name: str, *, by: str = "office") -> Appointment:
    with house.scope():
        return operations.end_role(role=role_of(house, name), actor=house.actor(by))


def desk(house: House) -> str:
    return f"/{house.university.slug}/desk/"


def test_an_open_page_refuses_the_act_once_the_role_has_ended(house: House) -> None:
    """The form was opened by a coordinator; when it comes back, its sender is one no more."""
    with house.scope():
        mobility = make_mobility(house, make_call(house), stage=Stage.SUBMITTED)
    client = house.client("coordinator")
    address = house.url(f"mobilities/{mobility.public_id}/application/check/")
    assert client.get(address).status_code == 200
    end(house, "coordinator")
    answer = client.post(address, {"act": "admit"})
    assert answer.status_code == 404
    with house.scope():
        assert Mobility.objects.get(pk=mobility.pk).stage == Stage.SUBMITTED
    assert client.get(desk(house)).status_code == 404


def test_the_last_day_counts_and_the_next_one_does_not(house: House) -> None:
    today = clock.today()
    with house.scope():
        last_day = today + timedelta(days=3)
        operations.end_role(role=role_of(house, "dean"), actor=house.actor("office"), last_day=last_day)
        assert actor_for(house.people["dean"], university_id=house.university.pk, on=last_day)
        dean = house.people["dean"]
        after = last_day + timedelta(days=1)
        assert actor_for(dean, university_id=house.university.pk, on=after) is None
        assert not people_holding(C.DEAN, member_id=house.member.pk, on=after)
    client = house.client("dean")
    zone = ZoneInfo("Europe/Ljubljana")
    midnight = datetime(after.year, after.month, after.day, tzinfo=zone)
    with clock.travel(midnight - timedelta(seconds=1)):
        assert client.get(desk(house)).status_code == 200
    with clock.travel(midnight):
        assert client.get(desk(house)).status_code == 404


def test_a_closed_account_is_signed_out_at_its_next_request_and_gets_no_letter(house: House) -> None:
    with house.scope():
        mobility = make_mobility(house, make_call(house), stage=Stage.SUBMITTED)
        person = house.people["coordinator"]
        letter = Letter("test", "mobility/mail/to_check", "before", "/")
        queue(letter, to=reader_of(person), context={"mobility": mobility})
        client = house.client("coordinator")
        assert client.get(desk(house)).status_code == 200
        person.is_active = False
        person.save()
        assert actor_for(person, university_id=house.university.pk, on=clock.today()) is None
        assert holders(mobility, C.COORDINATOR) == []
        later = Letter("test", "mobility/mail/to_check", "after", "/")
        assert queue(later, to=reader_of(person), context={"mobility": mobility}) is None
    answer = client.get(desk(house))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")
    send_all()
    with house.scope():
        kept = SentNotice.objects.get(key="before")
        assert kept.sent_at is None
        assert "closed" in kept.last_error


def test_whoever_lost_the_role_owes_nothing_by_it_and_their_successor_does(house: House) -> None:
    with house.scope():
        mobility = make_mobility(house, make_call(house), stage=Stage.PREPARING)
        duty = Duty.objects.create(
            mobility=mobility, member_id=mobility.member_id, kind=DutyKind.SIGN, phase="before",
            owed_by=C.DEAN, part=Party.HOME, person=house.people["dean"], due_on=clock.today(),
            opened_at=clock.now(),
        )  # fmt: skip
        relations.set_people(mobility, relations.SIGN, [house.people["dean"].pk])
        dean = house.actor("dean")
        assert policy.can(dean, "see_mobility", mobility)
        operations.end_role(role=role_of(house, "dean"), actor=house.actor("office"))
        fresh = Mobility.objects.get(pk=mobility.pk)
        assert related_people(fresh, relations.SIGN) == []
        operations.grant_role(
            person=house.people["colleague"],
            capacity=C.DEAN,
            member=house.member,
            actor=house.actor("office"),
        )
    deliver_all()
    with house.scope():
        duty = Duty.objects.select_related("mobility").get(pk=duty.pk)
        assert duty.person_id is None
        assert bearers(duty) == [house.people["colleague"]]
        fresh = Mobility.objects.get(pk=mobility.pk)
        assert related_people(fresh, relations.SIGN) == [house.people["colleague"]]
        assert policy.can(house.actor("colleague"), "sign_as_home", fresh).reason  # in order, not a stranger
        stranger = system(house.university.pk).acting_as(C.DEAN)
        assert not policy.can(stranger, "see_agreement", fresh)


def test_a_relation_opens_nothing_without_the_capacity_that_carries_it(house: House) -> None:
    with house.scope():
        call = make_call(house)
        mobility = make_mobility(house, call, stage=Stage.UNDER_ASSESSMENT)
        relations.set_people(mobility, relations.ASSESS, [house.people["assessor"].pk])
        assessor = house.actor("assessor")
        assert policy.can(assessor, "see_mobility", mobility)
        Appointment.objects.filter(person=house.people["assessor"]).update(ends_on=SINCE)
        Employment.objects.create(
            person=house.people["assessor"], unit=house.unit, member=house.member, starts_on=SINCE,
            post_sl="x", post_en="x", staff_group="teaching", pay_group="H",
        )  # fmt: skip
        former = house.actor("assessor")
        assert not policy.can(former, "see_mobility", mobility)
        assert not is_seated(former, call)


@pytest.mark.parametrize("name", ["coordinator", "office", "chair"])
def test_ending_and_granting_again_on_one_day(house: House, sister: House, name: str) -> None:
    """Whoever was ended by mistake gets the role back at once."""
    with house.scope():
        ended = operations.end_role(role=role_of(house, name), actor=sister.actor("office"))
        again = operations.grant_role(
            person=ended.person, capacity=C(ended.capacity), member=ended.member, actor=sister.actor("office")
        )
        assert again.starts_on == clock.today()
        waits = name == "office"
        assert again.awaits_confirmation == waits
        assert (actor_for(ended.person, university_id=house.university.pk, on=clock.today()) is None) == waits


def test_signed_out_people_stay_out(house: House) -> None:
    assert Client().get(desk(house)).status_code == 302
