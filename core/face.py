"""What a page hands to the components of the face.

Each class is the contract of one component in ``templates/components/``. A view (or the query behind it)
builds these from its own objects; the templates ask no further questions. Texts arrive translated, dates as
dates.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

Tone = Literal["", "lead", "soon", "late"]
"""The colour a word may carry: none, lead (the way), soon (near its date), late (past it, or wrong)."""


@dataclass(frozen=True, slots=True)
class Station:
    """One of the eight stations of the way; exactly one of a way is ``here``."""

    label: str
    state: Literal["done", "here", "ahead"]
    when: str = ""
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class DutyRow:
    """Something owed by someone until a date. ``label`` begins with the verb; ``why`` names the article."""

    label: str
    whose: Literal["yours", "others", "done"]
    url: str = ""
    due_on: date | None = None
    note: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the timeline."""

    text: str
    at: date | datetime
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A label over a value; an empty value is said as "not given". ``broad`` takes the whole row."""

    label: str
    value: str | None
    note: str = ""
    broad: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """One line of a sum of money in euro."""

    label: str
    amount: Decimal
    note: str = ""
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Tab:
    """A view of a list with its stored count."""

    label: str
    url: str
    count: int | None = None
    current: bool = False
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Pill:
    """A condition in force; ``remove_url`` is the same list without it."""

    label: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """An issued or received document. ``size`` in bytes; ``superseded`` rows stay readable but step back."""

    title: str
    url: str
    kind: str = ""
    language: str = ""
    version: int | None = None
    size: int | None = None
    issued_on: date | None = None
    state: str = ""
    superseded: bool = False


@dataclass(frozen=True, slots=True)
class FormSection:
    """One section of a long form in the side list."""

    label: str
    url: str
    state: Literal["", "done", "wrong"] = ""
    note: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a criterion with the sentence that anchors it."""

    points: Decimal | int
    text: str
    value: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion that a person judges: levels to choose from, and words that justify the choice.

    With no ``levels`` the points are typed in, from ``least`` to ``most`` in steps of ``step``. The ``remark`` is a
    second, optional text for other readers than the comment's.
    """

    name: str
    label: str
    most: Decimal | int
    levels: Sequence[Level] = ()
    chosen: str = ""
    hint: str = ""
    comment_name: str = ""
    comment: str = ""
    comment_label: str = ""
    comment_required: bool = False
    remark_name: str = ""
    remark: str = ""
    remark_label: str = ""
    least: Decimal | int = 0
    step: str = "1"
    error: str = ""


@dataclass(frozen=True, slots=True)
class Computed:
    """Points that the rules gave, with the record they rest on and the article that gave them."""

    label: str
    points: Decimal | int
    reason: str


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a lookup: what is stored, what is shown, and what tells two namesakes apart."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A live check of what was typed; the same shape as in the JSON answer to an autosave."""

    level: Literal["ok", "soon", "late"]
    text: str
    field: str = ""
