"""Requests about one's own data, and their answers; each function is one act, with its entry in the journal."""

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from core import clock, journal
from core.models import SentNotice
from core.policy import Refusal, require
from funding.models import BankDetails
from members.actor import Actor
from members.models import Appointment, Employment, Person
from members.queries import in_force, is_over
from mobility import agreement_archive
from mobility.models import AgreementRun, InclusionNeed, Mobility
from protection import erasing, notices
from protection.bundles import forget_bundles
from protection.enums import Action, Ground, Rule, Verdict
from protection.models import Bundle, ErasureAnswer, ErasureRequest, Figure, RetentionRule
from protection.records import ACCOUNT, BANK, FILE, LETTERS, NEED, PUBLICATION, ROLES, Record, records_of
from reporting.operations import withdraw_publication

ONE_COPY_IN = timedelta(days=1)


@transaction.atomic
def ask_for_copy(*, person: Person, actor: Actor) -> Bundle:
    """Order one's own copy; the worker makes it. One in the making, and one a day, are enough."""
    Person.objects.select_for_update().get(pk=person.pk)
    latest = Bundle.objects.filter(person=person).first()
    if latest is not None and (latest.ready_at is None or latest.asked_at > clock.now() - ONE_COPY_IN):
        raise Refusal(_("You asked for a copy within the last day already. It is here, or on its way."))
    bundle = Bundle(person=person, asked_at=clock.now())
    require(actor, "see_own_data", bundle)
    bundle.save(force_insert=True)
    journal.record(verb="data.copy_asked", subject=bundle, actor=actor)
    return bundle


@transaction.atomic
def ask_for_erasure(*, person: Person, actor: Actor, reason: str) -> ErasureRequest:
    """Ask that what the university holds about one be erased. Asking twice gives the same request."""
    Person.objects.select_for_update().get(pk=person.pk)
    present = ErasureRequest.objects.filter(person=person, decided_at=None).first()
    if present is not None:
        return present
    request = ErasureRequest(person=person, reason=reason, asked_at=clock.now())
    require(actor, "see_own_data", request)
    request.save(force_insert=True)
    journal.record(verb="erasure.asked", subject=request, actor=actor)
    return request


@transaction.atomic
def decide_erasure(
    *, request: ErasureRequest, actor: Actor, verdicts: Mapping[str, str], words: str
) -> ErasureRequest:
    """Answer a request record by record and carry the answer out, in one transaction.

    `verdicts` holds a verdict by record key; what it leaves out is answered as the rules propose. Refuses to erase
    what is under way, in force or kept by law, and to depart from the rules without a word of reason.
    """
    request = ErasureRequest.objects.select_for_update().get(pk=request.pk)
    require(actor, "decide_erasure", request)
    person = Person.objects.select_for_update().get(pk=request.person_id)
    records = records_of(person)
    answers = [_answer(request, record, verdicts.get(record.key, record.verdict)) for record in records]
    departs = any(answer.verdict != record.verdict for answer, record in zip(answers, records, strict=True))
    if departs and not words.strip():
        raise Refusal(_("Say why you answer otherwise than the rules propose."))
    if answers[-1].verdict == Verdict.ERASE and any(a.verdict == Verdict.KEEP for a in answers):
        answers[-1].verdict, answers[-1].ground = Verdict.KEEP, Ground.RESTS_ON
    ErasureAnswer.objects.bulk_create(answers)
    request.decided_at, request.words = clock.now(), words
    request.decided_by_id, request.decided_as = actor.me, actor.capacity
    request.save()
    journal.record(
        verb="erasure.decided",
        subject=request,
        actor=actor,
        facts={verdict.value: sum(a.verdict == verdict for a in answers) for verdict in Verdict},
    )
    _carry_out(request, person, answers, actor)
    return request


def _answer(request: ErasureRequest, record: Record, verdict: str) -> ErasureAnswer:
    if verdict == Verdict.ERASE and record.is_fixed and record.kind != ACCOUNT:
        raise Refusal(
            _("“%(title)s” cannot be erased: %(why)s.") % {"title": record.title, "why": record.words}
        )
    ground = record.ground
    if verdict == Verdict.KEEP and ground == Ground.NONE:
        ground = Ground.DECIDED
    until = record.until if verdict == Verdict.KEEP else None
    return ErasureAnswer(
        university_id=request.university_id,
        request=request,
        record=record.key,
        verdict=verdict,
        ground=Ground.NONE if verdict == Verdict.ERASE else ground,
        kept_until=until,
    )


