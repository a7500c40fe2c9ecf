"""In how many files a member faculty has its papers printed: a new version each time it chooses otherwise."""

from django.db import transaction

from core import clock, journal
from core.policy import require
from members.actor import Actor
from members.enums import Capacity
from members.models import Member
from mobility.editions import newest
from mobility.models import PaperEditions


@transaction.atomic
def choose_editions(*, member: Member, together: bool, actor: Actor) -> PaperEditions | None:
    """Print papers from now on with both languages in one file, or a file for each.

    Returns None where it is so already.
    """
    blank = PaperEditions(university_id=member.university_id, member_id=member.pk)
    require(actor, "change_paper_texts", blank)
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    last = newest([member.pk]).get(member.pk)
    if together == (last is not None and last.together):
        return None
    chosen = PaperEditions.objects.create(
        member_id=member.pk,
        version=last.version + 1 if last else 1,
        together=together,
        changed_by_id=actor.me,
        changed_at=clock.now(),
    )
    journal.record(
        verb="paper.editions_chosen",
        subject=chosen,
        actor=actor.acting_among(Capacity.COORDINATOR, Capacity.OFFICE, member_id=member.pk),
        facts={"version": chosen.version, "together": together},
    )
    return chosen
