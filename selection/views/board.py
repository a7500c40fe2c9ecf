"""The board: ranking, closing of scoring, decisions, release of the results, later places."""

from collections.abc import Callable, Mapping, Set
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core import policy
from core.face import Fact
from core.files import download_response
from core.views import Refused
from mobility.application_face import judged_face
from mobility.editions import edition_called
from mobility.links import to_call
from mobility.models import Call, Mobility
from mobility.policy import STAFF
from mobility.queries import submitted_application
from mobility.views.base import CallActView, CallView, MobilityActView
from selection import queries, queries_queue
from selection.bins import chosen, result_now, tone_of
from selection.blind import hidden, is_blind
from selection.board_lines import RuleBoard, rule_board
from selection.board_page import board_page
from selection.board_page import row_of as row_on_board
from selection.conflicts import closed_to
from selection.deciding.sentences import own
from selection.distribution_face import for_board
from selection.enums import Cause, SheetState
from selection.forms import CloseForm, DecideForm, ReasonForm
from selection.models import Assessment, Decision
from selection.operations import Money, Release, award_later, close_scoring, decide
from selection.operations.scoring import names_of, open_sheets, owed_words
from selection.pages import list_rows
from selection.policy import SAY_FIRST, role_in
from selection.scale import Scale, most_points, scales_of
from selection.views.batches import OfBatches
from selection.views.conflicts import AsksFirst
from selection.words import default_reasons, points_by_criterion, score_rows, shown


def counted(release: Release) -> str:
    """3 awarded, 2 reserve, 1 refused."""
    return ", ".join(
        [
            ngettext("%d awarded", "%d awarded", release.awarded) % release.awarded,
            ngettext("%d on the reserve list", "%d on the reserve list", release.reserve) % release.reserve,
            ngettext("%d not selected", "%d not selected", release.refused) % release.refused,
        ]
    )


def crumbs_of(call: Call) -> list[tuple[str, str]]:
    return [(call.title, to_call(call)), (_("Selection board"), to_call(call, "selection:board"))]


class Board(OfBatches, CallView):
    """The ranking of a call; before scoring is closed only how far each application is."""

    rule = "see_board"
    reads_with = ("committee", "share__distribution")
    template = "selection/board.html"

    def words(self) -> tuple[Callable[[Mobility], str], Callable[[Mobility], str]]:
        """How participants and titles are told to this reader."""
        if hides_names(self.actor, self.subject):
            return lambda mobility: mobility.number, lambda mobility: hidden(mobility.title, mobility.person)
        return lambda mobility: mobility.person.get_full_name(), lambda mobility: mobility.title

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        call = self.subject
        closed = closed_to(self.actor, call)
        shown = self.earlier
        number = request.GET.get("page")
        listed = board_page(call, closed=closed, batch=shown, number=number)
        board = listed.board
        is_closed = call.scoring_closed_at is not None or shown is not None
        decides = shown is None and bool(policy.can(self.actor, "release_results", call))
        under_way = queries_queue.UnderWay() if is_closed else self.under_way(board, closed)
        scales = scales_of(call)
        rules = rule_board(call, scales, shown)
        return self.page(
            call=call,
            crumbs=[(call.title, to_call(call))],
            board=board,
            listed=listed,
            rules=rules,
            dropped=[", ".join(order.numbers) for order in rules.dropped],
            **for_board(call, self.actor),
            take_over_url=to_call(call, "selection:take_over") if decides and listed.proposed else "",
            rows=self.lines(board, rules, under_way, decides=decides),
            is_closed=is_closed,
            decides=decides,
            pending=counted(Release(*(board.pending[outcome] for outcome in ("award", "reserve", "refuse")))),
            missing=owed_words(under_way.owed),
            closed_words=closed_words(board) if board.closed else "",
            names_url=to_call(call, "selection:show_names")
            if is_blind(call) and policy.can(self.actor, "show_names", call)
            else "",
            may_close=shown is None and bool(policy.can(self.actor, "close_scoring", call)),
            tabs=self.tabs(),
            batch=shown or (self.batches[-1] if self.batches else None),
            may_award=not decides
            and board.free > 0
            and bool(policy.can(self.actor, "give_free_place", call)),
            most=most_points(scales),
            lists=list_rows(call),
            **self.links(call, is_closed=is_closed),
        )

    def under_way(self, board: queries.Board, closed: Set[int]) -> queries_queue.UnderWay:
        """Which sheets are awaited."""
        rows = [row.assessment for row in board.rows]
        return queries_queue.sheets_under_way(self.subject, rows, closed=closed)

    def lines(
        self, board: queries.Board, rules: RuleBoard, under_way: queries_queue.UnderWay, *, decides: bool
    ) -> list[dict[str, Any]]:
        """One line for each application that this reader may see, in the words in which they may read it."""
        base = to_call(self.subject, "selection:board").rpartition(f"{self.subject.slug}/board/")[0]
        names, titles = self.words()
        return [
            {
                **row_of(row, base, decides=decides),
                "name": names(row.mobility),
                "title": titles(row.mobility),
                "rules": rules.line(row.assessment, chosen(row.decision)),
                "tie_url": f"{base}ties/{row.mobility.public_id}/"
                if decides and rules.is_for_committee(row.assessment)
                else "",
                "sheets": sheet_words(row.assessment, under_way.states),
            }
            for row in board.rows
        ]

    def links(self, call: Call, *, is_closed: bool) -> dict[str, Any]:
        """Where one goes on from the board; empty where one may not. After closing the figures lead to the meeting."""
        asked = {"figures_url": ("selection:figures", "see_figures")}
        if not is_closed:
            asked |= {
                "meeting_url": ("selection:meeting", "see_meeting"),
                "open_meeting_url": ("selection:open_meeting", "open_meeting"),
            }
        return {
            "close_url": to_call(call, "selection:close"),
            "release_url": to_call(call, "selection:release"),
            "committee_url": to_call(call, "selection:committee"),
            "may_seat": bool(policy.can(self.actor, "seat_committee", call)),
            "outlook_url": to_call(call, "selection:outlook") if is_closed else "",
            "lists_url": to_call(call, "selection:lists") if is_closed else "",
            **{
                name: to_call(call, page) if policy.can(self.actor, verb, call) else ""
                for name, (page, verb) in asked.items()
            },
        }


