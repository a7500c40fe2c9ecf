"""When a role begins or ends: duties named to whoever left pass on, and open files let the new holders in."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from core import clock, journal
from core.models import Entry
from members.enums import Capacity as C
from members.grants import NEVER_GRANTED
from members.models import Appointment
from members.queries import acting
from mobility import duties, relations
from mobility.enums import DutyKind, Party
from mobility.models import Duty
from mobility.readers import home_signers

IN_PERSON = NEVER_GRANTED | {C.ASSESSOR}


def pass_on() -> int:
    """Open duties named to somebody who no longer holds their capacity fall to whoever does; returns how many."""
    still_held = Appointment.objects.filter(
        acting(clock.today()),
        Q(member_id=OuterRef("member_id")) | Q(member=None),
        person_id=OuterRef("person_id"),
        capacity=OuterRef("owed_by"),
    )
    named = Duty.objects.filter(fulfilled_at=None, waived_at=None, person__isnull=False)
    left = named.exclude(owed_by__in=IN_PERSON).filter(~Exists(still_held))
    return left.update(person=None)


@journal.subscribe("role.granted", "role.confirmed", at_once=True)
def let_in(entry: Entry) -> None:
    """Whoever is granted a role sees the open files in which its holders are asked for an opinion."""
    role = _role_of(entry)
    waiting = _open_duties(role).filter(owed_by=role.capacity)
    asked = waiting.filter(kind__in=(DutyKind.OPINION, DutyKind.DECIDE_SUITABILITY))
    for duty in asked.select_related("mobility"):
        if duty.mobility.person_id != role.person_id:
            relations.add_people(duty.mobility, relations.ENDORSE, [role.person_id])
    _ask_signatories(role)


@journal.subscribe("role.ended", at_once=True)
def let_go(entry: Entry) -> None:
    """Whoever lost a role owes nothing by it any more; those who hold it do."""
    pass_on()
    _ask_signatories(_role_of(entry))


def _role_of(entry: Entry) -> Appointment:
    return Appointment.objects.get(pk=entry.subject_id)


def _open_duties(role: Appointment) -> QuerySet[Duty]:
    rows = Duty.objects.filter(fulfilled_at=None, waived_at=None)
    if role.member_id is not None:
        rows = rows.filter(member_id=role.member_id)
    if role.unit_id is not None:
        rows = rows.filter(mobility__unit_id=role.unit_id)
    return rows


def _ask_signatories(role: Appointment) -> None:
    """Those who sign for the institution today, on everything that it has not signed yet."""
    if role.capacity not in relations.CARRIED_BY[relations.SIGN]:
        return
    unsigned = _open_duties(role).filter(kind__in=(DutyKind.SIGN, DutyKind.SIGN_GRANT), part=Party.HOME)
    for duty in unsigned.select_related("mobility"):
        capacity, people = home_signers(duty.mobility)
        relations.set_people(duty.mobility, relations.SIGN, [person.pk for person in people])
        duties.ask_anew(mobility=duty.mobility, kind=DutyKind(duty.kind), part=Party.HOME, owed_by=capacity)
