"""Where a distribution stands: what each faculty handed in, what the way gives it, what it has used."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from core import chain, clock
from mobility.enums import BINDING, Stage
from mobility.models import Call, Mobility
from selection.costs import cost_fact, known_cost
from selection.engine.applications import NOT_CONSIDERED, NOT_ELIGIBLE
from selection.engine.shares import Division, Faculty, Ranked, Way, Whole, divide
from selection.enums import Outcome
from selection.models import Assessment, Decision, Distribution, Share

ZERO = Decimal(0)
UNDER_WAY = (Stage.SUBMITTED, Stage.SENT_BACK, Stage.UNDER_ASSESSMENT)
SHUT = frozenset({NOT_ELIGIBLE, NOT_CONSIDERED})


@dataclass
class Standing:
    """One call of a distribution: its ranking in numbers, and what became of its places and money.

    `under_way`: applications that are handed in and not decided; `waiting`: those on the reserve list.
    """

    share: Share
    eligible: int = 0
    ranking: list[Ranked] = field(default_factory=list)
    under_way: int = 0
    waiting: int = 0
    taken: int = 0
    spent: Decimal = ZERO

    @property
    def call(self) -> Call:
        return self.share.call

    @property
    def is_in(self) -> bool:
        """Whether its ranking is with the university; a call without applications has none to hand over."""
        is_empty = self.call.closes_at <= clock.now() and not self.under_way
        return self.share.handed_over_at is not None or (is_empty and self.call.released_at is None)

    @property
    def asked(self) -> Decimal | None:
        """What the ranked applications cost together; None where one of them is not known, or nothing is ranked."""
        costs = [one.cost for one in self.ranking if one.cost is not None]
        return sum(costs, ZERO) if costs and len(costs) == len(self.ranking) else None

    @property
    def free(self) -> int:
        """The places that nobody holds."""
        return max((self.share.places or 0) - self.taken, 0)

    @property
    def money_left(self) -> Decimal:
        """The money that no grant takes."""
        return max((self.share.budget or ZERO) - self.spent, ZERO)

    @property
    def unused(self) -> int:
        """Free places that nobody on the call's own reserve list waits for, once its results are released."""
        return self.free if self.call.released_at is not None and not self.waiting else 0

    @property
    def money_unused(self) -> Decimal:
        """The money left, once the results are released and nobody waits for a place."""
        return self.money_left if self.call.released_at is not None and not self.waiting else ZERO


def shares_of(distribution: Distribution) -> QuerySet[Share]:
    """The parts of a distribution within reach, with their calls."""
    return Share.objects.filter(distribution=distribution).select_related("call", "member")


def standings_of(distribution: Distribution) -> list[Standing]:
    """Every call of a distribution within reach. Four statements, however many calls and applications."""
    found = {share.call_id: Standing(share) for share in shares_of(distribution)}
    stages = Mobility.objects.filter(call__in=found).order_by().values_list("call_id", "stage")
    for call_id, stage, count in stages.annotate(count=Count("pk")):
        one = found[call_id]
        one.under_way += count if stage in UNDER_WAY else 0
        one.waiting += count if stage == Stage.RESERVE else 0
        one.taken += count if stage in BINDING else 0
    _read_rankings(found)
    _read_grants(found)
    return list(found.values())


def _read_rankings(found: Mapping[int, Standing]) -> None:
    """The applications that were closed for ranking and are in the running still, or hold a place."""
    decided = Q(decisions__released_at__isnull=False)
    rows = Assessment.objects.filter(
        Q(mobility__stage=Stage.UNDER_ASSESSMENT) | decided, call__in=found, closed_at__isnull=False
    ).distinct()
    costs = {key: cost_fact(one.call) for key, one in found.items()}
    for _key, call_id, outcome, rank, total, facts in rows.values_list(
        "pk", "call_id", "outcome", "rank", "total", "facts"
    ):
        one = found[call_id]
        one.eligible += outcome not in SHUT
        if rank is not None:
            one.ranking.append(Ranked(rank, total, known_cost(facts, costs[call_id])))
    for one in found.values():
        one.ranking.sort(key=lambda line: (line.rank, str(line.total), str(line.cost)))


