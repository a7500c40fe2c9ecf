"""Places that became free after the release: the next on the reserve list moves up by itself, or people award them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Min
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import clock, journal
from core.policy import Refusal, require
from members.actor import Actor, system
from mobility import lifecycle
from mobility.enums import Stage
from mobility.models import Call, Mobility
from selection.after import After, after_of
from selection.batches import has_results
from selection.deciding.rules import rules_of
from selection.deciding.standing_places import counts_places, note_what_counts, who_moves_up
from selection.engine.claims import Given
from selection.engine.claims import Outcome as Held
from selection.engine.shape import Rules
from selection.enums import Cause
from selection.limits import limits_of
from selection.models import Assessment, Decision
from selection.operations.committee import lock_call
from selection.operations.grants import Freed, pass_on_the_grant
from selection.operations.placing import (
    award_anew,
    carry_out,
    check_calendars,
    check_money,
    check_places,
    last_decision,
    lock_numbered,
    spent,
    taken_places,
)

TIE, QUOTA, CALENDAR, MONEY, GRANT = "tie", "quota", "calendar", "money", "grant"
KEPT_BY_NOBODY = Freed()


@transaction.atomic
def award_later(*, mobility: Mobility, actor: Actor, reasons: str) -> Decision:
    """Award a place that became free, by hand, to an application on the reserve list or to one not selected."""
    call = lock_call(mobility.call)
    fresh = lifecycle.lock(mobility)
    require(actor, "award_later", fresh)
    if not reasons.strip():
        raise Refusal(_("Give the reasons: the participant reads them."))
    check_places(call, wanted=1)
    check_calendars([fresh.pk])
    decision = _again(fresh, after_of(call), Cause.COMMITTEE)
    decision.reasons, decision.decided_by_id, decision.released_by_id = reasons.strip(), actor.me, actor.me
    check_money(call, [decision])
    note_what_counts(call, [decision])
    decision.save()
    carry_out(decision, actor)
    return decision


@dataclass(frozen=True)
class Awaited:
    """Who moves up, with what each is given where the rules say so; or who waits for people to decide, and why."""

    moving: tuple[tuple[Mobility, Given | None], ...] = ()
    waiting: tuple[Mobility, ...] = ()
    reason: str = ""


@transaction.atomic
def move_up(*, freed: Mobility) -> list[Decision]:
    """Award the place that somebody gave back to the next on the reserve list; returns what was awarded.

    Where the call says so, its grant goes first to those who hold a place without one; the place goes on without.
    The next is the first of the list; where places are counted by quotas, limits, sources or persons, the first whom
    the rules let have what came free. Nothing happens before the release, after the end of the list, where the call
    moves people up by hand, and when somebody was quicker. Equals who cannot all get a place, somebody who is elsewhere
    at that time, a grant for which the money does not suffice and a place that nobody on the list may have are left to
    people: the journal says `call.reserve_waits`.
    """
    call = lock_call(freed.call)
    grant = pass_on_the_grant(call, freed)
    if grant.waiting:
        _leave_to_people(call, freed, list(grant.waiting), GRANT)
    awarded = _award_next(call, freed, grant) if _free_places(call) else []
    return [*grant.given, *awarded]


@transaction.atomic
def use_free_places(*, call: Call) -> list[Decision]:
    """Award the places that were added to a call to its reserve list, as if they had been given back one by one.

    Where places are counted by more than their number, people decide: an added place belongs to no quota.
    """
    call = lock_call(call)
    awarded: list[Decision] = []
    while _free_places(call) and (found := _award_next(call)):
        awarded += found
    return awarded


def _free_places(call: Call) -> int:
    """How many places may go to the reserve list by themselves now."""
    after = after_of(call)
    is_over = after.reserve_is_over(clock.today())
    if not after.moves_by_itself or is_over or not has_results(call):
        return 0
    return max(limits_of(call).places - taken_places(call), 0)


def _award_next(call: Call, freed: Mobility | None = None, grant: Freed = KEPT_BY_NOBODY) -> list[Decision]:
    """Award to whoever is next; `freed`: whose place it was, where it was somebody's; `grant`: where its money went."""
    after, rules = after_of(call), rules_of(call)
    by_rules = counts_places(rules)
    awaited = _by_rules(call, rules, freed, grant) if by_rules else _by_the_line(call, _free_places(call))
    if awaited.waiting:
        _leave_to_people(call, freed, list(awaited.waiting), awaited.reason)
    awarded = []
    for mobility, given in awaited.moving:
        decision = _again(mobility, after, Cause.MOVED_UP)
        if given is not None:
            decision.quota, decision.source, decision.wish = given.quota or "", given.source or "", given.wish
            decision.is_funded = decision.is_funded and given.outcome == Held.PLACE
        if freed is not None and (given is None or limits_of(call).budget is None):
            decision.is_funded = decision.is_funded and _was_funded(freed)
        if grant.goes_without(by_rules=given is not None):
            decision.is_funded = False
        reason = _what_hinders(call, mobility, decision)
        if reason:
            _leave_to_people(call, freed, [mobility], reason)
            break
        decision.reasons = _words_for(mobility)
        decision.save()
        carry_out(decision, system(call.university_id), facts=_facts_of(freed, decision))
        awarded.append(decision)
    return awarded


