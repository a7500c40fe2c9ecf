"""The form of what the call asks: a field for each question, a place for each paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BaseFormSet, BoundField
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.face import DocumentRow
from core.fields import NumberField, PaperField
from mobility.forms.base import DraftForm, day_field
from mobility.models import Application
from mobility.questions import Answer, Asking, Question, Slot
from mobility.sections import ROWS

LONGEST = 300
MOST = Decimal(10) ** 9
YES, NO = "yes", "no"
CHOOSE = ("", gettext_lazy("Choose …"))
UNANSWERED = ""
PAPER_HINT = gettext_lazy("PDF, JPEG or PNG, at most 10 MB. A photograph will do if everything can be read.")


class AmountField(NumberField):
    """A number that an applicant or the office states: never below zero, whole where the call counts whole ones."""

    def __init__(self, *, whole: bool = False, **kwargs: Any) -> None:
        self.whole = whole
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        number = super().clean(value)
        if number is None:
            return None
        if number < 0:
            raise forms.ValidationError(_("This cannot be below zero."))
        if number >= MOST:
            raise forms.ValidationError(_("This number is too large."))
        if self.whole and number != number.to_integral_value():
            raise forms.ValidationError(_("Write a whole number, without decimals."))
        return number


def field_for(question: Question, **kwargs: Any) -> forms.Field:
    """The field in which the question is answered."""
    match question.type:
        case "flag":
            choices = [(YES, _("yes")), (NO, _("no"))]
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **kwargs)
        case "number":
            return AmountField(whole=question.whole, **kwargs)
        case "date":
            return day_field(**kwargs)
        case _ if question.choices:
            return forms.ChoiceField(choices=[CHOOSE, *question.choices], **kwargs)
    return forms.CharField(max_length=LONGEST, **kwargs)


def kept(question: Question, value: Any) -> Answer:
    """What was typed as it is kept; empty where nothing was."""
    if value in (None, ""):
        return UNANSWERED
    if question.type == "flag":
        return value == YES
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def typed(question: Question, answer: Answer) -> Any:
    """What is kept as its field shows it."""
    if answer is None or question.type != "flag":
        return answer
    return YES if answer is True else NO if answer is False else None


@dataclass(frozen=True)
class PaperAsked:
    """A place for a paper on the page: its field, what stands there, and the tick that takes it away."""

    field: BoundField
    stored: tuple[DocumentRow, ...]
    take_away: BoundField | None


@dataclass(frozen=True)
class Asked:
    """One question on the page: its field, the tick that there is none, and the paper where it is asked here."""

    question: Question
    field: BoundField
    none: BoundField | None
    paper: PaperAsked | None


class AnswersForm(DraftForm):
    """A field for each question; a place for a paper stands with the first question that it answers."""

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        asking: Asking,
        application: Application,
        papers: Mapping[str, DocumentRow],
    ) -> None:
        self.asking, self.questions, self.papers = asking, asking.questions, papers
        answers = application.answers
        initial = {one.field: typed(one, answers.get(one.code)) for one in self.questions}
        initial |= {
            f"none_{one.code}": one.code in answers and answers[one.code] is None for one in self.questions
        }
        super().__init__(data, files, initial=initial)
        for question in self.questions:
            hint = " · ".join(filter(None, [question.unit, question.article]))
            self.fields[question.field] = field_for(question, label=question.label, help_text=hint)
            if question.type != "flag":
                self.fields[f"none_{question.code}"] = forms.BooleanField(
                    label=_("I have none, or it does not apply to me"), required=False
                )
        for slot in asking.slots.values():
            self._add_paper(slot)

    def _add_paper(self, slot: Slot) -> None:
        hint = str(PAPER_HINT)
        if len(slot.questions) > 1:
            shows = "; ".join(question.label for question in slot.questions)
            hint = _("One paper for: %(questions)s.") % {"questions": shows} + f" {hint}"
        accept = "application/pdf,image/jpeg,image/png"
        self.fields[slot.field] = PaperField(
            label=_label_of(slot),
            help_text=hint,
            required=slot.is_required or bool(slot.questions),
            accept=accept,
        )
        if slot.code in self.papers:
            self.fields[f"away_{slot.code}"] = forms.BooleanField(
                label=_("Take this paper away"), required=False
            )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        for question in self.questions:
            if values.get(f"none_{question.code}") and values.get(question.field) not in (None, ""):
                self.add_error(
                    question.field,
                    _("There is an answer, and a tick that there is none. Keep one of the two."),
                )
        return values

    @property
    def asked(self) -> list[Asked]:
        """The questions in their order, as the page shows them."""
        seen: set[str] = set()
        found = []
        for question in self.questions:
            is_first = bool(question.paper) and question.paper not in seen
            seen.add(question.paper)
            paper = self._paper(self.asking.slots[question.paper]) if is_first else None
            none = self._bound(f"none_{question.code}")
            found.append(Asked(question, self[question.field], none, paper))
        return found

    @property
    def papers_asked(self) -> list[PaperAsked]:
        """The papers that the call asks of everybody and no question is about."""
        return [self._paper(slot) for slot in self.asking.slots.values() if not slot.questions]

    def _paper(self, slot: Slot) -> PaperAsked:
        stored = (self.papers[slot.code],) if slot.code in self.papers else ()
        return PaperAsked(self[slot.field], stored, self._bound(f"away_{slot.code}"))

    def _bound(self, name: str) -> BoundField | None:
        return self[name] if name in self.fields else None

    @cached_property
    def sound(self) -> dict[str, Any]:
        """Everything without an error: `answers` by code, `papers` by slot, and the slots to be emptied."""
        values = self.sound_values()
        answers: dict[str, Answer] = {}
        for question in self.questions:
            if question.field not in values:
                continue
            answer = kept(question, values[question.field])
            is_none = answer == UNANSWERED and values.get(f"none_{question.code}")
            answers[question.code] = None if is_none else answer
        slots = self.asking.slots
        papers = {slot: values[f"paper_{slot}"] for slot in slots if values.get(f"paper_{slot}")}
        away = {slot for slot in slots if values.get(f"away_{slot}") and slot not in papers}
        return {"answers": answers, "papers": papers, "taken_away": away}


def _label_of(slot: Slot) -> str:
    if slot.paper is not None:
        return slot.paper.label
    if slot.questions[0].paper_label:
        return _("Paper behind it: %(kind)s") % {"kind": slot.questions[0].paper_label}
    return _("Paper behind it")


class AnswerForms:
    """The section of questions as the page of sections takes it: one form, no rows."""

    rows: Mapping[str, BaseFormSet] = {}

    def __init__(self, form: AnswersForm) -> None:
        self.form = form

    def is_valid(self) -> bool:
        return self.form.is_valid()

    def sound_values(self) -> dict[str, Any]:
        return self.form.sound

    @property
    def sets(self) -> dict[str, BaseFormSet | None]:
        """No set of rows, for templates."""
        return dict.fromkeys(ROWS)
