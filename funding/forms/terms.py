"""What is typed when a member faculty decides about its grant agreements."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from funding.enums import LEAST_SHARE, USUAL, WHOLE
from funding.models import GrantTerms
from funding.operations.terms import LONGEST, MOST_DAYS, Wish

FIELDS = ("is_on", "share", "days_to_pay", "days_for_balance", "survey_days", "special_sl", "special_en")


def _days(label: Any, hint: Any, usual: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, help_text=hint, min_value=1, max_value=MOST_DAYS, initial=usual)


def _words(label: Any, language: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8, "lang": language}),
    )


class TermsForm(forms.Form):
    """The terms in force to begin with; special conditions in both languages where agreements are made here."""

    is_on = forms.BooleanField(
        label=_("We make our grant agreements in Popotnik"),
        help_text=_(
            "The coordinator is then asked for the grant of every mobility whose place is confirmed."
        ),
        required=False,
    )
    share = forms.IntegerField(
        label=_("Pre-financing, in per cent of the grant"),
        help_text=_("70 to 100. With 100 there is no balance."),
        min_value=LEAST_SHARE,
        max_value=WHOLE,
        initial=USUAL["share"],
    )
    days_to_pay = _days(
        _("Days to pay the pre-financing"),
        _("Calendar days after both have signed; the first day of the stay, if that is earlier."),
        USUAL["days_to_pay"],
    )
    days_for_balance = _days(
        _("Days to pay the balance"), _("Calendar days after the EU Survey."), USUAL["days_for_balance"]
    )
    survey_days = _days(
        _("Days to complete the EU Survey"), _("Calendar days after the invitation."), USUAL["survey_days"]
    )
    special_sl = _words(_("Special conditions, in Slovenian"), "sl")
    special_en = _words(_("Special conditions, in English"), "en")

    def __init__(self, data: Any = None, *, terms: GrantTerms | None) -> None:
        initial = {name: getattr(terms, name) for name in FIELDS} if terms else {}
        super().__init__(data, initial=initial)
        self.fields["special_sl"].help_text = _(
            "They have to say at least which law applies and which court decides. Your own rules of insurance, travel "
            "orders and costs stand here too."
        )

    def wish(self) -> Wish:
        """What was typed, for the operation."""
        return Wish(**{name: self.cleaned_data[name] for name in FIELDS})
