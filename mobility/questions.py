"""What a call asks of its applicants, beyond the application that is the same for all.

The apps above say what is asked (`@asks`); the application asks it, keeps the answers with each version, and the papers
behind them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from mobility import teaching
from mobility.models import Application, Call
from mobility.sections import Section

Answer = bool | str | None
"""An answer as it is kept: yes and no as such, numbers and days as text, None where the person has none."""


@dataclass(frozen=True)
class Question:
    """One question, in the reader's language. `type`: flag, number, date, choice or text.

    `paper`: the place for the paper behind the answer, empty where none is asked for; questions that one paper shows
    share it, and `paper_label` says what it is. `must_prove`: without the paper the application is not considered.
    """

    code: str
    type: str
    label: str
    words: Callable[[Any], str]
    article: str = ""
    unit: str = ""
    whole: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    paper: str = ""
    paper_label: str = ""
    must_prove: bool = False

    @property
    def field(self) -> str:
        """The field of the form."""
        return f"answer_{self.code}"

    def asks_paper(self, answer: Answer) -> bool:
        """Whether this answer needs its paper: a no and a none do not."""
        return bool(self.paper) and answer not in (None, False)


@dataclass(frozen=True)
class CallPaper:
    """A paper that the call asks of everybody, whatever they answer; a required one must be there at submission."""

    slot: str
    label: str
    is_required: bool = False


@dataclass(frozen=True)
class Slot:
    """A place for one paper: the questions that it answers, and what the call asks of everybody there."""

    code: str
    questions: tuple[Question, ...] = ()
    paper: CallPaper | None = None

    @property
    def field(self) -> str:
        """The field of the form."""
        return f"paper_{self.code}"

    @property
    def title(self) -> str:
        """What the paper is by the call, else what it shows."""
        return self.paper.label if self.paper else "; ".join(question.label for question in self.questions)

    @property
    def is_required(self) -> bool:
        return self.paper is not None and self.paper.is_required


@dataclass(frozen=True)
class Asking:
    """All that a call asks: its questions in order, and the papers that everybody hands in."""

    questions: tuple[Question, ...] = ()
    papers: tuple[CallPaper, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.questions or self.papers)

    @cached_property
    def slots(self) -> dict[str, Slot]:
        """The places for papers: those behind answers first, then the others that the call asks for."""
        answering: dict[str, list[Question]] = {}
        for question in self.questions:
            if question.paper:
                answering.setdefault(question.paper, []).append(question)
        asked = {paper.slot: paper for paper in self.papers}
        return {
            code: Slot(code, tuple(answering.get(code, ())), asked.get(code))
            for code in dict.fromkeys([*answering, *asked])
        }


Asks = Callable[[Call], Asking]
ASKS: list[Asks] = []


def asks(function: Asks) -> Asks:
    """Register what calls ask."""
    ASKS.append(function)
    return function


def asking_of(call: Call) -> Asking:
    """Everything that the call asks, in its order and in the reader's language."""
    told = [function(call) for function in ASKS]
    return Asking(
        tuple(question for one in told for question in one.questions),
        tuple(paper for one in told for paper in one.papers),
    )


def sections_of(call: Call) -> list[Section]:
    """The sections of an application to the call: with what it asks, and with teaching, only where there is any."""
    left_out = set()
    if not asking_of(call):
        left_out.add(Section.ASKED)
    if not teaching.is_offered(call):
        left_out.add(Section.TEACHING)
    return [section for section in Section if section not in left_out]


def is_answered(application: Application, question: Question) -> bool:
    """Whether the person said something, be it that they have none."""
    return question.code in application.answers