def hides_names(actor: Any, call: Call) -> bool:
    """Whether names are hidden from this reader now: from the committee, not from the offices that passed them on."""
    is_office = actor.holds(*STAFF, member_id=call.member_id)
    return is_blind(call) and (not is_office or bool(role_in(call, actor.me)))


def closed_words(board: queries.Board) -> str:
    """How many applications are not shown because of a conflict of interest, and who decides on them."""
    return (
        ngettext(
            "%d application is closed to you because of a conflict of interest.",
            "%d applications are closed to you because of a conflict of interest.",
            board.closed,
        )
        % board.closed
    )


def sheet_words(assessment: Assessment, under_way: Mapping[int, Mapping[SheetState, int]]) -> str:
    """How far the sheets of one application are: 1 abstained, 1 draft, 2 to score; empty when all are scored."""
    counts = {SheetState.ABSTAINED: assessment.abstained}
    counts |= under_way.get(assessment.pk, {})
    return ", ".join(f"{count} {state.label}" for state, count in counts.items() if count)


def row_of(row: queries.BoardRow, base: str, *, decides: bool) -> dict[str, Any]:
    """One line of the board: numbers in words, what was decided, and where to decide."""
    mobility, assessment, decision = row.mobility, row.assessment, row.decision
    is_pending = decision is None or decision.released_at is None
    return {
        "row": row,
        "mobility": mobility,
        "assessment": assessment,
        "mean": shown(assessment.judged),
        "spread": shown(assessment.spread),
        "total": shown(assessment.total),
        "outcome": result_now(mobility, decision),
        "cause": decision.get_cause_display() if decision and decision.cause != Cause.COMMITTEE else "",
        "tone": tone_of(mobility, decision),
        "is_pending": is_pending,
        "decide_url": f"{base}decide/{mobility.public_id}/" if decides and is_pending else "",
        "award_url": f"{base}award/{mobility.public_id}/" if mobility.stage in {"reserve", "refused"} else "",
    }


class Close(CallActView):
    """Ends scoring; says who has not handed in."""

    rule = "close_scoring"
    form_class = CloseForm
    done = gettext_lazy("Scoring is closed and the applications are ranked.")

    def form_kwargs(self) -> dict[str, Any]:
        return {"is_needed": open_sheets(self.subject).exists()}

    def context(self) -> dict[str, Any]:
        call = self.subject
        closed = closed_to(self.actor, call)
        missing = list(open_sheets(call).exclude(assessment__mobility__in=closed).select_related("person"))
        warning = _("Not handed in yet: %s.") % names_of(missing) if missing else ""
        return {
            "title": _("Close scoring"),
            "crumbs": crumbs_of(call),
            "warning": warning,
            "effects": [
                _("Sheets cannot be changed any more."),
                _("The applications are ranked by the mean of the judged points and the computed points."),
            ],
            "verb": _("Close scoring"),
            "cancel_url": to_call(call, "selection:board"),
        }

    def act(self, form: forms.Form) -> Call:
        return close_scoring(call=self.subject, actor=self.actor, reason=form.cleaned_data.get("reason", ""))

    def where(self, result: Any) -> str:
        return to_call(self.subject, "selection:board")


