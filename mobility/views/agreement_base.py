"""What the pages about the agreement in force share."""

from typing import Any

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from core.wording import period
from members.actor import Held
from members.enums import Capacity
from mobility import agreements
from mobility.enums import Party, Reconfirm
from mobility.links import to_mobility
from mobility.models import Agreement, SigningRules
from mobility.policy import is_participant
from mobility.views.base import MobilityActView

SIGNERS = (Capacity.DEAN, Capacity.OFFICE)
RECONFIRMED = {
    Reconfirm.ALWAYS: gettext_lazy("Suitability is confirmed anew for the changed plan."),
    Reconfirm.CONTENT: gettext_lazy(
        "Suitability is confirmed anew when what is done changes, or where at the host."
    ),
    Reconfirm.NEVER: gettext_lazy("The confirmation of suitability stands."),
}


def reconfirm_words(rules: SigningRules) -> Any:
    """Whether a changed plan has its suitability confirmed anew, by the member's rules of signing."""
    return RECONFIRMED[Reconfirm(rules.reconfirm)]


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

    def held(self) -> Held | None:
        """The capacity in which the institution's signatory acts; None for the participant."""
        if self.party() == Party.PARTICIPANT:
            return None
        place = {"member_id": self.subject.member_id, "about": self.subject.person_id}
        found = (held for one in SIGNERS for held in self.actor.in_place(one, **place))
        return next(found, None)


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
