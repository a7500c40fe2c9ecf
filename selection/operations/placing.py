"""Giving out places: how many are taken, what they cost, and the move itself. The call's row must be locked."""

from collections.abc import Sequence, Set
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core import clock
from core.policy import Refusal
from core.wording import money
from members.actor import Actor
from mobility import lifecycle
from mobility.enums import BINDING
from mobility.models import Call, Mobility
from selection.enums import MOVE_OF, Cause, Outcome
from selection.limits import limits_of
from selection.models import Assessment, Decision
from selection.operations.committee import as_committee


def taken_places(call: Call) -> int:
    """How many of the call's places are taken: awarded, and not declined or cancelled since."""
    return Mobility.objects.filter(call=call, stage__in=sorted(BINDING)).count()


def spent(call: Call) -> Decimal:
    """The grants of the places that are taken, in euros; places without a grant cost nothing."""
    rows = Decision.objects.filter(
        assessment__call=call,
        assessment__mobility__stage__in=sorted(BINDING),
        outcome=Outcome.AWARD,
        is_funded=True,
    ).exclude(released_at=None)
    return rows.aggregate(sum=Sum("grant"))["sum"] or Decimal(0)


def check_places(call: Call, *, wanted: int) -> None:
    """Raise Refusal when fewer places are free than wanted."""
    free = limits_of(call).places - taken_places(call)
    if wanted > free:
        words = ngettext(
            "%(wanted)d awards, but only %(free)d place is free.",
            "%(wanted)d awards, but only %(free)d places are free.",
            free,
        )
        raise Refusal(words % {"wanted": wanted, "free": max(free, 0)})


def check_money(call: Call, awards: list[Decision]) -> None:
    """Raise Refusal when the grants of these awards are more than what is left of the call's budget."""
    budget = limits_of(call).budget
    if budget is None:
        return
    if any(row.is_funded and row.grant is None for row in awards):
        raise Refusal(_("The call has a budget, and no grant was foreseen for this application."))
    left = budget - spent(call)
    wanted = sum((row.grant or Decimal(0) for row in awards if row.is_funded), Decimal(0))
    if wanted > left:
        words = _("Grants of %(wanted)s, but only %(left)s of the budget is left.")
        raise Refusal(words % {"wanted": money(wanted), "left": money(max(left, Decimal(0)))})


def lock_numbered(rows: QuerySet[Mobility], numbers: Sequence[str]) -> dict[str, Mobility]:
    """Those of these mobilities by number, in this order, locked in the order of their keys."""
    chosen = rows.filter(number__in=numbers).select_for_update(of=("self",))
    found = {row.number: row for row in chosen.select_related("call", "person").order_by("pk")}
    return {number: found[number] for number in numbers if number in found}


def award_anew(mobility: Mobility, cause: Cause) -> tuple[Decision, Decision | None]:
    """A new award for an application that was decided before: released at once, with the grant foreseen then.

    Beside it the decision before; whether it is funded is the caller's to say.
    """
    assessment = Assessment.objects.get(mobility=mobility)
    assessment.mobility = mobility
    before, now = last_decision(assessment), clock.now()
    award = Decision(
        assessment=assessment,
        member_id=mobility.member_id,
        version=next_version(assessment),
        outcome=Outcome.AWARD,
        cause=cause,
        grant=before.grant if before else None,
        decided_at=now,
        released_at=now,
    )
    return award, before


def numbers_told(files: list[tuple[int, str]], closed: Set[int]) -> list[str]:
    """The numbers of these files; those that are closed to the reader are only counted."""
    told = [number for key, number in files if key not in closed]
    hidden = len(files) - len(told)
    return told + ([ngettext("%d closed to you", "%d closed to you", hidden) % hidden] if hidden else [])


def check_calendars(awarded: list[int], closed: Set[int] = frozenset()) -> None:
    """Raise Refusal, naming the files, when somebody would be on two mobilities at a time."""
    other = Mobility.objects.filter(
        person=OuterRef("person"), starts_on__lte=OuterRef("ends_on"), ends_on__gte=OuterRef("starts_on")
    ).exclude(pk=OuterRef("pk"))
    bound = Exists(other.filter(Q(stage__in=sorted(BINDING)) | Q(pk__in=awarded)))
    meeting = Mobility.objects.filter(bound, pk__in=awarded).order_by("number")
    numbers = numbers_told(list(meeting.values_list("pk", "number")), closed)
    if numbers:
        raise Refusal(
            ngettext(
                "The participant is on another mobility at that time, so this cannot be awarded: %s.",
                "The participants are on other mobilities at that time, so these cannot be awarded: %s.",
                len(numbers),
            )
            % ", ".join(numbers)
        )


def next_version(assessment: Assessment) -> int:
    """The number of the next decision about an application."""
    return Decision.objects.filter(assessment=assessment).count() + 1


def last_decision(assessment: Assessment) -> Decision | None:
    """The decision about an application that was released last."""
    return Decision.objects.filter(assessment=assessment).exclude(released_at=None).order_by("version").last()


def carry_out(decision: Decision, actor: Actor, *, facts: dict[str, Any] | None = None) -> None:
    """Move the application as decided, with what its new stage needs to hold."""
    mobility = decision.assessment.mobility
    if decision.outcome == Outcome.AWARD:
        mobility.confirm_by = clock.today() + timedelta(days=mobility.call.confirm_days)
    elif decision.outcome == Outcome.RESERVE:
        mobility.place = decision.place
    mobility.save(update_fields=["confirm_by", "place"])
    verb = MOVE_OF[Outcome(decision.outcome)]
    lifecycle.advance(
        mobility=mobility,
        verb=verb,
        actor=as_committee(actor, mobility.call),
        because=decision,
        note=decision.reasons,
        facts=facts,
    )
    if decision.outcome != Outcome.RESERVE and mobility.place is not None:
        mobility.place = None
        mobility.save(update_fields=["place"])
