"""The reasons of the engine in words: one sentence for each kind of `Because`, in the active language."""

from collections.abc import Callable, Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import get_language, gettext, gettext_noop, ngettext
from django.utils.translation import gettext as _

from core import wording
from selection.engine.applications import Because, Points
from selection.engine.facts import Held
from selection.engine.scalars import Words
from selection.engine.shape import Rules
from selection.words_of_facts import value_words

SHOWN = Decimal("0.01")
Values = Mapping[str, Any]
Say = Callable[[Values, Rules], str]


def of_points(points: Points, rules: Rules) -> str:
    """Why a criterion gave its points: the rule with the fact and its record, then caps, weight and rounding."""
    said = [of(points.because, rules)]
    if points.because.kind == "group":
        said = [f"{name_of(part.code, rules)}: {short(part.points)}." for part in points.parts] + said
    said += [of(note, rules) for note in points.notes]
    return " ".join(filter(None, said))


def of(because: Because, rules: Rules) -> str:
    """One reason in a sentence; empty where the points speak for themselves."""
    say = SENTENCES.get(because.kind)
    said = say(because.values, rules) if say else ""
    record = record_words(because.held)
    return f"{said} {record}".strip() if said and record else said


def record_words(held: Held | None) -> str:
    """On which record a fact rests, and of which day it is: for records that have a number people know."""
    if held is None or not held.record.startswith("mobility:"):
        return ""
    return _("(Mobility %(number)s.)") % {"number": held.record.partition(":")[2]}


def short(points: Decimal | None) -> str:
    """Points as people read them: at most two decimals."""
    return "–" if points is None else wording.points(points.quantize(SHOWN, ROUND_HALF_UP))


def in_words(words: Words | None) -> str:
    """A text of the call in the reader's language, or in the other one."""
    if words is None:
        return ""
    own, other = (words.en, words.sl) if (get_language() or "sl").startswith("en") else (words.sl, words.en)
    return own or other


def label_of(code: str, rules: Rules) -> str:
    """What a fact is called."""
    return next((in_words(fact.label) for fact in rules.facts if fact.code == code), "") or code


def name_of(code: str, rules: Rules) -> str:
    """What a criterion is called; those inside a group too."""
    waiting = list(rules.criteria)
    for one in waiting:
        if one.code == code:
            return in_words(one.name) or code
        waiting += getattr(one, "of", ())
    return code


def said(code: str, value: Any, rules: Rules) -> str:
    """A value of a fact in words."""
    fact = next((fact for fact in rules.facts if fact.code == code), None)
    return value_words(value, fact)


def fact_words(values: Values, rules: Rules) -> str:
    """The fact with its value: `staff group: teaching staff`."""
    return f"{label_of(values['fact'], rules)}: {said(values['fact'], values.get('value'), rules)}"


def each_fact(facts: Iterable[tuple[str, Any]], rules: Rules) -> str:
    """Several facts with their values."""
    return "; ".join(f"{label_of(code, rules)}: {said(code, value, rules)}" for code, value in facts)


def _flag(values: Values, rules: Rules) -> str:
    told = each_fact(values["facts"], rules)
    words = _("It applies (%(facts)s).") if values["met"] else _("It does not apply (%(facts)s).")
    return words % {"facts": told}


def _choice(values: Values, rules: Rules) -> str:
    told = fact_words(values, rules)
    if values.get("by"):
        told += f"; {label_of(values['by'], rules)}: {values['by_value']}"
    return f"{told}." if values["listed"] else _("%(fact)s: not in the table.") % {"fact": told}


def _bands(values: Values, rules: Rules) -> str:
    told = fact_words(values, rules)
    if values["edges"] is None:
        return _("%(fact)s: outside of every band.") % {"fact": told}
    low, high = values["edges"]
    return f"{told} ({_edges(low, high)})."


def _edges(low: Any, high: Any) -> str:
    if low is None:
        return _("below %(high)s") % {"high": value_words(high)}
    if high is None:
        return _("%(low)s or more") % {"low": value_words(low)}
    return _("%(low)s to %(high)s") % {"low": value_words(low), "high": value_words(high)}


def _linear(values: Values, rules: Rules) -> str:
    told = {
        "fact": fact_words(values, rules),
        "each": short(values["each"]),
        "per": value_words(values["per"]),
    }
    if values["whole"]:
        return _("%(fact)s; %(each)s for each whole %(per)s.") % told
    return _("%(fact)s; %(each)s for each %(per)s.") % told


def _share(values: Values, rules: Rules) -> str:
    told = {"fact": fact_words(values, rules), "percent": value_words(values["percent"])}
    if values["fixed"]:
        return _("%(fact)s: fixed points.") % told
    return _("%(fact)s, of which %(percent)s %%.") % told


def _count(values: Values, rules: Rules) -> str:
    told = {"fact": fact_words(values, rules), "each": short(values["each"])}
    if values["each"] is not None:
        return _("%(fact)s; %(each)s for each.") % told
    return f"{told['fact']}."


def _recency(values: Values, rules: Rules) -> str:
    label = label_of(values["fact"], rules)
    if values.get("never"):
        return _("%(label)s: none so far.") % {"label": label}
    told = {"fact": fact_words(values, rules), "within": value_words(values.get("within"))}
    if values.get("within") is None:
        return _("%(fact)s: longer ago than any of the periods.") % told
    number = int(values["within"])
    unit = {
        "years": ngettext("%(fact)s: within %(within)s year.", "%(fact)s: within %(within)s years.", number),
        "calls": ngettext("%(fact)s: within %(within)s call.", "%(fact)s: within %(within)s calls.", number),
        "projects": ngettext(
            "%(fact)s: within %(within)s project.", "%(fact)s: within %(within)s projects.", number
        ),
    }[values["counted_in"]]
    return unit % told


