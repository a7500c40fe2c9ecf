"""What is typed about the place, the agreement and the host's address."""

from collections.abc import Sequence
from copy import copy
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mobility import host_languages
from mobility.models import Application
from mobility.programme import Day, lies_within, moved
from mobility.proposals import Shown

day_input = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class ReasonForm(forms.Form):
    """A reason in words, which the others will read."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("It is kept in the file and told to those concerned."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Please give the reason.")},
    )


class CancelForm(ReasonForm):
    """Why a mobility is cancelled, and whether nobody could help it."""

    force_majeure = forms.BooleanField(
        label=_("Force majeure (an event beyond anybody’s control)"), required=False
    )


class ChangeForm(ReasonForm):
    """What may change in the plan of a mobility that is ready, and why."""

    starts_on = forms.DateField(label=_("First day of training"), widget=day_input)
    ends_on = forms.DateField(label=_("Last day of training"), widget=day_input)
    host_unit = forms.CharField(label=_("Faculty or department of the host"), max_length=150, required=False)
    contact_name = forms.CharField(label=_("Contact person at the host"), max_length=150, required=False)
    contact_position = forms.CharField(label=_("Their position"), max_length=150, required=False)
    contact_email = forms.EmailField(label=_("Their e-mail address"), max_length=254, required=False)
    field_order = ("starts_on", "ends_on", "host_unit", "contact_name", "contact_position", "contact_email")

    def __init__(self, data: Any = None, files: Any = None, *, application: Application) -> None:
        self.application = application
        initial = {name: getattr(application, name) for name in self.field_order}
        super().__init__(data, files, initial=initial)

    def clean(self) -> dict[str, Any]:
        """The programme moves with the first day and stays within the period."""
        typed = super().clean() or self.cleaned_data
        first, last = typed.get("starts_on"), typed.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first one."))
        elif first and last and not self._fits(first, last):
            self.add_error("ends_on", _("The programme has days that lie outside of this period."))
        if not self.errors and not self.changes():
            self.add_error(None, _("Nothing was changed."))
        return typed

    def changes(self) -> dict[str, Any]:
        """The fields of the application that get another value."""
        typed = {name: self.cleaned_data[name] for name in self.field_order}
        changed = {name: value for name, value in typed.items() if value != getattr(self.application, name)}
        if "starts_on" in changed or "ends_on" in changed:
            changed["programme"] = self._moved(typed["starts_on"], typed["ends_on"])
        return changed

    def _moved(self, first: date, last: date) -> list[Day]:
        plan = copy(self.application)
        plan.starts_on, plan.ends_on = first, last
        return moved(plan, before=self.application.starts_on)

    def _fits(self, first: date, last: date) -> bool:
        return lies_within(self._moved(first, last), first, last)


class SignForm(forms.Form):
    """A signature of somebody who is signed in. `text_hash` is the text that the person saw."""

    text_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)
    read = forms.BooleanField(
        label=_("I have read the agreement and sign it."),
        error_messages={"required": _("Please tick that you have read the agreement and sign it.")},
    )


class AnswerForm(forms.Form):
    """What is taken over of the host's proposal, or why nothing is."""

    ACCEPT, DECLINE = "accept", "decline"

    decision = forms.ChoiceField(
        label=_("Your answer"),
        choices=[(ACCEPT, _("Take over what is ticked below")), (DECLINE, _("Decline the proposal"))],
        widget=forms.RadioSelect,
    )
    taken = forms.MultipleChoiceField(
        label=_("Changes to take over"), required=False, widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(
        label=_("Words to the host"),
        help_text=_("Needed when you decline: the reason."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, files: Any = None, *, changes: Sequence[Shown]) -> None:
        super().__init__(data, files, initial={"taken": [change.key for change in changes]})
        self.fields["taken"].choices = [  # type: ignore[attr-defined]
            (change.key, f"{change.label}: {change.after}") for change in changes
        ]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("decision") == self.DECLINE and not typed.get("words", "").strip():
            self.add_error("words", _("Please give the reason."))
        elif typed.get("decision") == self.ACCEPT and not typed.get("taken"):
            self.add_error("taken", _("Choose what is taken over, or decline the proposal."))
        return typed


class HostAddressForm(forms.Form):
    """Where the host's link goes to."""

    name = forms.CharField(label=_("Name of the person at the host who signs"), max_length=150)
    address = forms.EmailField(label=_("Their e-mail address"), max_length=254)
    language = forms.ChoiceField(
        label=_("Language of the letter"), choices=host_languages.choices, widget=forms.RadioSelect
    )


def with_present_text(form: forms.Form, text_hash: str) -> forms.Form:
    """The form as typed, but for the text that is shown now: the tick must be set again after a change."""
    if not form.is_bound or form.data.get("text_hash") == text_hash:
        return form
    data: dict[str, Any] = {**{name: form.data.get(name) for name in form.data}, "text_hash": text_hash}
    for tick in ("read", "may_sign"):
        data.pop(tick, None)
    form.data = data
    return form
