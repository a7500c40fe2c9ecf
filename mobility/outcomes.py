"""What came of a stay, for papers of other apps: told by the app that keeps the report, which registers itself here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from mobility.models import Mobility


@dataclass(frozen=True)
class Goal:
    """A goal that was agreed, how far it was reached in words, and what the participant says of it."""

    text: str
    outcome: str = ""
    comment: str = ""


@dataclass(frozen=True)
class Change:
    """A new practice or an improved process: what, how far it is in words, until when."""

    what: str
    status: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class Outcomes:
    """The accepted report in short, in the reader's language."""

    goals: tuple[Goal, ...] = ()
    knowledge: str = ""
    effects_on_work: str = ""
    changes: tuple[Change, ...] = ()
    # Hours taught in a stay that combines teaching and training, None in one for training alone.
    teaching_hours: int | None = None


Teller = Callable[[Mobility], Outcomes | None]
_TELLERS: list[Teller] = []
NOTHING = Outcomes()


def tells_outcomes(teller: Teller) -> Teller:
    """Register who knows what came of a stay; None where nothing was reported."""
    if teller not in _TELLERS:
        _TELLERS.append(teller)
    return teller


def outcomes_of(mobility: Mobility) -> Outcomes:
    """What came of the stay; nothing where nobody knows."""
    told = (teller(mobility) for teller in _TELLERS)
    return next((found for found in told if found is not None), NOTHING)
