"""Inputs that browsers know and Django's own widgets do not speak to."""

from typing import Any

from django import forms


class DayInput(forms.DateInput):
    """The browser's own date field. It wants ISO 8601, whatever the page's language writes."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")
