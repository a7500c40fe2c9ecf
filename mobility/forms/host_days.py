"""The days that a host adds to the programme: rows of its form, one more each time it asks for one."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.wording import weekday
from mobility.models import Application
from mobility.programme import LONGEST_HOURS, USUAL_HOURS
from mobility.proposals import open_days

# How many rows a form holds; who has more to add proposes again.
MOST_ADDED = 20
TOTAL = "added-TOTAL_FORMS"
DAY, HOURS, CONTENT = "day", "hours", "content"


class WithNewDays(forms.Form):
    """Rows for new days of training, below the fields `starts_on` and `ends_on`, on whose days they may lie.

    A row in which neither day nor content is given does not count.
    """

    rows_added = 0
    days_left: list[str]

    def lay_out_new_days(self, application: Application, said: Mapping[str, Any], *, one_more: bool) -> None:
        """As many rows as the form had, and `one_more` where a day is left; `said` is what stands in the form."""
        first, last = (self._day(said, field) for field in ("starts_on", "ends_on"))
        try:
            self.days_left = open_days(application, first, last)
        except OverflowError:  # a day at the end of the calendar
            self.days_left = []
        self.rows_added = min(_number(said.get(TOTAL)), MOST_ADDED)
        if one_more and self.has_days_left and self.takes_more:
            self.rows_added += 1
        for number in range(self.rows_added):
            self._lay_out(number, said)
        if one_more and self.rows_added:
            self.fields[name_of(self.rows_added - 1, DAY)].widget.attrs["autofocus"] = True

    def _lay_out(self, number: int, said: Mapping[str, Any]) -> None:
        day, hours, content = (name_of(number, part) for part in (DAY, HOURS, CONTENT))
        is_asked = not self.is_bound or any(str(said.get(name) or "").strip() for name in (day, content))
        chosen = str(said.get(day) or "")
        days = [*self.days_left, *([chosen] if _is_day(chosen) and chosen not in self.days_left else [])]
        self.fields[day] = forms.ChoiceField(
            label=_("New day"),
            choices=[("", _("Choose …")), *((one, weekday(date.fromisoformat(one))) for one in sorted(days))],
            required=is_asked,
            error_messages={"required": _("Choose the day.")},
        )
        self.fields[hours] = forms.IntegerField(
            label=_("Hours"),
            min_value=1,
            max_value=LONGEST_HOURS,
            initial=USUAL_HOURS,
            required=is_asked,
            widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            error_messages={"required": _("Say how many hours.")},
        )
        self.fields[content] = forms.CharField(
            label=_("What will be done"),
            max_length=500,
            required=is_asked,
            widget=forms.Textarea(attrs={"rows": 2}),
            error_messages={"required": _("Say what will be done.")},
        )

    def _day(self, said: Mapping[str, Any], field: str) -> date | None:
        try:
            day: date | None = self.fields[field].to_python(said.get(field))  # type: ignore[attr-defined]
        except ValidationError:
            return None
        return day

    @property
    def has_days_left(self) -> bool:
        """Whether there is a day for one more row in the period as it stands there."""
        return self.rows_added < len(self.days_left)

    @property
    def takes_more(self) -> bool:
        """Whether the form holds one more row, in this period or another."""
        return self.rows_added < MOST_ADDED

    def new_days(self) -> list[list[forms.BoundField]]:
        """The rows: day, hours, content."""
        return [
            [self[name_of(number, part)] for part in (DAY, HOURS, CONTENT)]
            for number in range(self.rows_added)
        ]

    def clean_new_days(self, typed: dict[str, Any]) -> list[dict[str, Any]]:
        """The rows that count; each day must be free, and chosen once."""
        found: list[dict[str, Any]] = []
        for number in range(self.rows_added):
            row = {part: typed.get(name_of(number, part)) for part in (DAY, HOURS, CONTENT)}
            if not row[DAY]:
                continue
            if row[DAY] not in self.days_left:
                words = _("This day lies outside of the period, or is in the programme already.")
                self.add_error(name_of(number, DAY), words)
            elif row[DAY] in (one[DAY] for one in found):
                self.add_error(name_of(number, DAY), _("You have chosen this day twice."))
            found.append(row)
        return found


def name_of(number: int, part: str) -> str:
    """The name of a field in a row."""
    return f"added-{number}-{part}"


def _number(said: Any) -> int:
    text = str(said or "0")
    return int(text) if text.isdecimal() and len(text) <= len(str(MOST_ADDED)) else 0


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
