"""What goes today by the clock: found rule by rule, erased in a transaction of its own for each record."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial

from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import Q
from django.utils import timezone

from core import clock, readings
from core.models import Delivery, SentNotice
from core.tenancy import tenant_scope
from funding.models import BankDetails
from members.actor import system
from members.models import Appointment, Employment, Invitation
from mobility.enums import Stage
from mobility.models import AgreementLine, AgreementRun, HostLink, InclusionNeed, Mobility
from protection import clock as terms
from protection import erasing, operations
from protection.bundles import forget_bundles
from protection.enums import Rule
from protection.notices import ANSWERED

log = logging.getLogger(__name__)

BATCH = 500
# Stages in which a file is under way and no rule can reach it: most files, so that they are never looked at.
UNDER_WAY = frozenset(
    {Stage.SUBMITTED, Stage.SENT_BACK, Stage.UNDER_ASSESSMENT, Stage.AWARDED, Stage.PREPARING, Stage.READY}
)


@dataclass(frozen=True)
class Due:
    """Something that goes today: by which rule, in words for the log, and what to do."""

    rule: Rule
    what: str
    erase: Callable[[], int]


def apply_to(university_id: int, *, dry_run: bool = False) -> dict[Rule, int]:
    """Erase what is due at one university today; returns how many rows (dry: records) went by each rule."""
    counts: dict[Rule, int] = {}
    with tenant_scope(university_id=university_id):
        found = list(due())
    for one in found:
        try:
            with tenant_scope(university_id=university_id):
                went = 1 if dry_run else one.erase()
        except Exception:
            log.exception("Retention: %s was left as it is", one.what)
            continue
        counts[one.rule] = counts.get(one.rule, 0) + went
    if not dry_run:
        with tenant_scope(university_id=university_id):
            forget_bundles()
            if forgotten := forget_readings():
                counts[Rule.READINGS] = forgotten
    return counts


def forget_readings() -> int:
    """Forget who read what when its months are over; the database keeps half a year whatever the rule says."""
    day = terms.months_before(clock.today(), terms.months_of_university()[Rule.READINGS])
    return readings.forget(before=timezone.make_aware(datetime.combine(day, time.max)))


def due() -> Iterator[Due]:
    """What is due today in the present scope."""
    months, today = terms.months_of_university(), clock.today()
    yield from _files(months, today)
    yield from _needs(months, today)
    yield from _accounts(months, today)
    for rule, rows in _plain_rows(months, today):
        keys = list(rows.values_list("pk", flat=True)[:BATCH])
        if keys:
            erase = partial(erasing.erase, {rows.model: keys}, because=f"rule:{rule.value}")
            yield Due(rule, f"{len(keys)} × {rows.model._meta.label}", erase)


def _files(months: terms.Months, today: date) -> Iterator[Due]:
    ended = Mobility.objects.filter(reduced_on=None).exclude(stage__in=sorted(UNDER_WAY))
    for mobility in ended.select_related("call").iterator(chunk_size=BATCH):
        goes_on = terms.file_goes_on(mobility, months)
        rule = terms.rule_of(mobility)
        if rule is not None and goes_on is not None and goes_on <= today:
            yield Due(rule, f"file {mobility.public_id}", partial(_erase_file, mobility.pk, rule))


def _erase_file(mobility_id: int, rule: Rule) -> int:
    related = ("call", "employment", "host")
    rows = Mobility.objects.select_for_update(of=("self",)).select_related(*related)
    mobility = rows.get(pk=mobility_id)
    return operations.erase_file(
        mobility=mobility, actor=system(mobility.university_id), because=f"rule:{rule.value}"
    )


def _needs(months: terms.Months, today: date) -> Iterator[Due]:
    for need in InclusionNeed.objects.select_related("mobility__call").defer("details"):
        goes_on = terms.need_goes_on(need.mobility, months)
        if goes_on is not None and goes_on <= today:
            because = f"rule:{Rule.INCLUSION.value}"
            erase = partial(operations.erase_need, need.mobility, because=because)
            yield Due(Rule.INCLUSION, f"need {need.pk}", erase)


def _accounts(months: terms.Months, today: date) -> Iterator[Due]:
    secret = ("holder", "iban", "bic", "bank", "salt")
    for details in BankDetails.objects.select_related("mobility__call").defer(*secret):
        goes_on = terms.account_goes_on(details.mobility, months)
        if goes_on is not None and goes_on <= today:
            because = f"rule:{Rule.BANK.value}"
            erase = partial(operations.erase_account, details.mobility, because=because)
            yield Due(Rule.BANK, f"account {details.pk}", erase)


def _plain_rows(months: terms.Months, today: date) -> Iterator[tuple[Rule, "models.QuerySet[models.Model]"]]:
    """Rows that go one by one, by a date of their own."""

    def day(rule: Rule) -> date:
        return terms.months_before(today, months[rule])

    def end_of(rule: Rule) -> datetime:
        return timezone.make_aware(datetime.combine(day(rule), time.max))

    # An answer to somebody whose account went is kept no longer than it takes to send it.
    answered = Q(kind=ANSWERED, person=None, sent_at__isnull=False)
    letters = Q(sent_at__lte=end_of(Rule.LETTERS)) | answered
    yield Rule.LETTERS, SentNotice.objects.filter(letters)
    yield Rule.HOST_LINKS, HostLink.objects.filter(valid_until__lte=end_of(Rule.HOST_LINKS))
    yield Rule.INVITATIONS, Invitation.objects.filter(invited_at__lte=end_of(Rule.INVITATIONS))
    yield Rule.DELIVERIES, Delivery.objects.filter(delivered_at__lte=end_of(Rule.DELIVERIES))
    finished = end_of(Rule.DELIVERIES)
    yield Rule.DELIVERIES, AgreementLine.objects.filter(run__finished_at__lte=finished)
    # A task goes when its lines have gone; what it collected went long before.
    yield Rule.DELIVERIES, AgreementRun.objects.filter(finished_at__lte=finished, lines=None, expires_on=None)
    ended = Q(ends_on__lte=day(Rule.ROLES))
    yield Rule.ROLES, Appointment.objects.filter(ended)
    used = Mobility.objects.values("employment_id")
    yield Rule.ROLES, Employment.objects.filter(ended).exclude(pk__in=used)


def forget_sessions() -> int:
    """Delete the sessions that have expired; they belong to no university."""
    gone, _by_table = Session.objects.filter(expire_date__lte=clock.now()).delete()
    return gone
