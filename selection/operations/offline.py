"""Taking a sheet in that somebody filled in elsewhere: every line or none."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import policy
from core.policy import require
from core.rules import Words
from core.spreadsheets import Problem
from members.actor import Actor
from mobility.models import Call
from selection import queries, queries_queue
from selection.marking import markings_of
from selection.models import Score, Sheet
from selection.offline.columns import APPLICATION, NOT_ASKED, SHEET, Part, code_of, heads, key_of, keys
from selection.offline.reading import Line
from selection.operations.scoring import Given, hand_in_scores, outside_words, save_scores
from selection.scale import Scale, judged, parse_points, scales_of

Kept = dict[int, Given]


@dataclass(frozen=True)
class Change:
    """What a line changes in one's sheet: the sum before and after, and whether it can be handed in then."""

    line: int
    number: str
    title: str
    before: Decimal
    after: Decimal
    is_complete: bool


@dataclass
class Outcome:
    """What the table does: changes, lines that say what is there already, problems. With a problem nothing is done."""

    changes: list[Change] = field(default_factory=list)
    ready: list[Change] = field(default_factory=list)
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)


@transaction.atomic
def take_in_sheet(
    *, call: Call, actor: Actor, lines: Sequence[Line], really: bool, hand_in: bool = False
) -> Outcome:
    """Keep what the lines give as drafts, and with `hand_in` hand in the sheets that are complete then.

    An empty cell leaves what is kept. Nothing is written unless `really`, and nothing with one problem. A second run
    of the same table changes nothing.
    """
    require(actor, "see_queue", call)
    taking = _Taking(call, actor)
    for line in lines:
        taking.take(line)
    outcome = taking.outcome
    outcome.problems.sort(key=lambda problem: (problem.line, problem.column))
    if really and not outcome.problems:
        for change in outcome.changes:
            mobility = taking.sheets[change.number].assessment.mobility
            save_scores(mobility=mobility, actor=actor, scores=taking.wanted[change.number])
        for change in outcome.ready if hand_in else ():
            mobility = taking.sheets[change.number].assessment.mobility
            hand_in_scores(mobility=mobility, actor=actor, scores=taking.wanted[change.number])
    return outcome


class _Taking:
    """One table under way: one's own sheets with what they hold are read once."""

    def __init__(self, call: Call, actor: Actor) -> None:
        self.actor, self.outcome = actor, Outcome()
        self.scales = judged(scales_of(call))
        self.titles = dict(zip(keys(self.scales), heads(scales_of(call)), strict=True))
        listed = [row.public_id for row in queries_queue.queue(call, actor.me)]
        mine = queries.sheets_of(call, actor.me).filter(assessment__mobility__public_id__in=listed)
        self.sheets = {sheet.assessment.mobility.number: sheet for sheet in mine}
        self.markings = markings_of(call, [sheet.assessment for sheet in self.sheets.values()])
        self.kept: dict[int, Kept] = {}
        for score in Score.objects.filter(sheet__in=mine):
            given = Given(points=score.points, sentence=score.sentence, remark=score.remark)
            self.kept.setdefault(score.sheet_id, {})[score.criterion_id] = given
        self.wanted: dict[str, Kept] = {}

    def take(self, line: Line) -> None:
        """Understand one line; each of its bad cells becomes a problem."""
        number = line[APPLICATION]
        sheet = self.sheets.get(number)
        if sheet is None:
            said = (
                _("There is no application “%(number)s” among yours.") if number else _("The cell is empty.")
            )
            return self._problem(line, APPLICATION, said % {"number": number} if number else said)
        if line[SHEET] != code_of(sheet.pk):
            return self._problem(line, SHEET, _("This is not your sheet. Download your own."))
        if number in self.wanted:
            return self._problem(line, APPLICATION, _("This application stands in the table twice."))
        kept, before = self.kept.get(sheet.pk, {}), len(self.outcome.problems)
        asked = {scale.id for scale in self.markings[sheet.assessment_id].asked}
        wanted: Kept = {}
        for turn, scale in enumerate(self.scales, 1):
            if scale.id in asked:
                wanted[scale.id] = self._given(line, turn, scale, kept)
            else:
                self._check_empty(line, turn)
        if len(self.outcome.problems) > before:
            return None
        self.wanted[number] = wanted
        return self._compare(line, sheet, kept, wanted)

    def _check_empty(self, line: Line, turn: int) -> None:
        """What is not asked of an application has no points and no words."""
        for part in Part:
            key = key_of(part, turn)
            if line[key] not in {"", NOT_ASKED}:
                self._problem(line, key, _("This criterion is not asked of this application."))

    def _given(self, line: Line, turn: int, scale: Scale, kept: Kept) -> Given:
        known = kept.get(scale.id, Given(points=None, sentence="", remark=""))
        key = key_of(Part.POINTS, turn)
        points = known["points"]
        try:
            points = parse_points(line[key]) if line[key] else points
        except ValueError:
            self._problem(line, key, outside_words(scale))
        else:
            if line[key] and points is not None and not scale.allows(points):
                self._problem(line, key, outside_words(scale))
        return Given(
            points=points,
            sentence=line[key_of(Part.SENTENCE, turn)] or known["sentence"],
            remark=line[key_of(Part.REMARK, turn)] or known.get("remark", ""),
        )

    def _compare(self, line: Line, sheet: Sheet, kept: Kept, wanted: Kept) -> None:
        blank = Given(points=None, sentence="", remark="")
        changes = any(given != kept.get(key, blank) for key, given in wanted.items())
        if not changes and not sheet.is_open:
            self.outcome.unchanged += 1
            return
        verdict = policy.can(self.actor, "score", sheet)
        if changes and not verdict:
            self._problem(line, "", verdict.reason)
            return
        complete = all(given["points"] is not None and given["sentence"] for given in wanted.values())
        change = Change(
            line=line.number,
            number=sheet.assessment.mobility.number,
            title=sheet.assessment.mobility.title,
            before=self._sum(sheet, kept),
            after=self._sum(sheet, wanted),
            is_complete=complete,
        )
        if changes:
            self.outcome.changes.append(change)
        else:
            self.outcome.unchanged += 1
        if complete and verdict:
            self.outcome.ready.append(change)

    def _sum(self, sheet: Sheet, scores: Kept) -> Decimal:
        marking = self.markings[sheet.assessment_id]
        return marking.sum_of({key: given["points"] for key, given in scores.items()})

    def _problem(self, line: Line, key: str, said: Words) -> None:
        self.outcome.problems.append(Problem(line.number, self.titles.get(key, ""), said))
