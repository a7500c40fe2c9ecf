"""What is typed about a grant and its account."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.fields import NumberField
from funding.accounts import compact, grouped, is_bic, is_iban
from funding.enums import GrantKind, Support
from funding.models import BankDetails, Grant
from funding.money import CENT, NOTHING
from funding.operations.accounts import Wish as AccountWish
from funding.operations.grants import Wish

MOST_EUROS = Decimal(1_000_000)
MOST_DAYS, MOST_TRAVEL_DAYS = 60, 6
OWN = {"autocomplete": "off", "spellcheck": "false"}


class MoneyField(NumberField):
    """An amount in euros and whole cents, never negative; nothing typed is none."""

    def clean(self, value: Any) -> Decimal:
        amount = super().clean(value)
        if amount is None:
            return NOTHING
        if amount < 0 or amount >= MOST_EUROS or amount != amount.quantize(CENT):
            raise ValidationError(_("Write an amount in euros and cents, for instance 1250.50."))
        return Decimal(amount).quantize(CENT)

    def prepare_value(self, value: Any) -> Any:
        return super().prepare_value(None if value == NOTHING else value)


def _money(label: Any, hint: Any = "") -> MoneyField:
    return MoneyField(label=label, help_text=hint, required=False)


def _days(label: Any, hint: Any, most: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, help_text=hint, required=False, min_value=0, max_value=most)


class GrantForm(forms.Form):
    """Days and amounts. They are entered as they were worked out elsewhere: rates are not known here."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label=_("The mobility is"),
        choices=GrantKind.choices,
        initial=GrantKind.GRANTED,
        widget=forms.RadioSelect,
    )
    funded_days = _days(_("Funded days"), _("Days of training that the grant pays for."), MOST_DAYS)
    travel_days = _days(
        _("Funded travel days"), _("At most 2; with green travel at most 6."), MOST_TRAVEL_DAYS
    )
    individual_support = _money(Support.INDIVIDUAL.label, _("In euros, for all funded days together."))
    travel_support = _money(Support.TRAVEL.label, _("In euros, there and back."))
    green_supplement = _money(Support.GREEN.label)
    inclusion_support = _money(Support.INCLUSION.label)
    other_support = _money(Support.OTHER.label)
    other_name = forms.CharField(label=_("What the other support is"), max_length=120, required=False)

    def wish(self) -> Wish:
        """What was typed, for the operation."""
        typed = self.cleaned_data
        return Wish(
            kind=GrantKind(typed["kind"]),
            funded_days=typed["funded_days"] or 0,
            travel_days=typed["travel_days"] or 0,
            amounts={support: typed[support.value] for support in Support},
            other_name=typed["other_name"],
        )


def told_of(grant: Grant) -> dict[str, Any]:
    """A grant as its form begins."""
    return {name: getattr(grant, name) for name in GrantForm.base_fields}


class AccountForm(forms.Form):
    """The account of the person who is paid."""

    holder = forms.CharField(label=_("Holder of the account"), max_length=120)
    iban = forms.CharField(
        label="IBAN",
        help_text=_("For instance SI56 0110 0600 0005 649; blanks do not matter."),
        max_length=50,
        widget=forms.TextInput(attrs=OWN),
    )
    bank = forms.CharField(label=_("Bank"), max_length=120)
    bic = forms.CharField(
        label="BIC (SWIFT)",
        help_text=_("Only where the account is outside of the euro area; else you may leave it out."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs=OWN),
    )

    def clean_iban(self) -> str:
        iban = compact(self.cleaned_data["iban"])
        if not is_iban(iban):
            raise ValidationError(
                _("This is no IBAN: its check digits do not fit. Please look at it once more.")
            )
        return iban

    def clean_bic(self) -> str:
        bic = compact(self.cleaned_data["bic"])
        if bic and not is_bic(bic):
            raise ValidationError(
                _("This is no BIC: it has 8 or 11 letters and digits. You may leave it out.")
            )
        return bic

    def wish(self) -> AccountWish:
        """What was typed, for the operation."""
        return AccountWish(**{name: self.cleaned_data[name] for name in ("holder", "iban", "bank", "bic")})


def typed_of(details: BankDetails) -> dict[str, str]:
    """An account as its form begins."""
    return {
        "holder": details.holder,
        "iban": grouped(details.iban),
        "bank": details.bank,
        "bic": details.bic,
    }
