"""Who may look into the register of hosts, add to it, and confirm what was proposed."""

from django.utils.translation import gettext_lazy as _

from core import policy
from core.rules import rule
from members.enums import Capacity
from members.policy import holds_anywhere, is_insider
from partners.models import HostOrganisation

CONFIRMERS = (Capacity.OFFICE, Capacity.COORDINATOR, Capacity.FACULTY_OFFICE)

may_confirm_hosts = holds_anywhere(*CONFIRMERS)


@rule(_("This host is confirmed already."))
def awaits_confirmation(actor: object, host: HostOrganisation) -> bool:
    """Nobody has confirmed the host yet."""
    return not host.is_confirmed


policy.register(
    {
        "search_hosts": is_insider,
        "take_into_register": is_insider,
        "propose_host": is_insider,
        "see_proposed_hosts": may_confirm_hosts,
        "confirm_host": may_confirm_hosts & awaits_confirmation,
    }
)
