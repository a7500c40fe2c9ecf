"""The rules of a call in words: for its public page and for those who write it."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import wording
from mobility.call_page import RuleWords
from selection.engine import conditions as asked
from selection.engine import keys as order
from selection.engine.facts import Fact
from selection.engine.kinds import Criterion, Group
from selection.engine.kinds.bands import Bands
from selection.engine.kinds.judged import Judged
from selection.engine.kinds.measured import Count, Linear, Share
from selection.engine.kinds.plain import Base, Choice, Flag, Property
from selection.engine.kinds.recency import Recency
from selection.engine.kinds.relative import Arrival, Cohort
from selection.engine.line import Band
from selection.engine.shape import Gate, Rules
from selection.reasons import label_of, name_of
from selection.words_of_facts import choice_words, text_of


def shown(value: Any, fact: Fact | None = None) -> str:
    """A value as people read it; of a fact, its choices by their words."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return wording.day_and_year(value)
    return wording.number(value) if isinstance(value, Decimal) else choice_words(str(value), fact)


def fact_of(rules: Rules, code: str) -> Fact | None:
    """The fact of this code."""
    return next((fact for fact in rules.facts if fact.code == code), None)


COMPARED: dict[str, Callable[[], str]] = {
    "is_": lambda: _("%(fact)s is %(value)s"),
    "at_least": lambda: _("%(fact)s is at least %(value)s"),
    "over": lambda: _("%(fact)s is over %(value)s"),
    "at_most": lambda: _("%(fact)s is at most %(value)s"),
    "under": lambda: _("%(fact)s is under %(value)s"),
}


def condition_in_words(node: asked.Condition, rules: Rules) -> str:
    """A condition as part of a sentence."""
    return BY_CONDITION[type(node)](node, rules)


def _criterion_is(node: asked.CriterionIs, rules: Rules) -> str:
    name = _("points for “%s”") % name_of(node.criterion, rules)
    return _joined(_compared(node, name), _("and"))


def _several(node: asked.SeveralWithSame, rules: Rules) -> str:
    words = _("at least %(count)s applicants share: %(fact)s")
    return words % {"count": node.at_least, "fact": label_of(node.several_with_same, rules)}


def _joined(parts: Iterable[str], word: str) -> str:
    return f" {word} ".join(parts)


def _compared(node: Any, name: str, fact: Fact | None = None) -> list[str]:
    return [
        words() % {"fact": name, "value": shown(getattr(node, way), fact)}
        for way, words in COMPARED.items()
        if getattr(node, way, None) is not None
    ]


def _fact_in_words(node: asked.FactIs, rules: Rules) -> str:
    name, fact = label_of(node.fact, rules), fact_of(rules, node.fact)
    parts = _compared(node, name, fact)
    if node.in_:
        listed = ", ".join(shown(value, fact) for value in node.in_)
        parts.append(_("%(fact)s is one of: %(values)s") % {"fact": name, "values": listed})
    if node.known is not None:
        parts.append((_("%s is known") if node.known else _("%s is not known")) % name)
    return _joined(parts, _("and")) or name


BY_CONDITION: dict[type, Callable[[Any, Rules], str]] = {
    asked.FactIs: _fact_in_words,
    asked.CriterionIs: _criterion_is,
    asked.SeveralWithSame: _several,
    asked.All: lambda node, rules: _joined([condition_in_words(part, rules) for part in node.all], _("and")),
    asked.AnyOf: lambda node, rules: _joined([condition_in_words(part, rules) for part in node.any], _("or")),
    asked.Not: lambda node, rules: _("it does not hold that %s") % condition_in_words(node.not_, rules),
}


def rule_in_words(criterion: Criterion, rules: Rules) -> RuleWords:
    """What a criterion gives, and for what."""
    found = BY_KIND[type(criterion)](criterion, rules)
    return RuleWords(
        " ".join(part for part in (found.sentence, *_limits(criterion, rules)) if part), found.lines
    )


