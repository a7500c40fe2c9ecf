"""The texts of one kind of paper: two places, two languages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mobility.enums import TextPlace
from mobility.models import PaperText
from mobility.paper_texts import LONGEST, TextKind, faults

LABELS = {
    ("opening", "sl"): _("Before the contents, in Slovenian"),
    ("opening", "en"): _("Before the contents, in English"),
    ("closing", "sl"): _("After the contents, in Slovenian"),
    ("closing", "en"): _("After the contents, in English"),
}


class PaperTextsForm(forms.Form):
    """Four texts; each may stay empty, but not in one language alone."""

    use_required_attribute = False

    def __init__(self, data: Any = None, *, kind: TextKind, texts: dict[str, PaperText]) -> None:
        self.kind = kind
        initial = {
            f"{place}_{language}": getattr(text, f"words_{language}")
            for place, text in texts.items()
            for language in ("sl", "en")
        }
        super().__init__(data, initial=initial)
        for (place, language), label in LABELS.items():
            self.fields[f"{place}_{language}"] = forms.CharField(
                label=label,
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 5, "lang": language}),
            )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        for place in TextPlace:
            for language, fault in faults(self.words(place), self.kind.names).items():
                if f"{place}_{language}" not in self.errors:
                    self.add_error(f"{place}_{language}", fault)
        return values

    def words(self, place: TextPlace) -> dict[str, str]:
        """The text of a place by language."""
        return {language: self.cleaned_data.get(f"{place}_{language}", "") for language in ("sl", "en")}
