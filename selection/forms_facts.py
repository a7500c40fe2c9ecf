"""What the coordinator says of the facts of an application, row by row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import clock
from mobility.forms.answers import UNANSWERED, field_for, kept, typed
from mobility.forms.base import DraftForm, day_field
from selection.enums import Looked
from selection.fact_rows import FactRow
from selection.operations.facts import Look

NOT_YET = ("", gettext_lazy("not looked at"))
OF_STATEMENT: tuple[tuple[str, Any], ...] = (
    NOT_YET,
    (Looked.ACCEPTED, gettext_lazy("the paper shows it")),
    (Looked.CORRECTED, gettext_lazy("correct it")),
    (Looked.NOT_PROVEN, gettext_lazy("the paper does not show it: it does not count")),
)
WITHOUT_PAPER: tuple[tuple[str, Any], ...] = (
    ("", gettext_lazy("counts as stated")),
    (Looked.CORRECTED, gettext_lazy("correct it")),
)


@dataclass(frozen=True)
class Shown:
    """A row with its boxes."""

    row: FactRow
    looked: BoundField | None
    value: BoundField
    reason: BoundField | None
    record: BoundField | None
    on: BoundField | None


class FactsForm(DraftForm):
    """Boxes for every fact that people supply. `version`: the application that they were read from."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, rows: Sequence[FactRow], **kwargs: Any) -> None:
        self.rows = rows
        super().__init__(*args, **kwargs)
        for row in rows:
            self._add_office(row) if row.is_office else self._add_statement(row)

    def _add_statement(self, row: FactRow) -> None:
        code, check = row.fact.code, row.check
        needs_paper = row.question.asks_paper(row.answer)
        value = check.value if check else None
        self.fields[f"looked_{code}"] = forms.ChoiceField(
            label=_("What the paper says") if needs_paper else _("Your check"),
            choices=OF_STATEMENT if needs_paper else WITHOUT_PAPER,
            initial=check.looked if check else "",
        )
        self.fields[f"value_{code}"] = field_for(
            row.question, label=_("Corrected value"), initial=typed(row.question, value)
        )
        self.fields[f"reason_{code}"] = forms.CharField(
            label=_("Reason"), max_length=500, initial=check.reason if check else ""
        )

    def _add_office(self, row: FactRow) -> None:
        code, check = row.fact.code, row.check
        value = check.value if check else None
        self.fields[f"value_{code}"] = field_for(
            row.question,
            label=row.question.label,
            initial=typed(row.question, value),
            help_text=" · ".join(filter(None, [row.question.unit, row.question.article])),
        )
        self.fields[f"record_{code}"] = forms.CharField(
            label=_("Which record"), max_length=200, initial=check.record if check else ""
        )
        self.fields[f"on_{code}"] = day_field(label=_("As of"), initial=check.on if check else clock.today())

    @property
    def statements(self) -> list[Shown]:
        return [self._shown(row) for row in self.rows if not row.is_office]

    @property
    def entries(self) -> list[Shown]:
        return [self._shown(row) for row in self.rows if row.is_office]

    def _shown(self, row: FactRow) -> Shown:
        code = row.fact.code
        boxes = {
            name: self[f"{name}_{code}"] if f"{name}_{code}" in self.fields else None
            for name in ("looked", "reason", "record", "on")
        }
        return Shown(row=row, value=self[f"value_{code}"], **boxes)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        for row in self.rows:
            code = row.fact.code
            value = values.get(f"value_{code}")
            if row.is_office:
                if value not in (None, "") and not values.get(f"record_{code}"):
                    self.add_error(f"record_{code}", _("Say in which record the value stands."))
                continue
            looked = values.get(f"looked_{code}")
            wrong = f"value_{code}" in self.errors
            if looked == Looked.CORRECTED and value in (None, "") and not wrong:
                self.add_error(f"value_{code}", _("Give the value that counts."))
            if looked in (Looked.CORRECTED, Looked.NOT_PROVEN) and not values.get(f"reason_{code}"):
                self.add_error(f"reason_{code}", _("Give the reason; the participant can read it."))
        return values

    @property
    def looks(self) -> list[Look]:
        """What is said, for the operation."""
        return [self._office(row) if row.is_office else self._statement(row) for row in self.rows]

    def _statement(self, row: FactRow) -> Look:
        code, data = row.fact.code, self.cleaned_data
        looked = data.get(f"looked_{code}")
        if not looked:
            return Look(code, None)
        value = kept(row.question, data.get(f"value_{code}"))
        return Look(
            code,
            Looked(looked),
            value=None if value == UNANSWERED or looked != Looked.CORRECTED else value,
            reason=data.get(f"reason_{code}", "") if looked != Looked.ACCEPTED else "",
        )

    def _office(self, row: FactRow) -> Look:
        code, data = row.fact.code, self.cleaned_data
        value = kept(row.question, data.get(f"value_{code}"))
        if value == UNANSWERED:
            return Look(code, None)
        record, on = data.get(f"record_{code}", ""), data.get(f"on_{code}")
        return Look(code, Looked.ENTERED, value=value, record=record, on=on)
