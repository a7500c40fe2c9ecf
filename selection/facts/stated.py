"""Facts that people supply: what applicants stated and showed, and what the office entered, at a constant cost."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mobility.models import AnswerPaper, Application, Mobility
from selection.engine.facts import Fact, Held
from selection.engine.scalars import Value
from selection.enums import Looked
from selection.facts.frozen import value_from
from selection.facts.supply import Supplier, slot_of, supplier_of
from selection.models import CheckedFact

HANDED_IN = ("pk", "mobility_id", "version", "answers")
SUPPLIED_BY_PEOPLE = frozenset({Supplier.APPLICANT, Supplier.OFFICE})


@dataclass(frozen=True)
class Said:
    """What was said about one application: its answers, its papers by slot, what the office checked by code."""

    application: Application | None = None
    papers: Mapping[str, AnswerPaper] = field(default_factory=dict)
    checked: Mapping[str, CheckedFact] = field(default_factory=dict)

    def answer(self, fact: Fact) -> Any:
        """The applicant's answer as it is kept; None where there is none."""
        return self.application.answers.get(fact.code) if self.application else None

    def paper(self, fact: Fact) -> AnswerPaper | None:
        slot = slot_of(fact)
        return self.papers.get(slot) if slot else None

    def check(self, fact: Fact) -> CheckedFact | None:
        """What the office said, as long as it is about what is handed in now."""
        row = self.checked.get(fact.code)
        if row is None or supplier_of(fact) == Supplier.OFFICE:
            return row
        paper = self.paper(fact)
        return row if row.is_about(self.answer(fact), paper.file_id if paper else None) else None

    def waits(self, fact: Fact) -> bool:
        """Whether an answer that needs a paper was not looked at yet."""
        needs_paper = bool(slot_of(fact)) and self.answer(fact) not in (None, False)
        return supplier_of(fact) == Supplier.APPLICANT and needs_paper and self.check(fact) is None


def said_of(mobilities: Sequence[Mobility], facts: Iterable[Fact]) -> dict[int, Said]:
    """By mobility: what was said. At most three statements, none where people supply nothing."""
    suppliers = {supplier_of(fact) for fact in facts}
    if not suppliers & SUPPLIED_BY_PEOPLE:
        return {}
    keys = [mobility.pk for mobility in mobilities]
    applications: dict[int, Application] = {}
    papers: dict[int, dict[str, AnswerPaper]] = {}
    if Supplier.APPLICANT in suppliers:
        rows = Application.objects.filter(mobility__in=keys).exclude(submitted_at=None)
        applications = {row.mobility_id: row for row in rows.only(*HANDED_IN).order_by("version")}
        of_last = {row.pk: row.mobility_id for row in applications.values()}
        held = AnswerPaper.objects.filter(application__in=of_last, removed_at=None).select_related("file")
        for paper in held:
            papers.setdefault(of_last[paper.application_id], {})[paper.slot] = paper
    checked: dict[int, dict[str, CheckedFact]] = {}
    for row in CheckedFact.objects.filter(mobility__in=keys).select_related("looked_by"):
        checked.setdefault(row.mobility_id, {})[row.code] = row
    return {key: Said(applications.get(key), papers.get(key, {}), checked.get(key, {})) for key in keys}


def waiting_facts(mobility: Mobility, facts: Iterable[Fact]) -> list[Fact]:
    """The facts with an answer that needs its paper and was not looked at yet."""
    facts = list(facts)
    said = said_of([mobility], facts).get(mobility.pk, Said())
    return [fact for fact in facts if said.waits(fact)]


def stated(fact: Fact, said: Said, at: date) -> Held | None:
    """A fact that people supply, as the engine takes it; None where nobody said anything.

    A statement that no paper shows is held as not verified, and the rules say what becomes of it; where they name no
    paper, it is as if it had not been made.
    """
    check = said.check(fact)
    if supplier_of(fact) == Supplier.OFFICE:
        return _entered(fact, check, at) if check else None
    answer = said.answer(fact)
    if check is not None and check.looked == Looked.CORRECTED:
        return _corrected(fact, check, at)
    if answer is None:
        return None
    is_shown = check is not None and check.looked == Looked.ACCEPTED
    if is_shown or not slot_of(fact) or answer is False:
        return Held(value_from(fact.type, answer), fact.source, at, _record(said, fact))
    if not fact.evidence:
        return None
    return Held(value_from(fact.type, answer), fact.source, at, _record(said, fact), verified=False)


def _entered(fact: Fact, check: CheckedFact, at: date) -> Held:
    return Held(_value(fact, check), fact.source, check.on or at, f"office:{check.record}")


def _corrected(fact: Fact, check: CheckedFact, at: date) -> Held:
    return Held(_value(fact, check), fact.source, check.on or at, f"checked:{check.pk}")


def _value(fact: Fact, check: CheckedFact) -> Value:
    kept: Any = check.value
    return value_from(fact.type, kept)


def _record(said: Said, fact: Fact) -> str:
    paper = said.paper(fact)
    if paper is not None:
        return f"paper:{paper.public_id}"
    return f"application:{said.application.pk}" if said.application else ""
