"""The keys by which applications are ordered. The first that differs decides; “total points” is only one of them."""

from typing import ClassVar

from selection.engine.conditions import CONDITION, Condition
from selection.engine.facts import FACT
from selection.engine.forms import Form, key, list_of, one_of_kinds, record
from selection.engine.scalars import CODE, TEXT, WORDS, Words, one_of

WAY = one_of("ascending", "descending")


@record
class Key:
    """What every key has in common: which it is, its words, the article behind it."""

    ends: ClassVar[bool] = False

    by: str = key(CODE)
    say: Words | None = key(WORDS, default=None)
    article: str = key(TEXT, default="")


@record
class ByTotal(Key):
    """Total points, the most first."""

    way: str = key(WAY, default="descending")


@record
class ByCondition(Key):
    """Those of whom it is true first: a tier above points (mandatory prioritisation: Hacettepe, O2)."""

    if_: Condition = key(CONDITION)


@record
class ByCriterion(Key):
    """Points of one criterion, the most first."""

    code: str = key(CODE)
    way: str = key(WAY, default="descending")


@record
class ByFact(Key):
    """A fact: numbers by size, days by date, choices in their declared order, set flags above others. Missing last."""

    code: str = key(FACT)
    way: str = key(WAY)


@record
class ByStage(Key):
    """Points of one stage, the most first."""

    code: str = key(CODE)
    way: str = key(WAY, default="descending")


@record
class BySpread(Key):
    """Those first whose value of the fact is least taken so far (even spread of disciplines: Novi Sad, O21)."""

    fact: str = key(FACT)


@record
class ByDecision(Key):
    """The order that the committee recorded."""

    ends: ClassVar[bool] = True


@record
class ByLot(Key):
    """A drawn lot (certificates, then lots: IES Indalecio Pérez Tizón, O32); its seed is recorded and printed."""

    ends: ClassVar[bool] = True


KEYS: dict[str, type[Key]] = {
    "total": ByTotal,
    "condition": ByCondition,
    "criterion": ByCriterion,
    "fact": ByFact,
    "stage": ByStage,
    "spread": BySpread,
    "decision": ByDecision,
    "lot": ByLot,
}
ORDER: Form[tuple[Key, ...]] = list_of(one_of_kinds("by", KEYS))
