"""Scoring: the calls that somebody scores, their queue, one application with its sheet, stepping back."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core import policy, readings
from core.face import Tab
from core.policy import Refusal
from core.views import ActView, RuledView
from core.wording import clock as time_of_day
from mobility.application_face import judged_face
from mobility.links import tenant_of, to_call, to_mobility
from mobility.models import Call, Mobility
from mobility.queries import submitted_application
from mobility.readings import opened_by
from mobility.views.base import CallView
from selection import queries, queries_calls, queries_queue
from selection.blind import is_blind, name_of
from selection.blind import shown as shown_now
from selection.conflicts import closed_anywhere
from selection.enums import SheetState
from selection.forms import AbstainForm, ScoreForm, StepBackForm
from selection.marking import Marking, marking_of
from selection.models import Confirmation, Sheet
from selection.operations import abstain, hand_in_scores, put_off, save_scores, step_back
from selection.scale import Scale, most_judged, most_points, scales_of
from selection.sheet_face import boxes, sheet_rows
from selection.views.conflicts import AsksFirst
from selection.words import ScoreRow, score_rows, shown

PAGE = 50


class Calls(RuledView):
    """Over all calls: what is mine to score, and how far each committee is."""

    rule = "see_scoring"
    template = "selection/calls.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        closed = closed_anywhere(self.actor.me)
        return self.page(
            seats=[
                {"row": row, **_links(row.call)}
                for row in queries_calls.calls_to_score(self.actor.me, closed=closed)
            ],
            overview=[
                {"row": row, **_links(row.call)}
                for row in queries_calls.calls_in_selection(self.actor, closed=closed)
            ],
        )


def _links(call: Call) -> dict[str, str]:
    """Where a call's queue, board and committee are."""
    return {name: to_call(call, f"selection:{name}") for name in ("queue", "board", "committee")}


class Queue(CallView):
    """An assessor's applications of one call."""

    rule = "see_queue"
    reads_with = ("committee",)
    template = "selection/queue.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        call = self.subject
        queue = queries_queue.Queue.of(call, self.actor.me)
        base = to_call(call, "selection:queue")
        asked = sum(queue.counts.values())
        done = queue.counts[SheetState.HANDED_IN] + queue.counts[SheetState.ABSTAINED]
        state = request.GET.get("state", "")
        chosen = queue.within(state)
        pages = Paginator(chosen, PAGE)
        pages.count = queue.counts[state] if state in SheetState.values else asked
        listed = pages.get_page(request.GET.get("page"))
        return self.page(
            call=call,
            crumbs=[(_("Scoring"), _home(call)), (call.title, to_call(call))],
            rows=[
                {"row": row, "url": f"{base.rpartition(call.slug)[0]}score/{row.public_id}/"}
                for row in queries_queue.queue_rows(
                    call, chosen[PAGE * (listed.number - 1) : PAGE * listed.number]
                )
            ],
            listed=listed,
            tabs=self.tabs(queue.counts, state),
            asked=asked,
            done=done,
            left=asked - done,
            score_by=queries.score_by_of(call),
            most=most_judged(scales_of(call)),
            next_url=to_call(call, "selection:next"),
            offline_url=to_call(call, "selection:offline"),
            meeting_url=to_call(call, "selection:meeting")
            if policy.can(self.actor, "see_meeting", call)
            else "",
            board_url=to_call(call, "selection:board") if policy.can(self.actor, "see_board", call) else "",
        )

    def tabs(self, counts: Mapping[str, int], state: str) -> list[Tab]:
        """Everything, then each state in which a sheet stands, with how many."""
        total = sum(counts.values())
        found = [Tab(_("All"), self.request.path, count=total, current=state not in SheetState.values)]
        for each in SheetState:
            count = counts[each]
            if count or state == each:
                label = str(each.label).capitalize()
                found.append(Tab(label, f"?state={each}", count=count, current=state == each))
        return found


def _home(call: Call) -> str:
    return f"/{tenant_of(call)['university']}/scoring/"


class Next(CallView):
    """Leads to the next application that is still to be scored: after the number given, else the first."""

    rule = "see_queue"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        after = request.GET.get("after", "")[:20]
        found = queries_queue.next_to_score(self.subject.pk, self.actor.person_id, after)
        if found is None:
            messages.success(request, _("You have scored all your applications of this call. Thank you."))
            return HttpResponseRedirect(to_call(self.subject, "selection:queue"))
        return HttpResponseRedirect(to_mobility(Mobility(**_address(self.subject, found)), "selection:score"))


