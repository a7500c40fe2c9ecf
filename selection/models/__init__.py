"""The papers of selection and of suitability."""

from selection.models.assessment import Assessment, ComputedPoint, Score, Sheet
from selection.models.committee import Committee, Seat
from selection.models.decision import Decision, Exclusion
from selection.models.declaration import Declaration
from selection.models.results import ResultsList
from selection.models.suitability import Adaptation, Confirmation, Opinion

__all__ = [
    "Adaptation",
    "Assessment",
    "Committee",
    "ComputedPoint",
    "Confirmation",
    "Decision",
    "Declaration",
    "Exclusion",
    "Opinion",
    "ResultsList",
    "Score",
    "Seat",
    "Sheet",
]
