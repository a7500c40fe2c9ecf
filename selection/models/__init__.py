"""The papers of selection and of suitability."""

from selection.models.appeal import Appeal, PanelSeat
from selection.models.assessment import Assessment, ComputedPoint, Score, Sheet
from selection.models.batch import Batch
from selection.models.committee import Committee, Seat
from selection.models.counts import LineCount, SheetCount
from selection.models.decision import Decision, Exclusion
from selection.models.declaration import Declaration
from selection.models.distribution import Distribution, Share
from selection.models.fact import CheckedFact
from selection.models.meeting import AgreedPoints, Finding, Meeting, Minutes, Presence
from selection.models.penalty import Penalty
from selection.models.ranking import RankingBasis, TieOrder, TieVoice
from selection.models.results import ResultsList
from selection.models.suitability import Adaptation, Confirmation, Opinion

__all__ = [
    "Adaptation",
    "AgreedPoints",
    "Appeal",
    "Assessment",
    "Batch",
    "CheckedFact",
    "Committee",
    "ComputedPoint",
    "Confirmation",
    "Decision",
    "Declaration",
    "Distribution",
    "Exclusion",
    "Finding",
    "LineCount",
    "Meeting",
    "Minutes",
    "Opinion",
    "PanelSeat",
    "Penalty",
    "Presence",
    "RankingBasis",
    "ResultsList",
    "Score",
    "Seat",
    "Share",
    "Sheet",
    "SheetCount",
    "TieOrder",
    "TieVoice",
]
