"""Outcomes of an allocation in words: a place and out of what, the reserve list and what stood in the way."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.wording import day_and_year, points
from selection.engine.applications import Because
from selection.engine.claims import Given, Outcome

NAMES = {
    Outcome.PLACE: gettext_lazy("a place"),
    Outcome.ZERO_GRANT: gettext_lazy("a place without a grant"),
    Outcome.RESERVE: gettext_lazy("reserve list"),
    Outcome.NOT_SELECTED: gettext_lazy("not selected"),
    Outcome.NOT_CONSIDERED: gettext_lazy("not considered"),
    Outcome.NOT_ELIGIBLE: gettext_lazy("not eligible"),
    Outcome.NOT_YET: gettext_lazy("not decided yet"),
}
MARKS = {
    "lot": gettext_lazy("The lot decided among equals."),
    "beyond": gettext_lazy("Equals were taken together, beyond the places."),
    "override": gettext_lazy("Placed before the others by a decision."),
    "tie": gettext_lazy("Among equals, nobody was chosen for what did not suffice for all of them."),
}


def outcome_in_words(given: Given) -> str:
    """The outcome in a word or two; with its number on the reserve list."""
    if given.place_on_reserve is None:
        return str(NAMES[given.outcome])
    if given.quota is None:
        return _("reserve list, number %(number)d") % {"number": given.place_on_reserve}
    told = {"number": given.place_on_reserve, "quota": given.quota}
    return _("reserve list of %(quota)s, number %(number)d") % told


def reason_in_words(because: Because) -> str:
    """Why, in sentences; empty for a reason that does not come from the allocation."""
    words = SENTENCES.get(because.kind)
    if words is None:
        return ""
    return " ".join(sentence for sentence in (words(because.values), *_beside(because.values)) if sentence)


def _beside(values: Mapping[str, Any]) -> Iterator[str]:
    """What is told of any outcome: how equals fared, decisions with their reasons, other places of the same person."""
    for mark in values.get("marks", ()):
        if mark in MARKS:
            yield str(MARKS[mark])
    for reason in values.get("overrides", {}).values():
        yield _("By a decision: %(reason)s") % {"reason": reason}
    if values.get("choose"):
        others = ", ".join(values["choose"])
        yield _("The same person has a place with %(others)s too and keeps one of them.") % {"others": others}


def _place(values: Mapping[str, Any]) -> str:
    return " ".join((_out_of(values), *_by_wish(values), *_paid_by(values)))


def _out_of(values: Mapping[str, Any]) -> str:
    if values["endless"]:
        return _("The rules set no limit to the places.")
    if values["quota"] is None:
        return _("Within the places of the call.")
    words = _("A place of the quota %(quota)s.")
    if values["left_over"]:
        words = _("A place left over in the quota %(quota)s.")
    return words % {"quota": values["quota"]}


def _by_wish(values: Mapping[str, Any]) -> Iterator[str]:
    if values["wish"]:
        yield _("Wish number %(number)d: %(wish)s.") % {"number": values["wish"], "wish": values["value"]}


def _paid_by(values: Mapping[str, Any]) -> Iterator[str]:
    if values["source"]:
        yield _("Paid from %(source)s.") % {"source": values["source"]}


def _without_grant(values: Mapping[str, Any]) -> str:
    return " ".join((_out_of(values), *_by_wish(values), _("Without a grant, because the money is used up.")))


def _places(values: Mapping[str, Any]) -> str:
    quotas = [pool[1] for pool in values["pools"] if pool[0] == "quota"]
    if not quotas:
        return _("The places went to those before.")
    return _("The places of %(quotas)s went to those before.") % {"quotas": ", ".join(quotas)}


def _limit(values: Mapping[str, Any]) -> str:
    return _("No more may be placed for: %(values)s.") % {"values": _limited(values)}


def _soft_limit(values: Mapping[str, Any]) -> str:
    words = _("No more may be placed, except with a reason, for: %(values)s.")
    return words % {"values": _limited(values)}


def _limited(values: Mapping[str, Any]) -> str:
    pools = values["pools"]
    return ", ".join(dict.fromkeys(pool[-1] for pool in pools if pool[0] in {"limit", "soft_limit"}))


def _batch(values: Mapping[str, Any]) -> str:
    if values["batch"] == date.max:
        return _("Received after the last batch.")
    return _("Decided with the batch of %(day)s.") % {"day": day_and_year(values["batch"])}


def _points_of_hosts(values: Mapping[str, Any], words: str) -> str:
    return words % {"before": points(values["before"]), "after": points(values["after"])}


SENTENCES: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "place": _place,
    "money_used_up": _without_grant,
    "short_of_places": _places,
    "short_of_money": lambda values: _("The money that is left does not cover this application."),
    "short_of_cost": lambda values: _("The costs are not known, so that nothing can be granted."),
    "short_of_limit": _limit,
    "short_of_soft_limit": _soft_limit,
    "short_of_tie": lambda values: "",
    "settled": lambda values: _("Holds a place already."),
    "override": lambda values: _("By a decision: %(reason)s") % {"reason": values["reason"]},
    "waits_for_batch": _batch,
    "waits_for_judging": lambda values: _("Not everything has been judged yet."),
    "host_change_free": lambda values: _("The call lets the host be changed."),
    "host_change_never": lambda values: _("The call does not let the host be changed."),
    "same_points": lambda values: _points_of_hosts(
        values, _("With the new host %(after)s points, with the old one %(before)s.")
    ),
    "fewer_points": lambda values: _points_of_hosts(
        values,
        _("With the new host only %(after)s points instead of %(before)s: the place would not be earned."),
    ),
    "withdrawn_late": lambda values: _("Withdrawn after the days in which that is free."),
    "granted_and_not_travelled": lambda values: _("Granted and not used."),
}
