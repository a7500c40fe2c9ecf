"""The answers to what a call asks, with the papers behind them, saved in a draft."""

from collections.abc import Collection, Mapping

from django.db import transaction

from core import clock, journal
from core.policy import require
from core.uploads import CleanUpload, keep
from members.actor import Actor
from mobility import lifecycle
from mobility.models import AnswerPaper, Application, Mobility
from mobility.papers import take_away
from mobility.queries import application_of
from mobility.questions import Answer, asking_of

NO_PAPERS: Mapping[str, CleanUpload] = {}


@transaction.atomic
def save_answers(
    *,
    mobility: Mobility,
    actor: Actor,
    answers: Mapping[str, Answer],
    papers: Mapping[str, CleanUpload] = NO_PAPERS,
    taken_away: Collection[str] = (),
) -> Application:
    """Save answers by the code of their question, and papers by their slot; what is not named stays as it is.

    An empty text takes an answer away, None says that the person has none. A new paper takes the place of the one in
    its slot. Codes and slots that the call does not have are left out. Raises Refusal after the deadline, and for
    whoever sent too many files today. The journal notes that a paper came, not what it shows.
    """
    fresh = lifecycle.lock(mobility)
    require(actor, "edit_application", fresh)
    application = application_of(fresh)
    asking = asking_of(fresh.call)
    known = {question.code for question in asking.questions}
    said = application.answers | {code: answer for code, answer in answers.items() if code in known}
    application.answers = {code: answer for code, answer in said.items() if answer != ""}
    new = {slot: upload for slot, upload in papers.items() if slot in asking.slots}
    take_away(application, {*new, *taken_away})
    for slot, upload in new.items():
        _add(application, slot, upload, actor, fresh)
    application.saved_at = clock.now()
    application.save(update_fields=["answers", "saved_at"])
    return application


def _add(application: Application, slot: str, upload: CleanUpload, actor: Actor, mobility: Mobility) -> None:
    stored = keep(
        upload,
        university=mobility.university,
        member=mobility.member,
        person=mobility.person,
    )
    paper = AnswerPaper.objects.create(
        application=application, member_id=mobility.member_id, slot=slot, file=stored, added_at=clock.now()
    )
    journal.record(
        verb="application.paper_added",
        subject=paper,
        actor=actor,
        file_id=str(mobility.public_id),
        facts={"version": application.version},
    )
