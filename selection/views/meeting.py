"""The meeting: what all gave side by side, what was agreed, who was there, and the minutes."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import policy
from core.face import DocumentRow, Fact, Tab
from core.files import download_response
from core.keyed import among
from mobility.application_face import judged_face
from mobility.editions import edition_called
from mobility.links import to_call
from mobility.models import Call
from mobility.queries import submitted_application
from mobility.views.base import CallActView, CallView, MobilityActView
from selection import meeting as meetings
from selection import queries
from selection.blind import name_of
from selection.blind import shown as shown_now
from selection.conflicts import closed_to
from selection.enums import TablePart
from selection.forms import CloseForm
from selection.forms_meeting import AgreeForm, NotesForm
from selection.marking import marking_of
from selection.models import Assessment, Finding
from selection.operations import agree, ask_for_minutes, note_meeting, open_meeting
from selection.operations.scoring import names_of, open_sheets
from selection.scale import Scale, scales_of
from selection.views.conflicts import AsksFirst
from selection.words import named, score_rows, shown

PAGE = 50


def crumbs_of(call: Call) -> list[tuple[str, str]]:
    return [(call.title, to_call(call)), (_("Meeting"), to_call(call, "selection:meeting"))]


class Meeting(CallView):
    """Every application at the table with all scores, the spread, and what was agreed."""

    rule = "see_meeting"
    template = "selection/meeting.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        call, meeting = self.subject, meetings.meeting_of(self.subject)
        if meeting is None:
            raise Http404
        table = meetings.Table.of(meeting, closed=closed_to(self.actor, call))
        asked, counts = request.GET.get("view", ""), table.counts()
        part = TablePart(asked) if asked in TablePart.values else TablePart.ALL
        found = table.within(part)
        pages = Paginator(found, PAGE)
        pages.count = counts[part]
        listed = pages.get_page(request.GET.get("page"))
        on_page = found[PAGE * (listed.number - 1) : PAGE * listed.number]
        rows = meetings.lines_of(meeting, found.filter(among(on_page)))
        base = to_call(call, "selection:meeting").rpartition(f"{call.slug}/meeting/")[0]
        leads = bool(policy.can(self.actor, "lead_meeting", call))
        return self.page(
            call=call,
            crumbs=[(call.title, to_call(call)), (_("Selection board"), to_call(call, "selection:board"))]
            if policy.can(self.actor, "see_board", call)
            else [(call.title, to_call(call, "selection:queue"))],
            meeting=meeting,
            is_closed=call.scoring_closed_at is not None,
            rows=[line_of(row, base, call) for row in rows],
            listed=listed,
            tabs=self.tabs(counts, part),
            waiting=counts[TablePart.AGAIN],
            present=[one.person.get_full_name() for one in meeting.presences.select_related("person")],
            leads=leads,
            agrees=leads and call.scoring_closed_at is None,
            close_url=to_call(call, "selection:close")
            if policy.can(self.actor, "close_scoring", call)
            else "",
            notes_url=to_call(call, "selection:meeting_notes"),
            minutes_url=to_call(call, "selection:ask_minutes"),
            figures_url=to_call(call, "selection:figures"),
            minutes=minutes_rows(call) if policy.can(self.actor, "see_minutes", call) else [],
        )

    def tabs(self, counts: Mapping[TablePart, int], current: TablePart) -> list[Tab]:
        return [
            Tab(
                str(part.label),
                f"?view={part}" if part else self.request.path,
                count=counts[part],
                current=part == current,
                tone="soon" if part == TablePart.AGAIN and counts[part] else "",
            )
            for part in TablePart
        ]


def line_of(row: meetings.Row, base: str, call: Call) -> dict[str, Any]:
    """One line of the meeting's table."""
    assessment, mobility = row.assessment, row.assessment.mobility
    mobility.call = call
    return {
        "row": row,
        "mobility": mobility,
        "name": name_of(mobility),
        "file_title": shown_now(mobility.title, mobility),
        "mean": shown(assessment.mean),
        "spread": shown(assessment.spread),
        "agreed": shown(assessment.agreed),
        "total": shown(assessment.total),
        "url": f"{base}meeting/{assessment.mobility.public_id}/",
    }


def minutes_rows(call: Call) -> list[DocumentRow]:
    """The minutes as they were last printed, in their editions."""
    return [
        DocumentRow(
            title=_("Minutes of the meeting"),
            url=to_call(call, "selection:minutes", language=one.language),
            language=one.language,
            version=one.version,
            size=one.file.size,
            issued_on=one.issued_at,
            state=_("draft") if one.is_draft else "",
        )
        for one in meetings.minutes_of(call)
    ]


class OpenMeeting(CallActView):
    """Ends the scoring of each alone; says who has not handed in."""

    rule = "open_meeting"
    form_class = CloseForm
    done = gettext_lazy("The meeting is open.")

    def form_kwargs(self) -> dict[str, Any]:
        return {"is_needed": open_sheets(self.subject).exists()}

    def context(self) -> dict[str, Any]:
        call = self.subject
        missing = list(open_sheets(call).select_related("person"))
        return {
            "title": _("Open the meeting"),
            "crumbs": [(call.title, to_call(call, "selection:board"))],
            "warning": _("Not handed in yet: %s.") % names_of(missing) if missing else "",
            "effects": [
                _("Sheets cannot be changed any more."),
                _(
                    "Every member sees what the others gave, but for applications closed to them by a conflict."
                ),
                _("You may record agreed points; they count instead of the mean."),
            ],
            "verb": _("Open the meeting"),
            "cancel_url": to_call(call, "selection:board"),
        }

    def act(self, form: forms.Form) -> Any:
        return open_meeting(call=self.subject, actor=self.actor, reason=form.cleaned_data.get("reason", ""))

    def where(self, result: Any) -> str:
        return to_call(self.subject, "selection:meeting")


