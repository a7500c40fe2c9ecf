"""Another host after the decision: only where the call lets it, and where the place would have been earned with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from selection.engine.applications import CONSIDERED, Application, Because
from selection.engine.score import score
from selection.engine.shape import Rules


@dataclass(frozen=True, slots=True)
class HostChange:
    """Whether the host may be changed, and why."""

    allowed: bool
    because: Because


def host_change(
    rules: Rules, applications: Sequence[Application], changed: Application, *, at: date | None = None
) -> HostChange:
    """Score the changed application among all the others as they were.

    `same_points`: allowed where it is still considered and earns no fewer points than before. Raises KeyError where
    the application is none of those given.
    """
    way = rules.after.host_change if rules.after else "free"
    if way != "same_points":
        return HostChange(way == "free", Because(f"host_change_{way}", {}))
    before = {one.code: one for one in score(rules, applications, at=at)}[changed.code]
    instead = [changed if one.code == changed.code else one for one in applications]
    after = {one.code: one for one in score(rules, instead, at=at)}[changed.code]
    told = {"before": before.total, "after": after.total, "outcome": after.outcome}
    same = before.total is not None and after.total is not None and after.total >= before.total
    allowed = same and after.outcome == CONSIDERED
    return HostChange(allowed, Because("same_points" if allowed else "fewer_points", told))
