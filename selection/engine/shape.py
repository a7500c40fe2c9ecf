"""The rules of a call, from facts to what follows the decision."""

from decimal import Decimal

from selection.engine.conditions import CONDITION, Condition
from selection.engine.facts import FACT, Fact, Table
from selection.engine.forms import Form, Place, Raw, key, list_of, record, record_of
from selection.engine.keys import ORDER, Key
from selection.engine.kinds import CRITERIA, Criterion
from selection.engine.kinds.base import ROUND, Round
from selection.engine.places import After, Allocation
from selection.engine.scalars import CODE, FLAG, NUMBER, TEXT, WHOLE, WORDS, Words, one_of

CODES = list_of(CODE)
ALL: tuple[str, ...] = ()


def _read_of(raw: Raw, place: Place) -> tuple[str, ...]:
    return ALL if raw == "all" else CODES.read(raw, place)


def _write_of(codes: tuple[str, ...]) -> Raw:
    return list(codes) or "all"


OF: Form[tuple[str, ...]] = Form(_read_of, _write_of)


@record
class Gate:
    """Who may take part. `applies`: of whom it is asked. `else`: what follows when it does not hold.

    `correct_within`: days in which it may be put right (6 working days to complete documents: Zagreb, O16).
    `conditional`: admitted on the condition that it is fulfilled.
    """

    code: str = key(CODE)
    must: Condition = key(CONDITION)
    applies: Condition | None = key(CONDITION, default=None)
    else_: str = key(one_of("not_eligible", "not_considered", "earns_nothing"), always=True)
    correct_within: int | None = key(WHOLE, default=None)
    conditional: bool = key(FLAG, default=False)
    article: str = key(TEXT, default="")
    say: Words | None = key(WORDS, default=None)


@record
class Stage:
    """Some criteria together. Below the threshold, or not among the first so many, one does not go on."""

    code: str = key(CODE)
    of: tuple[str, ...] = key(CODES)
    threshold: Decimal | None = key(NUMBER, default=None)
    first: int | None = key(WHOLE, default=None)
    say: Words | None = key(WORDS, default=None)
    article: str = key(TEXT, default="")


@record
class Total:
    """The sum of weighted points; negatives count. A cap that changes it is told. `printed`: what the call promises."""

    of: tuple[str, ...] = key(OF, default=ALL)
    stages: tuple[Stage, ...] = key(list_of(record_of(Stage)), default=())
    at_most: Decimal | None = key(NUMBER, default=None)
    at_least: Decimal | None = key(NUMBER, default=None)
    round: Round | None = key(ROUND, default=None)
    printed: Decimal | None = key(NUMBER, default=None)


@record
class Scope:
    """A ranking of its own for every value of these facts."""

    scope: tuple[str, ...] = key(list_of(FACT))


FACTS = list_of(record_of(Fact))
TABLES = list_of(record_of(Table))
WHOLE_TOTAL = Total()


@record
class Rules:
    """How a call is decided."""

    facts: tuple[Fact, ...] = key(FACTS, default=())
    tables: tuple[Table, ...] = key(TABLES, default=())
    gates: tuple[Gate, ...] = key(list_of(record_of(Gate)), default=())
    criteria: tuple[Criterion, ...] = key(CRITERIA, default=())
    total: Total = key(record_of(Total), default=WHOLE_TOTAL)
    order: tuple[Key, ...] = key(ORDER, default=())
    ranking: Scope | None = key(record_of(Scope), default=None)
    allocation: Allocation | None = key(record_of(Allocation), default=None)
    after: After | None = key(record_of(After), default=None)
