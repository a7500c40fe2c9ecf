"""One form for each section of the application, with its rows where it has some."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import (
    BaseForm,
    BaseFormSet,
    BooleanField,
    CharField,
    CheckboxSelectMultiple,
    ChoiceField,
    EmailField,
    HiddenInput,
    IntegerField,
    MultipleChoiceField,
)
from django.utils.translation import gettext_lazy as _

from core.wording import weekday
from mobility import programme, teaching
from mobility.enums import LanguageLevel, Need, TeachingLevel, TrainingForm
from mobility.forms.base import DraftForm, day_field, line, named, rows_in, text
from mobility.forms.rows import DayRows, DisseminationRows, EffectRows, GoalRows
from mobility.models import Application
from mobility.sections import FIELDS, KEYS, ROWS, Section
from partners.models import CharterHolder, HostOrganisation
from partners.queries import field_choices, language_choices

CHOOSE = ("", _("Choose …"))
MOST_TRAVEL_DAYS = 6
# What a column of the agreement still takes for a number that somebody meant.
MOST_HOURS, MOST_STUDENTS = 480, 9999


class WorkForm(DraftForm):
    work_tasks = text("work_tasks", hint=_("Taken from your job description; put right what has changed."))
    task_link = text(
        "task_link", hint=_("Which of these tasks it is for, how you will use what you learn, and from when.")
    )
    need = ChoiceField(choices=[CHOOSE, *Need.choices], **named("need"))
    need_words = text("need_words", hint=_("Quote the goal or name the plan and its date."), rows=3)


class HostForm(DraftForm):
    host = CharField(widget=HiddenInput, **named("host", hint=_("Search by name, town or Erasmus code.")))
    host_unit = line("host_unit")
    contact_name = line(
        "contact_name", hint=_("Who will receive you, and sign the agreement or know who does.")
    )
    contact_position = line("contact_position")
    contact_email = EmailField(
        **named("contact_email"),
        error_messages={"invalid": _("This is not an e-mail address, for example name@university.eu.")},
    )
    host_quality = text(
        "host_quality", hint=_("What this host is known for, and what cooperation can come of it.")
    )

    def clean_host(self) -> HostOrganisation | CharterHolder | None:
        """Who stands behind the key that the search gave: a host in the register, or a charter holder."""
        register, _colon, key = self.cleaned_data["host"].partition(":")
        try:
            if register == "host":
                return HostOrganisation.objects.select_related("country").get(public_id=key)
            if register == "charter":
                return CharterHolder.objects.get(erasmus_code=key, listed=True)
        except (HostOrganisation.DoesNotExist, CharterHolder.DoesNotExist, ValidationError):
            raise ValidationError(_("This organisation is not in the register. Search again or propose it."))
        return None


class StayForm(DraftForm):
    title = line("title", hint=_("As it will stand in the agreement and on the certificate."))
    forms = MultipleChoiceField(choices=TrainingForm.choices, widget=CheckboxSelectMultiple, **named("forms"))
    starts_on = day_field(**named("starts_on", hint=_("Without travel.")))
    ends_on = day_field(**named("ends_on"))
    travel_before = IntegerField(min_value=0, max_value=MOST_TRAVEL_DAYS, **named("travel_before"))
    travel_after = IntegerField(min_value=0, max_value=MOST_TRAVEL_DAYS, **named("travel_after"))
    green_travel = BooleanField(**named("green_travel"))

    def sound_values(self) -> dict[str, Any]:
        """Travel days left empty are none."""
        values = super().sound_values()
        return {
            name: 0 if name.startswith("travel") and value is None else value
            for name, value in values.items()
        }


class NoForm(DraftForm):
    """A section of rows alone."""


class TeachingForm(DraftForm):
    teaching = BooleanField(**named("teaching"))
    teaching_hours = IntegerField(min_value=1, max_value=MOST_HOURS, **named("teaching_hours"))
    teaching_students = IntegerField(
        min_value=1,
        max_value=MOST_STUDENTS,
        **named("teaching_students", hint=_("Of the host; an estimate will do.")),
    )
    teaching_level = ChoiceField(choices=[CHOOSE, *TeachingLevel.choices], **named("teaching_level"))
    teaching_field = ChoiceField(**named("teaching_field", hint=_("By the classification ISCED-F 2013.")))
    teaching_content = text(
        "teaching_content",
        hint=_(
            "Which subjects or topics, for whom and in which form. Teaching is in the language of the training."
        ),
        rows=6,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["teaching_field"].choices = [CHOOSE, *field_choices()]  # type: ignore[attr-defined]


class GoalsForm(DraftForm):
    added_value = text("added_value", hint=_("What the unit and the faculty gain that they do not have now."))
    motivation = text(
        "motivation",
        hint=_("Why you, why now, and how you will prepare. The committee scores this text."),
        rows=8,
    )


class LanguageForm(DraftForm):
    language = ChoiceField(**named("language"))
    own_level = ChoiceField(
        choices=[CHOOSE, *LanguageLevel.choices],
        **named("own_level", hint=_("By the Common European Framework: A1 is the lowest, C2 the highest.")),
    )
    needed_level = ChoiceField(
        choices=[CHOOSE, *LanguageLevel.choices],
        **named("needed_level", hint=_("As the host asks for, or as the training needs by your judgement.")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [CHOOSE, *language_choices()]  # type: ignore[attr-defined]


class StatementsForm(DraftForm):
    statement_true = BooleanField(**named("statement_true"))
    statement_report = BooleanField(**named("statement_report"))
    statement_funding = BooleanField(**named("statement_funding"))


FORMS: dict[Section, type[DraftForm]] = {
    Section.WORK: WorkForm,
    Section.HOST: HostForm,
    Section.STAY: StayForm,
    Section.PROGRAMME: NoForm,
    Section.TEACHING: TeachingForm,
    Section.GOALS: GoalsForm,
    Section.EFFECTS: NoForm,
    Section.LANGUAGE: LanguageForm,
    Section.STATEMENTS: StatementsForm,
}
ROW_SETS: dict[str, type[BaseFormSet]] = {
    "programme": DayRows,
    "goals": GoalRows,
    "effects": EffectRows,
    "dissemination": DisseminationRows,
}


class SectionForms:
    """The form of a section together with its rows, filled from the application or from what was sent."""

    def __init__(
        self, section: Section, application: Application, data: Mapping[str, Any] | None = None
    ) -> None:
        """Rows that were sent stand by themselves: beside what is stored they would seem unchanged, and be dropped."""
        self.section = section
        self.form = FORMS[section](data, initial=_initial(section, application))
        self.rows = {
            field: ROW_SETS[field](
                data, prefix=field, initial=_initial_rows(field, application) if data is None else None
            )
            for field in FIELDS[section]
            if field in ROWS
        }

        self._name_days(application)
        if section == Section.TEACHING:
            self.form.fields["teaching_hours"].help_text = teaching.hint(application)

    def _name_days(self, application: Application) -> None:
        """Say on each row of the programme which day it is, and whether it lies in the stay."""
        for row in self.rows["programme"].forms if "programme" in self.rows else ():
            day = _day_of(row)
            row.name = weekday(day) if day else ""
            row.is_outside = day is not None and not application.covers(day)

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), *(rows.is_valid() for rows in self.rows.values())])

    def sound_values(self) -> dict[str, Any]:
        """Everything that can be saved, of the form and of the rows."""
        values = self.form.sound_values()
        for field, rows in self.rows.items():
            if rows.management_form.is_valid():
                values[field] = rows_in(rows)
        return values

    @property
    def sets(self) -> dict[str, BaseFormSet | None]:
        """Every set of rows by name, None where the section has none, for templates."""
        return {field: self.rows.get(field) for field in ROWS}


def _initial(section: Section, application: Application) -> dict[str, Any]:
    values = {field: getattr(application, field) for field in FIELDS[section] if field not in ROWS}
    if section == Section.HOST:
        values["host"] = f"host:{application.host.public_id}" if application.host else ""
    for field in KEYS.intersection(values) - {"host"}:
        values[field] = getattr(application, f"{field}_id") or ""
    return values


def _initial_rows(field: str, application: Application) -> list[dict[str, Any]]:
    if field == "programme":
        return [
            dict(row) for row in programme.rows_of_period(application) + programme.rows_outside(application)
        ]
    return [dict(row) for row in getattr(application, field)]


def _day_of(row: BaseForm) -> date | None:
    try:
        return date.fromisoformat(str(row["day"].value()))
    except ValueError:
        return None
