"""The sections of the content report as forms: fields, rows that repeat, and what is kept of them."""

from datetime import date
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from mobility.enums import DisseminationKind
from mobility.forms.base import DraftForm, day_field
from reporting.enums import ChangeStatus, LinkKind, LinkStatus, Publication, Section, SharingStatus
from reporting.host_enums import GoalResult
from reporting.models import FIELDS, ContentReport, Rows

MOST_ROWS = 20
NONE_OR_MORE = _("Anything to add? If there are none, say why.")
NOTHING_CHOSEN = [("", "—")]


def _text(label: Any, most: int, rows: int = 4, hint: Any = "", *, asked: bool = True) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, max_length=most, widget=area, required=asked)


def _line(label: Any, most: int = 200, *, asked: bool = True) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=asked)


def _choice(label: Any, words: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[*NOTHING_CHOSEN, *words.choices])


class GoalRow(DraftForm):
    """An agreed goal read back: only its result and a comment are written."""

    result = forms.ChoiceField(
        label=_("What became of it?"), choices=GoalResult.choices, widget=forms.RadioSelect
    )
    comment = _text(
        _("Comment"),
        1000,
        2,
        _("If it was not achieved in full: why, and what was done instead."),
        asked=False,
    )


class ChangeRow(DraftForm):
    """A new practice or an improved process."""

    what = _text(_("What"), 300, 2)
    status = _choice(_("How far is it?"), ChangeStatus)
    responsible = _line(_("Who is responsible?"), 150, asked=False)
    due_on = day_field(label=_("By when?"), required=False)


class LinkRow(DraftForm):
    """A new link."""

    partner = _line(_("Organisation"))
    contact = _line(_("Contact person"), asked=False)
    kind = _choice(_("What is it about?"), LinkKind)
    status = _choice(_("How far is it?"), LinkStatus)


class SharingRow(DraftForm):
    """One dissemination; `promise` ties it to what was promised in the application."""

    promise = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = _choice(_("In which way?"), DisseminationKind)
    audience = _text(_("For whom, and what"), 300, 2)
    due_on = day_field(label=_("Day"))
    status = _choice(_("Is it done?"), SharingStatus)
    reached = forms.IntegerField(label=_("People reached"), min_value=0, max_value=100_000, required=False)
    proof = _line(_("Link or other proof"), 300, asked=False)


class Activities(DraftForm):
    activities = _text(
        _("What did you do?"), 6000, 10, _("Day by day or by subject: what, how many hours, with whom.")
    )
    deviations = _text(_("What differed from the plan, and why?"), 2000, 3, asked=False)


class Knowledge(DraftForm):
    knowledge = _text(
        _("Which knowledge and skills have you gained?"),
        4000,
        8,
        _("Name what you can do now that you could not before."),
    )


class Effects(DraftForm):
    effects_on_work = _text(_("What changes in your own work?"), 3000, 6)
    effects_on_unit = _text(_("What does it mean for the development of your unit?"), 3000, 6)


class Practices(DraftForm):
    practices_words = _text(NONE_OR_MORE, 1500, 3, asked=False)


class Processes(DraftForm):
    processes_words = _text(NONE_OR_MORE, 1500, 3, asked=False)


class Links(DraftForm):
    links_words = _text(NONE_OR_MORE, 1500, 3, asked=False)


class Internationalisation(DraftForm):
    internationalisation = _text(
        _("What does the mobility add to internationalisation?"),
        3000,
        6,
        _("Also at home: for students and colleagues who do not travel."),
    )


class PublicationPart(DraftForm):
    advice = _text(
        _("Advice to future participants"),
        2000,
        4,
        _("What would you have liked to know before?"),
        asked=False,
    )
    summary = _text(
        _("Summary for publication"),
        1000,
        5,
        _("For readers outside: where, what for, what you brought home."),
    )
    consent = forms.ChoiceField(
        label=_("May it be published?"),
        help_text=_("Advice and summary are the public part. Your grant does not depend on the answer."),
        choices=Publication.choices,
        widget=forms.RadioSelect,
    )


