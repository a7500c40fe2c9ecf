"""Forms of drafts: what is asked for is marked, but nothing has to be there to be saved."""

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory

from mobility.models import Application
from mobility.sections import LABELS, REQUIRED, REQUIRED_TO_TEACH

REQUIRED_FIELDS = frozenset(field for fields in (*REQUIRED.values(), REQUIRED_TO_TEACH) for field in fields)
DAY = "%Y-%m-%d"


class DraftForm(forms.Form):
    """A form whose required fields may stay empty: they are asked for at submission (mobility.checks).

    What is written has still to be of its kind: a date, an address, not too long.
    """

    use_required_attribute = False

    def full_clean(self) -> None:
        required = [field for field in self.fields.values() if field.required]
        for field in required:
            field.required = False
        try:
            super().full_clean()
        finally:
            for field in required:
                field.required = True

    def sound_values(self) -> dict[str, Any]:
        """What can be saved: the fields without an error, also when others have one."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if name not in self.errors}


def named(field: str, *, hint: Any = "") -> dict[str, Any]:
    """Label, whether it is asked for, and hint of a field of the application."""
    return {"label": LABELS[field], "required": field in REQUIRED_FIELDS, "help_text": hint}


def line(field: str, *, hint: Any = "", **attrs: str) -> forms.CharField:
    """One line of text, as long as the application keeps."""
    return forms.CharField(
        max_length=_longest(field), widget=forms.TextInput(attrs=attrs), **named(field, hint=hint)
    )


def text(field: str, *, hint: Any = "", rows: int = 5) -> forms.CharField:
    """A text of several lines; its widget counts the characters."""
    return forms.CharField(
        max_length=_longest(field), widget=forms.Textarea(attrs={"rows": rows}), **named(field, hint=hint)
    )


def _longest(field: str) -> int | None:
    length: int | None = getattr(Application._meta.get_field(field), "max_length", None)
    return length


def day_field(**kwargs: Any) -> forms.DateField:
    """A date, typed or chosen in the browser's calendar."""
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format=DAY), **kwargs)


def rows_of(form: type[DraftForm], *, most: int, extra: int = 1) -> type[BaseFormSet]:
    """A set of rows that can be added and taken away."""
    return formset_factory(form, extra=extra, can_delete=True, max_num=most, absolute_max=most + 20)


def rows_in(formset: BaseFormSet) -> list[dict[str, Any]]:
    """The rows that stay, each with what is sound in it."""
    kept = []
    for form in formset.forms:
        values = form.sound_values()
        if not values.pop("DELETE", False):
            kept.append(values)
    return kept
