"""One's scores as a spreadsheet: downloaded, filled in anywhere, sent back, looked at, carried out as a whole.

Between preview and confirmation nothing is kept here: the read lines travel in the page, signed for this person and
call, and are tried anew when they come back.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core import exports
from core.spreadsheets import Problem, Unreadable, sent_content
from mobility.links import to_call
from mobility.views.base import CallView
from selection import queries, queries_queue
from selection.models import Score
from selection.offline.reading import MOST_LINES, Line, read
from selection.offline.writing import table_of
from selection.operations.offline import Outcome, take_in_sheet
from selection.scale import Scale, judged, scales_of

CONFIRM_WITHIN = 60 * 60
SHOWN = 200


class SheetForm(forms.Form):
    """The table."""

    table = forms.FileField(
        label=gettext_lazy("Your sheet (XLSX or CSV)"),
        help_text=gettext_lazy("The file that you downloaded here, filled in. At most 1 MB and 1,000 lines."),
        error_messages={
            "required": gettext_lazy("Choose the file."),
            "empty": gettext_lazy("The file is empty."),
        },
    )

    def __init__(self, *args: Any, scales: list[Scale], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scales = scales
        self.problems: tuple[Problem, ...] = ()

    def clean_table(self) -> list[Line]:
        """The lines of the table; problems of reading are kept in `problems`."""
        try:
            return read(sent_content(self.cleaned_data["table"]), self.scales)
        except Unreadable as unreadable:
            self.problems = unreadable.problems
            words = gettext_lazy("The table was not taken in; nothing was changed.")
            raise forms.ValidationError(words) from unreadable


class Offline(CallView):
    """Download one's sheet, send it back, see what it would change, confirm."""

    rule = "see_queue"
    template = "selection/offline.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.shown(self.form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if "lines" in request.POST:
            return self.confirmed(request.POST["lines"], hand_in="hand_in" in request.POST)
        form = self.form(request.POST, request.FILES)
        if not form.is_valid():
            return self.shown(form, problems=form.problems, status=422)
        lines = form.cleaned_data["table"]
        return self.tried(lines, self.take(lines, really=False))

    def form(self, *args: Any) -> SheetForm:
        return SheetForm(*args, scales=judged(scales_of(self.subject)))

    def take(self, lines: list[Line], *, really: bool, hand_in: bool = False) -> Outcome:
        return take_in_sheet(call=self.subject, actor=self.actor, lines=lines, really=really, hand_in=hand_in)

    def tried(self, lines: list[Line], outcome: Outcome, *, late: bool = False) -> HttpResponseBase:
        """The preview: what would be changed, or every problem with its line and column."""
        packed = ""
        if not outcome.problems and (outcome.changes or outcome.ready):
            rows = [(line.number, line.values) for line in lines]
            packed = signing.dumps(rows, salt=self.salt, compress=True)
        status = (409 if late else 422) if outcome.problems else 200
        return self.shown(
            self.form(), problems=tuple(outcome.problems), status=status, tried=outcome, packed=packed
        )

    def confirmed(self, packed: str, *, hand_in: bool) -> HttpResponseBase:
        """Try the lines once more and, where nothing stands in the way, keep what they give."""
        try:
            rows = signing.loads(packed, salt=self.salt, max_age=CONFIRM_WITHIN)
        except signing.BadSignature:
            form = SheetForm({}, MultiValueDict(), scales=[])
            form.add_error(
                None, _("The preview is older than an hour, or not yours. Send the file once more.")
            )
            return self.shown(form, status=409)
        lines = [Line(number, values) for number, values in rows]
        outcome = self.take(lines, really=True, hand_in=hand_in)
        if outcome.problems:
            return self.tried(lines, outcome, late=True)
        if hand_in:
            done = ngettext(
                "%(count)d sheet is handed in.", "%(count)d sheets are handed in.", len(outcome.ready)
            )
            messages.success(self.request, done % {"count": len(outcome.ready)})
        else:
            done = ngettext("%(count)d draft is kept.", "%(count)d drafts are kept.", len(outcome.changes))
            messages.success(self.request, done % {"count": len(outcome.changes)})
        return HttpResponseRedirect(to_call(self.subject, "selection:queue"))

    def shown(
        self, form: forms.Form, *, problems: tuple[Problem, ...] = (), status: int = 200, **more: Any
    ) -> HttpResponseBase:
        call = self.subject
        return self.page(
            status=status,
            form=form,
            problems=problems[:SHOWN],
            crumbs=[(call.title, to_call(call, "selection:queue"))],
            most_lines=MOST_LINES,
            queue_url=to_call(call, "selection:queue"),
            xlsx_url=to_call(call, "selection:offline_xlsx"),
            csv_url=to_call(call, "selection:offline_csv"),
            **more,
        )

    @property
    def salt(self) -> str:
        return f"scores:{self.subject.pk}:{self.actor.me}"


class Download(CallView):
    """One's own queue as a file; nothing of an application that is closed to its reader."""

    rule = "see_queue"
    kind = exports.XLSX

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        call, person_id = self.subject, self.actor.me
        sheets = {str(row.assessment.mobility.public_id): row for row in queries.sheets_of(call, person_id)}
        rows = [(row, sheets[row.public_id]) for row in queries_queue.queue(call, person_id)]
        scores: dict[int, dict[int, Score]] = {}
        for score in Score.objects.filter(sheet__in=[sheet.pk for _row, sheet in rows]):
            scores.setdefault(score.sheet_id, {})[score.criterion_id] = score
        table = table_of(rows, call, scores, kind=self.kind)
        return exports.response(table, self.kind, f"{call.slug}-scores")
