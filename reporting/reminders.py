"""The host is reminded to certify the stay, on days counted from its letter, until it has or nobody waits for it."""

from datetime import date

from django.utils import timezone

from core import clock
from mobility import reminders
from mobility.enums import Stage
from mobility.host_enums import LinkPurpose
from mobility.models import HostLink
from mobility.notices_reminders import written
from mobility.queries import with_file
from reporting import notices
from reporting.queries import certificate_of

# Days after the letter on which a reminder goes out; the link is valid for sixty.
DAYS = (7, 21, 40)


@reminders.also
def remind_hosts(today: date) -> int:
    """Queue today's reminders to hosts of the university in scope; returns how many. Safe to run again."""
    found = HostLink.objects.filter(
        purpose=LinkPurpose.CERTIFY,
        used_at=None,
        revoked_at=None,
        valid_until__gt=clock.now(),
        agreement__mobility__stage=Stage.RETURNED,
    )
    return sum(_remind(link, today) for link in found.select_related("agreement").order_by("pk"))


def _remind(link: HostLink, today: date) -> int:
    if (today - timezone.localtime(link.made_at).date()).days not in DAYS:
        return 0
    mobility = with_file().get(pk=link.agreement.mobility_id)
    present = certificate_of(mobility)
    if present is not None and present.returned_at is None:
        return 0
    mark = f":{today.isoformat()}"
    return written(lambda: notices.ask_host_to_certify(link, mobility, reminder=mark))
