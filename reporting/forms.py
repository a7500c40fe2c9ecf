"""Forms of the papers after return: certificate, survey, the coordinator's decision."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core import clock
from core.fields import PaperField
from core.wording import day
from mobility.forms.base import day_field
from reporting.forms_hours import TaughtHours

ACCEPT, RETURN = "accept", "return"


class CertificateForm(TaughtHours):
    """The scan, the two dates that stand on it, and the hours of teaching where there were any."""

    upload = PaperField(
        label=_("Certificate of attendance"),
        help_text=_("PDF, JPEG or PNG, at most 10 MB. A photograph will do if everything can be read."),
    )
    starts_on = day_field(label=_("First day on the certificate"))
    ends_on = day_field(label=_("Last day on the certificate"))
    field_order = ("upload", "starts_on", "ends_on", "teaching_hours")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        starts_on, ends_on = values.get("starts_on"), values.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The certificate ends before it starts."))
        elif ends_on and ends_on > clock.today():
            self.add_error("ends_on", _("The last day on the certificate lies in the future."))
        return values


class ScannedCertificateForm(TaughtHours):
    """What stands on a certificate that came on paper: its two dates, hours of teaching, and who signed it."""

    starts_on = day_field(label=_("First day on the certificate"))
    ends_on = day_field(label=_("Last day on the certificate"))
    name = forms.CharField(label=_("Name beside the signature"), max_length=150)
    function = forms.CharField(label=_("Function beside the signature"), max_length=150, required=False)
    field_order = ("starts_on", "ends_on", "teaching_hours", "name", "function")


class SurveyForm(forms.Form):
    """The day on which the EU Survey was handed in."""

    submitted_on = day_field(label=_("I handed in the EU Survey on"))

    def __init__(self, *args: Any, ended_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ended_on = ended_on

    def clean_submitted_on(self) -> date:
        submitted_on: date = self.cleaned_data["submitted_on"]
        if submitted_on < self.ended_on:
            words = _("The stay ended on %(day)s; the invitation to the survey goes out after it.")
            raise forms.ValidationError(words, params={"day": day(self.ended_on)})
        if submitted_on > clock.today():
            raise forms.ValidationError(_("The day lies in the future."))
        return submitted_on


class DecisionForm(forms.Form):
    """Accept, or return with reasons."""

    decision = forms.ChoiceField(label=_("Your decision"), widget=forms.RadioSelect)
    reasons = forms.CharField(
        label=_("Reasons, if you return it"),
        help_text=_("The participant reads these words in the letter and on the page."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, accept: Any, give_back: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = [(ACCEPT, accept), (RETURN, give_back)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("decision") == RETURN and not values.get("reasons", "").strip():
            self.add_error("reasons", _("Say what is to be put right."))
        return values


class ReportDecisionForm(DecisionForm):
    """The same for the content report, with a remark to an accepted one."""

    remark = forms.CharField(
        label=_("Remark, if you accept it"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )


class ReopenForm(forms.Form):
    """What is to be put right, and why."""

    certificate = forms.BooleanField(label=_("another certificate of attendance"), required=False)
    report = forms.BooleanField(label=_("another version of the content report"), required=False)
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("certificate") and not values.get("report"):
            self.add_error("certificate", _("Choose what is to be put right."))
        return values
