"""What the pages about one grant share."""

from typing import Any

from django.http import Http404
from django.utils.functional import cached_property

from funding.enums import GrantKind
from funding.models import GrantAgreement
from funding.queries import in_force
from mobility.links import to_mobility
from mobility.views.agreement_base import OfParties
from mobility.views.base import MobilityActView


class OfGrant(OfParties):
    """What every page about a grant shares."""

    shown_at = "grant:show"

    @cached_property
    def agreement(self) -> GrantAgreement:
        """The version in force. Raises Http404 before there is one."""
        found = in_force(self.subject)
        if found is None:
            raise Http404
        return found

    @property
    def lacks_account(self) -> bool:
        """Whether the participant has to state an account before signing."""
        is_paid = self.agreement.text["grant"]["kind"] != GrantKind.ZERO
        return is_paid and self.agreement.text["account"] is None


class GrantActView(OfGrant, MobilityActView):
    """A page that does one thing with a grant and leads back to it."""

    title: Any = ""
    verb: Any = ""

    def context(self) -> dict[str, Any]:
        return {**self.frame(), "title": self.title, "verb": self.verb}

    def where(self, result: Any) -> str:
        return to_mobility(self.subject, self.shown_at)
