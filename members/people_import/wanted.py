"""From a line to what it wants: typed values, each problem with its column."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from core.spreadsheets import Problem, folded
from members.enums import Capacity
from members.grants import NEVER_GRANTED, needs_four_eyes
from members.people_import.columns import NAMES, Column
from members.people_import.reading import Line

C = Column
NEEDED_FOR_A_POST = (C.EMAIL, C.MEMBER, C.UNIT, C.POST, C.STAFF_GROUP, C.PAY_GROUP, C.EMPLOYED_FROM)
OF_A_POST = (
    C.POST,
    C.POST_EN,
    C.STAFF_GROUP,
    C.PAY_GROUP,
    C.SHARE,
    C.CONTRACT,
    C.EMPLOYED_FROM,
    C.EMPLOYED_UNTIL,
)
# A whole post, in percent.
WHOLE = 100
DAY = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})\.?")
LONGEST = {
    C.FIRST_NAME: 80,
    C.LAST_NAME: 80,
    C.POST: 200,
    C.POST_EN: 200,
    C.UNIT: 200,
    C.UNIT_EN: 200,
    C.PAY_GROUP: 5,
}


@dataclass(frozen=True)
class Wanted:
    """A line understood: the line itself, and the typed values of its columns."""

    line: Line
    values: dict[Column, Any]

    def __getitem__(self, column: Column) -> Any:
        return self.values.get(column)

    @property
    def has_post(self) -> bool:
        return any(self.values.get(column) for column in OF_A_POST)


class Understanding:
    """Understands lines one by one and keeps the problems it meets."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def of(self, line: Line) -> Wanted | None:
        """What the line wants, or None where it has a problem."""
        before = len(self.problems)
        wanted = Wanted(line, {column: self._value(line, column) for column in Column if line[column]})
        if len(self.problems) == before:
            self._check_whole(wanted)
        return wanted if len(self.problems) == before else None

    def _value(self, line: Line, column: Column) -> Any:
        text = line[column]
        if column in NAMES:
            return self._named(line, column, text)
        if column in {C.EMPLOYED_FROM, C.EMPLOYED_UNTIL, C.ROLE_FROM, C.ROLE_UNTIL}:
            return self._day(line, column, text)
        if column == C.SHARE:
            return self._share(line, text)
        if column == C.EMAIL:
            return self._email(line, text)
        if len(text) > LONGEST.get(column, 300):
            self._problem(
                line, column, _("This is too long: at most %(most)d characters.") % {"most": LONGEST[column]}
            )
        return text

    def _named(self, line: Line, column: Column, text: str) -> str:
        found = NAMES[column].get(folded(text))
        if found is None:
            self._problem(
                line,
                column,
                _("“%(text)s” is not known here. docs/formats.md lists the words.") % {"text": text},
            )
        return found or ""

    def _day(self, line: Line, column: Column, text: str) -> date | None:
        written = DAY.fullmatch(text)
        try:
            if written:
                day, month, year = (int(part) for part in written.groups())
                return date(year, month, day)
            return date.fromisoformat(text)
        except ValueError:
            self._problem(line, column, _("Write the date like 2026-10-01 or 1. 10. 2026."))
        return None

    def _share(self, line: Line, text: str) -> int:
        number = text.removesuffix("%").strip()
        if number.isascii() and number.isdigit() and 1 <= int(number) <= WHOLE:
            return int(number)
        self._problem(line, C.SHARE, _("The share of employment is a whole number from 1 to 100."))
        return 0

    def _email(self, line: Line, text: str) -> str:
        try:
            validate_email(text)
        except ValidationError:
            self._problem(line, C.EMAIL, _("Write an e-mail address like this: name@example.eu."))
        return text.lower()

    def _check_whole(self, wanted: Wanted) -> None:
        """What a line needs beside what it has."""
        line, role = wanted.line, wanted[C.ROLE]
        self._check_days(wanted)
        if not wanted[C.EMAIL] and not wanted[C.UNIT]:
            self._problem(line, C.EMAIL, _("A line names a person by e-mail, or a unit."))
        if wanted[C.UNIT] and not wanted[C.MEMBER]:
            self._problem(line, C.MEMBER, _("Name the member faculty of the unit."))
        for column in NEEDED_FOR_A_POST if wanted.has_post else ():
            if not wanted[column]:
                self._problem(line, column, _("A post needs this."))
        if role:
            self._check_role(wanted, Capacity(role))

    def _check_days(self, wanted: Wanted) -> None:
        for first, last in ((C.EMPLOYED_FROM, C.EMPLOYED_UNTIL), (C.ROLE_FROM, C.ROLE_UNTIL)):
            if wanted[first] and wanted[last] and wanted[last] < wanted[first]:
                self._problem(wanted.line, last, _("The last day lies before the first one."))
        if not wanted[C.ROLE] and (wanted[C.ROLE_FROM] or wanted[C.ROLE_UNTIL]):
            self._problem(wanted.line, C.ROLE, _("The line has dates of a role and no role."))

    def _check_role(self, wanted: Wanted, role: Capacity) -> None:
        line = wanted.line
        if role in NEVER_GRANTED:
            self._problem(line, C.ROLE, _("This capacity is not granted by anybody."))
        elif not wanted[C.EMAIL]:
            self._problem(line, C.EMAIL, _("A role needs a person: give the e-mail address."))
        elif not needs_four_eyes(role) and not wanted[C.MEMBER]:
            self._problem(line, C.MEMBER, _("Choose the member faculty for which the role is held."))
        elif role == Capacity.HEAD and not wanted[C.UNIT]:
            self._problem(line, C.UNIT, _("Choose the unit that the person heads."))

    def _problem(self, line: Line, column: Column, words: Any) -> None:
        self.problems.append(Problem(line.number, column.value, words))
