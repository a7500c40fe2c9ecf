"""Form fields that several apps ask with."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")


class NumberField(forms.CharField):
    """An exact number, typed with a decimal comma or point; None for nothing. Exponents are none."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 24)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A number as the reader's language writes it."""
        text = format(value, "f") if isinstance(value, Decimal) else value
        is_number = isinstance(text, str) and NUMBER.fullmatch(text)
        return text.replace(".", ",") if is_number and get_language() == "sl" else text

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        plain = text.strip().replace(",", ".").replace("\N{MINUS SIGN}", "-")
        if not NUMBER.fullmatch(plain):
            raise ValidationError(_("Write a number, for instance 7.5."))
        number = Decimal(plain)
        return Decimal(int(number)) if number == number.to_integral_value() else number.normalize()
