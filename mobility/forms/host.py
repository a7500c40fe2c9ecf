"""What a host types in its room."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from core import clock
from core.fields import PDF, PaperField
from core.widgets import DayInput
from core.wording import weekday
from mobility.forms.host_days import WithNewDays
from mobility.models import Application
from mobility.proposals import CONTACT, training_rows


def your_name(**kwargs: Any) -> forms.CharField:
    """The first and last name of whoever acts for the host."""
    widget = forms.TextInput(attrs={"autocomplete": "name"})
    return forms.CharField(label=_("Your first and last name"), max_length=150, widget=widget, **kwargs)


def your_function() -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "organization-title"})
    return forms.CharField(label=_("Your function at the institution"), max_length=150, widget=widget)


def far_ahead() -> date:
    """The last day on which anybody could plan a stay; the calendar itself ends some day."""
    return clock.today() + timedelta(days=3660)


class HostSignForm(forms.Form):
    """The host's signature by link: who signs, as what, and that they may."""

    text_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)
    name = your_name()
    function = your_function()
    may_sign = forms.BooleanField(
        label=_("I have read the agreement and may sign it for the receiving institution."),
        error_messages={"required": _("Please tick that you may sign for the institution.")},
    )


class HostFileForm(forms.Form):
    """The copy of the agreement, signed with a certificate."""

    upload = PaperField(
        label=_("The signed file"),
        help_text=_("PDF, at most 10 MB: the copy that was fetched here, with the signature in it."),
        accept=PDF,
    )
    function = your_function()
    may_sign = forms.BooleanField(
        label=_(
            "Whoever signed the file has read the agreement and may sign it for the receiving institution."
        ),
        error_messages={"required": _("Please tick that you may sign for the institution.")},
    )


class DeclineForm(forms.Form):
    """The host's reason not to sign."""

    name = your_name()
    reason = forms.CharField(
        label=_("Why you cannot sign"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class ProposalForm(WithNewDays):
    """The plan as it is: dates, the content of each day, new days, contact; and why it should be otherwise.

    With `one_more` what was typed stands there as it is, unjudged, with a row for one more new day.
    """

    starts_on = forms.DateField(
        label=_("First day of training"), widget=DayInput, validators=[MaxValueValidator(far_ahead)]
    )
    ends_on = forms.DateField(
        label=_("Last day of training"), widget=DayInput, validators=[MaxValueValidator(far_ahead)]
    )

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        application: Application,
        name: str,
        one_more: bool = False,
    ) -> None:
        self.rows = training_rows(application)
        initial: dict[str, Any] = {
            field: getattr(application, field) for field in ("starts_on", "ends_on", *CONTACT)
        }
        initial |= {self.field_of(row["day"]): row.get("content", "") for row in self.rows} | {"name": name}
        said = initial if data is None else data
        if one_more:
            initial |= {field: data.get(field) for field in data}
        super().__init__(None if one_more else data, files, initial=initial)
        for row in self.rows:
            self.fields[self.field_of(row["day"])] = forms.CharField(
                label=weekday(date.fromisoformat(row["day"])),
                required=False,
                max_length=600,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.lay_out_new_days(application, said, one_more=one_more)
        for field, label in CONTACT.items():
            self.fields[field] = forms.CharField(label=label, required=False, max_length=150)
        self.fields["contact_email"] = forms.EmailField(
            label=CONTACT["contact_email"], required=False, max_length=254
        )
        self.fields["reason"] = forms.CharField(
            label=_("Why the plan should be changed"),
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        self.fields["name"] = your_name()

    @staticmethod
    def field_of(day: str) -> str:
        return f"day_{day}"

    def when(self) -> list[forms.BoundField]:
        return [self["starts_on"], self["ends_on"]]

    def days(self) -> list[forms.BoundField]:
        return [self[self.field_of(row["day"])] for row in self.rows]

    def contact(self) -> list[forms.BoundField]:
        return [self[field] for field in CONTACT]

    def clean_starts_on(self) -> date:
        day: date = self.cleaned_data["starts_on"]
        if "starts_on" in self.changed_data and day < clock.today():
            raise forms.ValidationError(_("This day has passed."))
        return day

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        typed["added"] = self.clean_new_days(typed)
        typed["days"] = {row["day"]: typed.get(self.field_of(row["day"]), "") for row in self.rows}
        return typed


class PassOnForm(forms.Form):
    """Who signs instead."""

    name = forms.CharField(label=_("Their first and last name"), max_length=150)
    function = forms.CharField(label=_("Their function"), max_length=150, required=False)
    address = forms.EmailField(label=_("Their e-mail address"), max_length=254)


class MentorForm(forms.Form):
    """Who looks after the staff member."""

    name = forms.CharField(label=_("First and last name of the mentor"), max_length=150)
    function = forms.CharField(label=_("Their function"), max_length=150, required=False)
    email = forms.EmailField(label=_("Their e-mail address"), max_length=254, required=False)
