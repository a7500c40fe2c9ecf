"""Running the checks: all findings, what stands in the way, and passed or failed rule by rule."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from mobility.checks.base import CHECKS, Check, Facts, Finding
from mobility.models import Application
from mobility.sections import FIELDS, Section, is_filled


@dataclass(frozen=True)
class Outcome:
    """One rule and what it found; nothing found is passed."""

    check: Check
    findings: tuple[Finding, ...]

    @property
    def level(self) -> Literal["ok", "soon", "late"]:
        """The tone in which the face shows it."""
        if any(finding.is_error for finding in self.findings):
            return "late"
        return "soon" if self.findings else "ok"


def outcomes(facts: Facts) -> list[Outcome]:
    """Every rule that applies with what it found, in the order of the list."""
    return [Outcome(check, tuple(check.find(facts))) for check in CHECKS if check.applies(facts)]


def findings(facts: Facts) -> list[Finding]:
    """Everything found, in the order of the sections and fields."""
    found = [finding for check in CHECKS if check.applies(facts) for finding in check.find(facts)]
    return sorted(found, key=_place)


def _place(finding: Finding) -> tuple[int, int, bool]:
    """Where a finding stands: by section, by field, what is wrong before what is missing."""
    fields = FIELDS[finding.section]
    place = fields.index(finding.field) if finding.field in fields else 0
    return list(Section).index(finding.section), place, finding.is_missing


def errors(facts: Facts) -> list[Finding]:
    """What stands in the way of submission."""
    return [finding for finding in findings(facts) if finding.is_error]


def state_of(
    section: Section, application: Application, found: Iterable[Finding]
) -> Literal["", "done", "wrong"]:
    """How a section stands: complete, with something wrong in it, or not complete yet."""
    here = [finding for finding in found if finding.section == section and finding.is_error]
    if any(finding.is_wrong for finding in here):
        return "wrong"
    # Nothing may be due there: all that they miss is found; optional papers and no teaching miss nothing.
    is_begun = section in (Section.ASKED, Section.TEACHING) or any(
        is_filled(application, field) for field in FIELDS[section]
    )
    return "done" if is_begun and not here else ""
