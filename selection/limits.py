"""What a call has to give: places and money, as it says itself or as the university allotted them.

The one source for whoever counts places or money; the call's own numbers are what was announced.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from mobility.models import Call
from selection.after import own_budget
from selection.engine.places import Allocation
from selection.engine.shape import Rules
from selection.models import Share

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Limits:
    """Places, and money where it is counted. `is_awaited`: the university has not allotted them yet.

    `is_allotted`: they are the university's numbers, not the call's own.
    """

    places: int
    budget: Decimal | None
    is_awaited: bool = False
    is_allotted: bool = False


def share_of(call: Call) -> Share | None:
    """The call's part in a distribution of the university; asked of the database once for an object."""
    known: dict[str, Share | None] = call.__dict__
    if "_share" not in known:
        is_read = "share" in call._state.fields_cache  # by the page, with the call
        found = Share.objects.filter(call=call).select_related("distribution")
        known["_share"] = getattr(call, "share", None) if is_read else found.first()
    return known["_share"]


def limits_of(call: Call) -> Limits:
    """What this call has to give; asked of the database once for an object."""
    return _limits(call, share_of(call))


def forget_limits(call: Call) -> None:
    """Read them anew next time: the university changed them."""
    call.__dict__.pop("_share", None)


def _limits(call: Call, share: Share | None) -> Limits:
    own = own_budget(call)
    if share is None:
        return Limits(call.places, own)
    counts_money = share.distribution.budget is not None
    if share.places is None:
        return Limits(0, NOTHING if counts_money else own, is_awaited=True)
    return Limits(share.places, share.budget if counts_money else own, is_allotted=True)


def within_limits(rules: Rules, limits: Limits) -> Rules:
    """The rules of a call with what the university gave instead of what they say of places and money.

    Where a call names no fact that tells costs, the proposal goes by the places alone, and the money is counted with
    the grants that people note.
    """
    own = rules.allocation
    if limits.is_allotted or limits.is_awaited:
        own = replace(own or Allocation(), places=limits.places, budget=limits.budget)
    if own is not None and own.budget is not None and not own.cost:
        own = replace(own, budget=None)
    return replace(rules, allocation=own)
