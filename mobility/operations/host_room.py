"""What the host says in its room besides signing: who the mentor is."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock, journal
from core.policy import Refusal, require
from members.actor import Actor
from mobility import lifecycle
from mobility.models import Mentor, Mobility


@transaction.atomic
def name_mentor(
    *, mobility: Mobility, actor: Actor, name: str, function: str = "", email: str = ""
) -> Mentor:
    """Name who looks after the staff member at the host; once. Raises Refusal."""
    fresh = lifecycle.lock(mobility)
    require(actor, "name_mentor", fresh)
    if Mentor.objects.filter(mobility=fresh).exists():
        raise Refusal(_("A mentor has been named already."))
    mentor = Mentor.objects.create(
        member_id=fresh.member_id,
        mobility=fresh,
        name=name.strip(),
        function=function.strip(),
        email=email.strip(),
        named_by=actor.name,
        named_at=clock.now(),
    )
    journal.record(verb="host.mentor_named", subject=mentor, actor=actor, file_id=str(fresh.public_id))
    return mentor
