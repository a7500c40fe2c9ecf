"""The university gives places and money to the calls of its faculties: opened, handed over to, allotted in one act."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core import clock, journal
from core.policy import Refusal, require
from core.wording import money
from members.actor import Actor
from members.enums import Capacity
from mobility.models import Call
from selection import counts
from selection.distributing import (
    Standing,
    candidates,
    computed,
    key_of,
    rest_of,
    shares_of,
    standings_of,
    whole_of,
)
from selection.engine.shares import Division, Portion
from selection.models import Assessment, Distribution, Share
from selection.operations.committee import as_committee, lock_call
from selection.standing import store_ranks

SEED_BYTES = 16
OF_OFFICE = (Capacity.OFFICE,)


@dataclass(frozen=True)
class Numbers:
    """What there is to give, under which name, and by which way; `lots`: equals at the line are drawn."""

    name: str
    places: int
    budget: Decimal | None
    way: str
    lots: bool = False


@dataclass(frozen=True)
class Part:
    """A call that takes part: the places promised to it, and its part under fixed shares."""

    call: Call
    least: int = 0
    weight: Decimal = Decimal(1)


@transaction.atomic
def open_distribution(*, actor: Actor, action: str, academic_year: str, numbers: Numbers) -> Distribution:
    """Open a distribution for all calls of an action and year that are not decided and in no other one.

    From now on none of them releases its results before places and money are allotted to it. Raises Refusal where
    there is no such call.
    """
    distribution = Distribution(
        action=action,
        academic_year=academic_year,
        seed=secrets.token_hex(SEED_BYTES),
        opened_at=clock.now(),
        **asdict(numbers),
    )
    require(actor, "open_distribution", distribution)
    calls = _locked(candidates(action, academic_year))
    if not calls:
        raise Refusal(_("No call of this action and year waits for its places."))
    distribution.save(force_insert=True)
    for call in calls:
        Share.objects.create(distribution=distribution, call=call, member_id=call.member_id)
    propose_anew(calls)
    note("distribution.opened", distribution, actor, {**_told(numbers), "calls": [call.pk for call in calls]})
    return distribution


@transaction.atomic
def change_distribution(
    *, distribution: Distribution, actor: Actor, numbers: Numbers, parts: Sequence[Part]
) -> Distribution:
    """Set the numbers and the calls anew, until the places are allotted.

    Raises Refusal without a call, for a call that is decided or belongs elsewhere, for one that handed over its ranking
    and would be left out, and where more is promised than there is.
    """
    distribution = lock_distribution(distribution)
    require(actor, "change_distribution", distribution)
    if not parts:
        raise Refusal(_("Choose at least one call."))
    if sum(part.least for part in parts) > numbers.places:
        raise Refusal(_("More places are promised than there are."))
    possible = _locked(candidates(distribution.action, distribution.academic_year, besides=distribution))
    known = {call.pk for call in possible}
    if any(part.call.pk not in known for part in parts):
        raise Refusal(_("One of these calls is decided already, or in another distribution."))
    kept = {part.call.pk for part in parts}
    leaving = Share.objects.filter(distribution=distribution).exclude(call__in=kept)
    if leaving.filter(handed_over_at__isnull=False).exists():
        raise Refusal(_("A call that handed over its ranking stays in the distribution."))
    changed = kept ^ set(Share.objects.filter(distribution=distribution).values_list("call_id", flat=True))
    leaving.delete()
    for part in parts:
        Share.objects.update_or_create(
            distribution=distribution,
            call=part.call,
            defaults={"least": part.least, "weight": part.weight, "member_id": part.call.member_id},
        )
    propose_anew(call for call in possible if call.pk in changed)
    for name, value in asdict(numbers).items():
        setattr(distribution, name, value)
    move_on(distribution)
    note("distribution.changed", distribution, actor, {**_told(numbers), "calls": sorted(kept)})
    return distribution


@transaction.atomic
def dissolve_distribution(*, distribution: Distribution, actor: Actor) -> None:
    """Give the calls back their own places, as long as nothing was allotted."""
    distribution = lock_distribution(distribution)
    require(actor, "change_distribution", distribution)
    note("distribution.dissolved", distribution, actor, {"name": distribution.name})
    shares = Share.objects.filter(distribution=distribution)
    calls = _locked(Call.objects.filter(share__in=shares))
    shares.delete()
    distribution.delete()
    propose_anew(calls)


@transaction.atomic
def hand_over_ranking(*, call: Call, actor: Actor) -> Share:
    """Hand the ranking of a call to the university, which gives the places; said by the chair, coordinator or office.

    Raises Refusal while an application is still with assessors, and where nothing is ranked.
    """
    call = lock_call(call)
    require(actor, "hand_over_ranking", call)
    rows = Assessment.objects.filter(call=call)
    if counts.with_committee(call, open_only=True):
        raise Refusal(_("Scoring of this call is still open."))
    if not rows.filter(closed_at__isnull=False).exists():
        raise Refusal(_("No application is with the committee yet."))
    share = Share.objects.select_for_update().get(call=call)
    share.handed_over_at, share.handed_over_by_id = clock.now(), actor.me
    share.save(update_fields=["handed_over_at", "handed_over_by"])
    acting = actor.acting_among(Capacity.COORDINATOR, member_id=call.member_id)
    acting = as_committee(actor, call) if acting.capacity != Capacity.COORDINATOR else acting
    facts = {"ranked": rows.exclude(rank=None).count(), "distribution": share.distribution_id}
    journal.record(verb="call.ranking_handed_over", subject=call, actor=acting, facts=facts)
    return share


@transaction.atomic
def allot_places(
    *, distribution: Distribution, actor: Actor, given: Mapping[int, Portion], key: str, reason: str = ""
) -> Distribution:
    """Give every call its places and money (`given`, by call) in one act; the boards propose within them from now on.

    `key` names the numbers that the officer saw (selection.distributing.key_of). Raises Refusal when they have
    changed since, when a ranking is missing, for more than there is, and without a reason for what departs from the
    computed numbers.
    """
    distribution = lock_distribution(distribution)
    require(actor, "allot_places", distribution)
    calls = _locked(Call.objects.filter(share__distribution=distribution))
    standings = standings_of(distribution)
    _check_is_current(distribution, standings, key)
    division = computed(standings, whole_of(distribution))
    _check_is_whole(distribution, standings, given)
    departs = [one for one in standings if given[one.call.pk] != division.portions[str(one.share.pk)]]
    if departs and not reason.strip():
        raise Refusal(_("Give the reason for what departs from the computed numbers."))
    distribution.allotted_at, distribution.allotted_by_id = clock.now(), actor.me
    move_on(distribution)
    for one in standings:
        _allot(one, given[one.call.pk], division)
    check_total(distribution)
    propose_anew(calls)
    facts = {"way": distribution.way, "version": distribution.version, "departs": len(departs)}
    note("distribution.allotted", distribution, actor, facts, reason.strip())
    for one in standings:
        tell_call("call.places_allotted", one.share, actor, reason.strip() if one in departs else "")
    return distribution


def _check_is_current(distribution: Distribution, standings: Sequence[Standing], key: str) -> None:
    if key != key_of(distribution, standings):
        raise Refusal(
            _("The numbers have changed since you looked: see what is computed now, and decide again.")
        )
    missing = [one.share.member.short for one in standings if not one.is_in]
    if missing:
        raise Refusal(_("Rankings that are not handed over yet: %s.") % ", ".join(missing))


def _check_is_whole(
    distribution: Distribution, standings: Iterable[Standing], given: Mapping[int, Portion]
) -> None:
    if {one.call.pk for one in standings} != set(given):
        raise Refusal(_("Say for every call what it gets."))
    counts_money = distribution.budget is not None
    if any((portion.budget is not None) != counts_money for portion in given.values()):
        raise Refusal(_("Say for every call how much money it gets."))


def _allot(one: Standing, portion: Portion, division: Division) -> None:
    share, by_way = one.share, division.portions[str(one.share.pk)]
    share.places, share.budget = portion.places, portion.budget
    share.computed_places, share.computed_budget = by_way.places, by_way.budget
    share.save(update_fields=["places", "budget", "computed_places", "computed_budget"])


def check_total(distribution: Distribution) -> None:
    """Raise Refusal when the calls have more than there is. The distribution's row must be locked."""
    places, budget = rest_of(distribution, list(shares_of(distribution)))
    if places < 0:
        words = ngettext("%d place more than there is.", "%d places more than there are.", -places)
        raise Refusal(words % -places)
    if budget is not None and budget < 0:
        raise Refusal(_("%s more than there is.") % money(-budget))