def _read_grants(found: Mapping[int, Standing]) -> None:
    rows = Decision.objects.filter(
        assessment__call__in=found,
        assessment__mobility__stage__in=sorted(BINDING),
        outcome=Outcome.AWARD,
        is_funded=True,
    ).exclude(released_at=None)
    sums = rows.order_by().values_list("assessment__call_id").annotate(sum=Sum("grant"))
    for call_id, total in sums:
        found[call_id].spent = total or ZERO


def whole_of(distribution: Distribution) -> Whole:
    """What there is to give, as it is set."""
    return Whole(
        places=distribution.places,
        way=Way(distribution.way),
        budget=distribution.budget,
        seed=distribution.seed if distribution.lots else "",
    )


def computed(standings: Sequence[Standing], whole: Whole) -> Division:
    """What the way gives each call, by the key of its share; a ranking that is not handed in asks for nothing."""
    return divide(whole, [_faculty(one) for one in standings])


def _faculty(one: Standing) -> Faculty:
    share = one.share
    asks = share.handed_over_at is not None
    return Faculty(
        code=str(share.pk),
        eligible=one.eligible if asks else 0,
        ranking=tuple(one.ranking) if asks else (),
        least=share.least,
        share=share.weight,
    )


def key_of(distribution: Distribution, standings: Sequence[Standing]) -> str:
    """A short name for the numbers as they stand: whoever acts on others than these is told."""
    asked = sorted(
        [one.share.pk, one.share.handed_over_at is not None, one.eligible, _lines(one)] for one in standings
    )
    return sha256(chain.canonical({"version": distribution.version, "asked": asked})).hexdigest()[:16]


def _lines(one: Standing) -> list[list[str]]:
    return [[str(line.rank), str(line.total), str(line.cost)] for line in one.ranking]


@dataclass(frozen=True)
class InOrder:
    """One application in the common order of all faculties, without its name and number."""

    share: Share
    line: Ranked


def common_order(standings: Sequence[Standing], way: Way) -> list[InOrder]:
    """All applications of the rankings handed in, best first; equals stand by faculty."""
    found = [
        InOrder(one.share, line)
        for one in standings
        if one.share.handed_over_at is not None
        for line in one.ranking
    ]
    by_points = way is Way.POINTS
    return sorted(
        found,
        key=lambda row: (
            (row.line.total is None, -(row.line.total or ZERO)) if by_points else (False, row.line.rank),
            row.share.member.short,
            row.line.rank,
        ),
    )


def rest_of(distribution: Distribution, shares: Sequence[Share]) -> tuple[int, Decimal | None]:
    """Places and money that no call has and that went into no second call."""
    places = distribution.places - distribution.passed_on_places - sum(one.places or 0 for one in shares)
    if distribution.budget is None:
        return places, None
    given = sum((one.budget or ZERO for one in shares), ZERO)
    return places, distribution.budget - distribution.passed_on_budget - given


def candidates(action: str, academic_year: str, *, besides: Distribution | None = None) -> QuerySet[Call]:
    """The calls that could be in a distribution: published, one decision for all, no results, in no other one."""
    free = Q(share=None) if besides is None else Q(share=None) | Q(share__distribution=besides)
    rows = Call.objects.filter(
        free,
        action=action,
        academic_year=academic_year,
        released_at=None,
        published_at__isnull=False,
        rolling={},
    )
    return rows.select_related("member").order_by("member__name_sl", "slug")


def sets_of_calls() -> list[tuple[str, str]]:
    """Action and academic year of calls that could be in a distribution, newest first."""
    rows = Call.objects.filter(share=None, released_at=None, published_at__isnull=False, rolling={}).order_by(
        "-academic_year", "action"
    )
    return list(dict.fromkeys(rows.values_list("action", "academic_year")))


def tried(whole: Whole, **numbers: Any) -> Whole:
    """The same whole with other numbers, for trying out."""
    return replace(whole, **{name: value for name, value in numbers.items() if value is not None})