class Decide(AsksFirst, MobilityActView):
    """The decision about one application, pending until the results are released."""

    rule = "decide"
    seen_by = "see_for_committee"
    form_class = DecideForm
    template = "selection/decide.html"
    done = gettext_lazy("The decision is noted; the participant learns of it with the release.")

    @cached_property
    def assessment(self) -> Assessment:
        return self.line.assessment

    @cached_property
    def points(self) -> list[Any]:
        computed = queries.computed_of(self.assessment)
        return points_by_criterion(self.scales, self.assessment, computed)

    @cached_property
    def scales(self) -> tuple[Scale, ...]:
        return scales_of(self.subject.call)

    @cached_property
    def line(self) -> queries.BoardRow:
        found, _among = self.found
        if found is None:
            raise Http404
        return found

    @cached_property
    def found(self) -> tuple[queries.BoardRow | None, int]:
        """The line of this application, and how many applications have a rank."""
        return row_on_board(self.subject, closed=closed_to(self.actor, self.subject.call))

    def refused(self, reason: Any) -> HttpResponseBase:
        """An application that is on no board (any more) has no page to come back to: only the reason is said."""
        if reason is SAY_FIRST:
            return self.to_question(self.subject)
        if self.found[0] is None:
            raise Refused(reason)
        return super().refused(reason)

    def form_kwargs(self) -> dict[str, Any]:
        present = Decision.objects.filter(assessment=self.assessment, released_at=None).first()
        if present:
            known = {"grant": present.grant, "without_grant": not present.is_funded}
            return {
                "call": self.subject.call,
                "initial": {"outcome": present.outcome, "reasons": present.reasons, **known},
            }
        numbers = default_reasons(self.assessment, self.points, among=self.found[1])
        reasons = "\n".join(filter(None, [numbers, own(self.assessment.proposed_because)]))
        return {
            "call": self.subject.call,
            "initial": {"outcome": self.assessment.proposed, "reasons": reasons},
        }

    def context(self) -> dict[str, Any]:
        mobility, assessment = self.subject, self.assessment
        application = submitted_application(mobility)
        return {
            "mobility": mobility,
            "name": mobility.number if self.is_nameless else mobility.person.get_full_name(),
            "file_title": hidden(mobility.title, mobility.person) if self.is_nameless else mobility.title,
            "crumbs": crumbs_of(mobility.call),
            "points": [
                {"name": scale.name, "most": scale.most, "points": shown(value), "why": why}
                for scale, value, why in self.points
            ],
            "facts": [
                Fact(_("Rank"), self.rank_words()),
                Fact(_("Total"), shown(assessment.total)),
                Fact(_("Spread"), shown(assessment.spread)),
                Fact(_("Sheets"), f"{assessment.count}/{assessment.asked}"),
            ],
            "rules": rule_board(mobility.call, self.scales, only=assessment).line(assessment, ""),
            "sheets": [
                {
                    "person": sheet.person.get_full_name(),
                    "sum": sheet.sum,
                    "abstention": sheet.abstention,
                    "scores": score_rows(sheet.scores.all(), self.scales),
                }
                for sheet in queries.handed_in_of(assessment)
            ],
            "face": self.shown(judged_face(mobility, application)),
            "cancel_url": to_call(mobility.call, "selection:board"),
        }

    @cached_property
    def is_nameless(self) -> bool:
        return hides_names(self.actor, self.subject.call)

    def shown(self, face: Any) -> Any:
        return hidden(face, self.subject.person) if self.is_nameless else face

    def rank_words(self) -> str:
        rank = self.assessment.rank or "–"
        words = _("%(rank)s, shared") if self.line.is_tied else _("%(rank)s of %(among)s")
        return words % {"rank": rank, "among": self.found[1]}

    def act(self, form: forms.Form) -> Decision:
        data = form.cleaned_data
        return decide(
            mobility=self.subject,
            actor=self.actor,
            outcome=data["outcome"],
            reasons=data["reasons"],
            money=Money(not data.get("without_grant", False), data.get("grant")),
        )

    def where(self, result: Any) -> str:
        return to_call(self.subject.call, "selection:board")


class AwardLater(MobilityActView):
    """A place that became free goes to an application on the reserve list, or after an appeal."""

    rule = "award_later"
    step_up = True
    form_class = ReasonForm
    done = gettext_lazy("The place is awarded; the letter is on its way.")

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"reasons": _("A place became free.")}}

    def context(self) -> dict[str, Any]:
        mobility: Mobility = self.subject
        return {
            "title": _("Award a place"),
            "crumbs": crumbs_of(mobility.call),
            "lede": f"{mobility.number} · {mobility.person.get_full_name()}",
            "effects": [_("The participant is asked to confirm the place.")],
            "told": [mobility.person.get_full_name()],
            "verb": _("Award a place"),
            "cancel_url": to_call(mobility.call, "selection:board"),
        }

    def act(self, form: forms.Form) -> Decision:
        return award_later(mobility=self.subject, actor=self.actor, reasons=form.cleaned_data["reasons"])

    def where(self, result: Any) -> str:
        return to_call(self.subject.call, "selection:board")


class Results(CallView):
    """The published list of the last release, as PDF."""

    rule = "see_results_list"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        found = edition_called(queries.lists_of(self.subject), self.kwargs["language"])
        if found is None:
            raise Http404
        return download_response(found.file, found.file.original_name, inline=True)
