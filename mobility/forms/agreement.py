"""What is typed about the place, the agreement and the host's address."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


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


class SignForm(forms.Form):
    """A signature of somebody who is signed in. `text_hash` is the text that the person saw."""

    text_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)
    read = forms.BooleanField(
        label=_("I have read the agreement and sign it."),
        error_messages={"required": _("Please tick that you have read the agreement and sign it.")},
    )


class HostSignForm(forms.Form):
    """The host's signature by link: who signs, as what, and that they may."""

    text_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)
    name = forms.CharField(
        label=_("Your first and last name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    function = forms.CharField(
        label=_("Your function at the institution"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    may_sign = forms.BooleanField(
        label=_("I have read the agreement and may sign it for the receiving institution."),
        error_messages={"required": _("Please tick that you may sign for the institution.")},
    )


class HostAddressForm(forms.Form):
    """Where the host's link goes to."""

    name = forms.CharField(label=_("Name of the person at the host who signs"), max_length=150)
    address = forms.EmailField(label=_("Their e-mail address"), max_length=254)
    language = forms.ChoiceField(
        label=_("Language of the letter"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )


class DeclineForm(ReasonForm):
    """The host's reason not to sign."""

    name = forms.CharField(label=_("Your first and last name"), max_length=150)
    field_order = ("name", "reason")


def with_present_text(form: forms.Form, text_hash: str) -> forms.Form:
    """The form as typed, but for the text that is shown now: the tick must be set again after a change."""
    if not form.is_bound or form.data.get("text_hash") == text_hash:
        return form
    data: dict[str, Any] = {**form.data.dict(), "text_hash": text_hash}
    for tick in ("read", "may_sign"):
        data.pop(tick, None)
    form.data = data
    return form
