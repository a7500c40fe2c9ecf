"""The papers that the call asks for: which stand with a version, and how they go on to the next."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from core import clock
from core.face import DocumentRow
from mobility.links import to_mobility
from mobility.models import AnswerPaper, Application, Mobility
from mobility.questions import Slot

WAITS = _("waits for the virus check")
INFECTED = _("refused by the virus check")


def papers_of(application: Application) -> dict[str, AnswerPaper]:
    """By slot: the papers that stand with this version. One statement."""
    rows = AnswerPaper.objects.filter(application=application, removed_at=None).select_related("file")
    return {row.slot: row for row in rows}


def carry_over(application: Application, *, of: int) -> None:
    """The papers of an earlier version (its key) stand with this one too."""
    AnswerPaper.objects.bulk_create(
        AnswerPaper(
            university_id=row.university_id,
            member_id=row.member_id,
            application=application,
            slot=row.slot,
            file_id=row.file_id,
            added_at=row.added_at,
        )
        for row in AnswerPaper.objects.filter(application_id=of, removed_at=None)
    )


def take_away(application: Application, slots: "set[str]") -> None:
    """The papers in these slots do not stand with the draft any more."""
    rows = AnswerPaper.objects.filter(application=application, slot__in=slots, removed_at=None)
    rows.update(removed_at=clock.now())


def paper_rows(
    mobility: Mobility, papers: dict[str, AnswerPaper], slots: Iterable[Slot]
) -> tuple[DocumentRow, ...]:
    """The papers for readers, named by what they show and never as the sender called them."""
    return tuple(
        DocumentRow(
            title=slot.title,
            url=to_mobility(mobility, "application:paper", paper=papers[slot.code].public_id),
            kind=slot.questions[0].paper_label if slot.questions else "",
            size=papers[slot.code].file.size,
            issued_on=papers[slot.code].added_at,
            state=state_of(papers[slot.code]),
        )
        for slot in slots
        if slot.code in papers
    )


def own_rows(mobility: Mobility, application: Application) -> dict[str, DocumentRow]:
    """By slot: the papers for whoever sent them, under the names that they have with them."""
    return {
        slot: DocumentRow(
            title=paper.file.original_name,
            url=to_mobility(mobility, "application:paper", paper=paper.public_id),
            size=paper.file.size,
            issued_on=paper.added_at,
            state=state_of(paper),
        )
        for slot, paper in papers_of(application).items()
    }


def state_of(paper: AnswerPaper) -> str:
    """Why a paper cannot be opened, if it cannot."""
    if paper.file.finding:
        return str(INFECTED)
    return str(WAITS) if paper.file.quarantined_at else ""
