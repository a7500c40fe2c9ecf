"""The texts of papers: a new version each time one is changed."""

from django.db import transaction

from core.policy import Refusal, require
from members.actor import Actor
from members.models import Member
from mobility.enums import TextPlace
from mobility.models import PaperText
from mobility.operations.versions import keep_version, lock_settings
from mobility.paper_texts import KINDS, faults


@transaction.atomic
def change_text(
    *, member: Member, kind: str, place: TextPlace, words: dict[str, str], actor: Actor
) -> PaperText | None:
    """Put a text on a kind of paper; `words` by language, both or none. Returns None where it says so already.

    Papers that are printed from now on carry it. Raises Refusal for one language alone, an unknown name in braces,
    a text that is too long; KeyError for a kind of paper that takes no texts.
    """
    text = PaperText(university_id=member.university_id, member_id=member.pk, kind=kind, place=place)
    require(actor, "change_paper_texts", text)
    said = {language: words.get(language, "").strip() for language in ("sl", "en")}
    wrong = faults(said, KINDS[kind].names)
    if wrong:
        raise Refusal(next(iter(wrong.values())))
    versions = PaperText.objects.filter(member=member, kind=kind, place=place)
    lock_settings(member)
    last = versions.order_by("-version").first()
    before = {"sl": last.words_sl, "en": last.words_en} if last else {"sl": "", "en": ""}
    if said == before:
        return None
    text.words_sl, text.words_en = said["sl"], said["en"]
    facts = {"kind": kind, "place": str(place)}
    return keep_version(text, last=last, actor=actor, verb="paper.text_changed", facts=facts)
