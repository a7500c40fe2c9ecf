"""Granting, confirming and ending roles, and naming substitutes: one operation a page."""

from typing import Any

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from core import policy
from core.views import ActView
from members import directory, operations
from members.enums import Capacity
from members.forms import EndForm, GrantForm, ReasonForm, SubstituteForm
from members.models import Appointment, Person
from members.views_people import OfPerson, to_person


class InPeople(ActView):
    """An act about people: it wants a proof of late who is at the keys, and knows the way back."""

    step_up = True

    @property
    def slug(self) -> str:
        return str(self.request.university.slug)  # type: ignore[attr-defined]

    def crumbs(self, *more: tuple[str, str]) -> list[tuple[str, str]]:
        if not policy.can(self.actor, "see_people", None):
            return [(_("My roles"), reverse("people:mine", args=[self.slug]))]
        return [(pgettext("page", "People"), reverse("people:list", args=[self.slug])), *more]


class Grant(OfPerson, InPeople):
    """Give somebody a role."""

    rule = "manage_people"
    form_class = GrantForm
    done = gettext_lazy("The role was granted. The person gets a letter.")
    subject: Person

    def form_kwargs(self) -> dict[str, Any]:
        return {"actor": self.actor}

    def context(self) -> dict[str, Any]:
        name = self.subject.get_full_name()
        return {
            "title": _("Grant a role to %(name)s") % {"name": name},
            "crumbs": self.crumbs((name, to_person(self.slug, self.subject))),
            "verb": _("Grant the role"),
            "cancel_url": to_person(self.slug, self.subject),
            "effects": [
                _("The role holds from its first day and opens what belongs to it, no more."),
                *self.second_person(),
            ],
            "told": [name],
        }

    def second_person(self) -> list[str]:
        """What whoever may grant roles of the whole university hears beside."""
        if not self.actor.holds(Capacity.OFFICE):
            return []
        return [
            _("A role of the whole university holds once a second person of the office has confirmed it.")
        ]

    def act(self, form: forms.Form) -> Appointment:
        given = form.cleaned_data
        return operations.grant_role(
            person=self.subject,
            capacity=Capacity(given["capacity"]),
            actor=self.actor,
            member=given["member"],
            unit=given["unit"],
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
        )

    def where(self, result: Any) -> str:
        return to_person(self.slug, self.subject)


class OfRole(InPeople):
    """An act about one role that the actor sees: of those in their charge, their own, or of their substitute."""

    subject: Appointment

    def fetch(self) -> Appointment:
        rows = [directory.own_roles(self.actor)] if self.actor else []
        if policy.can(self.actor, "see_people", None):
            rows.append(directory.roles_within(self.actor))
        for found in rows:
            role = found.filter(pk=self.kwargs["role"]).first()
            if role is not None:
                return role
        raise Http404

    def context(self) -> dict[str, Any]:
        return {
            "crumbs": self.crumbs((self.subject.person.get_full_name(), self.where(None))),
            "lede": f"{self.subject.person.get_full_name()} · {directory.role_words(self.subject)}",
            "cancel_url": self.where(None),
            "told": [self.subject.person.get_full_name()],
        }

    def where(self, result: Any) -> str:
        seen = policy.can(self.actor, "see_people", None)
        if seen and directory.people_within(self.actor).filter(pk=self.subject.person_id).exists():
            return to_person(self.slug, self.subject.person)
        return reverse("people:mine", args=[self.slug])


class End(OfRole):
    """End a role, at once or on a day."""

    rule = "end_role"
    form_class = EndForm
    done = gettext_lazy("The role was ended. The person gets a letter.")

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "title": _("End a role"),
            "verb": _("End the role"),
            "grave": True,
            "effects": [
                _("From then on nothing opens by this role any more, not even on a page that is open now."),
                _("Whoever stands in for the person in this role stops as well."),
                _("Duties that fell to the person by this role fall to whoever else holds it."),
            ],
        }

    def act(self, form: forms.Form) -> Appointment:
        given = form.cleaned_data
        return operations.end_role(
            role=self.subject, actor=self.actor, reason=given["reason"], last_day=given["last_day"]
        )


class Substitute(OfRole):
    """Name who acts in the place of a role's holder."""

    rule = "name_substitute"
    form_class = SubstituteForm
    done = gettext_lazy("The substitute was named and gets a letter.")

    def form_kwargs(self) -> dict[str, Any]:
        return {"role": self.subject, "actor": self.actor}

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "title": _("Name a substitute"),
            "verb": _("Name the substitute"),
            "told": [_("Whoever stands in, and the holder of the role.")],
            "effects": [
                _(
                    "On these days the substitute may do what belongs to this role; every act says in whose place."
                ),
                _("What is about the holder personally stays closed to the substitute."),
            ],
        }

    def act(self, form: forms.Form) -> Appointment:
        given = form.cleaned_data
        return operations.appoint_substitute(
            principal=self.subject,
            person=given["person"],
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            actor=self.actor,
        )


class Confirm(OfRole):
    """The second person confirms a role of the whole university."""

    rule = "confirm_role"
    done = gettext_lazy("The role was confirmed and holds now.")

    def context(self) -> dict[str, Any]:
        granted_by = self.subject.granted_by
        return {
            **super().context(),
            "title": _("Confirm a role"),
            "verb": _("Confirm the role"),
            "effects": [
                _("%(who)s granted this role. It holds as soon as you confirm it.")
                % {"who": granted_by or "Popotnik"}
            ],
        }

    def act(self, form: forms.Form) -> Appointment:
        return operations.confirm_role(role=self.subject, actor=self.actor)


class Decline(OfRole):
    """The second person does not confirm a role, with the reason."""

    rule = "confirm_role"
    form_class = ReasonForm
    done = gettext_lazy("The role was not confirmed. Whoever granted it gets a letter.")

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "title": _("Do not confirm a role"),
            "verb": _("Decline the role"),
            "told": [str(self.subject.granted_by or "")],
        }

    def act(self, form: forms.Form) -> Appointment:
        return operations.decline_role(
            role=self.subject, actor=self.actor, reason=form.cleaned_data["reason"]
        )
