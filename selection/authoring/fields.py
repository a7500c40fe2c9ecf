"""Fields of the editor: exact numbers, local hours, rules as text, and a condition in three boxes."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from core.fields import NumberField
from mobility.call_dates import HOUR

__all__ = [
    "CodeField", "HourField", "NumberField", "line", "pair", "prose", "rows_in", "rows_of", "rule_text", "said",
]  # fmt: skip
MOST_ROWS = 60
CODE_HELP = _("Letters without accents, digits and - or _.")


class CodeField(forms.SlugField):
    """The name of something in rules and files."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{
                "label": _("Code"),
                "max_length": 50,
                "error_messages": {"invalid": CODE_HELP},
                "widget": forms.TextInput(attrs={"size": 16}),
                **kwargs,
            }
        )


class HourInput(forms.TextInput):
    """The browser's own field for a day and an hour."""

    input_type = "datetime-local"


class HourField(forms.CharField):
    """A local hour as the call file has it: 2026-02-10T23:59."""

    widget = HourInput

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        try:
            return datetime.fromisoformat(text.strip().replace(" ", "T")).strftime(HOUR)
        except ValueError as error:
            raise ValidationError(_("Write day and hour, for instance 2026-02-10 23:59.")) from error


def prose(label: Any, *, rows: int = 6, **kwargs: Any) -> forms.CharField:
    """A text of several lines that may stay empty in a draft."""
    return forms.CharField(
        label=label, required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": rows}), **kwargs
    )


def line(label: Any, *, most: int = 250, **kwargs: Any) -> forms.CharField:
    """One line that may stay empty in a draft."""
    return forms.CharField(label=label, required=False, max_length=most, **kwargs)


def rule_text(label: Any, **kwargs: Any) -> forms.CharField:
    """Rules as text (docs/formats.md)."""
    widget = forms.Textarea(attrs={"rows": 8, "class": "code", "spellcheck": "false", "autocomplete": "off"})
    return forms.CharField(
        label=label, required=False, max_length=100_000, strip=False, widget=widget, **kwargs
    )


def rows_of(
    form: type[forms.Form], *, extra: int = 1, base: type[BaseFormSet] = BaseFormSet
) -> type[BaseFormSet]:
    """A set of rows that can be added, ordered by their place, and taken away."""
    return formset_factory(
        form, formset=base, extra=extra, can_delete=True, max_num=MOST_ROWS, absolute_max=MOST_ROWS + 20
    )


def rows_in(formset: BaseFormSet) -> list[dict[str, Any]]:
    """The rows that stay and say anything, in their order."""
    kept = []
    for form in formset.forms:
        values = dict(form.cleaned_data)
        if values and not values.pop("DELETE", False):
            kept.append(values)
    return kept


def pair(sl: str, en: str) -> dict[str, str]:
    """A text in its languages, those left empty not named."""
    return {language: words for language, words in (("sl", sl.strip()), ("en", en.strip())) if words}


def said(value: dict[str, str] | None, name: str) -> dict[str, str]:
    """The initial values of a text's two boxes."""
    value = value or {}
    return {f"{name}_sl": value.get("sl", ""), f"{name}_en": value.get("en", "")}
