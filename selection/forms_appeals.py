"""What people type about appeals: the appeal itself, the panel, its decision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import PaperField
from members.models import Person
from mobility.models import Mobility
from selection.appeals import able_to_hear
from selection.enums import AppealGround, Relief
from selection.operations.appeals import Ruling, reliefs_for

WORDS_MOST = 6000


class AppealForm(forms.Form):
    """What is objected to, and why; with a paper where one proves it."""

    ground = forms.ChoiceField(
        label=_("What you object to"),
        choices=AppealGround.choices,
        widget=forms.RadioSelect(attrs={"class": "cards"}),
    )
    words = forms.CharField(
        label=_("Your appeal"),
        help_text=_("Say what was wrong, how it shows, and what should be decided instead."),
        max_length=WORDS_MOST,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    upload = PaperField(
        label=_("A paper that proves it"),
        help_text=_("Where there is one: PDF, JPEG or PNG, at most 10 MB."),
        required=False,
    )


class PanelForm(forms.Form):
    """Who decides on the appeal."""

    chair = forms.ModelChoiceField(label=_("Chair of the panel"), queryset=Person.objects.none())
    members = forms.ModelMultipleChoiceField(
        label=_("Members"),
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Whoever scored or decided the application, or applies in the call, is not offered."),
    )

    def __init__(self, *args: Any, mobility: Mobility, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = able_to_hear(mobility)
        for name in ("chair", "members"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]


class RulingForm(forms.Form):
    """What the panel decides."""

    relief = forms.ChoiceField(
        label=_("Decision of the panel"), widget=forms.RadioSelect(attrs={"class": "cards"})
    )
    place = forms.IntegerField(
        label=_("Place number on the reserve list"),
        help_text=_(
            "Only where another place on the reserve list follows. Those who stand there keep theirs."
        ),
        min_value=1,
        max_value=999,
        required=False,
    )
    reasons = forms.CharField(
        label=_("Reasons of the panel"),
        help_text=_("The participant reads these reasons."),
        max_length=WORDS_MOST,
        widget=forms.Textarea(attrs={"rows": 10}),
    )

    def __init__(self, *args: Any, mobility: Mobility, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reliefs = reliefs_for(mobility)
        self.fields["relief"].choices = [(r.value, r.label) for r in reliefs]  # type: ignore[attr-defined]
        if Relief.RESERVE not in reliefs:
            del self.fields["place"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("relief") == Relief.RESERVE and not cleaned.get("place"):
            self.add_error("place", _("Say which place on the reserve list."))
        return cleaned

    @property
    def ruling(self) -> Ruling:
        """What was decided; of a valid form."""
        data = self.cleaned_data
        return Ruling(Relief(data["relief"]), data["reasons"], data.get("place"))
