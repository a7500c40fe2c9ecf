"""How a university gives its places and money to its faculties (two levels: ELTE, O63; Novi Sad, O21).

One mechanism for every way: each place that a faculty may get is a claim with its turn, and the allocation of calls
serves the claims (selection.engine.distribution). What a faculty is promised at the least is a quota of its own; where
the faculty has too few applications, the rest of it goes to the others. Equals at the line are left to people, or
drawn by lot.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from fractions import Fraction

from selection.engine.claims import PLACED, Claim, Option, Ties, Turn
from selection.engine.distribution import Allocation, Terms, serve
from selection.engine.exact import ONE, ZERO

CENT = Decimal("0.01")
SHORT_OF_TIE = "short_of_tie"


class Way(StrEnum):
    """By what the places are lined up.

    `fixed`: by shares that the university sets, whatever is asked for. `equal`: as many for each as can be, the rest
    where most is lacking. `number`: by how many applications are eligible. `points`: one order of all applications by
    their points. `rank`: the first of each faculty, then the second of each. All but the first give nobody more than
    their ranking has applications.
    """

    FIXED = "fixed"
    EQUAL = "equal"
    NUMBER = "number"
    POINTS = "points"
    RANK = "rank"


COMMON_ORDER = frozenset({Way.POINTS, Way.RANK})


@dataclass(frozen=True, slots=True)
class Ranked:
    """One application of a ranking that was handed in. `cost`: None where it is not known."""

    rank: int
    total: Decimal | None = None
    cost: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Faculty:
    """What a faculty asks for. `least`: places promised; `share`: its part under fixed shares, in any unit."""

    code: str
    eligible: int
    ranking: tuple[Ranked, ...]
    least: int = 0
    share: Decimal = ONE

    @property
    def need(self) -> int:
        """How many places it can fill."""
        return len(self.ranking)


@dataclass(frozen=True, slots=True)
class Whole:
    """What there is to give, and by which way. `seed`: of the lots among equals; empty: people decide."""

    places: int
    way: Way
    budget: Decimal | None = None
    seed: str = ""


@dataclass(frozen=True, slots=True)
class Portion:
    """What a faculty gets. `budget`: None where the university gives no money."""

    places: int
    budget: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Division:
    """The portions by faculty, what is left over, and who stands equal where the places end."""

    portions: Mapping[str, Portion]
    places_left: int
    budget_left: Decimal | None
    equals: frozenset[str]


def divide(whole: Whole, faculties: Sequence[Faculty]) -> Division:
    """What every faculty gets. The sequence of the faculties changes nothing; never more than there is.

    Money follows the places, to the cent downwards; in a common order of applications whose costs are all known it is
    what those served cost, and the line falls where it ends.
    """
    by_cost = _counts_costs(whole, faculties)
    owner: dict[str, str] = {}
    claims: list[Claim] = []
    for faculty in faculties:
        own = list(_claims(whole, faculty, len(faculties), by_cost=by_cost))
        owner |= {claim.code: faculty.code for claim in own}
        claims += own
    allocation = serve(_terms(whole, faculties, by_cost=by_cost), claims)
    portions = _portions(whole, faculties, allocation, {claim.code: claim for claim in claims}, owner)
    budgets = [one.budget for one in portions.values() if one.budget is not None]
    return Division(
        portions=portions,
        places_left=whole.places - sum(one.places for one in portions.values()),
        budget_left=None if whole.budget is None else whole.budget - sum(budgets, ZERO),
        equals=frozenset(
            owner[code] for code, one in allocation.given.items() if one.because.kind == SHORT_OF_TIE
        ),
    )


def _counts_costs(whole: Whole, faculties: Sequence[Faculty]) -> bool:
    known = all(one.cost is not None for faculty in faculties for one in faculty.ranking)
    return whole.budget is not None and whole.way in COMMON_ORDER and known


def _terms(whole: Whole, faculties: Sequence[Faculty], *, by_cost: bool) -> Terms:
    quotas = {one.code: one.least for one in faculties if one.least}
    return Terms(
        places=whole.places,
        budget=whole.budget if by_cost else None,
        quotas=quotas,
        spill=dict.fromkeys(quotas),
        ties=Ties.LOT if whole.seed else Ties.LEAVE_OUT,
        seed=whole.seed,
    )


def _claims(whole: Whole, faculty: Faculty, among: int, *, by_cost: bool) -> Iterator[Claim]:
    option = Option(quotas=(faculty.code,) if faculty.least else ())
    ordered = sorted(faculty.ranking, key=_order(whole.way))
    for number, turn in enumerate(_turns(whole, faculty, among, ordered), 1):
        cost = ordered[number - 1].cost if by_cost else ZERO
        yield Claim(f"{faculty.code}:{number}", turn, (option,), cost)


def _order(way: Way) -> Callable[[Ranked], Turn]:
    if way is Way.POINTS:
        return lambda one: (one.total is None, -(one.total or ZERO), one.rank)
    return lambda one: (one.rank,)


def _turns(whole: Whole, faculty: Faculty, among: int, ordered: Sequence[Ranked]) -> Iterator[Turn]:
    """The turns of a faculty's places, the first one first. A smaller turn is served earlier."""
    if whole.way is Way.FIXED:
        return _by_weight(Fraction(faculty.share), whole.places)
    if whole.way is Way.NUMBER:
        return _by_weight(Fraction(max(faculty.eligible, faculty.need)), faculty.need)
    if whole.way is Way.EQUAL:
        return _level(whole.places // among, faculty.need)
    return _one_after_another(whole.way, ordered)


def _by_weight(weight: Fraction, most: int) -> Iterator[Turn]:
    """Webster's rule: the k-th place of each comes at (2k - 1) / weight. Nothing for a weight of zero."""
    return (((2 * number - 1) / weight,) for number in range(1, most + 1 if weight else 1))


def _level(each: int, need: int) -> Iterator[Turn]:
    """Equally many for each, then one by one where most is still lacking."""
    return ((0, number) if number <= each else (1, number - need) for number in range(1, need + 1))


def _one_after_another(way: Way, ordered: Sequence[Ranked]) -> Iterator[Turn]:
    """The applications in their order; of a faculty's own equals one comes before the other, whichever it is."""
    seen: Counter[Turn] = Counter()
    for one in ordered:
        turn: Turn = (one.rank,) if way is Way.RANK else (one.total is None, -(one.total or ZERO))
        seen[turn] += 1
        yield (*turn, seen[turn])


def _portions(
    whole: Whole,
    faculties: Sequence[Faculty],
    allocation: Allocation,
    claims: Mapping[str, Claim],
    owner: Mapping[str, str],
) -> dict[str, Portion]:
    served = [code for code, one in allocation.given.items() if one.outcome in PLACED]
    places = Counter(owner[code] for code in served)
    if whole.budget is None:
        return {one.code: Portion(places[one.code]) for one in faculties}
    money: dict[str, Decimal] = {one.code: ZERO for one in faculties}
    each = (whole.budget / whole.places).quantize(CENT, ROUND_DOWN) if whole.places else ZERO
    by_cost = _counts_costs(whole, faculties)
    for code in served:
        money[owner[code]] += (claims[code].cost or ZERO) if by_cost else each
    return {one.code: Portion(places[one.code], money[one.code]) for one in faculties}
