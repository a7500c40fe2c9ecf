"""Committee, places, money and what follows the decision in words: the rules of a call that give no points."""

from collections.abc import Iterator

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.wording import day_and_year, money
from selection.authoring.forms import SHUT_OUT
from selection.authoring.words import condition_in_words, shown
from selection.engine.offer import Offer
from selection.engine.places import (
    PERSON,
    After,
    Allocation,
    Limit,
    Lists,
    Objection,
    Quota,
    Reserve,
    Withdrawal,
)
from selection.engine.shape import Rules, Stage
from selection.reasons import label_of, name_of
from selection.words_of_facts import text_of

HOST_CHANGE = {
    "free": gettext_lazy("The host may be changed after the decision."),
    "same_points": gettext_lazy(
        "The host may be changed after the decision where the points would still suffice."
    ),
    "never": gettext_lazy("The host cannot be changed after the decision."),
}
LISTS = {
    "codes": gettext_lazy("The results are published by the numbers of the applications, without names."),
    "masked": gettext_lazy("The results are published with the initials of the names."),
    "names": gettext_lazy("The results are published with names."),
}
APPEAL_TO = {
    "other_panel": gettext_lazy(
        "Appeals are decided by a panel in which nobody sits who scored or decided the application."
    ),
    "committee": gettext_lazy("Appeals are decided by the committee."),
}
WAYS = {
    "arrival": gettext_lazy("Places are given in the order in which applications are received."),
    "automatic": gettext_lazy("Whoever meets the conditions gets a place, while there are any."),
}
AT_THE_LINE = {
    "take_all": gettext_lazy("Where places do not suffice for all of several equals, all of them are taken."),
    "lot": gettext_lazy("Where places do not suffice for all of several equals, the lot decides."),
}


def committee_in_words(offer: Offer) -> list[str]:
    """Who decides: how many, how many must be there, who is shut out."""
    committee = offer.committee
    if committee is None:
        return []
    told = [
        ngettext(
            "The committee has %(count)d member.", "The committee has %(count)d members.", committee.members
        )
        % {"count": committee.members}
    ]
    if committee.quorum:
        words = ngettext(
            "At least %(count)d must be present.", "At least %(count)d must be present.", committee.quorum
        )
        told.append(words % {"count": committee.quorum})
    if committee.shut_out:
        names = dict(SHUT_OUT)
        whom = ", ".join(str(names[code]) for code in committee.shut_out)
        told.append(_("Beside the applicants themselves, these take no part in a decision: %s.") % whom)
    return told


def places_in_words(rules: Rules) -> list[str]:
    """How places and money are given: thresholds, quotas, limits, sources, equals."""
    told = [sentence for stage in rules.total.stages for sentence in _stage(stage, rules)]
    if rules.ranking is not None:
        facts = ", ".join(label_of(code, rules) for code in rules.ranking.scope)
        told.append(_("A ranking of its own is made for each value of: %s.") % facts)
    if rules.allocation is not None:
        told += _allocation(rules.allocation, rules)
    return told


def after_in_words(rules: Rules) -> list[str]:
    """What follows the decision: reserve list, withdrawal, change of host, appeals, lists."""
    return list(_after(rules.after)) if rules.after is not None else []


def _stage(stage: Stage, rules: Rules) -> Iterator[str]:
    name = text_of(stage.say) or ", ".join(f"“{name_of(code, rules)}”" for code in stage.of)
    if stage.threshold is not None:
        told = {"name": name, "points": shown(stage.threshold)}
        yield _("Whoever has less than %(points)s for %(name)s is not ranked.") % told
    if stage.first is not None:
        words = _("After %(name)s the first %(first)d go on; equals go on together.")
        yield words % {"name": name, "first": stage.first}