FORM_OF: dict[str, type[DraftForm]] = {
    Section.ACTIVITIES: Activities,
    Section.KNOWLEDGE: Knowledge,
    Section.EFFECTS: Effects,
    Section.PRACTICES: Practices,
    Section.PROCESSES: Processes,
    Section.LINKS: Links,
    Section.INTERNATIONALISATION: Internationalisation,
    Section.PUBLICATION: PublicationPart,
}
ROWS_OF: dict[str, tuple[str, type[DraftForm]]] = {
    Section.GOALS: ("goals", GoalRow),
    Section.PRACTICES: ("practices", ChangeRow),
    Section.PROCESSES: ("processes", ChangeRow),
    Section.LINKS: ("links", LinkRow),
    Section.DISSEMINATION: ("dissemination", SharingRow),
}
ADD: dict[str, Any] = {
    Section.PRACTICES: _("Add a practice"),
    Section.PROCESSES: _("Add a process"),
    Section.LINKS: _("Add a link"),
    Section.DISSEMINATION: _("Add a dissemination"),
}


class SectionForms:
    """The forms of one section of one report: at most one of fields, at most one of rows."""

    def __init__(self, report: ContentReport, section: str, data: QueryDict | None = None) -> None:
        self.report, self.section = report, section
        form_class, rows = FORM_OF.get(section), ROWS_OF.get(section)
        initial = {name: getattr(report, name) for name in FIELDS[section]}
        self.form = form_class(data, initial=initial) if form_class else None
        self.field = rows[0] if rows else ""
        self.rows: BaseFormSet | None = self._rows(rows[0], rows[1], data) if rows else None
        self.add = ADD.get(section)

    def _rows(self, field: str, row: type[DraftForm], data: QueryDict | None) -> BaseFormSet:
        stored = getattr(self.report, field)
        agreed = field == "goals"
        kind = formset_factory(
            row,
            extra=0 if agreed or stored else 1,
            can_delete=not agreed,
            max_num=MOST_ROWS,
            validate_max=True,
        )
        # Rows sent are taken as sent: beside what is stored, one sent again unchanged would count as empty.
        rows: BaseFormSet = kind(data, initial=stored if data is None else None, prefix=field)
        if agreed:
            for form, goal in zip(rows.forms, stored, strict=False):
                form.agreed = goal["text"]  # type: ignore[attr-defined]
        return rows

    def is_valid(self) -> bool:
        """Whether everything typed can be kept; what is still empty is no error while writing."""
        parts = [part for part in (self.form, self.rows) if part is not None]
        return all(part.is_valid() for part in parts)

    def values(self) -> dict[str, Any]:
        """What can be kept of what was typed, field by field, after `is_valid` was asked."""
        kept: dict[str, Any] = self.form.sound_values() if self.form is not None else {}
        if self.rows is not None:
            typed = [row.sound_values() for row in self.rows.forms]
            kept[self.field] = self._goals(typed) if self.field == "goals" else self._kept(typed)
        return kept

    def _goals(self, typed: Rows) -> Rows:
        """Results and comments beside the goals as they were agreed, whatever was sent."""
        filled = [*typed, *({} for _goal in self.report.goals[len(typed) :])]
        return [
            {"text": goal["text"], "result": row.get("result", ""), "comment": row.get("comment", "")}
            for goal, row in zip(self.report.goals, filled, strict=False)
        ]

    def _kept(self, typed: Rows) -> Rows:
        """The rows that say something and were not taken away; they answer promises of this report only."""
        promised = {row.get("promise") for row in self.report.dissemination}
        rows = []
        for row in typed:
            stored = {name: _stored(value) for name, value in row.items() if name != "DELETE"}
            if stored.get("promise") not in promised:
                stored["promise"] = None
            says = any(value not in ("", None) for name, value in stored.items() if name != "promise")
            if says and not row.get("DELETE"):
                rows.append(stored if self.field == "dissemination" else _without(stored, "promise"))
        return rows

    def errors(self) -> list[tuple[str, str]]:
        """What cannot be kept: the field's address on the page, and why."""
        found = []
        for form in [self.form, *(self.rows.forms if self.rows is not None else [])]:
            for bound in form or []:
                found += [(bound.auto_id.removeprefix("id_"), str(words)) for words in bound.errors]
        return found


def _stored(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _without(row: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != name}
