"""A grant that came free: who holds a place without one gets it, where the call says so. The call's row is locked."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import journal
from core.policy import Refusal, require
from members.actor import Actor, system
from mobility import lifecycle
from mobility.enums import BINDING
from mobility.models import Call, Mobility
from selection.after import after_of
from selection.deciding.rules import rules_of
from selection.deciding.standing_places import who_gets_the_grant
from selection.engine.grants import Grants
from selection.engine.pools import Key
from selection.enums import Cause
from selection.limits import limits_of
from selection.models import Decision
from selection.operations.committee import as_committee, lock_call
from selection.operations.placing import award_anew, check_money, lock_numbered


@dataclass(frozen=True)
class Freed:
    """What became of a grant that came free.

    `given`: the new decisions; `closed`: the money that others wait for; `waiting`: who shares a rank, so that people
    choose, or for whom no grant was foreseen; `is_counted`: whether the call counts money, or only how many grants.
    """

    given: tuple[Decision, ...] = ()
    closed: frozenset[Key] = frozenset()
    waiting: tuple[Mobility, ...] = ()
    is_counted: bool = True

    def goes_without(self, *, by_rules: bool) -> bool:
        """Whether the place goes on without a grant; `by_rules`: money that is closed was asked for already."""
        if not self.is_counted and (self.given or self.closed):
            return True
        return bool(self.closed) and not by_rules


def pass_on_the_grant(call: Call, freed: Mobility) -> Freed:
    """Give the grant that somebody gave back to the first of those who hold a place without one.

    Nothing happens where the call gives it with the place. Who shares a rank with others, for whom together the money
    does not suffice, and whose grant nobody foresaw, is left to people.
    """
    if not after_of(call).grants_to_holders:
        return Freed()
    rules = rules_of(call)
    found = who_gets_the_grant(call, rules, freed)
    numbers = [*(move.code for move in found.moves), *found.rivals, *found.short]
    known = lock_numbered(Mobility.objects.filter(call=call, stage__in=sorted(BINDING)), numbers)
    given = []
    for move in found.moves:
        decision = _with_grant(known[move.code], Cause.GRANT)
        decision.source = move.after.source or ""
        decision.reasons = _words_for(known[move.code])
        _carry_out(decision, system(call.university_id), freed)
        given.append(decision)
    sources = rules.allocation.sources if rules.allocation else ()
    is_counted = limits_of(call).budget is not None or bool(sources)
    return Freed(tuple(given), found.closed, _left_to_people(found, known), is_counted)


@transaction.atomic
def give_grant(*, mobility: Mobility, actor: Actor, reasons: str) -> Decision:
    """Give a grant by hand to somebody who holds a place without one.

    Raises Refusal without reasons, where the place has a grant already, and where the money does not suffice.
    """
    call = lock_call(mobility.call)
    fresh = lifecycle.lock(mobility)
    require(actor, "give_grant", fresh)
    if not reasons.strip():
        raise Refusal(_("Give the reasons: the participant reads them."))
    decision = _with_grant(fresh, Cause.COMMITTEE)
    decision.reasons, decision.decided_by_id, decision.released_by_id = reasons.strip(), actor.me, actor.me
    check_money(call, [decision])
    _carry_out(decision, as_committee(actor, call), None)
    return decision


def _left_to_people(found: Grants, known: dict[str, Mobility]) -> tuple[Mobility, ...]:
    if found.rivals:
        return tuple(known[code] for code in found.rivals)
    short = [known[code].pk for code in found.short]
    released = Decision.objects.filter(assessment__mobility__in=short).exclude(released_at=None)
    foreseen = dict(released.order_by("version").values_list("assessment__mobility__number", "grant"))
    return tuple(known[code] for code in found.short if foreseen[code] is None)


def _with_grant(mobility: Mobility, cause: Cause) -> Decision:
    """The award once more, with the grant that was foreseen. Raises Refusal where the place has one already."""
    award, before = award_anew(mobility, cause)
    if before is None or before.is_funded:
        raise Refusal(_("This place has a grant already."))
    award.is_funded, award.quota, award.wish = True, before.quota, before.wish
    return award


def _carry_out(decision: Decision, actor: Actor, freed: Mobility | None) -> None:
    """Keep the decision and tell the journal; the mobility stays where it is."""
    decision.save()
    mobility = decision.assessment.mobility
    facts = {"freed_by": freed.number if freed else "", "source": decision.source}
    journal.record(
        verb="decision.grant_given",
        subject=decision,
        actor=actor,
        file_id=str(mobility.public_id),
        because=decision,
        note=decision.reasons,
        facts={name: value for name, value in facts.items() if value},
    )


def _words_for(mobility: Mobility) -> str:
    """The reasons in the participant's language."""
    with translation.override(mobility.person.language):
        return gettext("A grant came free; you were the first in the ranking who held a place without one.")
