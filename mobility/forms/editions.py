"""In how many files papers are printed."""

from django import forms
from django.utils.translation import gettext_lazy as _

APART, TOGETHER = "apart", "together"


class EditionsForm(forms.Form):
    """One of two ways."""

    way = forms.ChoiceField(
        label=_("A paper is"),
        choices=[
            (APART, _("two files: one in Slovenian, one in English")),
            (TOGETHER, _("one file: first in Slovenian, then in English on a new page")),
        ],
        widget=forms.RadioSelect,
    )

    @property
    def together(self) -> bool:
        """Whether both languages go into one file; of a valid form."""
        return bool(self.cleaned_data["way"] == TOGETHER)
