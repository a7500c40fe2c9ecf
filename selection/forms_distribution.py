"""Forms of the university's distribution: what there is, who takes part, what each gets, what is moved."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mobility.models import Call
from selection.engine.shares import Portion
from selection.enums import DividedBy
from selection.models import Distribution, Share
from selection.operations import Amount, Numbers, Part

MOST_PLACES = 9999
REASONS_MOST = 800
SIGN = "|"


def places_field(**how: Any) -> forms.IntegerField:
    return forms.IntegerField(label=_("Places"), max_value=MOST_PLACES, **{"min_value": 0, **how})


def money_field(**how: Any) -> forms.DecimalField:
    return forms.DecimalField(
        **{
            "label": _("Budget in euros"),
            "min_value": Decimal(0),
            "max_digits": 11,
            "decimal_places": 2,
            **how,
        }
    )


class TryForm(forms.Form):
    """Other numbers, tried out without keeping them."""

    places = places_field(required=False)
    budget = money_field(required=False)
    way = forms.ChoiceField(label=_("How places are given"), choices=DividedBy.choices, required=False)
    lots = forms.BooleanField(label=_("Equals at the line are drawn by lot"), required=False)


class NumbersForm(forms.Form):
    """What the university has to give, and by which way."""

    name = forms.CharField(label=_("Name"), max_length=150)
    places = places_field(min_value=1)
    budget = money_field(
        required=False, help_text=_("Leave it empty where the university gives places only, and no money.")
    )
    way = forms.ChoiceField(label=_("How places are given"), choices=DividedBy.choices)
    lots = forms.BooleanField(
        label=_("Equals at the line are drawn by lot"),
        help_text=_("Otherwise their place is left to you: you give it by hand, with a reason."),
        required=False,
    )

    @property
    def numbers(self) -> Numbers:
        data = self.cleaned_data
        return Numbers(data["name"], data["places"], data["budget"], data["way"], data["lots"])

    @property
    def main_fields(self) -> Iterator[forms.BoundField]:
        """The fields that stand above the table of calls."""
        return (self[name] for name in ("calls", *NumbersForm.base_fields) if name in self.fields)


class OpenForm(NumbersForm):
    """A new distribution: the calls of one action and year."""

    calls = forms.ChoiceField(
        label=_("Calls"),
        help_text=_(
            "All published calls of this action and year that are not decided; you can leave out some later."
        ),
    )
    field_order = ["calls", "name"]

    def __init__(self, *args: Any, sets: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(f"{action}{SIGN}{year}", f"{action} · {year}") for action, year in sets]
        self.fields["calls"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> tuple[str, str]:
        """Action and academic year."""
        action, _sign, year = self.cleaned_data["calls"].partition(SIGN)
        return action, year


@dataclass(frozen=True)
class PartRow:
    """One call of the form with its boxes."""

    call: Call
    taking: forms.BoundField
    least: forms.BoundField
    weight: forms.BoundField


class ChangeForm(NumbersForm):
    """The numbers, and for every call whether it takes part, what is promised to it, and its part in fixed shares."""

    def __init__(self, *args: Any, calls: Sequence[Call], shares: Iterable[Share], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.calls = calls
        known = {share.call_id: share for share in shares}
        for call in calls:
            share = known.get(call.pk)
            self.fields[f"taking_{call.pk}"] = forms.BooleanField(required=False, initial=share is not None)
            self.fields[f"least_{call.pk}"] = places_field(
                required=False, initial=share.least if share else 0
            )
            self.fields[f"weight_{call.pk}"] = forms.DecimalField(
                required=False,
                min_value=0,
                max_digits=7,
                decimal_places=2,
                initial=share.weight if share else 1,
            )
            for name, words in (
                ("taking", _("takes part: %s")),
                ("least", _("places promised: %s")),
                ("weight", _("fixed share: %s")),
            ):
                said = words % f"{call.member.short}, {call.title}"
                self.fields[f"{name}_{call.pk}"].label = said
                self.fields[f"{name}_{call.pk}"].widget.attrs["aria-label"] = said

    @property
    def rows(self) -> list[PartRow]:
        return [
            PartRow(call, *(self[f"{name}_{call.pk}"] for name in ("taking", "least", "weight")))
            for call in self.calls
        ]

    @property
    def parts(self) -> list[Part]:
        data = self.cleaned_data
        return [
            Part(call, data[f"least_{call.pk}"] or 0, data[f"weight_{call.pk}"] or Decimal(0))
            for call in self.calls
            if data[f"taking_{call.pk}"]
        ]


class AllotForm(forms.Form):
    """What every call gets: as computed, or by hand with a reason."""

    key = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Needed where you depart from the computed numbers; the faculty concerned reads it."),
        required=False,
        max_length=REASONS_MOST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, shares: Sequence[Share], counts_money: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shares, self.counts_money = shares, counts_money
        for share in shares:
            who = {"who": f"{share.member.short}, {share.call.title}"}
            self._add(f"places_{share.pk}", places_field(), _("Places: %(who)s") % who)
            if counts_money:
                self._add(f"budget_{share.pk}", money_field(), _("Budget in euros: %(who)s") % who)

    def _add(self, name: str, field: forms.Field, label: str) -> None:
        field.label = label
        field.widget.attrs["aria-label"] = label
        self.fields[name] = field

    def boxes(self, share: Share) -> list[forms.BoundField]:
        """The boxes of one call."""
        names = [f"places_{share.pk}", f"budget_{share.pk}"] if self.counts_money else [f"places_{share.pk}"]
        return [self[name] for name in names]

    @property
    def given(self) -> dict[int, Portion]:
        data = self.cleaned_data
        return {
            share.call_id: Portion(data[f"places_{share.pk}"], data.get(f"budget_{share.pk}"))
            for share in self.shares
        }


class MoveForm(forms.Form):
    """From whom, to whom, how much, and why."""

    giver = forms.ChoiceField(label=_("From"))
    taker = forms.ChoiceField(label=_("To"))
    places = places_field(initial=0)
    budget = money_field(required=False)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Both faculties read it."),
        max_length=REASONS_MOST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        *args: Any,
        distribution: Distribution,
        givers: Sequence[tuple[str, str]],
        takers: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["giver"].choices = givers  # type: ignore[attr-defined]
        self.fields["taker"].choices = takers  # type: ignore[attr-defined]
        if distribution.budget is None:
            del self.fields["budget"]

    @property
    def amount(self) -> Amount:
        data = self.cleaned_data
        return Amount(data["places"], data.get("budget") or Decimal(0))
