"""The facts of one application as the coordinator looks at them: what was stated, its paper, what was said of it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from core.face import DocumentRow
from core.wording import day_and_year
from mobility.models import Mobility
from mobility.papers import paper_rows
from mobility.questions import Asking, Question
from selection.asked import question_of
from selection.engine.facts import Fact
from selection.enums import Looked
from selection.facts.stated import SUPPLIED_BY_PEOPLE, Said, said_of
from selection.facts.supply import Supplier, declared_facts, supplier_of
from selection.models import CheckedFact


@dataclass(frozen=True)
class FactRow:
    """One fact that people supply. `waits`: it has to be looked at before the application is passed on."""

    fact: Fact
    question: Question
    said: Said
    papers: tuple[DocumentRow, ...]

    @property
    def is_office(self) -> bool:
        return supplier_of(self.fact) == Supplier.OFFICE

    @property
    def check(self) -> CheckedFact | None:
        return self.said.check(self.fact)

    @property
    def waits(self) -> bool:
        return self.said.waits(self.fact)

    @property
    def answer(self) -> Any:
        return self.said.answer(self.fact)

    @property
    def claimed(self) -> str:
        """The applicant's answer in words."""
        return self.question.words(self.answer) if self.answer is not None else _("none")

    @property
    def counts(self) -> str:
        """What counts of it, in words; empty while nobody said."""
        check = self.check
        if check is None or check.looked == Looked.ACCEPTED:
            return ""
        if check.looked == Looked.NOT_PROVEN:
            return _("does not count")
        return self.question.words(check.value)

    @property
    def tone(self) -> str:
        if self.waits:
            return "late"
        return "soon" if self.is_office and self.check is None else "ok"

    @property
    def state(self) -> str:
        """How it stands, in words."""
        check = self.check
        if check is not None:
            return str(check.get_looked_display())
        if self.waits:
            return _("not looked at yet")
        return _("not entered: not known") if self.is_office else _("as stated")

    @property
    def who(self) -> str:
        """Who said it, when, and on which record."""
        check = self.check
        if check is None:
            return ""
        parts = [check.looked_by.get_full_name(), day_and_year(check.looked_at), check.record, check.reason]
        return " · ".join(part for part in parts if part)


@dataclass(frozen=True)
class FactSheet:
    """All facts that people supply for one application, and the version that they were stated in."""

    rows: tuple[FactRow, ...] = ()
    version: int = 0

    @property
    def waiting(self) -> int:
        """How many have to be looked at before the application is passed on."""
        return sum(row.waits for row in self.rows)

    @property
    def unknown(self) -> int:
        """How many the office did not enter; they count as not known."""
        return sum(row.is_office and row.check is None for row in self.rows)


def sheet_of(mobility: Mobility) -> FactSheet:
    """The facts that people supply; empty where the call has none. At most three statements."""
    facts = [fact for fact in declared_facts(mobility.call) if supplier_of(fact) in SUPPLIED_BY_PEOPLE]
    said = said_of([mobility], facts).get(mobility.pk, Said())
    rows = tuple(_row(mobility, fact, said) for fact in facts)
    return FactSheet(rows, said.application.version if said.application else 0)


def _row(mobility: Mobility, fact: Fact, said: Said) -> FactRow:
    question, paper = question_of(fact), said.paper(fact)
    held = {question.paper: paper} if paper else {}
    slots = Asking((question,)).slots.values()
    return FactRow(fact, question, said, paper_rows(mobility, held, slots))
