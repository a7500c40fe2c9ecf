"""The letterhead of a member faculty: a new version each time its logo is changed or taken away."""

from dataclasses import replace

from django.db import transaction

from core import clock, journal
from core.logos import drawn
from core.policy import require
from core.uploads import CleanUpload, keep
from members.actor import Actor
from members.enums import Capacity
from members.models import Member, Person
from mobility.models import Letterhead


@transaction.atomic
def change_letterhead(*, member: Member, upload: CleanUpload | None, actor: Actor) -> Letterhead | None:
    """Put this logo on the papers that are printed from now on, or none. Returns None where there is none to take away.

    Raises core.files.UploadRefused for what is no picture, Refusal where too much was sent within a day.
    """
    require(actor, "change_paper_texts", Letterhead(university_id=member.university_id, member_id=member.pk))
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    last = Letterhead.objects.filter(member=member).first()
    if upload is None and (last is None or last.logo_id is None):
        return None
    stored = None
    if upload is not None:
        picture = replace(upload, content=drawn(upload), name="logo.png")
        stored = keep(
            picture, university=member.university, member=member, person=Person.objects.get(pk=actor.me)
        )
    letterhead = Letterhead.objects.create(
        member_id=member.pk,
        version=last.version + 1 if last else 1,
        logo=stored,
        changed_by_id=actor.me,
        changed_at=clock.now(),
    )
    journal.record(
        verb="paper.letterhead_changed",
        subject=letterhead,
        actor=actor.acting_among(Capacity.COORDINATOR, Capacity.OFFICE, member_id=member.pk),
        facts={"version": letterhead.version, "sha256": stored.sha256 if stored else ""},
    )
    return letterhead