def propose_anew(calls: Iterable[Call]) -> None:
    """What the rules propose in these calls, now that what they have to give has changed. They must be locked."""
    for call in calls:
        if call.scoring_closed_at is not None:
            store_ranks(call)


def lock_distribution(distribution: Distribution) -> Distribution:
    """The row as it is now, locked until the transaction ends: what it gives is counted under this lock."""
    return Distribution.objects.select_for_update().get(pk=distribution.pk)


def _locked(calls: Any) -> list[Call]:
    """These calls, locked in the order in which everybody locks them."""
    return list(calls.select_for_update(of=("self",)).order_by("pk"))


def move_on(distribution: Distribution) -> None:
    """Save as the next version."""
    distribution.version += 1
    distribution.save()


def _told(numbers: Numbers) -> dict[str, Any]:
    return {**asdict(numbers), "budget": None if numbers.budget is None else f"{numbers.budget:f}"}


def note(verb: str, distribution: Distribution, actor: Actor, facts: dict[str, Any], words: str = "") -> None:
    """The entry about a distribution, by the university's office."""
    acting = actor.acting_among(*OF_OFFICE, member_id=None)
    journal.record(verb=verb, subject=distribution, actor=acting, facts=facts, note=words)


def tell_call(verb: str, share: Share, actor: Actor, reason: str = "") -> None:
    """The entry about what a call has from now on, from which the letters to its faculty follow."""
    budget = None if share.budget is None else f"{share.budget:f}"
    journal.record(
        verb=verb,
        subject=share.call,
        actor=actor.acting_among(*OF_OFFICE, member_id=None),
        facts={"places": share.places, "budget": budget},
        note=reason,
    )
