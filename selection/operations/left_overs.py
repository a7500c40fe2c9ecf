"""Places and money that a faculty did not use: moved to another call of the distribution, or to a second call."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.policy import Refusal, require
from core.wording import money
from members.actor import Actor
from mobility.call_document import LANGUAGES
from mobility.models import Call
from mobility.operations.calls import Again, draft_again
from selection.distributing import Standing, rest_of, shares_of, standings_of
from selection.models import Distribution, Share
from selection.operations.distribution import (
    check_total,
    lock_distribution,
    move_on,
    note,
    propose_anew,
    tell_call,
)
from selection.operations.later import use_free_places

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Amount:
    """Places and money that go from one to another."""

    places: int = 0
    budget: Decimal = NOTHING


@transaction.atomic
def move_left_over(
    *,
    distribution: Distribution,
    actor: Actor,
    giver: Share | None,
    taker: Share,
    amount: Amount,
    reason: str,
) -> Share:
    """Give what a call did not use (no giver: what no call has) to another call; its reserve list moves up at once.

    Raises Refusal without a reason, for more than is left over, and where somebody waits for the giver's places.
    """
    distribution = lock_distribution(distribution)
    require(actor, "move_left_over", distribution)
    if not reason.strip():
        raise Refusal(_("Give the reason: both faculties read it."))
    if giver is not None and giver.pk == taker.pk:
        raise Refusal(_("Choose two different calls."))
    if not amount.places and not amount.budget:
        raise Refusal(_("Say how many places or how much money is to be moved."))
    _lock_calls(distribution)
    standings = {one.share.pk: one for one in standings_of(distribution)}
    source = None if giver is None else _found(standings, giver)
    target = _found(standings, taker)
    _check_left(distribution, standings, source, amount)
    if source is not None:
        _change(source.share, -amount.places, -amount.budget)
        tell_call("call.places_moved", source.share, actor, reason.strip())
    _change(target.share, amount.places, amount.budget)
    check_total(distribution)
    tell_call("call.places_moved", target.share, actor, reason.strip())
    facts = {
        "from": source.call.pk if source else None,
        "to": target.call.pk,
        "places": amount.places,
        "budget": f"{amount.budget:f}",
    }
    note("distribution.left_over_moved", distribution, actor, facts, reason.strip())
    move_on(distribution)
    propose_anew(one.call for one in (source, target) if one is not None and one.call.released_at is None)
    use_free_places(call=target.call)
    return target.share


@transaction.atomic
def open_second_call(*, distribution: Distribution, actor: Actor) -> list[Call]:
    """Draft a second call in every faculty that did not use its places, with exactly what is left over there.

    The places and the money leave the distribution with it. Raises Refusal where no place is left over.
    """
    distribution = lock_distribution(distribution)
    require(actor, "open_second_call", distribution)
    _lock_calls(distribution)
    drafts = []
    for one in standings_of(distribution):
        if not one.unused:
            continue
        amount = Amount(one.unused, one.money_unused if distribution.budget is not None else NOTHING)
        drafts.append(_draft(distribution, one.call, actor, amount))
        _change(one.share, -amount.places, -amount.budget)
        distribution.passed_on_places += amount.places
        distribution.passed_on_budget += amount.budget
    if not drafts:
        raise Refusal(_("No faculty has places left over."))
    check_total(distribution)
    note("distribution.second_call", distribution, actor, {"calls": [call.pk for call in drafts]})
    move_on(distribution)
    return drafts


def _draft(distribution: Distribution, call: Call, actor: Actor, amount: Amount) -> Call:
    """The same call once more with these places; its texts say where they come from."""
    texts: dict[str, str] = {}
    for language in LANGUAGES:
        with translation.override(language):
            texts[f"title_{language}"] = _titled(call, language)
            texts[f"purpose_{language}"] = _purpose(distribution, call, language)
    budget = None if distribution.budget is None else amount.budget
    return draft_again(call=call, actor=actor, again=Again(amount.places, budget, texts))


def _titled(call: Call, language: str) -> str:
    most = Call._meta.get_field("title_sl").max_length or 0
    title = gettext("%(title)s (second call)") % {"title": getattr(call, f"title_{language}")}
    return title[:most]


def _purpose(distribution: Distribution, call: Call, language: str) -> str:
    words = gettext("The places were left over from the distribution “%(name)s”, call “%(call)s”.")
    said = words % {"name": distribution.name, "call": call.slug}
    return f"{getattr(call, f'purpose_{language}')}\n\n{said}".strip()


def _lock_calls(distribution: Distribution) -> None:
    list(Call.objects.select_for_update(no_key=True).filter(share__distribution=distribution).order_by("pk"))


def _found(standings: dict[int, Standing], share: Share) -> Standing:
    found = standings.get(share.pk)
    if found is None:
        raise Refusal(_("This call is not part of the distribution."))
    return found


def _check_left(
    distribution: Distribution, standings: dict[int, Standing], source: Standing | None, amount: Amount
) -> None:
    """Raise Refusal for more than is left over at the source; without one, for more than no call has."""
    if source is None:
        places, rest = rest_of(distribution, list(shares_of(distribution)))
        budget = rest or NOTHING
    else:
        if source.waiting and amount.places:
            raise Refusal(_("Somebody still waits for these places on the call’s own reserve list."))
        places, budget = source.unused, source.money_unused if distribution.budget is not None else NOTHING
    if amount.places > places:
        raise Refusal(_("Only %(places)d of these places are left over.") % {"places": places})
    if amount.budget > budget:
        raise Refusal(_("Only %s of this money is left over.") % money(budget))


def _change(share: Share, places: int, budget: Decimal) -> None:
    share.places = (share.places or 0) + places
    if share.budget is not None:
        share.budget += budget
    share.save(update_fields=["places", "budget"])
