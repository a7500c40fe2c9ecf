"""Import of people on the screen: a file is sent, what it would do is shown, and it is done once confirmed.

Between the two nothing is kept here: the read lines travel in the page, signed for this person and university, and
are tried anew when they come back.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from core.files import sealed_response
from core.spreadsheets import Problem, Unreadable, sent_content
from core.views import RuledView
from members import operations
from members.directory import reach_of
from members.operations.importing import Outcome
from members.people_import.columns import Column, title_of
from members.people_import.reading import Line, read
from members.people_import.sample import sample
from members.views_roles import InPeople

CONFIRM_WITHIN = 60 * 60
SHOWN = 200


class FileForm(forms.Form):
    """The table."""

    table = forms.FileField(
        label=gettext_lazy("Table (CSV or XLSX)"),
        help_text=gettext_lazy(
            "At most 1 MB and 1,000 lines. The first line holds the names of the columns."
        ),
        error_messages={
            "required": gettext_lazy("Choose the file."),
            "empty": gettext_lazy("The file is empty."),
        },
    )

    def clean_table(self) -> list[Line]:
        """The lines of the table; problems of reading are kept in `problems`."""
        self.problems: tuple[Problem, ...] = ()
        try:
            return read(sent_content(self.cleaned_data["table"]))
        except Unreadable as unreadable:
            self.problems = unreadable.problems
            raise forms.ValidationError(
                gettext_lazy("The table was not taken in; nothing was changed.")
            ) from unreadable


def _told(problems: Sequence[Problem]) -> list[Problem]:
    """The first problems, with their columns by the names that the sample in the reader's language has."""
    language = get_language() or "sl"
    known = {column.value: title_of(column, language) for column in Column}
    return [replace(row, column=known.get(row.column, row.column)) for row in problems[:SHOWN]]


class Import(InPeople):
    """Send a table, see what it would do, confirm."""

    rule = "import_people"
    form_class = FileForm
    template = "members/import.html"

    def context(self) -> dict[str, Any]:
        return {
            "title": _("Import people"),
            "crumbs": self.crumbs(),
            "cancel_url": reverse("people:list", args=[self.slug]),
        }

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if "lines" in request.POST:
            return self.confirmed(request.POST["lines"])
        form = FileForm(request.POST, request.FILES)
        if not form.is_valid():
            problems = getattr(form, "problems", ())
            return self.page(status=422, form=form, problems=_told(problems), **self.context())
        lines = form.cleaned_data["table"]
        outcome = operations.import_people(lines=lines, actor=self.actor, really=False)
        return self.shown(form, lines, outcome)

    def confirmed(self, packed: str) -> HttpResponseBase:
        """Try the lines once more and, where nothing stands in the way, keep what they did."""
        try:
            rows = signing.loads(packed, salt=self.salt, max_age=CONFIRM_WITHIN)
        except signing.BadSignature:
            form = FileForm({}, MultiValueDict())
            form.add_error(
                None, _("The preview is older than an hour, or not yours. Send the file once more.")
            )
            return self.page(status=409, form=form, **self.context())
        lines = [Line(number, values) for number, values in rows]
        outcome = operations.import_people(lines=lines, actor=self.actor, really=True)
        if outcome.problems:
            return self.shown(FileForm(), lines, outcome, status=409)
        count = len(outcome.changes)
        words = ngettext("%(count)d change was made.", "%(count)d changes were made.", count)
        messages.success(
            self.request, words % {"count": count} if count else _("Everything was there already.")
        )
        return HttpResponseRedirect(reverse("people:list", args=[self.slug]) + "?view=all")

    def shown(
        self, form: forms.Form, lines: list[Line], outcome: Outcome, *, status: int = 200
    ) -> HttpResponseBase:
        """The preview: what would be done, or every problem with its line and column."""
        packed = ""
        if outcome.changes and not outcome.problems:
            rows = [(line.number, line.values) for line in lines]
            packed = signing.dumps(rows, salt=self.salt, compress=True)
        return self.page(
            status=422 if outcome.problems and status == 200 else status,  # noqa: PLR2004  (HTTP's own number)
            form=form,
            tried=True,
            lines=len(lines),
            changes=outcome.changes[:SHOWN],
            more=max(0, len(outcome.changes) - SHOWN),
            notes=outcome.notes[:SHOWN],
            unchanged=outcome.unchanged,
            problems=_told(outcome.problems),
            packed=packed,
            **self.context(),
        )

    @property
    def salt(self) -> str:
        return f"people-import:{self.actor.university_id}:{self.actor.me}"


class Sample(RuledView):
    """The sample file in the reader's language, with a member faculty of theirs."""

    rule = "import_people"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        reach = reach_of(self.actor)
        members = request.university.members.values()  # type: ignore[attr-defined]
        mine = next((row.slug for row in members if reach is None or row.id in reach), "")
        content = sample(get_language() or "sl", mine)
        return sealed_response(content, "people.csv", content_type="text/csv; charset=utf-8")
