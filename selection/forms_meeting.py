"""What the chair types in a meeting: its notes, and what was agreed about one application."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.wording import points as said_points
from members.models import Person
from selection.models import Meeting, Seat
from selection.operations import Notes
from selection.operations.scoring import outside_words
from selection.scale import Scale, parse_points
from selection.words import shown

REMARKS_MOST = 8000


class NotesForm(forms.Form):
    """Who was there, when, and what the minutes say besides."""

    held_on = forms.DateField(
        label=gettext_lazy("Day of the meeting"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    present = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Present"),
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    look_again_from = forms.DecimalField(
        label=gettext_lazy("Look again from a spread of"),
        help_text=gettext_lazy("Points. Applications whose scores differ more than this are marked."),
        min_value=Decimal("0.1"),
        max_digits=5,
        decimal_places=1,
    )
    remarks_sl = forms.CharField(
        label=gettext_lazy("Remarks for the minutes, in Slovenian"),
        required=False,
        max_length=REMARKS_MOST,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    remarks_en = forms.CharField(
        label=gettext_lazy("Remarks for the minutes, in English"),
        required=False,
        max_length=REMARKS_MOST,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, meeting: Meeting | None, seats: Sequence[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": _kept(meeting) if meeting else {}})
        people = Person.objects.filter(pk__in=[seat.person_id for seat in seats])
        self.fields["present"].queryset = people.order_by("last_name", "first_name")  # type: ignore[attr-defined]

    @property
    def notes(self) -> Notes:
        data = self.cleaned_data
        return Notes(
            held_on=data["held_on"],
            present=frozenset(person.pk for person in data["present"]),
            look_again_from=data["look_again_from"],
            remarks_sl=data["remarks_sl"],
            remarks_en=data["remarks_en"],
        )


def _kept(meeting: Meeting) -> dict[str, Any]:
    """What is recorded of a meeting so far."""
    names = ("held_on", "look_again_from", "remarks_sl", "remarks_en")
    present = list(meeting.presences.values_list("person_id", flat=True))
    return {name: getattr(meeting, name) for name in names} | {"present": present}


class AgreeForm(forms.Form):
    """For each criterion the points agreed on, or that the mean stands; and why."""

    sentence = forms.CharField(
        label=gettext_lazy("Why, in a sentence"),
        help_text=gettext_lazy("It stands in the minutes."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        *args: Any,
        rows: Sequence[tuple[Scale, str]],
        means: Mapping[int, Decimal],
        agreed: Mapping[int, Decimal],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.scales = [scale for scale, _name in rows]
        for scale, name in rows:
            self.fields[agreed_name(scale)] = _field(scale, name, means.get(scale.id), agreed.get(scale.id))
        self.order_fields([*(agreed_name(scale) for scale in self.scales), "sentence"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.points: dict[int, Decimal] = {}
        for scale in self.scales:
            name = agreed_name(scale)
            try:
                points = parse_points(cleaned.get(name) or "")
            except ValueError:
                self.add_error(name, outside_words(scale))
                continue
            if points is not None and not scale.allows(points):
                self.add_error(name, outside_words(scale))
            elif points is not None:
                self.points[scale.id] = points
        return cleaned


def _field(scale: Scale, name: str, mean: Decimal | None, agreed: Decimal | None) -> forms.Field:
    """A choice among the levels, or points typed in where there are none."""
    stands = _("the mean stands: %(mean)s") % {"mean": shown(mean) or "–"}
    kept = "" if agreed is None else f"{agreed.normalize():f}"
    if not scale.levels:
        help_text = _("%(least)s to %(most)s; empty: %(stands)s.") % {
            "least": said_points(scale.least),
            "most": said_points(scale.most),
            "stands": stands,
        }
        limits = {"min": str(scale.least), "max": str(scale.most), "step": str(scale.step)}
        widget = forms.NumberInput(attrs=limits)
        return forms.CharField(
            label=name, required=False, max_length=12, initial=kept, help_text=help_text, widget=widget
        )
    levels = [
        (f"{level.points.normalize():f}", f"{said_points(level.points)} · {level.name}")
        for level in scale.levels
    ]
    return forms.ChoiceField(label=name, required=False, initial=kept, choices=[("", stands), *levels])


def agreed_name(scale: Scale) -> str:
    return f"agreed_{scale.id}"
