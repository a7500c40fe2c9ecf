"""Live checks: the same rules while one writes, at submission and on the coordinator's page."""

from mobility.checks import answers, stay, teaching, written
from mobility.checks.base import CHECKS, Check, Facts, Finding, Stay
from mobility.checks.reading import facts_for
from mobility.checks.results import Outcome, errors, findings, outcomes, state_of

__all__ = [
    "CHECKS",
    "Check",
    "Facts",
    "Finding",
    "Outcome",
    "Stay",
    "answers",
    "errors",
    "facts_for",
    "findings",
    "outcomes",
    "state_of",
    "stay",
    "teaching",
    "written",
]
