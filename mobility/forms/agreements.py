"""What is to be done to many agreements, and to which."""

import uuid
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mobility.enums import RunAct


class ManyAgreementsForm(forms.Form):
    """Ticks for what is to be done; the mobilities are the rows ticked (`mobility`), or all of the list (`every`)."""

    acts = forms.MultipleChoiceField(
        label=_("What is to be done"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what is to be done.")},
    )
    remind_after = forms.IntegerField(
        label=_("Days after which a reminder is sent"),
        help_text=_("Counted from when the signature was asked for, and from the last letter about it."),
        min_value=1,
        max_value=60,
        initial=7,
    )
    every = forms.BooleanField(required=False)
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, files: Any = None, *, acts: list[RunAct], listed: int) -> None:
        super().__init__(data, files, initial={"token": uuid.uuid4()})
        self.fields["acts"].choices = [(act.value, act.label) for act in acts]  # type: ignore[attr-defined]
        self.fields["every"].label = ngettext(
            "All of the list: %(listed)d mobility", "All of the list: %(listed)d mobilities", listed
        ) % {"listed": listed}
        if RunAct.REMIND not in acts:
            self.fields["remind_after"].widget = forms.HiddenInput()
            self.fields["remind_after"].required = False

    @property
    def ticked(self) -> set[str]:
        """The rows that were ticked, as they were sent."""
        return set(self.data.getlist("mobility")) if isinstance(self.data, QueryDict) else set()

    def clean_remind_after(self) -> int:
        return self.cleaned_data.get("remind_after") or 7

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        typed["mobilities"] = [one for one in map(_uuid, self.ticked) if one]
        if not typed.get("every") and not typed["mobilities"]:
            self.add_error(None, _("Choose at least one mobility."))
        return typed


def _uuid(said: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(said)
    except ValueError:
        return None