def _address(call: Call, public_id: str) -> dict[str, Any]:
    """What an address needs to know of a mobility, without reading it."""
    return {"university_id": call.university_id, "member_id": call.member_id, "public_id": public_id}


class OfSheet:
    """Fetches one's own sheet for the application in the address; nobody else's is ever found."""

    seen_by = "see_sheet"
    request: HttpRequest
    kwargs: dict[str, Any]
    subject: Sheet
    actor: Any

    def fetch(self) -> Sheet:
        person_id = self.actor.person_id if self.actor else None
        sheet = queries.sheet_of(self.kwargs["mobility"], person_id) if person_id else None
        if sheet is None:
            raise Http404
        sheet.assessment.mobility.call = sheet.assessment.call
        page = self.request.resolver_match.view_name  # type: ignore[union-attr]
        readings.note(self.request, opened_by(self.actor, sheet.assessment.mobility, page=page))
        return sheet

    @property
    def mobility(self) -> Mobility:
        return self.subject.assessment.mobility


class Score(AsksFirst, OfSheet, RuledView):
    """One application: the file on the left, the sheet on the right. Keeps drafts, hands in, leads to the next."""

    rule = "see_sheet"
    template = "selection/score.html"

    @cached_property
    def call(self) -> Call:
        return self.subject.assessment.call

    # Whether what is posted is kept as a draft that comes back at the end of the queue.
    puts_off = False

    @cached_property
    def verdict(self) -> Any:
        """Whether the sheet may still be written, and if not, why."""
        return policy.can(self.actor, "score", self.subject)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.show(self.form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        is_autosave = request.headers.get("X-Autosave") == "1"
        hands_in = "next" in request.POST and not is_autosave
        self.puts_off = "skip" in request.POST and not is_autosave
        form = self.form(request.POST, complete=hands_in)
        if not form.is_valid():
            self._keep_what_is_right(form, hands_in=hands_in)
            return JsonResponse({"errors": form.errors}, status=422) if is_autosave else self.show(form, 422)
        try:
            sheet = self.act(form, hands_in=hands_in)
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
            return (
                JsonResponse({"reason": str(refusal.reason)}, status=409)
                if is_autosave
                else self.show(form, 409)
            )
        if is_autosave:
            given = shown(sheet.sum + sheet.assessment.computed)
            return JsonResponse({"saved_at": sheet.saved_at, "checks": [], "given": given})
        return self.onward(hands_in=hands_in)

    def act(self, form: ScoreForm, *, hands_in: bool) -> Sheet:
        operation = hand_in_scores if hands_in else put_off if self.puts_off else save_scores
        return operation(mobility=self.mobility, actor=self.actor, scores=form.scores)

    def _keep_what_is_right(self, form: ScoreForm, *, hands_in: bool) -> None:
        """A sheet that could not be handed in is kept as a draft, without what is outside of its scale."""
        if hands_in and self.verdict and form.scores:
            save_scores(mobility=self.mobility, actor=self.actor, scores=form.scores)

    def onward(self, *, hands_in: bool) -> HttpResponse:
        number = self.mobility.number
        if self.puts_off:
            words = _("Application %s was put off; it comes back at the end of your queue.")
        elif hands_in:
            words = _("Your scores for application %s are handed in.")
        else:
            words = _("Your draft for application %s is kept.")
        messages.success(self.request, words % number)
        if not hands_in and not self.puts_off:
            return HttpResponseRedirect(self.request.path)
        return HttpResponseRedirect(f"{to_call(self.call, 'selection:next')}?after={number}")

    @cached_property
    def kept(self) -> dict[int, Any]:
        return queries.scores_of_sheet(self.subject)

    def form(self, *args: Any, complete: bool = False) -> ScoreForm:
        kept = {} if args else self.kept
        return ScoreForm(*args, scales=self.marking.asked, kept=kept, complete=complete)

    @cached_property
    def marking(self) -> Marking:
        """What is marked in this application."""
        return marking_of(self.call, self.subject.assessment)

    def show(self, form: ScoreForm, status: int = 200) -> HttpResponseBase:
        sheet, mobility, assessment = self.subject, self.mobility, self.subject.assessment
        application = submitted_application(mobility)
        scales = scales_of(self.call)
        nth, asked, done = queries_queue.progress(self.call.pk, self.actor.person_id, mobility.number)
        committee = getattr(self.call, "committee", None)
        return self.page(
            status=status,
            form=form,
            sheet=sheet,
            mobility=mobility,
            call=self.call,
            crumbs=[(self.call.title, to_call(self.call, "selection:queue")), (mobility.number, "")],
            title=_("Application %(nth)s of %(asked)s") % {"nth": nth, "asked": asked},
            lede=self.lede(),
            progress=ngettext("%(done)d of %(asked)d handed in", "%(done)d of %(asked)d handed in", asked)
            % {"done": done, "asked": asked},
            score_by=committee.score_by if committee else None,
            suitability=None if is_blind(self.call) else self.suitability(),
            face=shown_now(judged_face(mobility, application), mobility),
            is_open=bool(self.verdict or form.is_bound),
            **self.parts(form, scales),
            given=sheet.sum + assessment.computed,
            most=most_points(scales),
            saved_at=time_of_day(sheet.saved_at) if sheet.saved_at else "",
            closed_because=str(self.verdict.reason),
            own=self.own_rows() if not self.verdict else [],
            others=self.other_rows(),
            assessment=assessment,
            mean=shown(assessment.mean),
            spread=shown(assessment.spread),
            next_url=f"{to_call(self.call, 'selection:next')}?after={mobility.number}",
            queue_url=to_call(self.call, "selection:queue"),
            abstain_url=to_mobility(mobility, "selection:abstain"),
            step_back_url=to_mobility(mobility, "selection:step_back"),
        )

    def parts(self, form: ScoreForm, scales: Sequence[Scale]) -> dict[str, Any]:
        """What is marked, with groups, and the points that rules gave: all of them, and those outside of groups."""
        computed = queries.computed_of(self.subject.assessment)
        return {
            "rows": sheet_rows(scales, form, {row.criterion_id: row for row in computed}),
            "asks_nothing": not form.scales,
            "is_reckoned": bool(self.marking.rules),
            "computed": boxes(scales, computed),
            "apart": boxes(scales, computed, inside=False),
        }

    def suitability(self) -> Confirmation | None:
        """What the body of three found, once it is decided."""
        confirmation = queries.confirmation_of(self.mobility)
        return confirmation if confirmation and confirmation.is_decided else None

    def lede(self) -> str:
        mobility = self.mobility
        return f"{name_of(mobility)} · {mobility.unit.name} · {shown_now(mobility.title, mobility)}"

    def own_rows(self) -> list[ScoreRow]:
        """The scores of a sheet that is not written any more, for reading."""
        return score_rows(self.kept.values(), scales_of(self.call))

    def other_rows(self) -> list[dict[str, Any]]:
        """What the others handed in; nothing before one's own sheet is in."""
        scales = scales_of(self.call)
        return [
            {
                "person": sheet.person.get_full_name(),
                "sum": sheet.sum,
                "abstention": sheet.abstention,
                "scores": score_rows(sheet.scores.all(), scales),
            }
            for sheet in queries.others_of(self.subject)
        ]


class Abstain(AsksFirst, OfSheet, ActView):
    """Giving no points to one application, for a reason; the file stays open to its reader."""

    rule = "score"
    form_class = AbstainForm
    done = gettext_lazy("Your abstention is noted.")

    def context(self) -> dict[str, Any]:
        mobility = self.mobility
        return {
            "title": _("Give no points to this application"),
            "lede": " · ".join(dict.fromkeys([mobility.number, name_of(mobility)])),
            "effects": [
                _("Your abstention counts for the quorum and is left out of the mean."),
                _("A draft of your scores is deleted. This is final."),
                _("The committee reads your reason; the participant does not."),
            ],
            "verb": _("Abstain"),
            "cancel_url": to_mobility(mobility, "selection:score"),
        }

    def act(self, form: forms.Form) -> Any:
        return abstain(mobility=self.mobility, actor=self.actor, reason=form.cleaned_data["reason"])

    def where(self, result: Any) -> str:
        return f"{to_call(self.subject.assessment.call, 'selection:next')}?after={self.mobility.number}"


class StepBack(OfSheet, ActView):
    """Leaving one application to the others because of a conflict of interest."""

    rule = "step_back"
    form_class = StepBackForm
    done = gettext_lazy("You do not assess this application any more.")

    def context(self) -> dict[str, Any]:
        mobility = self.mobility
        return {
            "title": _("Leave this application to the others"),
            "lede": " · ".join(dict.fromkeys([mobility.number, name_of(mobility)])),
            "effects": [
                _("Your sheet is set aside, handed in or not, and the application closes for you."),
                _("The chair sees your reason; the participant does not."),
            ],
            "verb": _("Leave it to the others"),
            "cancel_url": to_mobility(mobility, "selection:score"),
            "grave": True,
        }

    def act(self, form: forms.Form) -> Any:
        return step_back(mobility=self.mobility, actor=self.actor, reason=form.cleaned_data["reason"])

    def where(self, result: Any) -> str:
        return to_call(self.subject.assessment.call, "selection:queue")