def _facts_of(freed: Mobility | None, decision: Decision) -> dict[str, str]:
    """Whose place it was, and where the place is counted by one, its quota and source."""
    counted = {"quota": decision.quota, "source": decision.source}
    return {
        "freed_by": freed.number if freed else "",
        **{name: value for name, value in counted.items() if value},
    }


def _by_the_line(call: Call, free: int) -> Awaited:
    """The first on the list; equals together or not at all."""
    group = tuple(_next_in_line(call))
    if len(group) > free:
        return Awaited(waiting=group, reason=TIE)
    return Awaited(tuple((mobility, None) for mobility in group))


def _by_rules(call: Call, rules: Rules, freed: Mobility | None, grant: Freed) -> Awaited:
    """Whom the rules let have what came free, locked."""
    if freed is None:
        return Awaited(waiting=tuple(_next_in_line(call)), reason=QUOTA)
    found = who_moves_up(call, rules, freed, closed=grant.closed)
    if found.moves:
        known = _waiting(call, [move.code for move in found.moves])
        return Awaited(tuple((known[move.code], move.after) for move in found.moves if move.code in known))
    if found.rivals:
        return Awaited(waiting=tuple(_waiting(call, found.rivals).values()), reason=TIE)
    if found.short:
        return Awaited(waiting=tuple(_waiting(call, found.short[:1]).values()), reason=MONEY)
    return Awaited(waiting=tuple(_next_in_line(call)), reason=QUOTA)


def _waiting(call: Call, numbers: Sequence[str]) -> dict[str, Mobility]:
    """Those on the reserve list by number, in this order, locked in the order of their keys."""
    return lock_numbered(Mobility.objects.filter(call=call, stage=Stage.RESERVE), numbers)


def _next_in_line(call: Call) -> list[Mobility]:
    """Those who stand first on the reserve list, locked; several where equals share the place."""
    reserve = Mobility.objects.filter(call=call, stage=Stage.RESERVE)
    while (first := reserve.aggregate(first=Min("place"))["first"]) is not None:
        group = reserve.filter(place=first).select_for_update(of=("self",)).order_by("pk")
        found = list(group.select_related("call", "person"))
        if found:
            return found
    return []


def _again(mobility: Mobility, after: After, cause: Cause) -> Decision:
    """A new award for an application that was decided before: released at once, with the grant foreseen then.

    Where the budget does not suffice for it and the call has places without a grant, it is one of those.
    """
    award, _before = award_anew(mobility, cause)
    budget = limits_of(mobility.call).budget
    left = None if budget is None else budget - spent(mobility.call)
    is_short = left is not None and (award.grant or Decimal(0)) > left
    award.is_funded = not (is_short and after.has_zero_grant)
    return award


def _was_funded(freed: Mobility) -> bool:
    decision = last_decision(Assessment.objects.get(mobility=freed))
    return decision is None or decision.is_funded


def _what_hinders(call: Call, mobility: Mobility, decision: Decision) -> str:
    """Why the machine may not award this place, or nothing."""
    try:
        check_calendars([mobility.pk])
    except Refusal:
        return CALENDAR
    try:
        check_money(call, [decision])
    except Refusal:
        return MONEY
    return ""


def _leave_to_people(call: Call, freed: Mobility | None, waiting: list[Mobility], reason: str) -> None:
    journal.record(
        verb="call.reserve_waits",
        subject=call,
        actor=system(call.university_id),
        because=freed,
        facts={
            "reason": reason,
            "freed_by": freed.number if freed else "",
            "waiting": [row.number for row in waiting],
        },
    )


def _words_for(mobility: Mobility) -> str:
    """The reasons of a move-up in the participant's language."""
    with translation.override(mobility.person.language):
        words = gettext("A place became free; you were next on the reserve list (place %(place)s).")
        return words % {"place": mobility.place}
