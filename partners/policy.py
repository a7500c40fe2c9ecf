"""Who may look into the register of hosts, add to it and confirm what was proposed."""

from core import policy
from members.enums import Capacity
from members.policy import holds_anywhere, is_insider

policy.register(
    {
        "search_hosts": is_insider,
        "propose_host": is_insider,
        "confirm_host": holds_anywhere(Capacity.OFFICE, Capacity.COORDINATOR, Capacity.FACULTY_OFFICE),
    }
)
