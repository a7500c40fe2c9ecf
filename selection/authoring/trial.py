"""Sample applicants on whom a call is tried: values at which its rules differ, and what each rule gives them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from selection.engine.applications import Application, Scored
from selection.engine.facts import Fact, Held, value_of
from selection.engine.kinds import Criterion, Group
from selection.engine.kinds.bands import Bands
from selection.engine.kinds.judged import Judged
from selection.engine.kinds.measured import Count
from selection.engine.kinds.plain import Choice, Property
from selection.engine.order import Ranking, rank
from selection.engine.score import score
from selection.engine.shape import Rules

APPLICANTS = ("A", "B", "C", "D")
ASSESSOR = "committee"
SEED = "trial"
NUMBERS = ("0", "12", "36", "120")
TRUE_WORDS = frozenset({"1", "yes", "true", "da", "on"})
FALSE_WORDS = frozenset({"0", "no", "false", "ne", "off"})
YEARS_AGO = (0.5, 2, 4, None)


@dataclass
class Trial:
    """What was tried: the typed values, what is wrong with them, the points, the order."""

    values: dict[str, dict[str, str]]
    wrong: dict[tuple[str, str], str] = field(default_factory=dict)
    scored: dict[str, Scored] = field(default_factory=dict)
    ranking: Ranking | None = None
    failure: str = ""


def asked_facts(rules: Rules) -> list[Fact]:
    """The facts that somebody or something states; those looked up in a table follow from them."""
    return [fact for fact in rules.facts if fact.table is None]


def judged(rules: Rules) -> list[Judged]:
    """The criteria that people judge, those within groups among them."""
    return [row for row in _every(rules.criteria) if isinstance(row, Judged)]


def _every(criteria: tuple[Criterion, ...]) -> Iterator[Criterion]:
    for row in criteria:
        yield row
        if isinstance(row, Group):
            yield from _every(row.of)


def samples(rules: Rules, at: date) -> dict[str, dict[str, str]]:
    """For each applicant a value of every fact and a mark of every judged criterion, told apart where rules do so."""
    found: dict[str, dict[str, str]] = {name: {} for name in APPLICANTS}
    rows = [(fact.code, candidates(fact, rules, at)) for fact in asked_facts(rules)]
    rows += [(row.code, _marks(row)) for row in judged(rules)]
    for shift, (code, values) in enumerate(rows):
        for number, name in enumerate(APPLICANTS):
            found[name][code] = values[(number + shift) % len(values)] if values else ""
    return found


def candidates(fact: Fact, rules: Rules, at: date) -> list[str]:
    """Values of a fact at which the rules differ."""
    if fact.type == "flag":
        return [_("yes"), _("no")]
    if fact.type == "date":
        return [_before(at, years) for years in YEARS_AGO]
    told = list(dict.fromkeys(_told(fact, rules)))
    if fact.type == "number":
        return [*told, *NUMBERS][: max(len(told), len(APPLICANTS))]
    return list(fact.choices) or told or ["", "x"]


def _before(at: date, years: float | None) -> str:
    return "" if years is None else (at - timedelta(days=round(365.25 * years))).isoformat()


def _told(fact: Fact, rules: Rules) -> Iterator[str]:
    """Values of this fact that rules name: edges, tables, choices."""
    for row in _every(rules.criteria):
        if getattr(row, "fact", "") != fact.code:
            continue
        match row:
            case Bands(bands=bands, per=per):
                edges = [band.from_ if band.from_ is not None else band.over for band in bands]
                yield from (format(edge * per, "f") for edge in edges if isinstance(edge, Decimal))
            case Count(points=table) if table is not None:
                yield from (str(count) for count in table)
            case Choice(points=table):
                yield from table
            case Property(table=code):
                tables = (one for one in rules.tables if one.code == code)
                yield from (value for one in tables for value in one.values)


def _marks(row: Judged) -> list[str]:
    if row.scale is not None:
        middle = (row.scale.from_ + row.scale.to) / 2
        return [format(row.scale.to, "f"), format(middle, "f"), format(row.scale.from_, "f")]
    levels = sorted((level.points for level in row.levels), reverse=True)
    return [format(points, "f") for points in levels]


def tried(rules: Rules, values: Mapping[str, Mapping[str, str]], deadline: datetime) -> Trial:
    """Points and order of the applicants with these values; a value that is none is told and counts as missing."""
    trial = Trial({name: dict(row) for name, row in values.items()})
    applications = [_application(name, rules, trial, deadline) for name in values]
    try:
        scored = score(rules, applications, at=deadline.date())
        trial.ranking = rank(rules, scored, seed=SEED, decided=list(values))
    except (TypeError, ValueError) as failure:
        trial.failure = str(failure)
        return trial
    trial.scored = {one.code: one for one in scored}
    return trial


def _application(name: str, rules: Rules, trial: Trial, deadline: datetime) -> Application:
    row = trial.values[name]
    facts: dict[str, Held] = {}
    for fact in asked_facts(rules):
        text = row.get(fact.code, "").strip()
        if text:
            value = _value(fact, text)
            if value is None:
                trial.wrong[name, fact.code] = text
            else:
                facts[fact.code] = Held(value, fact.source)
    marks = {criterion.code: {ASSESSOR: _mark(name, criterion, trial)} for criterion in judged(rules)}
    hours = list(trial.values).index(name)
    handed_in = datetime.combine(deadline.date(), time(8)) - timedelta(days=9 - hours)
    return Application(name, facts, handed_in, marks)


def _mark(name: str, criterion: Judged, trial: Trial) -> Decimal | None:
    text = trial.values[name].get(criterion.code, "").strip()
    if not text:
        return None
    try:
        mark = value_of("number", text.replace(",", "."))
    except ValueError:
        trial.wrong[name, criterion.code] = text
        return None
    return mark if isinstance(mark, Decimal) else None


def _value(fact: Fact, text: str) -> Any:
    """The typed value in the type of its fact; None where it is none."""
    if fact.type == "flag":
        word = text.lower()
        return True if word in TRUE_WORDS else False if word in FALSE_WORDS else None
    try:
        return value_of(fact.type, text.replace(",", ".") if fact.type == "number" else text)
    except ValueError:
        return None
