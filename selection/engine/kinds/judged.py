"""The kind that people judge."""

from decimal import Decimal

from selection.engine.forms import key, list_of, record, record_of
from selection.engine.kinds.base import Criterion
from selection.engine.scalars import FLAG, NUMBER, WORDS, Words, one_of

MARKS = ("mean", "median", "sum", "drop_extremes", "agreed", "lowest", "highest")


@record
class Level:
    """An anchored level: its points and the words that anchor it."""

    points: Decimal = key(NUMBER)
    name: Words = key(WORDS)


@record
class Scale:
    """A number in a range, in steps."""

    from_: Decimal = key(NUMBER)
    to: Decimal = key(NUMBER)
    step: Decimal = key(NUMBER)


@record
class Judged(Criterion):
    """Marks of the committee (relevance to the job at most 60: Slovak University of Technology, O25).

    Anchored levels or a scale; how several marks become one; whether each needs a sentence. `examined`: an interview or
    an examination. `agreed`: only the mark of the meeting counts.
    """

    levels: tuple[Level, ...] = key(list_of(record_of(Level)), default=())
    scale: Scale | None = key(record_of(Scale), default=None)
    marks: str = key(one_of(*MARKS), default="mean")
    sentence: str = key(one_of("required", "optional"), default="required")
    examined: bool = key(FLAG, default=False)
