"""Who grants and ends which role, four eyes, and substitutes: tables of yes and no."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import translation

from core import clock, journal, policy
from core.models import Entry
from core.policy import Refusal
from members import operations
from members.enums import Capacity as C
from members.grants import OF_A_MEMBER, OF_THE_UNIVERSITY
from members.models import Appointment, Person
from members.queries import actor_for
from mobility.enums import Stage
from mobility.queries import duties_for, visible_to
from mobility.readers import holders
from tests.world import House, make_call, make_mobility, person_in


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def grant(
    house: House, capacity: C, *, by: str, to: str = "colleague", at: House | None = None
) -> Appointment:
    at = at or house
    of_university = capacity in OF_THE_UNIVERSITY
    return operations.grant_role(
        person=house.people[to],
        capacity=capacity,
        actor=house.actor(by),
        member=None if of_university else at.member,
        unit=at.unit if capacity == C.HEAD else None,
    )


def role_of(house: House, name: str) -> Appointment:
    return Appointment.objects.select_related("person", "principal").get(person=house.people[name])


def stand_in(house: House, name: str, person: str, *, by: str, days: int = 10) -> Appointment:
    today = clock.today()
    return operations.appoint_substitute(
        principal=role_of(house, name),
        person=house.people[person],
        starts_on=today,
        ends_on=today + timedelta(days=days),
        actor=house.actor(by),
    )


@pytest.mark.parametrize("capacity", [*OF_A_MEMBER, *OF_THE_UNIVERSITY])
@pytest.mark.parametrize(
    "by", ["office", "coordinator", "faculty_office", "dean", "auditor", "dpo", "rectorate"]
)
def test_who_grants_what(house: House, capacity: C, by: str) -> None:
    """The office grants everything; those in charge of a member its own capacities; nobody else anything."""
    may = by == "office" or (by in {"coordinator", "faculty_office"} and capacity in OF_A_MEMBER)
    with house.scope():
        if may:
            role = grant(house, capacity, by=by)
            assert role.awaits_confirmation == (capacity in OF_THE_UNIVERSITY)
        else:
            with pytest.raises(Refusal):
                grant(house, capacity, by=by)
            assert not Appointment.objects.filter(person=house.people["colleague"]).exists()


@pytest.mark.parametrize("capacity", [C.PARTICIPANT, C.SYSTEM, C.HOST])
def test_what_nobody_grants(house: House, capacity: C) -> None:
    with house.scope(), pytest.raises(Refusal):
        grant(house, capacity, by="office")


def test_nobody_grants_or_ends_for_themselves(house: House, sister: House) -> None:
    with house.scope():
        for capacity in (C.COORDINATOR, C.DEAN, C.OFFICE):
            with pytest.raises(Refusal):
                grant(house, capacity, by="coordinator", to="coordinator")
            with pytest.raises(Refusal):
                grant(house, capacity, by="office", to="office")
        for name in ("coordinator", "office"):
            with pytest.raises(Refusal):
                operations.end_role(role=role_of(house, name), actor=house.actor(name))
        with pytest.raises(Refusal):
            grant(house, C.COORDINATOR, by="coordinator", at=sister)


def test_a_sister_faculty_is_none_of_a_coordinators_business(house: House, sister: House) -> None:
    with house.scope():
        for actor in (house.actor("coordinator"), house.actor("faculty_office")):
            assert not policy.can(actor, "end_role", role_of(sister, "dean"))
            assert not policy.can(actor, "name_substitute", role_of(sister, "dean"))
            assert policy.can(actor, "end_role", role_of(house, "dean"))
            assert not policy.can(actor, "end_role", role_of(house, "auditor"))


def test_the_last_of_the_office_stays(house: House, sister: House) -> None:
    """Two office people: one may be ended, the one who is left not, not even on a later day or by the system."""
    with house.scope():
        operations.end_role(role=role_of(house, "office"), actor=sister.actor("office"))
        left = role_of(sister, "office")
        from_outside = house.actor("dean").acting_as(C.SYSTEM)
        for last_day in (None, clock.today() + timedelta(days=30)):
            with pytest.raises(Refusal, match="last person"):
                operations.end_role(role=left, actor=from_outside, last_day=last_day)
        left.refresh_from_db()
        assert left.ended_at is None
        assert left.ends_on is None


def test_four_eyes(house: House, sister: House) -> None:
    """A capacity of the university opens nothing until another person of the office confirms it."""
    on, university = clock.today(), house.university.pk
    with house.scope():
        role = grant(house, C.AUDITOR, by="office", to="finance")
        person = role.person
        held = actor_for(person, university_id=university, on=on)
        assert held is not None
        assert C.AUDITOR not in held.capacities
        for refused in (house.actor("office"), house.actor("finance"), house.actor("coordinator")):
            with pytest.raises(Refusal):
                operations.confirm_role(role=role, actor=refused)
        operations.confirm_role(role=role, actor=sister.actor("office"))
        held = actor_for(person, university_id=university, on=on)
        assert held is not None
        assert C.AUDITOR in held.capacities
        with pytest.raises(Refusal):
            operations.confirm_role(role=role, actor=sister.actor("office"))
        assert [entry.verb for entry in Entry.objects.filter(subject_id=str(role.pk)).order_by("number")] == [
            "role.proposed",
            "role.confirmed",
        ]


def test_a_substitute_of_the_first_is_no_second(house: House, sister: House) -> None:
    with house.scope():
        operations.confirm_role(
            role=stand_in(house, "office", "colleague", by="office"), actor=sister.actor("office")
        )
        role = grant(house, C.AUDITOR, by="office", to="finance")
        with pytest.raises(Refusal, match="second person"):
            operations.confirm_role(role=role, actor=house.actor("colleague"))
        operations.decline_role(role=role, actor=sister.actor("office"), reason="Not agreed upon.")
        role.refresh_from_db()
        assert role.ended_at is not None


def test_one_role_of_a_kind_at_a_time(house: House) -> None:
    with house.scope():
        grant(house, C.SECRETARY, by="office")
        with pytest.raises(Refusal, match="already"):
            grant(house, C.SECRETARY, by="coordinator")


def test_a_substitute_acts_for_the_principal_and_no_longer(house: House) -> None:
    """Sees and does what the principal may, is written to, and stops with the principal's own role."""
    with house.scope():
        mobility = make_mobility(house, make_call(house), stage=Stage.SUBMITTED)
        stand_in(house, "coordinator", "hr", by="coordinator")
        substitute = house.actor("hr")
        assert policy.can(substitute, "send_back", mobility)
        assert visible_to(substitute).filter(pk=mobility.pk).exists()
        assert house.people["hr"] in holders(mobility, C.COORDINATOR)
        operations.end_role(role=role_of(house, "coordinator"), actor=house.actor("office"))
        former = house.actor("hr")
        assert not policy.can(former, "send_back", mobility)
        assert not visible_to(former).filter(pk=mobility.pk).exists()
        assert holders(mobility, C.COORDINATOR) == []


