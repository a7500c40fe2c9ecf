"""What people are asked to mark in one application, and what the marks of one of them come to.

A row whose condition, or that of a group around it, fails by the frozen facts is not asked. A condition over other
applicants or points is not known before all is scored: such a row is asked, and the rules decide whether it counts.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal

from mobility.call_document import document_of
from mobility.models import Call
from selection.deciding.rules import is_computed, looks_around
from selection.engine.applications import Application
from selection.engine.conditions import Condition
from selection.engine.evidence import resolving
from selection.engine.exact import ZERO
from selection.engine.kinds import Criterion, Group
from selection.engine.kinds.common import codes_of, given_by
from selection.engine.kinds.plain import Base
from selection.engine.read import rules_from
from selection.engine.score import world_of
from selection.engine.shape import Rules
from selection.engine.world import Case, World
from selection.facts.frozen import Kept, thawed
from selection.models import Assessment, ComputedPoint
from selection.scale import Scale, every, judged, scales_of

APART = frozenset({"only_if", "weight", "at_most", "at_least", "round"})
HUNDREDTH = Decimal("0.01")
NOTHING_ELSE = World({}, {})
Marks = Mapping[int, Decimal | None]
Holds = Callable[[Condition], bool]


@dataclass(frozen=True)
class Marking:
    """The rows that are asked of one application, and how the rules count them where marks do not simply add up.

    `rules`: what people judge as the rules have it, empty where nothing is in a group, weighted, capped or rounded;
    `closed`: the codes of what does not apply; `known`: the points of computed members, as far as they stand.
    """

    asked: tuple[Scale, ...]
    rules: tuple[Criterion, ...] = ()
    closed: frozenset[str] = frozenset()
    known: Mapping[str, Decimal] = field(default_factory=dict)

    def sum_of(self, marks: Marks) -> Decimal:
        """What marks (by criterion) come to: as the rules count them, in a group with its computed members.

        To a hundredth. What is not marked yet counts nothing.
        """
        given = {scale.code: marks.get(scale.id) for scale in self.asked}
        if not self.rules:
            return sum((points for points in given.values() if points is not None), ZERO)
        total = sum((self._counted(one, given) for one in self.rules), ZERO)
        return total.quantize(HUNDREDTH, ROUND_HALF_UP)

    def _counted(self, one: Criterion, given: Mapping[str, Decimal | None]) -> Decimal:
        standing = self._standing(one, given)
        if standing is None:
            return ZERO
        case = Case(Application(code="", facts={}), {})
        return given_by(standing, NOTHING_ELSE)(case).points or ZERO

    def _standing(self, one: Criterion, given: Mapping[str, Decimal | None]) -> Criterion | None:
        """The criterion with the points in the place of what gives them; None where nothing is known of it yet."""
        if one.code in self.closed:
            return Base(code=one.code, name=one.name, kind="base", points=ZERO)
        if is_computed(one):
            points = self.known.get(one.code)
            return None if points is None else Base(code=one.code, name=one.name, kind="base", points=points)
        if isinstance(one, Group):
            parts = [part for part in (self._standing(inner, given) for inner in one.of) if part is not None]
            return replace(one, of=tuple(parts), only_if=None) if parts else None
        mark = given.get(one.code)
        if mark is None:
            return None
        return Base(
            code=one.code, name=one.name, kind="base", points=mark,
            weight=one.weight, at_most=one.at_most, at_least=one.at_least, round=one.round,
        )  # fmt: skip


def marking_of(call: Call, assessment: Assessment) -> Marking:
    """What people mark in one application."""
    return markings_of(call, [assessment])[assessment.pk]


def markings_of(call: Call, assessments: Iterable[Assessment]) -> dict[int, Marking]:
    """By assessment: what people mark in it. No statement where every row is asked of everybody and marks simply add
    up, else three.
    """
    scales, listed = scales_of(call), list(assessments)
    rows = [scale for scale in scales if scale.holds_marks]
    if not any(_is_apart(scale) for scale in rows):
        plain = Marking(tuple(judged(scales)))
        return {row.pk: plain for row in listed}
    rules = rules_from(document_of(call)["rules"])
    known = _known(listed) if any(scale.members for scale in rows) else {}
    return {row.pk: _marking(row, rules, rows, known.get(row.pk, {})) for row in listed}


def _is_apart(scale: Scale) -> bool:
    return any(bool(one.members) or not APART.isdisjoint(one.definition) for one, _depth in every([scale]))


def _known(assessments: Sequence[Assessment]) -> dict[int, dict[str, Decimal]]:
    """The points of computed members of groups, by assessment and code. One statement."""
    found: dict[int, dict[str, Decimal]] = defaultdict(dict)
    rows = ComputedPoint.objects.filter(assessment__in=[row.pk for row in assessments])
    within = rows.exclude(criterion__within=None).order_by()
    for assessment, code, points in within.values_list("assessment_id", "criterion__code", "points"):
        found[assessment][code] = points
    return found


def _marking(
    assessment: Assessment, rules: Rules, rows: Sequence[Scale], known: Mapping[str, Decimal]
) -> Marking:
    marked = {scale.code for scale in rows}
    criteria = [one for one in rules.criteria if one.code in marked]
    closed = closed_codes(criteria, asking(assessment.facts, rules))
    return Marking(
        asked=tuple(scale for scale in judged(rows) if scale.code not in closed),
        rules=tuple(criteria),
        closed=closed,
        known=known,
    )


def asking(facts: Kept, rules: Rules) -> Holds:
    """Whether a condition holds by the facts as they are kept with an assessment."""
    world = world_of(rules)
    application = Application(code="", facts=thawed(facts, rules))
    case = Case(application, resolving(world.facts, world.tables)(application).values)
    return lambda condition: world.ask(condition)(case)


def fails(one: Criterion, holds: Holds) -> bool:
    """Whether it does not apply by its own condition, as far as that can be told before all is scored."""
    return one.only_if is not None and not looks_around(one.only_if) and not holds(one.only_if)


def closed_codes(criteria: Iterable[Criterion], holds: Holds) -> frozenset[str]:
    """What does not apply, with everything that is inside of it."""
    closed: set[str] = set()
    for one in criteria:
        if fails(one, holds):
            closed.update(codes_of(one))
        else:
            closed |= closed_codes(getattr(one, "of", ()), holds)
    return frozenset(closed)
