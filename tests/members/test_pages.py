"""The pages of people, roles and invitations: who opens them, what they do, how many statements they cost."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core import clock
from core.models import Entry
from members import arrivals, operations
from members.account import may_open_account
from members.enums import Capacity as C
from members.models import Affiliation, Appointment, Invitation, Person
from members.queries import actor_for
from tests.outbox import deliver_all, send_all
from tests.world import House, employ, person_in


def address(house: House, rest: str = "") -> str:
    return f"/{house.university.slug}/people/{rest}"


def page_of(house: House, name: str) -> str:
    return address(house, f"{house.people[name].public_id}/")


def browser(house: House, name: str) -> Client:
    """Somebody signed in who reads English."""
    client = house.client(name)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def role_of(house: House, name: str) -> Appointment:
    return Appointment.objects.get(person=house.people[name])


@pytest.mark.parametrize(
    ("name", "status"),
    [("office", 200), ("coordinator", 200), ("faculty_office", 200), ("auditor", 200), ("dpo", 200),
     ("dean", 403), ("participant", 403), ("chair", 403)],
)  # fmt: skip
def test_who_opens_the_list(house: House, name: str, status: int) -> None:
    assert house.client(name).get(address(house)).status_code == status


def test_a_coordinator_sees_own_people_only(house: House, sister: House) -> None:
    client = house.client("coordinator")
    listed = client.get(address(house) + "?view=all").content.decode()
    assert house.people["dean"].email in listed
    assert sister.people["dean"].email not in listed
    assert house.people["auditor"].email not in listed
    assert client.get(page_of(house, "dean")).status_code == 200
    missing = client.get(address(house, "00000000-0000-4000-8000-000000000000/"))
    for theirs in (page_of(sister, "dean"), page_of(house, "auditor")):
        assert client.get(theirs).status_code == missing.status_code == 404
    with house.scope():
        foreign = role_of(sister, "dean").pk
    assert client.get(address(house, f"roles/{foreign}/end/")).status_code == 404
    assert client.post(address(house, f"roles/{foreign}/end/"), {"reason": "x"}).status_code == 404


def test_search_and_filters(house: House, sister: House) -> None:
    client = house.client("office")
    found = client.get(address(house), {"q": "secretary ff", "capacity": "secretary", "member": "ff"})
    assert [row.email for row in found.context["rows"]] == [house.people["secretary"].email]
    nobody = client.get(address(house), {"q": "nobody-at-all", "page": "x", "capacity": "made-up"})
    assert nobody.status_code == 200
    assert not nobody.context["rows"]


def test_the_list_costs_the_same_however_long(house: House) -> None:
    client = house.client("office")
    client.get(address(house))
    with CaptureQueriesContext(
        connection,
    ) as short:
        client.get(address(house) + "?view=all")
    with house.scope():
        for number in range(30):
            employ(house, person_in(house, f"person{number}"))
    with CaptureQueriesContext(connection) as long:
        client.get(address(house) + "?view=all")
    assert len(long) == len(short)
    assert len(short) <= 20


def test_granting_and_ending_by_the_pages(house: House) -> None:
    """A coordinator grants, the person is told; then ends it, and the person is told again."""
    client = house.client("coordinator")
    form = {"capacity": "head", "member": house.member.pk, "unit": "", "starts_on": str(clock.today())}
    wrong = client.post(page_of(house, "colleague") + "grant/", form)
    assert wrong.status_code == 422
    answer = client.post(page_of(house, "colleague") + "grant/", {**form, "unit": house.unit.pk})
    assert answer.status_code == 302, answer.content.decode()
    with house.scope():
        role = role_of(house, "colleague")
    end = address(house, f"roles/{role.pk}/end/")
    assert client.get(end).status_code == 200
    assert client.post(end, {"reason": ""}).status_code == 422
    assert client.post(end, {"reason": "Another unit."}).status_code == 302
    assert client.post(end, {"reason": "Twice."}).status_code == 409
    deliver_all()
    send_all()
    letters = [letter.subject for letter in mail.outbox if house.people["colleague"].email in letter.to]
    assert len(letters) == 2
    assert "Another unit." in mail.outbox[-1].body
    assert "Another unit." in client.get(page_of(house, "colleague")).content.decode()


def test_a_coordinator_is_offered_no_role_of_the_university(house: House, sister: House) -> None:
    client = house.client("coordinator")
    offered = client.get(page_of(house, "dean") + "grant/").content.decode()
    assert 'value="office"' not in offered
    assert 'value="dpo"' not in offered
    for changes in ({"capacity": "office", "member": ""}, {"member": sister.member.pk}):
        form = {
            "capacity": "secretary",
            "member": house.member.pk,
            "starts_on": str(clock.today()),
            **changes,
        }
        assert client.post(page_of(house, "dean") + "grant/", form).status_code == 422
    own = client.post(page_of(house, "coordinator") + "grant/", {**form, "member": house.member.pk})
    assert own.status_code == 409


def test_old_sign_ins_prove_themselves_first(house: House) -> None:
    client = house.client("coordinator", signed_in=timedelta(hours=9))
    form = {"capacity": "secretary", "member": house.member.pk, "starts_on": str(clock.today())}
    assert client.post(page_of(house, "dean") + "grant/", form).status_code == 409
    with house.scope():
        assert not Appointment.objects.filter(person=house.people["dean"], capacity="secretary").exists()


def test_the_second_person_gets_the_letter_and_confirms(house: House, sister: House) -> None:
    first, second = house.client("office"), sister.client("office")
    form = {"capacity": "auditor", "member": "", "unit": "", "starts_on": str(clock.today())}
    assert first.post(page_of(house, "finance") + "grant/", form).status_code == 302
    deliver_all()
    send_all()
    assert [letter.to for letter in mail.outbox] == [[sister.people["office"].email]]
    with house.scope():
        role = Appointment.objects.get(person=house.people["finance"], capacity="auditor")
    confirm = address(house, f"roles/{role.pk}/confirm/")
    assert confirm in mail.outbox[0].body
    assert first.get(confirm).status_code == 403
    assert second.post(confirm).status_code == 302
    with house.scope():
        role.refresh_from_db()
        assert role.confirmed_by == sister.people["office"]


def test_my_roles_and_my_substitute(house: House) -> None:
    """A dean names who stands in; the substitute's page says for whom, and so does the head of every page."""
    client = house.client("dean")
    with house.scope():
        role = role_of(house, "dean")
    assert client.get(address(house, "mine/")).status_code == 200
    offered = client.get(address(house, f"roles/{role.pk}/substitute/")).content.decode()
    namesake = house.people["colleague"]
    assert namesake.sorting_name in offered
    assert namesake.email not in offered, "an address is shown only where it tells two people apart"
    twin = house.people["hr"]
    twin.first_name, twin.last_name = namesake.first_name, namesake.last_name
    twin.save()
    assert namesake.email in client.get(address(house, f"roles/{role.pk}/substitute/")).content.decode()
    today = clock.today()
    form = {"starts_on": str(today), "ends_on": str(today), "person": house.people["colleague"].pk}
    answer = client.post(address(house, f"roles/{role.pk}/substitute/"), form)
    assert answer.status_code == 302, answer.content.decode()
    shown = browser(house, "colleague").get(address(house, "mine/")).content.decode()
    assert f"dean for {house.people['dean'].get_full_name()}" in shown
    assert client.get(address(house, "mine/")).content.decode().count("colleague".title()) >= 1
    with house.scope():
        theirs = role_of(house, "hr").pk
    assert client.get(address(house, f"roles/{theirs}/substitute/")).status_code == 404


