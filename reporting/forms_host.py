"""What a host types in its room after the stay."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core import clock
from core.fields import PaperField
from mobility.forms.base import day_field
from mobility.forms.host import your_function, your_name
from reporting.forms_hours import MOST_HOURS, TaughtHours
from reporting.host_enums import Again, GoalResult, Rating


class OfStay(TaughtHours):
    """The real days of the stay, and the hours taught where it combines teaching and training."""

    starts_on = day_field(label=_("First day of the stay"))
    ends_on = day_field(label=_("Last day of the stay"))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        first, last = typed.get("starts_on"), typed.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first one."))
        elif last and last > clock.today():
            self.add_error("ends_on", _("The last day lies in the future."))
        return typed


class CertifyForm(OfStay):
    """The certificate as it is signed in the room."""

    must_say = True
    hours = forms.IntegerField(
        label=_("Hours of training in all"), min_value=1, max_value=MOST_HOURS, required=False
    )
    content = forms.CharField(
        label=_("What was done"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6})
    )
    name = your_name()
    function = your_function()
    confirm = forms.BooleanField(
        label=_("I confirm the stay for the receiving institution and may sign the certificate."),
        error_messages={"required": _("Please tick that you confirm the stay.")},
    )


class UploadForm(OfStay):
    """The host's own certificate, and the days that stand on it."""

    upload = PaperField(
        label=_("Your certificate of attendance"),
        help_text=_("PDF, JPEG or PNG, at most 10 MB."),
    )
    name = your_name()
    function = your_function()
    field_order = ("upload", "starts_on", "ends_on", "teaching_hours", "name", "function")


class OutcomesForm(forms.Form):
    """Each agreed goal with how far it was reached."""

    def __init__(self, data: Any = None, files: Any = None, *, goals: list[str]) -> None:
        super().__init__(data, files)
        self.goals = goals
        for number, goal in enumerate(goals):
            self.fields[f"result_{number}"] = forms.ChoiceField(
                label=goal, choices=GoalResult.choices, widget=forms.RadioSelect
            )
            self.fields[f"comment_{number}"] = forms.CharField(
                label=_("Comment"), required=False, max_length=300
            )
        self.fields["words"] = forms.CharField(
            label=_("Anything else about what was learnt"),
            required=False,
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def rows(self) -> list[dict[str, str]]:
        """One row for each goal, as the report writes its own."""
        typed = self.cleaned_data
        return [
            {"text": goal, "result": typed[f"result_{number}"], "comment": typed[f"comment_{number}"]}
            for number, goal in enumerate(self.goals)
        ]


class CooperationForm(forms.Form):
    """How it was, and whether again."""

    rating = forms.TypedChoiceField(
        label=_("How was the cooperation?"), choices=Rating.choices, coerce=int, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("What went well, what could be better"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    again = forms.ChoiceField(
        label=_("Would you receive somebody from us again?"), choices=Again.choices, widget=forms.RadioSelect
    )
    again_words = forms.CharField(label=_("When, or in which field"), required=False, max_length=500)
