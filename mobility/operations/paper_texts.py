"""The texts of papers: a new version each time one is changed."""

from django.db import transaction

from core import clock, journal
from core.policy import Refusal, require
from members.actor import Actor
from members.enums import Capacity
from members.models import Member
from mobility.enums import TextPlace
from mobility.models import PaperText
from mobility.paper_texts import KINDS, faults


@transaction.atomic
def change_text(
    *, member: Member, kind: str, place: TextPlace, words: dict[str, str], actor: Actor
) -> PaperText | None:
    """Put a text on a kind of paper; `words` by language, both or none. Returns None where it says so already.

    Papers that are printed from now on carry it. Raises Refusal for one language alone, an unknown name in braces,
    a text that is too long; KeyError for a kind of paper that takes no texts.
    """
    require(actor, "change_paper_texts", PaperText(member_id=member.pk))
    said = {language: words.get(language, "").strip() for language in ("sl", "en")}
    wrong = faults(said, KINDS[kind].names)
    if wrong:
        raise Refusal(next(iter(wrong.values())))
    versions = PaperText.objects.filter(member=member, kind=kind, place=place)
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    last = versions.order_by("-version").first()
    before = {"sl": last.words_sl, "en": last.words_en} if last else {"sl": "", "en": ""}
    if said == before:
        return None
    text = PaperText.objects.create(
        member_id=member.pk,
        kind=kind,
        place=place,
        version=last.version + 1 if last else 1,
        words_sl=said["sl"],
        words_en=said["en"],
        changed_by_id=actor.me,
        changed_at=clock.now(),
    )
    journal.record(
        verb="paper.text_changed",
        subject=text,
        actor=actor.acting_among(Capacity.COORDINATOR, Capacity.OFFICE, member_id=member.pk),
        facts={"kind": kind, "place": str(place), "version": text.version},
    )
    return text
