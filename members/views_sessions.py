"""Ending somebody's sessions: their telephone or laptop is gone."""

from typing import Any

from django import forms
from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members import operations
from members.models import Person
from members.views_people import OfPerson, to_person
from members.views_roles import InPeople


class EndSessions(OfPerson, InPeople):
    """Sign a person out everywhere."""

    rule = "end_sessions"
    subject: Person

    def context(self) -> dict[str, Any]:
        name = self.subject.get_full_name()
        return {
            "title": _("Sign %(name)s out everywhere") % {"name": name},
            "crumbs": self.crumbs((name, to_person(self.slug, self.subject))),
            "verb": _("Sign out everywhere"),
            "cancel_url": to_person(self.slug, self.subject),
            "effects": [
                _("Every browser and device in which the account is open is signed out at once."),
                _("The password and the second factor stay as they are."),
            ],
        }

    def act(self, form: forms.Form) -> int:
        ended = operations.end_sessions(person=self.subject, actor=self.actor)
        words = ngettext("%(count)d session was ended.", "%(count)d sessions were ended.", ended)
        messages.success(self.request, words % {"count": ended})
        return ended

    def where(self, result: Any) -> str:
        return to_person(self.slug, self.subject)
