"""The rows of an application that repeat: days, goals, effects, ways of sharing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mobility.enums import DisseminationKind, EffectOn
from mobility.forms.base import DAY, DraftForm, day_field, rows_of
from mobility.programme import FREE, LONGEST_HOURS, MOST_DAYS, TRAINING


class DayRow(DraftForm):
    """One day of the programme."""

    day = forms.DateField(widget=forms.HiddenInput, input_formats=[DAY])
    kind = forms.ChoiceField(
        label=_("Kind of day"), choices=[(TRAINING, _("training")), (FREE, _("no training"))]
    )
    hours = forms.IntegerField(
        label=_("Hours"),
        min_value=0,
        max_value=LONGEST_HOURS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    content = forms.CharField(
        label=_("What will be done"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class GoalRow(DraftForm):
    """One goal."""

    text = forms.CharField(
        label=_("Knowledge, skill or experience to be gained"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class EffectRow(DraftForm):
    """One effect at home, so that it can be followed up."""

    text = forms.CharField(
        label=_("What will be different"), max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )
    on = forms.ChoiceField(label=_("On whom"), choices=[("", _("Choose …")), *EffectOn.choices])
    indicator = forms.CharField(label=_("How it will be noticed"), max_length=300)
    due_on = day_field(label=_("By when"))


class DisseminationRow(DraftForm):
    """One way of sharing what was learnt."""

    kind = forms.ChoiceField(label=_("How"), choices=[("", _("Choose …")), *DisseminationKind.choices])
    audience = forms.CharField(label=_("With whom"), max_length=200)
    due_on = day_field(label=_("By when"))


DayRows = rows_of(DayRow, most=MOST_DAYS, extra=0)
GoalRows = rows_of(GoalRow, most=5)
EffectRows = rows_of(EffectRow, most=10)
DisseminationRows = rows_of(DisseminationRow, most=10)
