"""How a member's agreements are signed: order, signatory, time, and what a change of plan asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mobility.enums import HomeSigner, Reconfirm, SigningOrder
from mobility.models import SigningRules
from mobility.operations.signing_rules import Wished

MOST_DAYS, MOST_TOLERANCE = 120, 14


class SigningRulesForm(forms.Form):
    """The rules in force for all calls, or for one of them, to be changed."""

    follows = forms.BooleanField(label=_("This call goes by the faculty’s rules."), required=False)
    order = forms.ChoiceField(
        label=_("Order of signatures"), choices=SigningOrder.choices, widget=forms.RadioSelect
    )
    home = forms.ChoiceField(
        label=_("Signs for the sending institution"), choices=HomeSigner.choices, widget=forms.RadioSelect
    )
    days = forms.IntegerField(
        label=_("Days in which all sign"),
        help_text=_(
            "Counted from the day on which the version is written. What is not signed by then lapses, and the "
            "coordinator writes a new version. Empty: until the eve of the stay, and nothing lapses by itself."
        ),
        min_value=1,
        max_value=MOST_DAYS,
        required=False,
    )
    reconfirm = forms.ChoiceField(
        label=_("When a plan changes, its suitability is confirmed anew"),
        choices=Reconfirm.choices,
        widget=forms.RadioSelect,
    )
    tolerance = forms.IntegerField(
        label=_("Days by which a stay may move without a new version"),
        help_text=_("0: every move is a new version that all three sign. The host is told in any case."),
        min_value=0,
        max_value=MOST_TOLERANCE,
    )

    def __init__(self, data: Any = None, *, rules: SigningRules, of_call: bool, follows: bool) -> None:
        shown = ("order", "home", "days", "reconfirm", "tolerance")
        super().__init__(data, initial={name: getattr(rules, name) for name in shown} | {"follows": follows})
        if not of_call:
            del self.fields["follows"]
        elif data is not None and "follows" in data:
            for name in shown:
                self.fields[name].required = False

    def wished(self) -> Wished:
        """What was typed, where it is valid."""
        typed = self.cleaned_data
        if typed.get("follows"):
            return Wished(follows=True)
        return Wished(
            SigningOrder(typed["order"]),
            HomeSigner(typed["home"]),
            typed["days"],
            Reconfirm(typed["reconfirm"]),
            typed["tolerance"],
        )
