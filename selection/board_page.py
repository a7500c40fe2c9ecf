"""One page of the board: its rows and counts are found by the database, however many applications there are.

The whole ranking at once, for lists and files that hold all of it, is `selection.queries.board`. For a reader to whom
some files are closed, ranks are reckoned anew over all the others once there are ranks: then the page is cut out of the
whole.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet

from core.keyed import among
from mobility.enums import BINDING
from mobility.models import Call, Mobility
from selection import counts, queries
from selection.batches import batch_shown
from selection.enums import Outcome
from selection.limits import limits_of
from selection.models import Assessment, Batch, Decision
from selection.models.assessment import UNRANKED_LAST
from selection.queries import Board, BoardRow

PAGE = 50


@dataclass(frozen=True)
class BoardPage:
    """One page of a board, whose counts are those of the whole.

    `undecided`: how many applications have no decision; `proposed`: for how many of them the rules propose one.
    """

    board: Board
    page: "Page[Any]"
    undecided: int
    proposed: int

    @property
    def is_complete(self) -> bool:
        """Whether every application has its decision, those too that are closed to the reader."""
        return not self.undecided and not self.board.closed_undecided


def board_page(
    call: Call,
    *,
    closed: Set[int] = frozenset(),
    batch: Batch | None = None,
    number: str | None = None,
) -> BoardPage:
    """The page with this number, or the nearest there is. Four statements where nothing is closed to the reader.

    In a call of batches: of the one asked for, else of the one under way or decided last.
    """
    lines = Lines.of(call, batch, closed)
    if closed and lines.is_closed:
        return _cut(queries.board(call, closed=closed, batch=batch), number)
    return _fetched(lines, number)


def _cut(board: Board, number: str | None) -> BoardPage:
    page = Paginator(board.rows, PAGE).get_page(number)
    open_rows = [row for row in board.rows if row.decision is None]
    part = replace(board, rows=list(page.object_list))
    return BoardPage(part, page, len(open_rows), sum(1 for row in open_rows if row.assessment.proposed))


@dataclass(frozen=True)
class Lines:
    """The lines of a board, in the database: of a call, or of one of its batches."""

    call: Call
    batch: Batch | None
    is_closed: bool
    without: Set[int] = frozenset()

    @classmethod
    def of(cls, call: Call, asked: Batch | None, without: Set[int] = frozenset()) -> "Lines":
        """Those of the batch asked for, else of what is under way, without these mobilities.

        Closed: there are decisions to tell, because scoring was closed or the batch is an earlier one.
        """
        is_closed = call.scoring_closed_at is not None or asked is not None
        return cls(call, asked or batch_shown(call), is_closed, without)

    @property
    def all(self) -> QuerySet[Assessment]:
        rows = queries.on_board(self.call, self.batch)
        return rows.exclude(mobility_id__in=self.without) if self.without else rows

    def left_out(self) -> list[str]:
        """The stages of those that are not shown, and would be."""
        if not self.without:
            return []
        rows = queries.on_board(self.call, self.batch).filter(mobility_id__in=self.without)
        return list(rows.order_by().values_list("stage", flat=True))

    @property
    def in_order(self) -> QuerySet[Assessment]:
        """Ranking by ranking, then those without a rank; before scoring is closed by the numbers.

        The indexes `lines_of_a_board` and `lines_by_number` hold what this asks for, in its order.
        """
        if not self.is_closed:
            return self.all.order_by("number")
        return self.all.order_by(UNRANKED_LAST, "scope", "rank", F("total").desc(nulls_first=True), "number")

    def on(self, page: "Page[Any]") -> list[Assessment]:
        """The lines of a page: their keys out of the index, and only they read whole."""
        before = PAGE * (page.number - 1)
        return list(self.in_order.filter(among(self.in_order[before : before + PAGE])))

    def latest(self, rows: Sequence[Assessment]) -> dict[int, Decision]:
        """The last decision of each of these; while scoring is open there is nothing to tell."""
        if not self.is_closed:
            return {}
        decided = Decision.objects.filter(assessment__in=[row.pk for row in rows]).order_by("version")
        return {decision.assessment_id: decision for decision in decided}

    def counts(self) -> dict[str, int]:
        """What the head of the board tells of all its applications. One statement where nothing is left out."""
        kept = counts.on_board(self.call, self.batch)
        if self.is_closed:
            return kept
        hidden = self.left_out()
        shown = kept["all"] - len(hidden)
        return {
            **dict.fromkeys([*Outcome.values, "within", "proposed"], 0),
            "all": shown,
            "undecided": shown,
            "taken": kept["taken"] - sum(stage in BINDING for stage in hidden),
            "closed": len(hidden),
        }

    def end_of_places(self, page: "Page[Any]", rows: Sequence[Assessment], *, within: int) -> int:
        """Which line ends the places: the last one within, if it is on this page and all before it are within."""
        if not within or not page.start_index() <= within <= page.end_index():
            return -1
        before = page.start_index() - 1
        earlier = list(self.in_order.values_list("proposed", flat=True)[:before]) if before else []
        proposed = earlier + [row.proposed for row in rows[: within - before]]
        return within if all(one == Outcome.AWARD for one in proposed) else -1


def _fetched(lines: Lines, number: str | None) -> BoardPage:
    head = lines.counts()
    pages = Paginator(lines.in_order, PAGE)
    pages.count = head["all"]
    page = pages.get_page(number)
    found = lines.on(page)
    decisions = lines.latest(found)
    last = lines.end_of_places(page, found, within=head["within"])
    rows = [
        _row(row, decisions.get(row.pk), is_last=place == last)
        for place, row in enumerate(found, page.start_index())
    ]
    pending = {outcome.value: head[outcome.value] for outcome in Outcome}
    elsewhere = queries.taken_elsewhere(lines.call, found)
    closed = head.get("closed", 0)
    places, taken = limits_of(lines.call).places, head["taken"] + elsewhere
    board = Board(rows, places, taken, pending, closed, closed, elsewhere)
    return BoardPage(board, page, head["undecided"], head["proposed"])


def row_of(mobility: Mobility, *, closed: Set[int] = frozenset()) -> tuple[BoardRow | None, int]:
    """The line of one application (None where it is on no board), and how many applications have a rank."""
    call = mobility.call
    if closed:
        rows = queries.board(call, closed=closed).rows
        own = next((row for row in rows if row.mobility.pk == mobility.pk), None)
        return own, sum(1 for row in rows if row.assessment.rank is not None)
    lines = Lines.of(call, None)
    found = lines.in_order.filter(mobility=mobility).first()
    ranked = counts.on_board(call, lines.batch)["ranked"]
    if found is None:
        return None, ranked
    return _row(found, lines.latest([found]).get(found.pk)), ranked


def _row(row: Assessment, decision: Decision | None, *, is_last: bool = False) -> BoardRow:
    return BoardRow(row, row.mobility, decision, row.is_tied, queries.is_within(row), is_last)
