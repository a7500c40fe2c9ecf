"""The papers of selection and of suitability."""

from selection.models.assessment import Assessment, ComputedPoint, Score, Sheet
from selection.models.committee import Committee, Seat
from selection.models.decision import Decision, Exclusion
from selection.models.ranking import RankingBasis
from selection.models.results import ResultsList
from selection.models.suitability import Adaptation, Confirmation, Opinion

__all__ = [
    "Adaptation",
    "Assessment",
    "Committee",
    "ComputedPoint",
    "Confirmation",
    "Decision",
    "Exclusion",
    "Opinion",
    "RankingBasis",
    "ResultsList",
    "Score",
    "Seat",
    "Sheet",
]
