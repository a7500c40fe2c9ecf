"""In how many files a member faculty has its papers printed: a new version each time it chooses otherwise."""

from django.db import transaction

from core.policy import require
from members.actor import Actor
from members.models import Member
from mobility.editions import newest
from mobility.models import PaperEditions
from mobility.operations.versions import keep_version, lock_settings


@transaction.atomic
def choose_editions(*, member: Member, together: bool, actor: Actor) -> PaperEditions | None:
    """Print papers from now on with both languages in one file, or a file for each.

    Returns None where it is so already.
    """
    chosen = PaperEditions(university_id=member.university_id, member_id=member.pk, together=together)
    require(actor, "change_paper_texts", chosen)
    lock_settings(member)
    last = newest([member.pk]).get(member.pk)
    if together == (last is not None and last.together):
        return None
    facts = {"together": together}
    return keep_version(chosen, last=last, actor=actor, verb="paper.editions_chosen", facts=facts)
