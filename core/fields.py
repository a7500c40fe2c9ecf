"""Form fields that several apps ask with."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.uploads import CleanUpload, clean_upload

PAPERS, PDF, PICTURES = "application/pdf,image/jpeg,image/png", "application/pdf", "image/png,image/jpeg"
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


class PaperField(forms.FileField):
    """A file, opened and scanned: its value is what may be stored of it, None where it may be left out and was.

    `accept`: the content types that the browser offers. Raises core.files.UploadRefused at the field, also for an
    empty file, in words of our own.
    """

    def __init__(self, *, accept: str = PAPERS, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": accept}))
        super().__init__(allow_empty_file=True, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> CleanUpload | None:
        sent = super().clean(data, initial)
        return clean_upload(sent) if sent else None