@pytest.mark.parametrize("days", [11, 400])
def test_the_days_of_a_substitute_bound_it(house: House, days: int) -> None:
    with house.scope():
        stand_in(house, "dean", "finance", by="dean", days=10)
        later = clock.today() + timedelta(days=days)
        then = actor_for(house.people["finance"], university_id=house.university.pk, on=later)
        assert then is not None
        assert C.DEAN not in then.capacities
        with pytest.raises(Refusal):
            stand_in(house, "dean", "hr", by="dean", days=days + 360)


def test_nobody_stands_in_for_a_person_on_that_persons_own_file(house: House) -> None:
    with house.scope():
        call = make_call(house)
        own = make_mobility(house, call, who="coordinator", stage=Stage.SUBMITTED)
        other = make_mobility(house, call, stage=Stage.SUBMITTED)
        stand_in(house, "coordinator", "finance", by="office")
        substitute = house.actor("finance")
        assert policy.can(substitute, "send_back", other)
        assert not policy.can(substitute, "send_back", own)
        assert not policy.can(substitute, "see_mobility", own)
        assert set(visible_to(substitute)) == {other}
        assert house.people["finance"] not in holders(own, C.COORDINATOR)
        assert not duties_for(substitute).filter(mobility=own).exists()


@pytest.mark.parametrize(
    ("name", "person", "by"),
    [
        ("dean", "coordinator", "coordinator"),
        ("dean", "dean", "office"),
        ("assessor", "finance", "office"),
        ("auditor", "finance", "office"),
        ("dean", "finance", "secretary"),
    ],
)
def test_substitutes_that_cannot_be(house: House, name: str, person: str, by: str) -> None:
    with house.scope(), pytest.raises(Refusal):
        stand_in(house, name, person, by=by)


def test_no_chains_and_a_closed_account_stands_in_for_nobody(house: House) -> None:
    with house.scope():
        first = stand_in(house, "dean", "finance", by="dean")
        today = clock.today()
        with pytest.raises(Refusal):
            operations.appoint_substitute(
                principal=first,
                person=house.people["hr"],
                starts_on=today,
                ends_on=today,
                actor=house.actor("office"),
            )
        Person.objects.filter(pk=house.people["hr"].pk).update(is_active=False)
        house.people["hr"].refresh_from_db()
        with pytest.raises(Refusal):
            stand_in(house, "secretary", "hr", by="secretary")
        assert policy.can(house.actor("dean"), "end_role", first), "whoever named a substitute may end it"
        operations.end_role(role=first, actor=house.actor("dean"))


def test_the_journal_says_for_whom(house: House) -> None:
    with house.scope():
        newcomer = person_in(house, "newcomer")
        stand_in(house, "coordinator", "finance", by="coordinator")
        role = operations.grant_role(
            person=newcomer, capacity=C.SECRETARY, member=house.member, actor=house.actor("finance")
        )
        entry = Entry.objects.get(subject_id=str(role.pk), verb="role.granted")
        assert entry.capacity == C.COORDINATOR
        assert entry.facts["for"] == house.people["coordinator"].get_full_name()
        assert journal.stood_in_for(role) == house.people["coordinator"].get_full_name()
        assert journal.first_bad_entry(Entry.objects.order_by("number")) is None
