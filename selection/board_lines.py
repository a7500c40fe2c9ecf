"""What a line of the board tells of the rules: which key set it apart, points by criterion, what the rules propose."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from mobility.models import Call
from selection.deciding.results import codes_and_points
from selection.deciding.sentences import own
from selection.engine.applications import CONSIDERED
from selection.enums import Outcome
from selection.models import Assessment, RankingBasis
from selection.scale import Scale
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
    """The keys of the order in words, and the seed where lots were drawn."""

    keys: Sequence[str]
    seed: str
    scales: Sequence[Scale]

    @property
    def has_chain(self) -> bool:
        """Whether there is more than one key, so that it is worth telling which one decided."""
        return len(self.keys) > 1

    def line(self, assessment: Assessment, outcome: str) -> RuleLine:
        """The line of one application; `outcome` is what the chair decided, empty where nothing is yet."""
        points = codes_and_points(assessment)
        return RuleLine(
            set_apart=self._set_apart(assessment),
            scope=assessment.scope,
            judged=_named(points, [scale for scale in self.scales if scale.is_judged]),
            computed=_named(points, [scale for scale in self.scales if not scale.is_judged]),
            remarks=[own(remark) for remark in assessment.remarks],
            proposal=_proposal(assessment),
            because=own(assessment.proposed_because),
            departs=bool(outcome and assessment.proposed and outcome != assessment.proposed),
        )

    def _set_apart(self, assessment: Assessment) -> str:
        place = assessment.broken_by
        return self.keys[place] if place is not None and place < len(self.keys) else ""


def rule_board(call: Call, scales: Sequence[Scale]) -> RuleBoard:
    """What the ranking of a call rests on, in words. One statement where the call has keys of its own."""
    if call.scoring_closed_at is None or not (call.rules.get("order") or call.rules.get("allocation")):
        return RuleBoard((), "", scales)
    basis = RankingBasis.objects.filter(call=call).first()
    if basis is None:
        return RuleBoard((), "", scales)
    uses_seed = any(key.get("by") == "lot" for key in call.rules.get("order", []))
    uses_seed |= call.rules.get("allocation", {}).get("ties_at_the_line") == "lot"
    return RuleBoard([own(key) for key in basis.keys], basis.seed if uses_seed else "", scales)


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