def _carry_out(request: ErasureRequest, person: Person, answers: list[ErasureAnswer], actor: Actor) -> None:
    """Erase what was answered so. The letter is written before the name and the address go."""
    because = f"request:{request.public_id}"
    to_erase = [answer.record for answer in answers if answer.verdict == Verdict.ERASE]
    if LETTERS in to_erase:
        keys = SentNotice.objects.filter(person=person).values_list("pk", flat=True)
        erasing.erase({SentNotice: list(keys)}, because=because)
    notices.tell_of_answer(request, person, answers)
    for key in to_erase:
        kind, _colon, public_id = key.partition(":")
        if kind in {FILE, NEED, BANK, PUBLICATION}:
            rows = Mobility.objects.select_for_update(of=("self",)).filter(public_id=public_id)
            # The file may have taken its need and its consent along.
            for mobility in rows.select_related("call", "employment", "host"):
                _erase_of_file(kind, mobility, actor, because)
        elif kind == ROLES:
            erase_roles(person, because=because)
    if ACCOUNT in to_erase:
        forget_bundles(Bundle.objects.filter(person=person))
        erasing.anonymise(person, because=because)


def _erase_of_file(kind: str, mobility: Mobility, actor: Actor, because: str) -> None:
    if kind == FILE:
        erase_file(mobility=mobility, actor=actor, because=because)
    elif kind == NEED:
        erase_need(mobility, because=because)
    elif kind == BANK:
        erase_account(mobility, because=because)
    else:
        withdraw_publication(mobility=mobility, actor=actor)


@transaction.atomic
def erase_file(*, mobility: Mobility, actor: Actor, because: str) -> int:
    """Erase a file with all its papers; what the personnel file rests on stays, as a reduced file.

    Of a file that goes altogether a figure remains for statistics. Returns how many rows went.
    """
    is_recorded = mobility.recognition_entries.exists()
    rows = erasing.rows_of_file(mobility)
    erasing.hush_file(mobility)
    agreement_archive.forget(AgreementRun.objects.filter(lines__mobility=mobility).distinct())
    journal.record(
        verb="file.reduced" if is_recorded else "file.erased",
        subject=mobility,
        actor=actor,
        file_id=str(mobility.public_id),
        facts={"because": because, "rows": sum(map(len, rows.values()))},
    )
    if is_recorded:
        Mobility.objects.filter(pk=mobility.pk).update(
            reduced_on=clock.today(), place=None, confirm_by=None, met=[], open_duties=0, next_due_on=None
        )
        erasing.note(Mobility, [mobility.pk], Action.ANONYMISED, because)
    else:
        _count(mobility)
    return erasing.erase(rows, because=because)


def _count(mobility: Mobility) -> None:
    Figure.objects.create(
        member_id=mobility.member_id,
        academic_year=mobility.call.academic_year,
        action=mobility.action,
        stage=mobility.stage,
        staff_group=mobility.employment.staff_group,
        host_country=mobility.host.country_id if mobility.host else "",
        training_days=mobility.training_days,
    )


def erase_need(mobility: Mobility, *, because: str) -> int:
    """Erase a stated need for inclusion support."""
    keys = list(InclusionNeed.objects.filter(mobility=mobility).values_list("pk", flat=True))
    return erasing.erase({InclusionNeed: keys}, because=because)


def erase_account(mobility: Mobility, *, because: str) -> int:
    """Erase the account that a grant is paid to; the signed text keeps its last signs."""
    keys = list(BankDetails.objects.filter(mobility=mobility).values_list("pk", flat=True))
    return erasing.erase({BankDetails: keys}, because=because)


def erase_roles(person: Person, *, because: str) -> int:
    """Erase posts and capacities that are no longer in force and that no file rests on."""
    today = clock.today()
    used = Mobility.objects.filter(person=person).values("employment_id")
    posts = Employment.objects.filter(person=person).exclude(in_force(today)).exclude(pk__in=used)
    # A role that others stood in for goes when their substitutions have gone.
    capacities = Appointment.objects.filter(is_over(today), person=person, substitutes=None)
    rows: dict[type[Model], list[int | str]] = {
        Employment: list(posts.values_list("pk", flat=True)),
        Appointment: list(capacities.values_list("pk", flat=True)),
    }
    return erasing.erase(rows, because=because)


@transaction.atomic
def set_retention(*, actor: Actor, rule: Rule, months: int) -> RetentionRule:
    """Set how many months the present university keeps something."""
    require(actor, "set_retention", None)
    row, _made = RetentionRule.objects.update_or_create(
        rule=rule, defaults={"months": months, "set_by_id": actor.me, "set_at": clock.now()}
    )
    journal.record(
        verb="retention.set", subject=row, actor=actor, facts={"rule": rule.value, "months": months}
    )
    return row
