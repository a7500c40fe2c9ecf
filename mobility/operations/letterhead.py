"""The letterhead of a member faculty: a new version each time its logo is changed or taken away."""

from dataclasses import replace

from django.db import transaction

from core.logos import drawn
from core.policy import require
from core.uploads import CleanUpload, keep
from members.actor import Actor
from members.models import Member, Person
from mobility.models import Letterhead
from mobility.operations.versions import keep_version, lock_settings


@transaction.atomic
def change_letterhead(*, member: Member, upload: CleanUpload | None, actor: Actor) -> Letterhead | None:
    """Put this logo on the papers that are printed from now on, or none. Returns None where there is none to take away.

    Raises core.files.UploadRefused for what is no picture, Refusal where too much was sent within a day.
    """
    letterhead = Letterhead(university_id=member.university_id, member_id=member.pk)
    require(actor, "change_paper_texts", letterhead)
    lock_settings(member)
    last = Letterhead.objects.filter(member=member).first()
    if upload is None and (last is None or last.logo_id is None):
        return None
    stored = None
    if upload is not None:
        picture = replace(upload, content=drawn(upload), name="logo.png")
        stored = keep(
            picture, university=member.university, member=member, person=Person.objects.get(pk=actor.me)
        )
    letterhead.logo = stored
    facts = {"sha256": stored.sha256 if stored else ""}
    return keep_version(letterhead, last=last, actor=actor, verb="paper.letterhead_changed", facts=facts)