class Notes(CallActView):
    """Who was there, from which spread one looks again, remarks for the minutes."""

    rule = "lead_meeting"
    form_class = NotesForm
    done = gettext_lazy("The notes of the meeting are kept.")

    def form_kwargs(self) -> dict[str, Any]:
        call = self.subject
        return {"meeting": meetings.meeting_of(call), "seats": meetings.committee_of(call)}

    def context(self) -> dict[str, Any]:
        return {
            "title": _("Notes of the meeting"),
            "crumbs": crumbs_of(self.subject),
            "verb": _("Keep the notes"),
            "cancel_url": to_call(self.subject, "selection:meeting"),
        }

    def act(self, form: forms.Form) -> Any:
        return note_meeting(call=self.subject, actor=self.actor, notes=form.notes)  # type: ignore[attr-defined]

    def where(self, result: Any) -> str:
        return to_call(self.subject, "selection:meeting")


class AskMinutes(CallActView):
    """Prints the minutes as they stand, in both languages."""

    rule = "lead_meeting"
    done = gettext_lazy("The minutes are being printed; they appear here in a moment.")

    def context(self) -> dict[str, Any]:
        return {
            "title": _("Draft the minutes"),
            "crumbs": crumbs_of(self.subject),
            "effects": [
                _("The minutes are printed in Slovenian and English from what is recorded."),
                _("Until scoring is closed they are a draft; closing prints them once more."),
            ],
            "verb": _("Draft the minutes"),
            "cancel_url": to_call(self.subject, "selection:meeting"),
        }

    def act(self, form: forms.Form) -> Any:
        return ask_for_minutes(call=self.subject, actor=self.actor)

    def where(self, result: Any) -> str:
        return to_call(self.subject, "selection:meeting")


class PrintedMinutes(CallView):
    """The minutes as they were last printed, as PDF."""

    rule = "see_minutes"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        found = edition_called(meetings.minutes_of(self.subject), self.kwargs["language"])
        if found is None:
            raise Http404
        return download_response(found.file, found.file.original_name, inline=True)


class Agree(AsksFirst, MobilityActView):
    """One application in the meeting: all sheets side by side, and what is agreed."""

    rule = "agree"
    form_class = AgreeForm
    template = "selection/agree.html"
    done = gettext_lazy("It is recorded what was agreed.")

    @cached_property
    def assessment(self) -> Assessment:
        found = queries.assessment_of(self.subject)
        if found is None:
            raise Http404
        return found

    @cached_property
    def asked(self) -> list[tuple[Scale, str]]:
        """The rows that are marked in this application, each by its name."""
        asked = {scale.id for scale in marking_of(self.subject.call, self.assessment).asked}
        return [(scale, name) for scale, name in named(scales_of(self.subject.call)) if scale.id in asked]

    @cached_property
    def finding(self) -> Finding | None:
        return Finding.objects.filter(assessment=self.assessment).select_related("set_by").first()

    def form_kwargs(self) -> dict[str, Any]:
        finding = self.finding
        agreed = dict(finding.agreed.values_list("criterion_id", "points")) if finding else {}
        return {
            "rows": self.asked,
            "means": queries.means_given(self.assessment),
            "agreed": agreed,
            "initial": {"sentence": finding.sentence if finding else ""},
        }

    def context(self) -> dict[str, Any]:
        mobility, assessment = self.subject, self.assessment
        application = submitted_application(mobility)
        sheets = queries.handed_in_of(assessment)
        means = queries.means_given(assessment)
        return {
            "mobility": mobility,
            "name": name_of(mobility),
            "file_title": shown_now(mobility.title, mobility),
            "crumbs": crumbs_of(mobility.call),
            "facts": [
                Fact(_("Mean"), shown(assessment.mean)),
                Fact(_("Spread"), shown(assessment.spread)),
                Fact(_("Agreed"), shown(assessment.agreed), note=_("counts instead of the mean"))
                if assessment.agreed is not None
                else Fact(_("Computed points"), shown(assessment.computed)),
                Fact(_("Total"), shown(assessment.total)),
            ],
            "finding": self.finding,
            "heads": [sheet.person.get_full_name() for sheet in sheets if not sheet.abstention],
            "grid": [_grid_row(scale, name, sheets, means) for scale, name in self.asked],
            "sheets": [
                {
                    "person": sheet.person.get_full_name(),
                    "sum": sheet.sum,
                    "abstention": sheet.abstention,
                    "scores": shown_now(score_rows(sheet.scores.all(), scales_of(mobility.call)), mobility),
                }
                for sheet in sheets
            ],
            "face": shown_now(judged_face(mobility, application), mobility),
            "cancel_url": to_call(mobility.call, "selection:meeting"),
        }

    def act(self, form: forms.Form) -> Any:
        points = form.points  # type: ignore[attr-defined]
        sentence = form.cleaned_data["sentence"]
        return agree(mobility=self.subject, actor=self.actor, points=points, sentence=sentence)

    def where(self, result: Any) -> str:
        return to_call(self.subject.call, "selection:meeting")


def _grid_row(scale: Scale, name: str, sheets: list[Any], means: dict[int, Any]) -> dict[str, Any]:
    """One criterion with what each gave."""
    given = [
        next((score.points for score in sheet.scores.all() if score.criterion_id == scale.id), None)
        for sheet in sheets
        if not sheet.abstention
    ]
    return {"name": name, "most": scale.most, "given": given, "mean": shown(means.get(scale.id))}