def test_the_head_of_the_page_tells_members_apart(house: House, sister: House) -> None:
    with house.scope():
        operations.grant_role(
            person=house.people["coordinator"], capacity=C.SECRETARY, member=sister.member,
            actor=house.actor("office"),
        )  # fmt: skip
    client = browser(house, "coordinator")
    everywhere = client.get(address(house)).context["acting"]
    assert everywhere == "Erasmus coordinator · FF; faculty secretary · FRI"


def invite(house: House, **changes: Any) -> Invitation:
    given = {
        "email": "guest@elsewhere.example",
        "language": "en",
        "capacity": C.SECRETARY,
        "member": house.member,
    }
    with house.scope():
        return operations.invite_person(actor=house.actor("coordinator"), **{**given, **changes})


def come(email: str = "guest@elsewhere.example") -> Person:
    person = Person.objects.create_user(email, "pass-for-a-guest", first_name="Gost", last_name="Nov")
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


def held_by(house: House, person: Person) -> Any:
    with house.scope():
        actor = actor_for(person, university_id=house.university.pk, on=clock.today())
    return actor.capacities if actor else set()


def test_an_invitation_by_the_page_opens_the_door_and_gives_the_role(house: House) -> None:
    client = house.client("coordinator")
    assert not may_open_account("guest@elsewhere.example")
    form = {"email": "Guest@Elsewhere.example", "greeting": "Ana", "language": "en", "capacity": "secretary",
            "member": house.member.pk}  # fmt: skip
    assert client.post(address(house, "invitations/new/"), form).status_code == 302
    assert client.post(address(house, "invitations/new/"), form).status_code == 409
    deliver_all()
    send_all()
    assert "/accounts/signup/" in mail.outbox[0].body
    assert may_open_account("guest@elsewhere.example")
    assert "guest@elsewhere.example" in client.get(address(house, "invitations/")).content.decode()
    person = come()
    assert arrivals.welcome(person) == 1
    assert arrivals.welcome(person) == 0
    assert held_by(house, person) == {C.SECRETARY}
    assert Affiliation.objects.filter(person=person, university=house.university).exists()
    with house.scope():
        assert Entry.objects.filter(verb="invitation.accepted").count() == 1
        assert role_of_person(person).granted_by == house.people["coordinator"]