def _limits(criterion: Criterion, rules: Rules) -> Iterable[str]:
    """What holds of every kind: only if, weight, cap, floor, a missing fact."""
    if criterion.only_if is not None:
        yield _("Counts only if: %s.") % condition_in_words(criterion.only_if, rules)
    if criterion.weight != 1:
        yield _("Weight %s.") % shown(criterion.weight)
    if criterion.at_most is not None:
        yield _("Never more than %s.") % shown(criterion.at_most)
    if criterion.at_least is not None:
        yield _("Never less than %s.") % shown(criterion.at_least)
    if criterion.when_missing is not None:
        yield _("Where nothing is known: %s.") % shown(criterion.when_missing)


def _judged(criterion: Judged, rules: Rules) -> RuleWords:
    if criterion.scale is not None:
        scale = criterion.scale
        words = _("A number from %(from)s to %(to)s in steps of %(step)s.")
        return RuleWords(
            words % {"from": shown(scale.from_), "to": shown(scale.to), "step": shown(scale.step)}
        )
    levels = sorted(criterion.levels, key=lambda level: level.points, reverse=True)
    return RuleWords(lines=[(shown(level.points), text_of(level.name)) for level in levels])


def _base(criterion: Base, rules: Rules) -> RuleWords:
    return RuleWords(lines=[(shown(criterion.points), _("everybody"))])


def _flag(criterion: Flag, rules: Rules) -> RuleWords:
    lines = [(shown(criterion.points), condition_in_words(criterion.if_, rules))]
    if criterion.otherwise:
        lines.append((shown(criterion.otherwise), _("otherwise")))
    return RuleWords(lines=lines)


def _choice(criterion: Choice, rules: Rules) -> RuleWords:
    lines: list[tuple[str, str]] = []
    fact, by = fact_of(rules, criterion.fact), fact_of(rules, criterion.by)
    for value, points in criterion.points.items():
        said = shown(value, fact)
        if isinstance(points, dict):
            lines += [(shown(given), f"{said}, {shown(inner, by)}") for inner, given in points.items()]
        else:
            lines.append((shown(points), said))
    if criterion.otherwise:
        lines.append((shown(criterion.otherwise), _("otherwise")))
    return RuleWords(_("By: %s.") % label_of(criterion.fact, rules), lines)


def _bands(criterion: Bands, rules: Rules) -> RuleWords:
    sentence = _("By: %s.") % label_of(criterion.fact, rules)
    if criterion.per != 1:
        sentence = _("By: %(fact)s, divided by %(per)s.") % {
            "fact": label_of(criterion.fact, rules),
            "per": shown(criterion.per),
        }
    lines = [(shown(band.points), _band(band)) for band in criterion.bands]
    if criterion.outside is not None:
        lines.append((shown(criterion.outside), _("otherwise")))
    return RuleWords(sentence, lines)


def _band(band: Band) -> str:
    parts = [
        words % shown(edge)
        for edge, words in (
            (band.from_, _("from %s")),
            (band.over, _("over %s")),
            (band.under, _("under %s")),
            (band.to, _("up to and including %s")),
        )
        if edge is not None
    ]
    return " ".join(parts) or _("everybody")


def _linear(criterion: Linear, rules: Rules) -> RuleWords:
    words = _("for each %(per)s of: %(fact)s")
    told = words % {"per": shown(criterion.per), "fact": label_of(criterion.fact, rules)}
    whole = _("Only complete units count.") if criterion.whole else ""
    return RuleWords(whole, [(shown(criterion.points), told)])


def _share(criterion: Share, rules: Rules) -> RuleWords:
    lines = []
    for piece in criterion.pieces:
        band = _band(Band(from_=piece.from_, under=piece.under, points=Decimal(0)))
        given = shown(piece.points) if piece.points is not None else f"{shown(piece.percent)} %"
        lines.append((given, band))
    if criterion.percent:
        lines.append((f"{shown(criterion.percent)} %", _("otherwise") if lines else _("of the score")))
    return RuleWords(_("By: %s.") % label_of(criterion.fact, rules), lines)


def _count(criterion: Count, rules: Rules) -> RuleWords:
    sentence = _("By: %s.") % label_of(criterion.fact, rules)
    if criterion.points is None:
        return RuleWords(sentence, [(shown(criterion.each), _("for each one"))])
    lines = [(shown(points), str(count)) for count, points in criterion.points.items()]
    return RuleWords(sentence, [*lines, (shown(criterion.beyond), _("otherwise"))])


