"""The way to an agreement in tests: a confirmed place, suitability, signatures, the host's link."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from core import clock
from members.actor import Actor, host, system
from members.enums import Capacity
from members.models import Person
from members.queries import actor_for
from mobility import agreements, duties, proposals
from mobility.enums import DutyKind, Party, SigningWay, Stage
from mobility.models import Agreement, Application, Call, ChangeProposal, HostLink, Mobility
from mobility.operations import agreement as operations
from mobility.operations import place
from mobility.operations.proposals import propose_changes
from mobility.queries import submitted_application
from tests.outbox import deliver_all
from tests.world import House, make_call, make_mobility

HOST_NAME = "Anna Gruber"


def fresh(mobility: Mobility) -> Mobility:
    """The mobility as it is now."""
    related = ("call", "person", "unit", "employment", "host")
    return Mobility.objects.select_related(*related).get(pk=mobility.pk)


def awarded(
    house: House, slug: str = "stt-2026", *, who: str = "participant", plan: dict[str, Any] | None = None
) -> Mobility:
    """A mobility with a place to confirm, and an application worth an agreement; `plan` is what it says otherwise."""
    call = Call.objects.filter(member=house.member, slug=slug).first() or make_call(house, slug)
    mobility = make_mobility(house, call, who=who, stage=Stage.AWARDED)
    days = [mobility.starts_on + timedelta(days=n) for n in range(-1, 5)]
    Application.objects.filter(mobility=mobility).update(
        contact_name=HOST_NAME,
        contact_email="anna@host.example",
        forms=["job_shadowing"],
        travel_before=1,
        programme=[
            {
                "day": day.isoformat(),
                "kind": "training" if n else "travel",
                "hours": 7,
                "content": f"Content {n}",
            }
            for n, day in enumerate(days)
        ],
        goals=[{"text": "See how it is done elsewhere"}],
        added_value="A new way of working.",
        effects=[{"on": "unit", "text": "A new form", "indicator": "one form", "due_on": "2027-03-01"}],
        dissemination=[{"kind": "collegium", "audience": "the collegium", "due_on": "2027-02-01"}],
        **(plan or {}),
    )
    return fresh(mobility)


def preparing(
    house: House,
    *,
    suitable: bool = True,
    slug: str = "stt-2026",
    who: str = "participant",
    plan: dict[str, Any] | None = None,
) -> Mobility:
    """A confirmed place with its agreement prepared."""
    mobility = awarded(house, slug, who=who, plan=plan)
    place.accept_place(mobility=mobility, actor=house.actor(who))
    deliver_all()
    if suitable:
        find_suitable(mobility)
    return fresh(mobility)


def find_suitable(mobility: Mobility) -> None:
    """The body of three has decided."""
    kind = DutyKind.DECIDE_SUITABILITY
    duties.waive(mobility=mobility, kinds=(DutyKind.OPINION,), reason="given on paper")
    due_on = clock.today() + timedelta(days=5)
    duties.open_duty(
        mobility=mobility, kind=kind, owed_by=Capacity.SECRETARY, part="secretary", due_on=due_on
    )
    duties.fulfil(mobility=mobility, kind=kind, by=mobility)


def actor_of(house: House, person: Person) -> Actor:
    """Somebody as an actor today."""
    found = actor_for(person, university_id=house.university.pk, on=clock.today())
    assert found is not None
    return found


def paper(mobility: Mobility) -> Agreement:
    """The agreement in force."""
    found = agreements.in_force(mobility)
    assert found is not None
    return found


def sign(house: House, mobility: Mobility, party: Party, **changes: Any) -> None:
    """One party signs the text in force."""
    found = paper(mobility)
    actors = {
        Party.PARTICIPANT: lambda: actor_of(house, mobility.person),
        Party.HOME: lambda: house.actor("dean"),
        Party.HOST: lambda: host(house.university.pk, HOST_NAME),
    }
    typed = {"name": "Somebody", "function": "", "text_hash": found.text_hash, "agreement": found, **changes}
    way = SigningWay.LINK if party == Party.HOST else SigningWay.SIGNED_IN
    operations.sign(party=party, actor=actors[party](), way=way, **typed)


def sign_all(house: House, mobility: Mobility) -> Mobility:
    """All three sign, and what follows has happened."""
    for party in Party:
        sign(house, mobility, party)
    deliver_all()
    return fresh(mobility)


def link_to_host(house: House, mobility: Mobility) -> HostLink:
    """The coordinator sends the host a link."""
    return operations.send_host_link(
        agreement=paper(mobility),
        actor=house.actor("coordinator"),
        name=HOST_NAME,
        address="anna@host.example",
        language="en",
    )


def propose(link: HostLink, **changes: Any) -> ChangeProposal:
    """The host proposes the plan as it is, but for these changes; `days` by ISO date."""
    application = submitted_application(link.agreement.mobility)
    assert application is not None
    days = {row["day"]: row["content"] for row in proposals.training_rows(application)}
    typed = {name: getattr(application, name) for name in ("starts_on", "ends_on", *proposals.CONTACT)}
    typed |= {**changes, "days": {**days, **changes.get("days", {})}}
    actor = host(link.university_id, HOST_NAME)
    return propose_changes(link=link, actor=actor, typed=typed, name=HOST_NAME, reason="The hall is taken.")


def after_stay(house: House, mobility: Mobility) -> HostLink:
    """Everybody signed and the stay has ended; the host's link to certify it. The clock must stand after the stay."""
    place.end(mobility=mobility, actor=system(house.university.pk))
    deliver_all()
    return agreements.links_of(mobility, "certify").select_related("agreement__mobility__call").get()


def home_again(mobility: Mobility) -> datetime:
    """The morning after the last day."""
    return timezone.make_aware(datetime.combine(mobility.ends_on + timedelta(days=1), time(9)))