def role_of_person(person: Person) -> Appointment:
    return Appointment.objects.get(person=person)


def test_an_unproven_address_accepts_nothing(house: House) -> None:
    invite(house)
    person = come()
    EmailAddress.objects.update(verified=False)
    assert arrivals.welcome(person) == 0
    assert held_by(house, person) == set()


@pytest.mark.parametrize("how", ["withdrawn", "expired", "inviter lost the role"])
def test_invitations_that_give_nothing(house: House, how: str) -> None:
    invitation = invite(house)
    person = come()
    later = clock.now() + timedelta(days=31 if how == "expired" else 0)
    with house.scope():
        if how == "withdrawn":
            operations.withdraw_invitation(invitation=invitation, actor=house.actor("coordinator"))
        if how == "inviter lost the role":
            operations.end_role(role=role_of(house, "coordinator"), actor=house.actor("office"))
    with clock.travel(later):
        arrivals.welcome(person)
        assert held_by(house, person) == set()


def test_renewing_opens_it_again(house: House) -> None:
    invitation = invite(house)
    person = come()
    with clock.travel(clock.now() + timedelta(days=40)):
        client = browser(house, "coordinator")
        page = client.get(address(house, "invitations/")).content.decode()
        assert "expired" in page
        with house.scope():
            operations.renew_invitation(invitation=invitation, actor=house.actor("coordinator"))
        assert arrivals.welcome(person) == 1
        assert held_by(house, person) == {C.SECRETARY}


def test_a_sister_faculty_touches_no_invitation_of_ours(house: House, sister: House) -> None:
    invitation = invite(house)
    client = sister.client("coordinator")
    assert "guest@elsewhere" not in client.get(address(house, "invitations/")).content.decode()
    assert client.post(address(house, f"invitations/{invitation.pk}/withdraw/")).status_code == 404


def test_signed_out_people_are_sent_to_sign_in(house: House) -> None:
    assert Client().get(address(house, "invitations/")).status_code == 302


def test_acting_in_one_role_only(house: House, sister: House) -> None:
    """Choosing narrows what opens, never widens it; a key of nobody's, or of a role that ended, changes nothing."""
    with house.scope():
        operations.grant_role(
            person=house.people["coordinator"],
            capacity=C.DEAN,
            member=sister.member,
            actor=house.actor("office"),
        )
    client = browser(house, "coordinator")
    choices = {row["words"]: row["key"] for row in client.get(address(house, "mine/")).context["choices"]}
    assert list(choices) == ["Erasmus coordinator · FF", "dean · FRI"]
    client.post(address(house, "mine/act-as/"), {"capacity": choices["dean · FRI"]})
    page = client.get(address(house, "mine/"))
    assert page.context["acting"] == f"dean · {sister.member.name_en}"
    assert client.get(address(house)).status_code == 403
    for key in ("office-0-0-0", "made up", ""):
        client.post(address(house, "mine/act-as/"), {"capacity": key})
        assert client.get(address(house)).status_code == 200
    client.post(address(house, "mine/act-as/"), {"capacity": choices["dean · FRI"]})
    with house.scope():
        dean = Appointment.objects.get(person=house.people["coordinator"], capacity=C.DEAN)
        operations.end_role(role=dean, actor=house.actor("office"))
    assert client.get(address(house)).status_code == 200
