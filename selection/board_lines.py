"""What a line of the board tells of the rules: which key set it apart, points by criterion, what the rules propose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from mobility.call_document import OWN_ORDER
from mobility.enums import Stage
from mobility.models import Call, Mobility
from selection.batches import present
from selection.deciding.results import codes_and_points
from selection.deciding.sentences import own
from selection.engine.applications import CONSIDERED
from selection.enums import BEFORE_LEAVING, OrderEnd, Outcome
from selection.models import Assessment, Batch, Decision, RankingBasis, TieOrder
from selection.scale import Scale
from selection.ties import words_by_number
from selection.words import shown


@dataclass(frozen=True)
class RuleLine:
    """One line: words only, so that the page costs no statement for each line."""

    set_apart: str
    scope: str
    judged: list[tuple[str, str]]
    computed: list[tuple[str, str]]
    remarks: list[str]
    proposal: str
    because: str
    departs: bool


@dataclass(frozen=True)
class RuleBoard:
    """The keys of the order in words, the seed where lots were drawn, and what the committee ordered.

    `asked_at`: the number of the
    key at which the rules leave equals to the committee; `ordered`: by number, the words of its order; `dropped`: its
    orders whose ties are no more.
    """

    keys: Sequence[str]
    seed: str
    scales: Sequence[Scale]
    asked_at: int | None = None
    ordered: Mapping[str, str] = field(default_factory=dict)
    dropped: Sequence[TieOrder] = ()

    @property
    def has_chain(self) -> bool:
        """Whether there is more than one key, so that it is worth telling which one decided."""
        return len(self.keys) > 1 or bool(self.ordered)

    def is_for_committee(self, assessment: Assessment) -> bool:
        """Whether the committee decides its order among equals, or has decided it."""
        is_open = assessment.mobility.stage == Stage.UNDER_ASSESSMENT
        asks = self.asked_at is not None
        return is_open and asks and (assessment.is_tied or assessment.mobility.number in self.ordered)

    def line(self, assessment: Assessment, outcome: str) -> RuleLine:
        """The line of one application; `outcome` is what the chair decided, empty where nothing is yet."""
        points = codes_and_points(assessment)
        return RuleLine(
            set_apart=self.set_apart(assessment),
            scope=assessment.scope,
            judged=_named(points, [scale for scale in self.scales if scale.holds_marks]),
            computed=_named(points, [scale for scale in self.scales if not scale.holds_marks]),
            remarks=[own(remark) for remark in assessment.remarks],
            proposal=_proposal(assessment),
            because=own(assessment.proposed_because),
            departs=bool(outcome and assessment.proposed and outcome != assessment.proposed),
        )

    def set_apart(self, assessment: Assessment) -> str:
        """The key that set it apart from the line before; where that was the committee, when it decided and why."""
        place = assessment.broken_by
        if place is None:
            return ""
        if place == self.asked_at and assessment.mobility.number in self.ordered:
            return self.ordered[assessment.mobility.number]
        return self.keys[place] if place < len(self.keys) else ""


def rule_board(
    call: Call, scales: Sequence[Scale], batch: Batch | None = None, *, only: Assessment | None = None
) -> RuleBoard:
    """What the ranking of a call (of its present batch, or of one decided before) rests on. At most two statements.

    `only`: for this line alone, so that nothing is asked about the committee's orders where none set it apart.
    """
    if call.scoring_closed_at is None and batch is None:
        return RuleBoard((), "", scales)
    of_call = RankingBasis.objects.filter(call=call)
    bases = of_call.filter(batch=batch) if batch else present(of_call)
    order = call.rules.get("order") or OWN_ORDER
    asked_at = next((place for place, key in enumerate(order) if key.get("by") == "decision"), None)
    is_asked = asked_at is not None and (only is None or only.broken_by == asked_at)
    orders = list(TieOrder.objects.filter(basis__in=bases)) if is_asked else []
    has_rules = call.rules.get("order") or call.rules.get("allocation")
    basis = bases.first() if has_rules else None
    uses_seed = any(key.get("by") == "lot" for key in order)
    uses_seed |= call.rules.get("allocation", {}).get("ties_at_the_line") == "lot"
    return RuleBoard(
        [own(key) for key in basis.keys] if basis else [],
        basis.seed if basis and uses_seed else "",
        scales,
        asked_at=asked_at,
        ordered=words_by_number(orders),
        dropped=[one for one in orders if one.end == OrderEnd.DROPPED],
    )


def lacks_grant(mobility: Mobility, decision: Decision | None) -> bool:
    """Whether somebody holds a place without a grant and has not left yet."""
    return mobility.stage in BEFORE_LEAVING and decision is not None and not decision.is_funded


def _named(points: dict[str, Decimal | None], scales: Sequence[Scale]) -> list[tuple[str, str]]:
    return [(scale.name, shown(points[scale.code]) or "–") for scale in scales if scale.code in points]


def _proposal(assessment: Assessment) -> str:
    if assessment.outcome and assessment.outcome != CONSIDERED:
        return str(Outcome.REFUSE.label)
    if not assessment.proposed:
        return ""
    words = str(Outcome(assessment.proposed).label)
    if assessment.proposed == Outcome.RESERVE and assessment.proposed_place:
        return _("%(outcome)s, place %(place)s") % {"outcome": words, "place": assessment.proposed_place}
    return words
