"""The rules of signing that hold for a call, and whose turn it is under them."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from core.policy import Refusal
from mobility.enums import Party, SigningOrder
from mobility.models import SigningRules

# Who must have signed before a party can. The host is asked by itself when those before it have signed.
BEFORE: dict[SigningOrder, dict[Party, tuple[Party, ...]]] = {
    SigningOrder.ANY: {},
    SigningOrder.IN_TURN: {
        Party.HOME: (Party.PARTICIPANT,),
        Party.HOST: (Party.PARTICIPANT, Party.HOME),
    },
    SigningOrder.HOST_FIRST: {
        Party.HOST: (Party.PARTICIPANT,),
        Party.HOME: (Party.PARTICIPANT, Party.HOST),
    },
}


def rules_of(member_id: int, call_id: int | None = None) -> SigningRules:
    """What holds for a call: its own newest rules, else its member's, else the standard ones. One statement."""
    rows = SigningRules.objects.filter(member_id=member_id).filter(Q(call=None) | Q(call_id=call_id))
    newest = {row.call_id: row for row in rows.order_by("call", "-version").distinct("call")}
    own = newest.get(call_id)
    if own is not None and not own.follows:
        return own
    return newest.get(None) or SigningRules(member_id=member_id)


def of_members(member_ids: Iterable[int]) -> dict[int, SigningRules]:
    """The rules in force of each member that ever set some, for its calls without rules of their own. One statement."""
    rows = SigningRules.objects.filter(member_id__in=list(member_ids), call=None)
    return {row.member_id: row for row in rows.order_by("member", "-version").distinct("member")}


def still_before(order: str, party: Party, signed: Iterable[str]) -> list[Party]:
    """Who has to sign before this party and has not."""
    given = set(signed)
    return [one for one in BEFORE[SigningOrder(order)].get(party, ()) if one not in given]


def is_asked_now(order: str, signed: Iterable[str]) -> bool:
    """Whether the host is written to now that these have signed: after those before it, in any order as the last."""
    first = BEFORE[SigningOrder(order)].get(Party.HOST, (Party.PARTICIPANT, Party.HOME))
    return Party.HOST not in set(signed) and set(first) <= set(signed)


def words_of(waits_for: Iterable[Party]) -> str:
    """Why somebody cannot sign yet, in the active language."""
    names = ", ".join(str(party.label).lower() for party in waits_for)
    return _("The order of signatures is set. To sign first: %(parties)s.") % {"parties": names}


def require_turn(order: str, party: Party, signed: Iterable[str]) -> None:
    """Raise Refusal while somebody has to sign before this party."""
    waits_for = still_before(order, party, signed)
    if waits_for:
        raise Refusal(words_of(waits_for))
