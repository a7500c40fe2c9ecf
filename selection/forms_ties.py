"""What the chair types about equals: each one's place, why, and who took part."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.models import Person
from selection.ties import Equals


class OrderForm(forms.Form):
    """A place for each of the equals, no two the same; the reason; who took part."""

    reason = forms.CharField(
        label=gettext_lazy("Why in this order"),
        help_text=gettext_lazy("It stands in the ranking, in the published list and in the minutes."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    present = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Who took part"),
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, equals: Equals, people: Sequence[Person], names: dict[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = equals.numbers
        for place, number in enumerate(self.numbers, 1):
            self.fields[place_name(number)] = forms.IntegerField(
                label=names[number],
                min_value=1,
                max_value=len(self.numbers),
                initial=place if equals.order else None,
                widget=forms.NumberInput(attrs={"min": 1, "max": len(self.numbers)}),
            )
        present = Person.objects.filter(pk__in=[person.pk for person in people])
        self.fields["present"].queryset = present.order_by("last_name", "first_name")  # type: ignore[attr-defined]
        self.order_fields([*map(place_name, self.numbers), "reason", "present"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        seen: dict[int, str] = {}
        for number in self.numbers:
            place = cleaned.get(place_name(number))
            if place in seen:
                self.add_error(place_name(number), _("Two applications cannot have the same place."))
            elif place is not None:
                seen[place] = number
        self.ordered = [seen[place] for place in sorted(seen)]
        return cleaned


def place_name(number: str) -> str:
    """The name of the field that holds an application's place."""
    return f"place_{number}"
