"""Reminding those who have owed a signature for longer, by the letters that the calendar writes too.

A letter holds everything that its reader owes in the task, so the files it names are reminded together: each has its
entry in the journal, by which a later line of the task, and the next task, know that it is done.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from core import clock, journal, policy
from core.models import Entry, SentNotice
from core.policy import require
from members.actor import Actor
from members.enums import Capacity
from members.models import Person
from mobility import agreement_outcomes as outcomes
from mobility import agreements
from mobility.agreement_outcomes import Outcome
from mobility.agreement_standing import with_standing
from mobility.enums import DutyKind, LineState, Party, Standing
from mobility.models import AgreementRun, Duty, HostLink, Mobility
from mobility.notices_reminders import READ_WITH, key_of, to_host, to_person
from mobility.operations.mailboxes import within_limit
from mobility.readers import bearers
from mobility.rhythm import RHYTHM
from mobility.signing_rules import still_before

REMINDED = "agreement.reminded"
# The letters by which each party is asked to sign.
ASKED_BY = {Party.PARTICIPANT: "sign_participant", Party.HOME: "sign_home", Party.HOST: "sign_host"}
BEING_RENEWED = (Standing.UNWRITTEN, Standing.DECLINED, Standing.LAPSED, Standing.CHANGED)


@dataclass(frozen=True)
class Reminding:
    """A task that reminds: who asked, and from when on a signature must have been owed."""

    run: AgreementRun
    actor: Actor

    @property
    def since(self) -> datetime:
        return clock.now() - timedelta(days=self.run.remind_after)


def remind(reminding: Reminding, row: Any) -> Outcome:
    """Remind the parties that owe their signatures to a mobility that is locked; `row` knows its standing.

    Raises Refusal. Whose letters are written is locked before anything is: else two tasks that remind one dean would
    wait for each other at the journal's end.
    """
    require(reminding.actor, "remind_signatories", row)
    owed = {
        duty.part: duty for duty in _unsigned(mobility=row).order_by("pk") if _owes(Party(duty.part), row)
    }
    readers = {part: bearers(duty) for part, duty in owed.items() if part != Party.HOST}
    _lock(person for people in readers.values() for person in people)
    found = [
        _host(reminding, duty, row) if part == Party.HOST else _people(reminding, duty, readers[part])
        for part, duty in owed.items()
    ]
    reminded = [one.facts["party"] for one in found if one.code == "reminded"]
    if reminded:
        return outcomes.done("reminded", parties=reminded)
    left = [one for one in found if one.state == LineState.LEFT]
    return next(iter([*left, *found]), outcomes.nothing("standing", standing=row.standing))


def _unsigned(**narrowed: Any) -> "QuerySet[Duty]":
    """Open duties to sign, with what a letter reads of them."""
    duties = Duty.objects.filter(kind=DutyKind.SIGN, fulfilled_at=None, waived_at=None, **narrowed)
    return duties.select_related(*READ_WITH)


def _owes(party: Party, row: Any) -> bool:
    """Whether the party can sign now and has not; the institution once suitability is confirmed and it is its turn."""
    if party == Party.HOST:
        return bool(row.standing == Standing.ASKED)
    signed = [one for one in Party if getattr(row, f"signed_{one.value}")]
    waits = party == Party.HOME and (not row.is_suitable or still_before(row.signing_order, party, signed))
    return not waits and party not in signed


def _lock(people: Iterable[Person]) -> None:
    keys = sorted({person.pk for person in people})
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))


def _host(reminding: Reminding, duty: Duty, row: Any) -> Outcome:
    asked_at: datetime = row.link_made
    if asked_at > reminding.since:
        return outcomes.nothing("recent", party=Party.HOST.value, on=_day(asked_at).isoformat())
    told = told_since([duty], Party.HOST, reminding.since)
    if told:
        return outcomes.nothing("told", party=Party.HOST.value, on=told[duty.pk].isoformat())
    address = HostLink.objects.values_list("address", flat=True).get(pk=row.link_id)
    return within_limit(address, lambda: _write_to_host(reminding, duty))


def _write_to_host(reminding: Reminding, duty: Duty) -> Outcome:
    if not to_host(duty, clock.today()):
        return outcomes.nothing("letter_today", party=Party.HOST.value)
    _record(reminding, duty)
    return outcomes.done("reminded", party=Party.HOST.value)


def _people(reminding: Reminding, duty: Duty, readers: list[Person]) -> Outcome:
    party = Party(duty.part)
    if _reminded_here(reminding, duty):
        return outcomes.done("reminded", party=party.value)
    if duty.opened_at > reminding.since:
        return outcomes.nothing("recent", party=party.value, on=_day(duty.opened_at).isoformat())
    told = told_since([duty], party, reminding.since)
    if told:
        return outcomes.nothing("told", party=party.value, on=told[duty.pk].isoformat())
    if not readers:
        return outcomes.refused("nobody", party=party.value)
    return _write(reminding, duty, readers)


def _write(reminding: Reminding, duty: Duty, readers: list[Person]) -> Outcome:
    """One letter for each reader who got none today, with all that the task reminds them of."""
    today = clock.today()
    keys = {person.pk: key_of(person, today) for person in readers}
    had = set(SentNotice.objects.filter(key__in=keys.values()).values_list("key", flat=True))
    free = [person for person in readers if keys[person.pk] not in had]
    named: dict[int, Duty] = {}
    if free:
        late = [(one, bearers(one)) for one in _late(reminding, duty)]
        for person in free:
            theirs = [one for one, people in late if person in people]
            if to_person(person, theirs, today):
                named |= {one.pk: one for one in theirs}
    for one in named.values():
        _record(reminding, one)
    if duty.pk not in named:
        return outcomes.nothing("letter_today", party=duty.part)
    return outcomes.done("reminded", party=duty.part)


def _late(reminding: Reminding, duty: Duty) -> list[Duty]:
    """This duty and the others like it in the task that are as late and whose bearers were not written to lately."""
    party = Party(duty.part)
    waiting = reminding.run.lines.filter(state=LineState.WAITING)
    rows = with_standing(Mobility.objects.filter(pk__in=waiting.values("mobility_id")))
    rows = rows.exclude(standing__in=BEING_RENEWED)
    if party == Party.PARTICIPANT:
        rows = rows.filter(person_id=duty.mobility.person_id)
    known = {row.pk: row for row in rows if _owes(party, row)}
    found = _unsigned(mobility__in=known, part=party, opened_at__lte=reminding.since)
    duties = list(found.order_by("due_on", "pk"))
    told = told_since(duties, party, reminding.since)
    return [one for one in duties if one.pk not in told and _may(reminding.actor, one.mobility)]


def _may(actor: Actor, mobility: Mobility) -> bool:
    verbs = ("take_into_task", "remind_signatories")
    return all(policy.can(actor, verb, mobility) for verb in verbs)


def told_since(duties: list[Duty], party: Party, since: datetime) -> dict[int, date]:
    """On which day since then the bearers of these duties were asked or reminded, by duty; the others are left out."""
    files = {str(duty.mobility.public_id): duty for duty in duties}
    asked = SentNotice.objects.filter(file_id__in=files, kind=ASKED_BY[party], queued_at__gt=since)
    entries = Entry.objects.filter(file_id__in=files, verb=REMINDED, at__gt=since)
    told: dict[int, date] = {}
    if party != Party.HOST:
        told |= {duty.pk: day for duty in duties if (day := _by_the_calendar(duty, since))}
    for found in (
        asked.order_by("pk").values_list("file_id", "queued_at"),
        entries.filter(text__facts__party=party).order_by("pk").values_list("file_id", "at"),
    ):
        told |= {files[file_id].pk: _day(at) for file_id, at in found}
    return told


def _by_the_calendar(duty: Duty, since: datetime) -> date | None:
    """The last day since then on which the calendar reminded of the duty."""
    after = max(_day(since), _day(duty.opened_at))
    days = [duty.due_on + timedelta(days=offset) for offset in RHYTHM[DutyKind.SIGN]]
    return max((day for day in days if after < day <= clock.today()), default=None)


def _reminded_here(reminding: Reminding, duty: Duty) -> bool:
    """Whether a letter of this task named this duty already."""
    run = reminding.run
    entries = Entry.objects.filter(file_id=str(duty.mobility.public_id), verb=REMINDED)
    return entries.filter(because=f"{run._meta.label_lower}:{run.pk}", text__facts__party=duty.part).exists()


def _record(reminding: Reminding, duty: Duty) -> None:
    mobility = duty.mobility
    place = {"member_id": mobility.member_id, "unit_id": mobility.unit_id, "about": mobility.person_id}
    journal.record(
        verb=REMINDED,
        subject=agreements.in_force(mobility) or mobility,
        actor=reminding.actor.acting_among(Capacity.COORDINATOR, **place),
        file_id=str(mobility.public_id),
        because=reminding.run,
        facts={"party": duty.part},
    )


def _day(at: datetime) -> date:
    return timezone.localdate(at)