def _recency(criterion: Recency, rules: Rules) -> RuleWords:
    lines = [
        (shown(window.points), _ago(criterion.counted_in, window.within)) for window in criterion.windows
    ]
    lines += [(shown(criterion.longer_ago), _("longer ago")), (shown(criterion.never), _("never so far"))]
    return RuleWords(_("By: %s.") % label_of(criterion.fact, rules), lines)


def _ago(counted_in: str, within: Decimal) -> str:
    count = int(within)
    if counted_in == "calls":
        words = ngettext("within the last call", "within the last %(count)s calls", count)
    elif counted_in == "projects":
        words = ngettext("within the last project", "within the last %(count)s projects", count)
    else:
        words = ngettext("less than %(count)s year ago", "less than %(count)s years ago", count)
    return words % {"count": shown(within)}


def _property(criterion: Property, rules: Rules) -> RuleWords:
    table = next((row for row in rules.tables if row.code == criterion.table), None)
    lines = [(shown(points), value) for value, points in table.values.items()] if table else []
    if table is not None and table.else_ is not None:
        lines.append((shown(table.else_), _("otherwise")))
    return RuleWords(_("By: %s.") % label_of(criterion.fact, rules), lines)


def _cohort(criterion: Cohort, rules: Rules) -> RuleWords:
    words = _("The highest value of “%s” has all the points, the others their proportion.")
    if criterion.best == "lowest":
        words = _("The lowest value of “%s” has all the points, the others their proportion.")
    return RuleWords(words % label_of(criterion.fact, rules), [(shown(criterion.points), _("the best"))])


def _arrival(criterion: Arrival, rules: Rules) -> RuleWords:
    words = _("The first to hand in has all the points, each later one %(step)s less, never below %(least)s.")
    told = words % {"step": shown(criterion.step), "least": shown(criterion.least)}
    return RuleWords(told, [(shown(criterion.points), _("the first"))])


def _group(criterion: Group, rules: Rules) -> RuleWords:
    lines: list[tuple[str, str]] = []
    for part in criterion.of:
        inner = rule_in_words(part, rules)
        name = text_of(part.name, part.code)
        lines += [(points, f"{name}: {words}") for points, words in inner.lines]
    taken = _("The best of the following counts.") if criterion.take == "best" else _("The following add up.")
    return RuleWords(taken, lines)


BY_KIND: dict[type, Callable[[Any, Rules], RuleWords]] = {
    Judged: _judged,
    Base: _base,
    Flag: _flag,
    Choice: _choice,
    Bands: _bands,
    Linear: _linear,
    Share: _share,
    Count: _count,
    Recency: _recency,
    Property: _property,
    Cohort: _cohort,
    Arrival: _arrival,
    Group: _group,
}


def gate_in_words(gate: Gate, rules: Rules) -> str:
    """A condition of taking part: as the call says it, else as the rule reads."""
    if gate.say is not None:
        return text_of(gate.say)
    words = condition_in_words(gate.must, rules)
    return words[:1].upper() + words[1:] + "."


def key_in_words(key: order.Key, rules: Rules) -> str:
    """A key of the order: as the call says it, else as the rule reads."""
    return text_of(key.say) if key.say is not None else BY_KEY[type(key)](key, rules)


def _by_fact(key: order.ByFact, rules: Rules) -> str:
    words = _("greatest or latest first: %s")
    if key.way == "ascending":
        words = _("smallest or earliest first: %s")
    return words % label_of(key.code, rules)


def _by_condition(key: order.ByCondition, rules: Rules) -> str:
    return _("those first of whom it holds: %s") % condition_in_words(key.if_, rules)


BY_KEY: dict[type, Callable[[Any, Rules], str]] = {
    order.ByTotal: lambda key, rules: (
        _("the highest total") if key.way == "descending" else _("the lowest total")
    ),
    order.ByCondition: _by_condition,
    order.ByCriterion: lambda key, rules: _("most points for “%s”") % name_of(key.code, rules),
    order.ByFact: _by_fact,
    order.ByStage: lambda key, rules: _("most points of stage “%s”") % key.code,
    order.BySpread: lambda key, rules: _("even spread over: %s") % label_of(key.fact, rules),
    order.ByDecision: lambda key, rules: _("the order that the committee records with reasons"),
    order.ByLot: lambda key, rules: _("a drawn lot, whose seed is recorded and printed"),
}
