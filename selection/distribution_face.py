"""A distribution in words: how it stands, a line for each call, and what the board of one call says of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import policy
from core.face import Fact
from core.wording import moment, money
from members.actor import Actor
from mobility.links import to_call
from mobility.models import Call
from selection.distributing import Standing
from selection.engine.shares import Division, Portion
from selection.enums import DividedBy
from selection.limits import limits_of, share_of
from selection.models import Distribution, Share


@dataclass(frozen=True)
class Line:
    """One call: who, what it handed over, what it gets by the way, and what it has."""

    standing: Standing
    portion: Portion
    stands_equal: bool
    board_url: str

    @property
    def share(self) -> Share:
        return self.standing.share

    @property
    def state(self) -> str:
        """How far its ranking is."""
        call = self.standing.call
        if call.released_at is not None:
            return _("results released")
        if self.share.handed_over_at is not None:
            return _("handed over on %s") % moment(self.share.handed_over_at)
        if self.standing.is_in:
            return _("no applications")
        return _("ranking not handed over") if call.scoring_closed_at else _("still scoring")


def lines_of(standings: Iterable[Standing], division: Division) -> list[Line]:
    """A line for each call, with what the way gives it."""
    return [
        Line(
            one,
            division.portions[str(one.share.pk)],
            str(one.share.pk) in division.equals,
            to_call(one.call, "selection:board"),
        )
        for one in standings
    ]


def facts_of(distribution: Distribution) -> list[Fact]:
    """What there is, and how it is given."""
    lots = _("equals at the line are drawn by lot") if distribution.lots else ""
    facts = [
        Fact(_("Action and academic year"), f"{distribution.action} · {distribution.academic_year}"),
        Fact(_("How places are given"), str(DividedBy(distribution.way).label), note=lots),
    ]
    if distribution.allotted_at is not None:
        facts.append(Fact(_("Allotted"), moment(distribution.allotted_at)))
    return facts


def equals_words(lines: Sequence[Line], division: Division) -> str:
    """That places stay open because equals stand at the line; empty where none do."""
    names = ", ".join(line.share.member.short for line in lines if line.stands_equal)
    if not names or not division.places_left:
        return ""
    words = ngettext(
        "%(count)d place is open: equals stand at the line (%(names)s). Give it by hand, or let lots be drawn.",
        "%(count)d places are open: equals stand at the line (%(names)s). Give them by hand, or let lots be drawn.",
        division.places_left,
    )
    return words % {"count": division.places_left, "names": names}


def amount_words(places: int, budget: Decimal | None) -> str:
    """3 places and €2,000.00."""
    words = ngettext("%(count)d place", "%(count)d places", places) % {"count": places}
    return (
        words if budget is None else _("%(places)s and %(money)s") % {"places": words, "money": money(budget)}
    )


def for_board(call: Call, actor: Actor) -> dict[str, Any]:
    """What the board of a call shows of the two levels: the words, whether places are awaited, where to hand over."""
    may_hand_over = call.scoring_closed_at is not None and policy.can(actor, "hand_over_ranking", call)
    return {
        "two_levels": on_board(call),
        "awaits_places": limits_of(call).is_awaited,
        "hand_over_url": to_call(call, "selection:hand_over") if may_hand_over else "",
    }


def on_board(call: Call) -> str:
    """What the board of a call says of the university's distribution; empty where the call gives its own places."""
    share = share_of(call)
    if share is None:
        return ""
    distribution = share.distribution
    whole = {"all": amount_words(distribution.places, distribution.budget), "name": distribution.name}
    if share.places is not None:
        whole["own"] = amount_words(share.places, share.budget)
        return _("The university gave this call %(own)s, of %(all)s in “%(name)s”.") % whole
    if share.handed_over_at is not None:
        whole["when"] = moment(share.handed_over_at)
        return (
            _(
                "The ranking was handed over to the university on %(when)s. It has not allotted the %(all)s of"
                " “%(name)s” yet; until then nothing can be decided or released."
            )
            % whole
        )
    return (
        _(
            "The university gives the places of this call: %(all)s for all faculties in “%(name)s”. Once scoring is"
            " closed, hand the ranking over; until the university has allotted the"
            " places, nothing can be decided or released."
        )
        % whole
    )
