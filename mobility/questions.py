"""What a call asks its applicants, beyond the application that is the same for all.

The apps above say what is asked (`@asks`); the application asks it, keeps the answers with each version, and the papers
behind them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

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

    @property
    def paper_field(self) -> str:
        return f"paper_{self.paper}" if self.paper else ""

    def asks_paper(self, answer: Answer) -> bool:
        """Whether this answer needs its paper: a no and a none do not."""
        return bool(self.paper) and answer not in (None, False)


Asks = Callable[[Call], Iterable[Question]]
ASKS: list[Asks] = []


def asks(function: Asks) -> Asks:
    """Register what calls ask."""
    ASKS.append(function)
    return function


def questions_of(call: Call) -> tuple[Question, ...]:
    """Everything that the call asks, in its order and in the reader's language."""
    return tuple(question for function in ASKS for question in function(call))


def sections_of(call: Call) -> list[Section]:
    """The sections of an application to the call; the one of questions only where there are any."""
    return [section for section in Section if section != Section.ASKED or questions_of(call)]


def slots_of(questions: Iterable[Question]) -> dict[str, list[Question]]:
    """The places for papers, each with the questions that its paper answers."""
    found: dict[str, list[Question]] = {}
    for question in questions:
        if question.paper:
            found.setdefault(question.paper, []).append(question)
    return found


def is_answered(application: Application, question: Question) -> bool:
    """Whether the person said something, be it that they have none."""
    return question.code in application.answers
