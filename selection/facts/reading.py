"""Fills the facts of a call, from the product's records and from what people supplied, for all applications at once.

The number of statements does not grow with the number of applications.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from mobility.activity import STA, STT
from mobility.models import Application, Call, Mobility
from selection.engine.facts import Held
from selection.engine.scalars import Value
from selection.engine.shape import Rules
from selection.facts.ledger import points_against
from selection.facts.names import LEVELS, REGISTERS
from selection.facts.past import Past, Stay, past_of
from selection.facts.posts import since_when, whole_months
from selection.facts.stated import SUPPLIED_BY_PEOPLE, said_of, stated
from selection.facts.supply import supplier_of

FIRST_AND_LAST = (
    "pk",
    "mobility_id",
    "version",
    "submitted_at",
    "own_level",
    "needed_level",
    "green_travel",
    "teaching",
)
Facts = dict[str, Held | None]


@dataclass(frozen=True)
class Handed:
    """An application as it was handed in last, and when it was handed in first."""

    last: Application
    first: Application


@dataclass(frozen=True)
class Subject:
    """One application with everything its facts are read from. `at`: the day at which a fact is taken."""

    call: Call
    mobility: Mobility
    handed: Handed | None
    since: date | None
    past: Past
    against: Mapping[int, Decimal]
    at: date

    @property
    def stays(self) -> Sequence[Stay]:
        return self.past.of_person.get(self.mobility.person_id, ())


@dataclass(frozen=True)
class Read:
    """A value with the record that it rests on."""

    value: Value | None
    record: str = ""


def deadline_of(call: Call) -> date:
    """The day of the deadline in the zone of the call."""
    return call.closes_at.astimezone(ZoneInfo(call.time_zone)).date()


def handed_in(mobilities: Sequence[Mobility]) -> dict[int, Handed]:
    """By mobility: what was handed in. One statement."""
    rows = Application.objects.filter(mobility__in=[mobility.pk for mobility in mobilities])
    rows = rows.exclude(submitted_at=None).only(*FIRST_AND_LAST).order_by("mobility_id", "version")
    found: dict[int, Handed] = {}
    for row in rows:
        first = found[row.mobility_id].first if row.mobility_id in found else row
        found[row.mobility_id] = Handed(row, first)
    return found


def facts_of(call: Call, mobilities: Sequence[Mobility], rules: Rules) -> dict[int, Facts]:
    """By mobility and code: what is known, None where nothing is. Facts looked up in tables follow from these.

    The mobilities come with employment and host (select_related).
    """
    by_people = [fact for fact in rules.facts if supplier_of(fact) in SUPPLIED_BY_PEOPLE]
    said = said_of(mobilities, by_people)
    declared = [fact for fact in rules.facts if fact.register in REGISTERS]
    names = {fact.register for fact in declared}
    handed = handed_in(mobilities) if any(name.startswith("application.") for name in names) else {}
    since = since_when(mobilities) if "employment.months" in names else {}
    past = past_of(call, mobilities, names)
    against = points_against(call, mobilities) if "penalties.points" in names else {}
    deadline = deadline_of(call)
    found: dict[int, Facts] = {}
    for mobility in mobilities:
        facts: Facts = {}
        for fact in declared:
            at = fact.on or deadline
            subject = Subject(
                call,
                mobility,
                handed.get(mobility.pk),
                since.get(mobility.employment_id),
                past,
                against,
                at,
            )
            read = READERS[fact.register](subject)
            source = REGISTERS[fact.register].source
            facts[fact.code] = None if read.value is None else Held(read.value, source, at, read.record)
        for fact in by_people:
            facts[fact.code] = stated(fact, said[mobility.pk], fact.on or deadline)
        found[mobility.pk] = facts
    return found


def _employment(value: Value | None, subject: Subject) -> Read:
    return Read(value, f"employment:{subject.mobility.employment_id}")


def _application(read: Callable[[Handed, Subject], Value | None]) -> Callable[[Subject], Read]:
    def of(subject: Subject) -> Read:
        if subject.handed is None:
            return Read(None)
        return Read(read(subject.handed, subject), f"application:{subject.handed.last.pk}")

    return of


def _months(subject: Subject) -> Read:
    if subject.since is None:
        return Read(None)
    return _employment(Decimal(whole_months(subject.since, subject.at)), subject)


def _last_ended(subject: Subject) -> Read:
    last = next((stay for stay in subject.stays if stay.is_binding and stay.ends_on), None)
    return Read(last.ends_on, f"mobility:{last.number}") if last else Read(None)


def _count(counts: Callable[[Stay, Subject], bool]) -> Callable[[Subject], Read]:
    def of(subject: Subject) -> Read:
        found = [stay.number for stay in subject.stays if counts(stay, subject)]
        return Read(Decimal(len(found)), f"mobility:{found[0]}" if found else "")

    return of


def gap_between(own: str, needed: str) -> Decimal | None:
    """How many levels the own one lies below the one needed; where none is needed, any will do."""
    if needed not in LEVELS:
        return Decimal(0)
    return Decimal(LEVELS.index(needed) - LEVELS.index(own)) if own in LEVELS else None


def _submitted(handed: Handed, subject: Subject) -> date | None:
    at = handed.first.submitted_at
    return at.astimezone(ZoneInfo(subject.call.time_zone)).date() if at else None


def _activity(subject: Subject) -> Read:
    """The activity of the call; where it is for both, teaching if the applicant also teaches.

    A stay that combines both counts as one for teaching (Programme Guide; the Commission's form, note 1).
    """
    activities, handed = subject.call.activities, subject.handed
    if len(activities) == 1:
        return Read(activities[0])
    if handed is None or not activities:
        return Read(None)
    return Read(STA if handed.last.teaching else STT, f"application:{handed.last.pk}")


def _host(subject: Subject, name: str) -> Read:
    host = subject.mobility.host
    return Read(getattr(host, name) or None, f"host:{host.public_id}") if host else Read(None)


READERS: Mapping[str, Callable[[Subject], Read]] = {
    "employment.months": _months,
    "employment.group": lambda one: _employment(one.mobility.employment.staff_group or None, one),
    "employment.post": lambda one: _employment(one.mobility.employment.post or None, one),
    "employment.pay_group": lambda one: _employment(one.mobility.employment.pay_group or None, one),
    "employment.share": lambda one: _employment(Decimal(one.mobility.employment.share), one),
    "employment.contract": lambda one: _employment(one.mobility.employment.contract or None, one),
    "employment.until": lambda one: _employment(one.mobility.employment.ends_on, one),
    "history.mobilities": _count(lambda stay, one: stay.is_binding),
    "history.last_ended": _last_ended,
    "history.granted_not_travelled": _count(lambda stay, one: not stay.is_binding),
    "unit.code": lambda one: Read(str(one.mobility.unit_id), f"unit:{one.mobility.unit_id}"),
    "unit.earlier_mobilities": lambda one: Read(Decimal(one.past.of_unit.get(one.mobility.unit_id, 0))),
    "host.country": lambda one: _host(one, "country_id"),
    "host.code": lambda one: _host(one, "erasmus_code"),
    "host.earlier_visits": _count(
        lambda stay, one: stay.is_binding and stay.host_id == one.mobility.host_id is not None
    ),
    "host.visits": lambda one: Read(Decimal(one.past.of_host.get(one.mobility.host_id or 0, 0))),
    "application.activity": _activity,
    "application.own_level": _application(lambda handed, one: handed.last.own_level or None),
    "application.needed_level": _application(lambda handed, one: handed.last.needed_level or None),
    "application.language_gap": _application(
        lambda handed, one: gap_between(handed.last.own_level, handed.last.needed_level)
    ),
    "application.days": lambda one: Read(Decimal(one.mobility.training_days)),
    "application.green_travel": _application(lambda handed, one: handed.last.green_travel),
    "application.complete": _application(lambda handed, one: True),
    "application.submitted_at": _application(_submitted),
    "penalties.points": lambda one: Read(one.against.get(one.mobility.person_id, Decimal(0))),
}
