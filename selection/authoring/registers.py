"""Which of the product's own facts can fill a fact of a call, as the choices of a form."""

from typing import Any

from selection.facts import names

REGISTERS: tuple[tuple[str, Any], ...] = tuple((name, row.label) for name, row in names.REGISTERS.items())
