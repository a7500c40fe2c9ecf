"""Hours of teaching, asked for wherever a certificate of a stay that combines teaching and training is entered."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

# Hours in sixty days, the longest stay.
MOST_HOURS = 600


class TaughtHours(forms.Form):
    """The field for hours of teaching; gone in a stay for training alone.

    `agreed`: hours of teaching in the agreement, None for training alone.
    """

    # Whoever certifies knows how many; a paper that somebody else wrote may not say it.
    must_say = False
    teaching_hours = forms.IntegerField(label=_("Hours of teaching"), min_value=0, max_value=MOST_HOURS)

    def __init__(self, *args: Any, agreed: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if agreed is None:
            del self.fields["teaching_hours"]
            return
        words = _("As the certificate says; leave it empty if it says none. Agreed: %(agreed)d.")
        if self.must_say:
            words = _("Say how many hours were really taught. Agreed: %(agreed)d.")
        self.fields["teaching_hours"].required = self.must_say
        self.fields["teaching_hours"].help_text = words % {"agreed": agreed}
