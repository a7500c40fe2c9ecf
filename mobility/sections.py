"""The sections of the application: which fields stand in which, what they are called, what must be filled in.

Forms, live checks, preview and the page before submission all take their words from here.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mobility.models import Application


class Section(TextChoices):
    """The sections in the order in which they are filled in."""

    WORK = "work", _("Work and need")
    HOST = "host", pgettext_lazy("section", "Host")
    STAY = "stay", _("Training and period")
    PROGRAMME = "programme", _("Programme by day")
    TEACHING = "teaching", pgettext_lazy("section", "Teaching")
    GOALS = "goals", _("Goals and motivation")
    EFFECTS = "effects", _("Effects and sharing")
    LANGUAGE = "language", pgettext_lazy("section", "Language")
    ASKED = "asked", _("What the call asks of you")
    STATEMENTS = "statements", _("Statements")


FIELDS: dict[Section, tuple[str, ...]] = {
    Section.WORK: ("work_tasks", "task_link", "need", "need_words"),
    Section.HOST: (
        "host", "host_unit", "contact_name", "contact_position", "contact_email", "host_quality",
    ),
    Section.STAY: (
        "title", "forms", "starts_on", "ends_on", "travel_before", "travel_after", "green_travel",
    ),
    Section.PROGRAMME: ("programme",),
    # Only where the call is for teaching too (mobility.teaching).
    Section.TEACHING: (
        "teaching", "teaching_hours", "teaching_level", "teaching_field", "teaching_students", "teaching_content",
    ),
    Section.GOALS: ("goals", "added_value", "motivation"),
    Section.EFFECTS: ("effects", "dissemination"),
    Section.LANGUAGE: ("language", "own_level", "needed_level"),
    # Its fields are the questions of the call (mobility.questions).
    Section.ASKED: (),
    Section.STATEMENTS: ("statement_true", "statement_report", "statement_funding"),
}  # fmt: skip

LABELS: dict[str, str | Promise] = {
    "work_tasks": _("Main work tasks"),
    "task_link": _("How the training bears on these tasks"),
    "need": _("Where the need is written down"),
    "need_words": _("What is written there"),
    "host": _("Host organisation"),
    "host_unit": _("Department or office at the host"),
    "contact_name": _("Contact person at the host"),
    "contact_position": _("Position of the contact person"),
    "contact_email": _("E-mail of the contact person"),
    "host_quality": _("Why this host"),
    "title": _("Title of the training"),
    "forms": _("Form of training"),
    "starts_on": _("First day of training"),
    "ends_on": _("Last day of training"),
    "travel_before": _("Travel days before"),
    "travel_after": _("Travel days after"),
    "green_travel": _("I shall travel there and back by train, bus or shared car (green travel)"),
    "programme": _("Programme by day"),
    "teaching": _("I shall also teach at the host"),
    "teaching_hours": _("Hours of teaching"),
    "teaching_level": _("Level of the teaching"),
    "teaching_field": _("Main subject field"),
    "teaching_students": _("Students who will benefit"),
    "teaching_content": _("Content of the teaching programme"),
    "goals": _("Goals"),
    "added_value": _("Added value for the faculty"),
    "motivation": _("Motivation"),
    "effects": _("Expected effects"),
    "dissemination": _("Sharing what is learnt"),
    "language": _("Language of training"),
    "own_level": _("Own level"),
    "needed_level": _("Level that the training needs"),
    "statement_true": _("What I have stated is true and complete."),
    "statement_report": _(
        "After the stay I shall bring the certificate of attendance, complete the EU Survey, write the "
        "content report and share what I learnt."
    ),
    "statement_funding": _("No other source pays for the same costs of this mobility."),
}

REQUIRED: dict[Section, tuple[str, ...]] = {
    Section.WORK: ("work_tasks", "task_link", "need", "need_words"),
    Section.HOST: ("host", "contact_name", "contact_email", "host_quality"),
    Section.STAY: ("title", "forms", "starts_on", "ends_on"),
    Section.PROGRAMME: ("programme",),
    Section.GOALS: ("goals", "added_value", "motivation"),
    Section.EFFECTS: ("effects",),
    Section.LANGUAGE: ("language", "own_level", "needed_level"),
    Section.STATEMENTS: ("statement_true", "statement_report", "statement_funding"),
}

# Required of whoever teaches.
REQUIRED_TO_TEACH = FIELDS[Section.TEACHING][1:]

# Where a link to a field leads when the field's own element cannot take the focus.
ANCHORS = {"host": "host-ask"}

# Fields that point to a register; they take the row or its key.
KEYS = frozenset({"host", "language", "teaching_field"})

# Rows that repeat: the keys that each row keeps, the one that makes it worth keeping first.
ROWS: dict[str, tuple[str, ...]] = {
    "programme": ("day", "kind", "hours", "content"),
    "goals": ("text",),
    "effects": ("text", "on", "indicator", "due_on"),
    "dissemination": ("kind", "audience", "due_on"),
}


def section_of(field: str) -> Section:
    """The section in which a field stands; what is none of the application's own is a question of the call."""
    return next((section for section, fields in FIELDS.items() if field in fields), Section.ASKED)


def following(section: Section, within: Sequence[Section]) -> Section | None:
    """The section after this one; None after the last."""
    place = within.index(section) + 1
    return within[place] if place < len(within) else None


def put(application: Application, section: Section, values: Mapping[str, Any]) -> list[str]:
    """Write the section's values into the application (unsaved); returns the names of the fields written.

    Rows are kept as plain objects, dates in them as ISO text; empty rows are left out. Raises KeyError for a
    field that does not stand in the section.
    """
    written = []
    for field, value in values.items():
        if field not in FIELDS[section]:
            raise KeyError(f"{field} does not stand in the section {section}")
        if field in KEYS and isinstance(value, (str, int)):
            setattr(application, f"{field}_id", value or None)
        else:
            setattr(application, field, _rows(field, value) if field in ROWS else value)
        written.append(field)
    return written


def _rows(field: str, rows: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    keys = ROWS[field]
    plain = ({key: _plain(row.get(key)) for key in keys} for row in rows)
    return [row for row in plain if row[keys[0]]]


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else value


def is_filled(application: Application, field: str) -> bool:
    """Whether something stands in a field."""
    if field in KEYS:
        return getattr(application, f"{field}_id") is not None
    value = getattr(application, field)
    return bool(value.strip() if isinstance(value, str) else value)
