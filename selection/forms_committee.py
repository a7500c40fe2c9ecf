"""What people type about committees: seats and rules, mandates, substitutes, conflicts of interest."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core import clock
from members.enums import Capacity
from members.models import Person
from members.queries import people_holding
from mobility.models import Call
from selection.enums import Dealing, OwnUnit

MOST_QUORUM = 30
NONE, WITHDRAWS = "none", "withdraws"


def day_field(label: Any, **options: Any) -> forms.DateField:
    """A day, with the browser's own calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **options)


class SeatForm(forms.Form):
    """The committee of a call, and the rules that it sits by."""

    chair = forms.ModelChoiceField(label=_("Chair"), queryset=Person.objects.none())
    deputy = forms.ModelChoiceField(
        label=_("Deputy chair"),
        queryset=Person.objects.none(),
        required=False,
        help_text=_("Leads where the chair may not or cannot, and scores like every member."),
    )
    members = forms.ModelMultipleChoiceField(
        label=_("Members"),
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever applies in this call cannot sit in its committee."),
    )
    score_by = day_field(_("Scoring until"))
    quorum = forms.IntegerField(
        label=_("Quorum"),
        min_value=0,
        max_value=MOST_QUORUM,
        help_text=_(
            "How many must take part for the committee’s decisions to hold. With 0 nobody counts them."
        ),
    )
    shuts_out_unit = forms.BooleanField(
        label=_("Whoever works in the applicant’s unit is in conflict of interest"),
        required=False,
        help_text=_(
            "As the call says. Superiors, applicants and fellow travellers are shut out in any case."
        ),
    )
    hides_names = forms.BooleanField(
        label=_("Names are hidden from the committee"),
        required=False,
        help_text=_(
            "It sees numbers until the chair shows the names. This cannot change once scoring began."
        ),
    )

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.call, on = call, clock.today()
        chairs = people_holding(Capacity.CHAIR, member_id=call.member_id, on=on, with_substitutes=False)
        able = assessors_of(call)
        assessors = people_holding(Capacity.ASSESSOR, member_id=call.member_id, on=on, with_substitutes=False)
        self.fields["chair"].queryset = chairs  # type: ignore[attr-defined]
        self.fields["deputy"].queryset = able  # type: ignore[attr-defined]
        self.fields["members"].queryset = assessors  # type: ignore[attr-defined]

    def clean_score_by(self) -> Any:
        score_by = self.cleaned_data["score_by"]
        if score_by > self.call.results_by:
            raise ValidationError(_("Scoring ends after the results are due."))
        return score_by


def assessors_of(call: Call) -> Any:
    """Who may sit in committees of the call's member today."""
    capacities = (Capacity.ASSESSOR, Capacity.CHAIR)
    return people_holding(*capacities, member_id=call.member_id, on=clock.today(), with_substitutes=False)


class MandateForm(forms.Form):
    """From when to when a seat is held."""

    starts_on = day_field(
        _("First day"), required=False, help_text=_("Empty: from the seating of the committee on.")
    )
    ends_on = day_field(_("Last day"), required=False, help_text=_("Empty: as long as there is need."))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first one."))
        return cleaned


class SubstituteForm(MandateForm):
    """Who takes part in the place of somebody, within days."""

    person = forms.ModelChoiceField(label=_("Substitute"), queryset=Person.objects.none())
    field_order = ["person", "starts_on", "ends_on"]

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seated = call.seats.filter(stands_in_for=None).values("person_id")  # type: ignore[attr-defined]
        self.fields["person"].queryset = assessors_of(call).exclude(pk__in=seated)  # type: ignore[attr-defined]
        for name in ("starts_on", "ends_on"):
            self.fields[name].required, self.fields[name].help_text = True, ""


class DealForm(forms.Form):
    """The way in which sheets are dealt."""

    dealing = forms.ChoiceField(
        label=_("Who scores what"),
        choices=Dealing.choices,
        widget=forms.RadioSelect(attrs={"class": "cards"}),
    )
    per_file = forms.IntegerField(
        label=_("Sheets for each application"),
        min_value=1,
        max_value=MOST_QUORUM,
        help_text=_("Only where they are drawn by lot."),
    )
    own_unit = forms.ChoiceField(
        label=_("Applications of one’s own unit"),
        choices=OwnUnit.choices,
        help_text=_(
            "Whether a member scores what comes from the unit in which they work. Not asked by hand."
        ),
    )


class AssignForm(forms.Form):
    """By hand: each offered pair of an application and a member as one box."""

    sheets = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, offered: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheets"].choices = [(pair, pair) for pair in offered]  # type: ignore[attr-defined]


class DeclareForm(forms.Form):
    """The question before an application opens."""

    answer = forms.ChoiceField(
        label=_("Do you have a conflict of interest in this application?"),
        choices=[
            (NONE, _("No, I have none")),
            (WITHDRAWS, _("Yes, I withdraw from this application")),
        ],
        widget=forms.RadioSelect(attrs={"class": "cards"}),
    )
    reason = forms.CharField(
        label=_("Why you withdraw"),
        help_text=_("Only if you withdraw. For example: you are related, or you wrote the plan together."),
        max_length=800,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == WITHDRAWS and not cleaned.get("reason"):
            self.add_error("reason", _("Say why you do not assess this application."))
        return cleaned
