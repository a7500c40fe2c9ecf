"""What recognition adds to the file's page: where its duties are done, its two sections, its lines."""

from typing import Any

from django.utils.translation import gettext_lazy

from core import policy
from members.actor import Actor
from mobility import documents, pages
from mobility.enums import DocumentKind, DutyKind, Stage
from mobility.links import to_mobility
from mobility.models import Mobility, Promise
from mobility.moves import TOLD
from mobility.readings import called
from recognition.queries import entry_of

CHAPTER_7 = gettext_lazy("Instructions for staff mobility, chapter 7")
CHAPTER_8 = gettext_lazy("Instructions for staff mobility, chapter 8")
AFTER_THE_STAY = frozenset({Stage.RETURNED, Stage.COMPLETED, Stage.RECOGNISED, Stage.CLOSED})

called(gettext_lazy("recognition"), "recognition")
# It says what was promised and what was kept.
documents.read_by(DocumentKind.INTERVIEW, "see_promises")
pages.duty_page(DutyKind.RECOGNISE, "recognition:record", minutes=5, why=CHAPTER_7)
pages.duty_page(DutyKind.DISSEMINATE, "recognition:promises", minutes=3, why=CHAPTER_8)
pages.duty_page(DutyKind.FOLLOW_UP, "recognition:follow_up", minutes=5, why=CHAPTER_8)

TOLD.update(
    {
        "promise.kept": gettext_lazy("A promise was kept."),
        "follow_up.answered": gettext_lazy("What has come of the mobility was reported."),
        "effects.waived": gettext_lazy("Some of what was still owed was waived."),
    }
)


@pages.section(70, "recognition/section_entry.html")
def entry(mobility: Mobility, actor: Actor) -> dict[str, Any] | None:
    """The entry in the personnel file."""
    if Stage(mobility.stage) not in (Stage.RECOGNISED, Stage.CLOSED) or not policy.can(
        actor, "see_recognition", mobility
    ):
        return None
    return {"entry": entry_of(mobility), "url": to_mobility(mobility, "recognition:entry")}


@pages.section(80, "recognition/section_promises.html")
def promises(mobility: Mobility, actor: Actor) -> dict[str, Any] | None:
    """What was promised and what has come of it."""
    if Stage(mobility.stage) not in AFTER_THE_STAY or not policy.can(actor, "see_promises", mobility):
        return None
    rows = list(Promise.objects.filter(mobility=mobility))
    if not rows:
        return None
    may_report = policy.can(actor, "report_effect", mobility)
    return {
        "promises": rows,
        "url": to_mobility(mobility, "recognition:promises") if may_report else "",
        "waive_url": to_mobility(mobility, "recognition:waive")
        if policy.can(actor, "waive_effect", mobility)
        else "",
    }