def _allocation(allocation: Allocation, rules: Rules) -> Iterator[str]:
    if allocation.budget is not None:
        yield _("The call gives %s in all.") % money(allocation.budget)
    if allocation.way in WAYS:
        yield str(WAYS[allocation.way])
    yield from (_quota(quota, rules) for quota in allocation.quotas)
    yield from (_limit(limit, rules) for limit in allocation.limits)
    if allocation.sources:
        sources = ", ".join(source.code for source in allocation.sources)
        yield _("The places are paid from, in this order: %s.") % sources
    if allocation.zero_grant:
        yield _("When only the money is used up, places are awarded without a grant.")
    if allocation.days is not None:
        words = ngettext("At most %d day is paid.", "At most %d days are paid.", allocation.days.most)
        yield words % allocation.days.most
    if allocation.ties_at_the_line in AT_THE_LINE:
        yield str(AT_THE_LINE[allocation.ties_at_the_line])


def _limit(limit: Limit, rules: Rules) -> str:
    per = _("person") if limit.per == PERSON else label_of(limit.per, rules)
    words = _("At most %(count)d for each: %(per)s.")
    if limit.soft:
        words = _("At most %(count)d for each, more only with a reason: %(per)s.")
    return words % {"count": limit.at_most, "per": per}


def _quota(quota: Quota, rules: Rules) -> str:
    words = ngettext(
        "%(count)d place is kept for those of whom it holds: %(whom)s.",
        "%(count)d places are kept for those of whom it holds: %(whom)s.",
        quota.places,
    )
    told = words % {"count": quota.places, "whom": condition_in_words(quota.for_, rules)}
    return f"{told} {_left_over(quota.spill)}"


def _left_over(spill: str | tuple[str, ...]) -> str:
    """Who gets the places of a quota that are left."""
    if spill == "none":
        return _("What is left of them is given to nobody else.")
    if spill == "everyone":
        return _("What is left of them goes to everybody.")
    return _("What is left of them goes to: %s.") % ", ".join(spill)


def _after(after: After) -> Iterator[str]:
    if after.letter_by is not None:
        yield _("The host’s letter must be there by %s.") % day_and_year(after.letter_by)
    if after.reserve is not None:
        yield from _reserve(after.reserve)
    if after.freed_grant == "holders":
        yield _(
            "A grant that comes free goes first to those who hold a place without one, in the order of the ranking."
        )
    yield str(HOST_CHANGE[after.host_change])
    if after.withdrawal is not None and after.withdrawal.penalty:
        yield _withdrawal(after.withdrawal)
    for objection in after.objections:
        yield from _objection(objection)
    if after.lists is not None:
        yield from _lists(after.lists)


def _reserve(rule: Reserve) -> Iterator[str]:
    words = _("A place that becomes free goes to the next on the reserve list.")
    if rule.by_hand:
        words = _("A place that becomes free is awarded by the committee, from the reserve list.")
    yield words
    if rule.until is not None:
        yield _("The reserve list holds until %s.") % day_and_year(rule.until)


def _objection(rule: Objection) -> Iterator[str]:
    yield str(APPEAL_TO[rule.by])
    if rule.decided_in:
        words = ngettext(
            "They are decided within %d day.", "They are decided within %d days.", rule.decided_in
        )
        yield words % rule.decided_in


def _lists(rule: Lists) -> Iterator[str]:
    if rule.provisional:
        yield _("A provisional list comes first.")
    yield str(LISTS[rule.names])


def _withdrawal(rule: Withdrawal) -> str:
    days, calls = rule.free_days or 0, rule.calls
    told = {"days": days, "points": shown(abs(rule.penalty or 0))}
    words = ngettext(
        "Whoever gives a place back later than %(days)d day after the award loses %(points)s points",
        "Whoever gives a place back later than %(days)d days after the award loses %(points)s points",
        days,
    )
    later = ngettext("in the next call", "in the next %d calls", calls)
    sentence = f"{words % told} {later % calls if '%d' in later else later}."
    if rule.even_if_granted_and_not_travelled:
        sentence += " " + capfirst(_("so does whoever keeps a place and does not travel."))
    return sentence
