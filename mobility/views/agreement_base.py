"""What the pages about the agreement in force share."""

from typing import Any

from django.http import Http404
from django.utils.functional import cached_property

from core.wording import period, with_principal
from members.enums import Capacity
from mobility import agreements
from mobility.enums import Party
from mobility.links import to_mobility
from mobility.models import Agreement
from mobility.policy import is_participant
from mobility.views.base import MobilityActView


class OfParties:
    """What every page about something that participant and institution sign shares."""

    subject: Any
    actor: Any
    shown_at = ""

    def party(self) -> Party:
        """For which party the actor would sign."""
        return Party.PARTICIPANT if is_participant(self.actor, self.subject) else Party.HOME

    def frame(self) -> dict[str, Any]:
        """Crumbs, the line under the title and the way back."""
        mobility = self.subject
        host = mobility.host.name if mobility.host else ""
        return {
            "mobility": mobility,
            "crumbs": [(str(mobility), to_mobility(mobility))],
            "lede": " · ".join(
                (mobility.person.get_full_name(), host, period(mobility.starts_on, mobility.ends_on))
            ),
            "cancel_url": to_mobility(mobility, self.shown_at),
        }

    def capacity_words(self) -> str:
        """In which capacity the institution's signatory acts."""
        asked = (Capacity.DEAN, Capacity.OFFICE)
        for capacity in asked:
            place = {"member_id": self.subject.member_id, "about": self.subject.person_id}
            for held in self.actor.in_place(capacity, **place):
                return with_principal(str(capacity.label), held.principal_name)
        return ""


class PartiesActView(OfParties, MobilityActView):
    """A page that does one thing with what the parties sign, and leads back to it."""

    title: Any = ""
    verb: Any = ""

    def context(self) -> dict[str, Any]:
        return {**self.frame(), "title": self.title, "verb": self.verb}

    def where(self, result: Any) -> str:
        return to_mobility(self.subject, self.shown_at)


class OfAgreement(OfParties):
    """What every page about the agreement in force shares."""

    shown_at = "agreement:show"

    @cached_property
    def agreement(self) -> Agreement:
        """The version in force. Raises Http404 before there is one."""
        found = agreements.in_force(self.subject)
        if found is None:
            raise Http404
        return found


class AgreementActView(OfAgreement, PartiesActView):
    """A page that does one thing with the agreement."""
