"""Forms of the entry in the personnel file and of the answers for effects."""

from datetime import date
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from core import clock
from core.wording import day, period
from mobility.enums import DutyKind
from mobility.forms.base import DraftForm, day_field
from mobility.models import Duty, Mobility, Promise
from recognition.enums import Answer, RecognitionKind
from recognition.models import FollowUp, RecognitionEntry
from recognition.queries import is_free


class RecordForm(forms.Form):
    """As what, on which ground, when and under which number the mobility is recorded."""

    kinds = forms.MultipleChoiceField(
        label=_("Recognised as"), choices=RecognitionKind.choices, widget=forms.CheckboxSelectMultiple
    )
    basis = forms.CharField(
        label=_("Basis"),
        help_text=_("For example: a decision with its number, or the annual plan of training."),
        max_length=300,
        required=False,
    )
    entered_on = day_field(label=_("Date of the entry"))
    reference = forms.CharField(
        label=_("Number in the personnel file"),
        max_length=RecognitionEntry._meta.get_field("reference").max_length,
    )
    remarks = forms.CharField(
        label=_("Remarks"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1500, required=False
    )

    def __init__(self, *args: Any, mobility: Mobility, ended_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mobility, self.ended_on = mobility, ended_on

    def clean_entered_on(self) -> date:
        entered_on: date = self.cleaned_data["entered_on"]
        if entered_on < self.ended_on:
            words = _("The stay ended on %(day)s; the entry cannot be older.")
            raise forms.ValidationError(words, params={"day": day(self.ended_on)})
        if entered_on > clock.today():
            raise forms.ValidationError(_("The day lies in the future."))
        return entered_on

    def clean_reference(self) -> str:
        reference: str = self.cleaned_data["reference"].strip()
        if not is_free(reference, member_id=self.mobility.member_id):
            raise forms.ValidationError(_("Another entry has this number."))
        return reference


class KeptForm(forms.Form):
    """When a promise was kept, and what shows it."""

    kept_on = day_field(label=_("On which day?"))
    proof = forms.CharField(
        label=_("What shows it?"),
        help_text=_("A link, the minutes, how many people came: one sentence is enough."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=800,
    )

    def __init__(self, *args: Any, mobility: Mobility, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mobility = mobility

    def clean_kept_on(self) -> date:
        kept_on: date = self.cleaned_data["kept_on"]
        _cannot_be(kept_on, self.mobility)
        return kept_on


class AnswerForm(DraftForm):
    """What has come of one promise; which fields are asked for depends on the answer."""

    answer = forms.ChoiceField(label=_("Is it done?"), choices=Answer.choices, widget=forms.RadioSelect)
    kept_on = day_field(label=_("If it is: on which day?"))
    proof = forms.CharField(label=_("What shows it?"), max_length=800)
    due_on = day_field(label=_("If not yet: by when?"))
    why = forms.CharField(label=_("If not: why?"), widget=forms.Textarea(attrs={"rows": 2}), max_length=800)
    promise: Promise
    mobility: Mobility

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        asked = {Answer.KEPT: self._kept, Answer.NOT_YET: self._not_yet, Answer.GIVEN_UP: self._why}
        if values.get("answer") in asked:
            asked[values["answer"]](values)
        else:
            self._ask("answer", _("Choose an answer."))
        return values

    def _kept(self, values: dict[str, Any]) -> None:
        if not values.get("kept_on"):
            self._ask("kept_on", _("Give the day."))
        else:
            try:
                _cannot_be(values["kept_on"], self.mobility)
            except forms.ValidationError as error:
                self.add_error("kept_on", error)
        if not values.get("proof", "").strip():
            self._ask("proof", _("Say what shows it."))

    def _not_yet(self, values: dict[str, Any]) -> None:
        due_on = values.get("due_on")
        if due_on is None or due_on <= clock.today():
            self._ask("due_on", _("Give a new date that lies ahead."))
        self._why(values)

    def _why(self, values: dict[str, Any]) -> None:
        if not values.get("why", "").strip():
            self._ask("why", _("Say why."))

    def _ask(self, name: str, words: Any) -> None:
        if name not in self.errors:
            self.add_error(name, words)


class FollowUpForm(forms.Form):
    """One answer for each open promise, and room for more. `answers` holds the forms of the promises."""

    remarks = forms.CharField(
        label=_("What else has come of the mobility?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=FollowUp._meta.get_field("remarks").max_length,
        required=False,
    )

    def __init__(
        self, data: Any = None, files: Any = None, *, mobility: Mobility, promises: list[Promise]
    ) -> None:
        super().__init__(data, files)
        self.promises = promises
        self.fields["remarks"].required = not promises
        rows = formset_factory(
            AnswerForm, extra=0, min_num=len(promises), max_num=len(promises), validate_min=True
        )
        self.answers: BaseFormSet = rows(data, prefix="promise")
        for form, promise in zip(self.answers.forms, promises, strict=False):
            form.promise, form.mobility, form.empty_permitted = promise, mobility, False

    def is_valid(self) -> bool:
        return all([super().is_valid(), self.answers.is_valid()])

    def said(self) -> dict[int, dict[str, Any]]:
        """The answers by the key of their promise."""
        return {form.promise.pk: form.cleaned_data for form in self.answers.forms}


class WaiveForm(forms.Form):
    """What is waived, and why."""

    parts = forms.MultipleChoiceField(label=_("What is waived"), widget=forms.CheckboxSelectMultiple)
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=800)

    def __init__(self, *args: Any, open_duties: list[Duty], promises: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parts"].choices = [  # type: ignore[attr-defined]
            (duty.part, _waivable(duty, promises)) for duty in open_duties
        ]


def _waivable(duty: Duty, promises: dict[str, str]) -> str:
    """An open duty in words: which question or promise it is, and when it is due."""
    if duty.kind == DutyKind.FOLLOW_UP:
        words = _("Follow-up after %(months)s months, due %(day)s") % {
            "months": duty.part,
            "day": day(duty.due_on),
        }
        return str(words)
    words = _("%(promise)s, due %(day)s") % {"promise": promises.get(duty.part, ""), "day": day(duty.due_on)}
    return str(words)


def _cannot_be(kept_on: date, mobility: Mobility) -> None:
    """Raise a ValidationError for a day on which nothing promised can have been kept."""
    if kept_on > clock.today():
        raise forms.ValidationError(_("The day lies in the future."))
    if mobility.starts_on and kept_on < mobility.starts_on:
        words = _("The day lies before the stay (%(period)s).")
        raise forms.ValidationError(words, params={"period": period(mobility.starts_on, mobility.ends_on)})
