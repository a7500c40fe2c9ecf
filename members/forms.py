"""The forms by which roles are granted, ended and stood in for, and people invited."""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Count, Q, Window
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core import clock
from core.widgets import DayInput
from members.actor import Actor
from members.directory import reach_of
from members.enums import Capacity
from members.grants import OF_A_MEMBER, OF_THE_UNIVERSITY, needs_four_eyes
from members.models import Appointment, Employment, Member, Person, Unit
from members.queries import acting, in_force

CHOOSE = ("", _("Choose …"))


class UnitField(forms.ModelChoiceField):
    """A unit by its name and the member it belongs to."""

    def label_from_instance(self, unit: Any) -> str:
        return f"{unit.member.short} · {unit.name}"


class PersonField(forms.ModelChoiceField):
    """A person by name; namesakes, and only they, with their addresses."""

    def label_from_instance(self, person: Any) -> str:
        name = str(person.sorting_name)
        return f"{name} ({person.email})" if person.namesakes > 1 else name


class PlaceForm(forms.Form):
    """What a role is and where it holds; the choices are what the actor is in charge of."""

    capacity = forms.ChoiceField(
        label=pgettext_lazy("capacity", "Role"), error_messages={"required": _("Choose the role.")}
    )
    member: Any = forms.ModelChoiceField(
        label=_("Member faculty"),
        queryset=Member.objects.none(),
        required=False,
        help_text=_("Leave it empty for a role of the whole university."),
    )
    unit = UnitField(
        label=_("Unit"),
        queryset=Unit.objects.none(),
        required=False,
        help_text=_("A head of department is head of one unit. Leave it empty for other roles."),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reach = reach_of(actor)
        members, units = Member.objects.order_by("name_sl"), Unit.objects.select_related("member")
        capacities = list(OF_A_MEMBER)
        if reach is None:
            capacities += OF_THE_UNIVERSITY
        else:
            members, units = members.filter(pk__in=reach), units.filter(member_id__in=reach)
        self.member_field.queryset = members
        self.unit_field.queryset = units.order_by("member__name_sl", "name_sl")
        if reach is not None and len(reach) == 1:
            self.member_field.initial = reach[0]
            self.member_field.required = True
            self.member_field.help_text = ""
        labels = [(str(capacity), capacity.label) for capacity in capacities]
        self.capacity_field.choices = [CHOOSE, *labels]

    @property
    def capacity_field(self) -> Any:
        return self.fields["capacity"]

    @property
    def member_field(self) -> Any:
        return self.fields["member"]

    @property
    def unit_field(self) -> Any:
        return self.fields["unit"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        capacity, member, unit = (cleaned.get(name) for name in ("capacity", "member", "unit"))
        if capacity and not needs_four_eyes(capacity) and member is None:
            self.add_error("member", _("Choose the member faculty for which the role is held."))
        if capacity == Capacity.HEAD and unit is None:
            self.add_error("unit", _("Choose the unit that the person heads."))
        if unit is not None and member is not None and unit.member_id != member.pk:
            self.add_error("unit", _("The unit belongs to another member faculty."))
        return cleaned


class GrantForm(PlaceForm):
    """A role for a person, from a day on."""

    starts_on = forms.DateField(label=_("First day"), widget=DayInput)
    ends_on = forms.DateField(
        label=_("Last day"),
        widget=DayInput,
        required=False,
        help_text=_("Leave it empty where no end is known."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].initial = clock.today()


class EndForm(forms.Form):
    """When a role ends, and why."""

    last_day = forms.DateField(
        label=_("Last day"),
        widget=DayInput,
        required=False,
        help_text=_("Leave it empty to end the role at once."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The person reads it."),
        error_messages={"required": _("Give the reason: the person reads it.")},
    )


class ReasonForm(forms.Form):
    """Why a role is not confirmed."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Give the reason: the person who granted the role reads it.")},
    )


class SubstituteForm(forms.Form):
    """Who acts in the place of a role's holder, from a day to a day."""

    person = PersonField(
        label=_("Who stands in"),
        queryset=Person.objects.none(),
        error_messages={"required": _("Choose who stands in.")},
    )
    starts_on = forms.DateField(label=_("First day"), widget=DayInput)
    ends_on = forms.DateField(label=_("Last day"), widget=DayInput)

    def __init__(self, *args: Any, role: Appointment, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person_field: Any = self.fields["person"]
        person_field.queryset = eligible(role, actor)
        today = clock.today()
        self.fields["starts_on"].initial = today
        self.fields["ends_on"].initial = today + timedelta(days=14)


def eligible(role: Appointment, actor: Actor) -> Any:
    """Who may stand in for a role: those who work or act at its member today, without the holder and the actor."""
    today = clock.today()
    roles, posts = Appointment.objects.filter(acting(today)), Employment.objects.filter(in_force(today))
    if role.member_id is not None:
        roles, posts = roles.filter(member_id=role.member_id), posts.filter(member_id=role.member_id)
    found = Q(pk__in=roles.values("person_id")) | Q(pk__in=posts.values("person_id"))
    people = Person.objects.filter(found, is_active=True).exclude(pk__in=[role.person_id, actor.me])
    namesakes = Window(Count("pk"), partition_by=["last_name", "first_name"])
    return people.annotate(namesakes=namesakes).order_by("last_name", "first_name", "pk")


class InviteForm(PlaceForm):
    """An address to be asked in, and the role that waits for its person."""

    email = forms.EmailField(
        label=_("E-mail"),
        error_messages={
            "required": _("Write the e-mail address of the person."),
            "invalid": _("Write an e-mail address like this: name@example.eu."),
        },
    )
    greeting = forms.CharField(
        label=_("Name"),
        max_length=160,
        required=False,
        help_text=_("How the letter addresses the person."),
    )
    language = forms.ChoiceField(label=_("Language of the letter"), choices=settings.LANGUAGES)
    role_ends_on = forms.DateField(
        label=_("Last day of the role"),
        widget=DayInput,
        required=False,
        help_text=_("Leave it empty where no end is known."),
    )

    field_order = ("email", "greeting", "language", "capacity", "member", "unit", "role_ends_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.capacity_field.required = False
        choices = self.capacity_field.choices[1:]
        self.capacity_field.choices = [("", _("No role, the account only")), *choices]
