"""What the state of serving means for each application, with the reason as data."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from selection.engine.applications import Because
from selection.engine.claims import Claim, Given, Outcome
from selection.engine.pools import Key
from selection.engine.serving import TIE, Serving, Way, in_turn


def placed(claim: Claim, way: Way, serving: Serving, most_days: Decimal | None) -> Given:
    """A place: with its money, or without where only the money is used up."""
    told: dict[str, Any] = {"wish": way.option.wish, "value": way.option.value, "quota": quota_of(way.pool)}
    told["source"] = way.source
    told["left_over"] = told["quota"] is not None and told["quota"] not in way.option.quotas
    told["marks"] = tuple(sorted(serving.marks.get(claim.code, ())))
    told["endless"] = not any(take.key in serving.pools.left for take in way.takes)
    return Given(
        Outcome.PLACE if way.grant else Outcome.ZERO_GRANT,
        Because("place" if way.grant else "money_used_up", told),
        source=way.source,
        quota=told["quota"],
        wish=way.option.wish,
        amount=claim.cost if way.grant else Decimal(0),
        days=_cut(claim.days, most_days),
    )


def reserve(claims: Sequence[Claim], serving: Serving, kept: str | None) -> Mapping[str, Given]:
    """Those who wait: their places on the reserve list; not selected where none is kept."""
    given: dict[str, Given] = {}
    before: dict[str | None, int] = defaultdict(int)
    for group in in_turn(claim for claim in claims if claim.code not in serving.held):
        lists = {claim.code: _list_of(claim, kept) for claim in group}
        for claim in group:
            number = before[lists[claim.code]] + 1 if kept else None
            given[claim.code] = _waits(claim, serving, lists[claim.code], number)
        for claim in group:
            before[lists[claim.code]] += 1
    return given


def quota_of(pool: Key) -> str | None:
    """The code of the quota, None for general places."""
    return pool[1] if pool[0] == "quota" else None


def _waits(claim: Claim, serving: Serving, quota: str | None, number: int | None) -> Given:
    why = serving.waiting[claim.code]
    marks = serving.marks.get(claim.code, set())
    kind = TIE if TIE in marks else why.kind
    told = {
        "pools": tuple(sorted(why.keys)),
        "marks": tuple(sorted(marks)),
        "quota": quota,
        "place": number,
    }
    outcome = Outcome.NOT_SELECTED if number is None else Outcome.RESERVE
    return Given(outcome, Because(f"short_of_{kind}", told), quota=quota, place_on_reserve=number)


def _list_of(claim: Claim, kept: str | None) -> str | None:
    """The reserve list by quota on which a claim stands: that of its first quota, in order of wishes."""
    if kept != "quota":
        return None
    return next((quota for option in claim.options for quota in option.quotas), None)


def _cut(days: Decimal | None, most: Decimal | None) -> Decimal | None:
    return min(days, most) if days is not None and most is not None else days