def _property(values: Values, rules: Rules) -> str:
    told = fact_words(values, rules)
    return f"{told}." if values["listed"] else _("%(fact)s: every other value of the table.") % {"fact": told}


def _cohort(values: Values, rules: Rules) -> str:
    told = {"fact": fact_words(values, rules), "best": value_words(values["best"])}
    if values["highest"]:
        return _("%(fact)s; the highest of all is %(best)s.") % told
    return _("%(fact)s; the lowest of all is %(best)s.") % told


def _arrival(values: Values, rules: Rules) -> str:
    return _("Handed in as number %(position)s.") % {"position": values["position"]}


def _missing(values: Values, rules: Rules) -> str:
    return _("%(label)s: not known.") % {"label": label_of(values["fact"], rules)}


def _when_missing(values: Values, rules: Rules) -> str:
    if "fact" not in values:
        return _("Nobody marked it: %(points)s as the call says.") % {"points": short(values["points"])}
    told = {"label": label_of(values["fact"], rules), "points": short(values["points"])}
    return _("%(label)s: not known, so %(points)s as the call says.") % told


def _only_if(values: Values, rules: Rules) -> str:
    labels = ", ".join(label_of(code, rules) for code in values["facts"])
    return _("The condition for it is not met (%(facts)s).") % {"facts": labels}


def _gate(values: Values, rules: Rules) -> str:
    gate = next(one for one in rules.gates if one.code == values["gate"])
    told = {
        "gate": in_words(gate.say) or gate.code,
        "article": f" ({gate.article})" if gate.article else "",
        "facts": each_fact(values["facts"], rules),
    }
    if gate.conditional:
        return _("On condition: %(gate)s%(article)s; in hand: %(facts)s.") % told
    return _("Not met: %(gate)s%(article)s; in hand: %(facts)s.") % told


def _without_evidence(values: Values, rules: Rules) -> str:
    return _("%(label)s: stated without the paper that the call asks for.") % {
        "label": label_of(values["fact"], rules)
    }


def _below_threshold(values: Values, rules: Rules) -> str:
    told = {"points": short(values["points"]), "threshold": short(values["threshold"])}
    return _("%(points)s points, below the %(threshold)s that the call asks for.") % told


def _not_among_first(values: Values, rules: Rules) -> str:
    told = {"points": short(values["points"]), "line": short(values["line"]), "first": values["first"]}
    return _("%(points)s points; the first %(first)s go on, down to %(line)s.") % told


def _limit(words: str) -> Say:
    def say(values: Values, rules: Rules) -> str:
        told = {name: short(value) for name, value in values.items() if isinstance(value, Decimal)}
        return gettext(words) % told

    return say


def _quota_words(values: Values, rules: Rules) -> dict[str, str]:
    return {"quota": values.get("quota") or "", "source": values.get("source") or ""}


def _place(values: Values, rules: Rules) -> str:
    told = _quota_words(values, rules)
    words = [_("Within the places.")]
    if told["quota"]:
        words = [
            _("On a place left over from the quota %(quota)s.") % told
            if values.get("left_over")
            else _("Within the quota %(quota)s.") % told
        ]
    if told["source"]:
        words.append(_("Paid from %(source)s.") % told)
    return " ".join(words)


def _fixed(words: str) -> Say:
    return lambda values, rules: gettext(words)


SENTENCES: dict[str, Say] = {
    "base": _fixed(gettext_noop("The same for everybody.")),
    "flag": _flag,
    "choice": _choice,
    "bands": _bands,
    "linear": _linear,
    "share": _share,
    "count": _count,
    "recency": _recency,
    "property": _property,
    "cohort": _cohort,
    "arrival": _arrival,
    "missing": _missing,
    "when_missing": _when_missing,
    "only_if": _only_if,
    "unmarked": _fixed(gettext_noop("Not judged yet.")),
    "gate": _gate,
    "without_evidence": _without_evidence,
    "below_threshold": _below_threshold,
    "not_among_first": _not_among_first,
    "at_most": _limit(gettext_noop("Cut from %(before)s to the most that it can give, %(limit)s.")),
    "at_least": _limit(gettext_noop("Raised from %(before)s to the least that it can give, %(limit)s.")),
    "weighted": _limit(gettext_noop("%(before)s counts %(weight)s times.")),
    "rounded": _limit(gettext_noop("Rounded from %(before)s.")),
    "total_at_most": _limit(gettext_noop("The total was cut from %(before)s to the most of %(limit)s.")),
    "total_at_least": _limit(gettext_noop("The total was raised from %(before)s to the least of %(limit)s.")),
    "total_rounded": _limit(gettext_noop("The total was rounded from %(before)s.")),
    "place": _place,
    "money_used_up": _fixed(gettext_noop("A place without a grant: the money is used up.")),
    "settled": _fixed(gettext_noop("Holds a place already.")),
    "short_of_places": _fixed(gettext_noop("The places are used up.")),
    "short_of_quota": _fixed(gettext_noop("The places of the quota are used up.")),
    "short_of_money": _fixed(gettext_noop("The money is used up.")),
    "short_of_cost": _fixed(gettext_noop("What it costs is not known.")),
    "short_of_limit": _fixed(gettext_noop("A limit of the call is reached.")),
    "short_of_soft_limit": _fixed(
        gettext_noop("A limit of the call is reached; the chair may pass it with a reason.")
    ),
    "short_of_tie": _fixed(gettext_noop("Equals stand across the line of the places: the chair chooses.")),
    "waits_for_judging": _fixed(gettext_noop("Not judged by all yet.")),
    "waits_for_batch": _fixed(gettext_noop("It belongs to a later batch.")),
}
