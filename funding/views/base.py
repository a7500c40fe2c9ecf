"""What the pages about one grant share."""

from django.http import Http404
from django.utils.functional import cached_property

from funding.enums import GrantKind
from funding.models import GrantAgreement
from funding.queries import in_force
from mobility.views.agreement_base import OfParties, PartiesActView


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


class GrantActView(OfGrant, PartiesActView):
    """A page that does one thing with a grant."""
