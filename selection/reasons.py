"""The reasons of the engine in words: one sentence for each kind of `Because`, in the active language."""

from collections.abc import Callable, Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext, gettext_lazy, gettext_noop, ngettext
from django.utils.translation import gettext as _

from core import wording
from selection.engine.applications import Because, Points
from selection.engine.facts import Held
from selection.engine.shape import Rules
from selection.outcome_words import reason_in_words
from selection.words_of_facts import text_of, value_and_unit, value_words

SHOWN = Decimal("0.01")
OF_OFFICE = "office"
"""What the record of a fact begins with that the office took out of a register of its own."""
Values = Mapping[str, Any]
Say = Callable[[Values, Rules], str]


def points_in_words(points: Points, rules: Rules) -> str:
    """Why a criterion gave its points: the rule with the fact and its record, then caps, weight and rounding."""
    said = [sentence(points.because, rules)]
    if points.because.kind == "group":
        said = [f"{name_of(part.code, rules)}: {short(part.points)}." for part in points.parts] + said
    said += [sentence(note, rules) for note in points.notes]
    return " ".join(filter(None, said))


def sentence(because: Because, rules: Rules) -> str:
    """One reason in a sentence; empty where the points speak for themselves."""
    say = SENTENCES.get(because.kind)
    said = say(because.values, rules) if say else reason_in_words(because)
    origin = origin_words(because.held)
    return f"{said.removesuffix('.')} ({origin})." if said and origin else said


def origin_words(held: Held | None) -> str:
    """From where a fact is known, on which record people can look it up, and of which day it is."""
    if held is None:
        return ""
    source = SOURCES.get(held.source)
    known = [str(source)] if source else []
    kind, _colon, record = held.record.partition(":")
    if kind == "mobility":
        known.append(_("mobility %(number)s") % {"number": record})
    elif kind == OF_OFFICE:
        known.append(_("record: %(record)s") % {"record": record})
    if held.on is not None:
        known.append(_("as of %(day)s") % {"day": wording.day_and_year(held.on)})
    return ", ".join(known)


def short(points: Decimal | None) -> str:
    """Points as people read them: at most two decimals."""
    return "–" if points is None else wording.points(points.quantize(SHOWN, ROUND_HALF_UP))


def label_of(code: str, rules: Rules) -> str:
    """What a fact is called."""
    return next((text_of(fact.label) for fact in rules.facts if fact.code == code), "") or code


def name_of(code: str, rules: Rules) -> str:
    """What a criterion is called; those inside a group too."""
    waiting = list(rules.criteria)
    for one in waiting:
        if one.code == code:
            return text_of(one.name, code)
        waiting += getattr(one, "of", ())
    return code


def said(code: str, value: Any, rules: Rules) -> str:
    """A value of a fact in words."""
    return value_and_unit(value, next((fact for fact in rules.facts if fact.code == code), None))


def fact_words(values: Values, rules: Rules) -> str:
    """The fact with its value: `staff group: teaching staff`."""
    return f"{label_of(values['fact'], rules)}: {said(values['fact'], values.get('value'), rules)}"


def each_fact(facts: Iterable[tuple[str, Any]], rules: Rules) -> str:
    """Several facts with their values."""
    return "; ".join(f"{label_of(code, rules)}: {said(code, value, rules)}" for code, value in facts)


def _flag(values: Values, rules: Rules) -> str:
    told = each_fact(values["facts"], rules)
    words = _("%(facts)s: the condition is met.")
    if not values["met"]:
        words = _("%(facts)s: the condition is not met.")
    return words % {"facts": told}


def _choice(values: Values, rules: Rules) -> str:
    told = fact_words(values, rules)
    if values.get("by"):
        told += f"; {label_of(values['by'], rules)}: {said(values['by'], values['by_value'], rules)}"
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
        "per": said(values["fact"], values["per"], rules),
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


def _judged(values: Values, rules: Rules) -> str:
    marks = values["marks"]
    told = {"marks": "; ".join(short(mark) for mark in marks), "way": TOGETHER[values["taken"]]}
    return _("%(way)s of the marks %(marks)s.") % told if len(marks) > 1 else _("Mark %(marks)s.") % told


def _arrival(values: Values, rules: Rules) -> str:
    return _("Handed in as number %(position)s.") % {"position": values["position"]}


def _missing(values: Values, rules: Rules) -> str:
    if not values["fact"]:
        return _("It is not known when the application was handed in.")
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
        "gate": text_of(gate.say, gate.code),
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


SOURCES = {
    "document": gettext_lazy("by a document"),
    "register": gettext_lazy("from the personnel register"),
    "history": gettext_lazy("from earlier mobilities"),
    "penalties": gettext_lazy("from the record of withdrawals"),
    "statistics": gettext_lazy("from the records of the university"),
    "system": gettext_lazy("from the time of receipt"),
    "claim": gettext_lazy("as stated by the applicant"),
}
TOGETHER = {
    "mean": gettext_lazy("Mean"),
    "median": gettext_lazy("Median"),
    "sum": gettext_lazy("Sum"),
    "drop_extremes": gettext_lazy("Mean without the highest and the lowest"),
    "lowest": gettext_lazy("The lowest"),
    "highest": gettext_lazy("The highest"),
}


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
    "judged": _judged,
    "agreed": _fixed(gettext_noop("The mark on which the meeting agreed.")),
    "group": lambda values, rules: (
        _("The best of these counts.") if values["take"] == "best" else _("These add up.")
    ),
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
}
