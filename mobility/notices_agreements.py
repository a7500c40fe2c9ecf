"""The letter at the end of a task over many agreements, to whoever asked for it."""

from django.urls import reverse

from core.letters import Letter, queue
from core.models import SentNotice
from members.models import Member
from mobility.agreement_tally import tally
from mobility.models import AgreementRun
from mobility.readers import reader_of


def tell_of_end(run: AgreementRun) -> SentNotice | None:
    """What the task came to, in numbers; why, stands beside each mobility on its page. Once for a task."""
    member = Member.objects.select_related("university").get(pk=run.member_id)
    letter = Letter(
        kind="task_finished",
        template="mobility/mail/task_finished",
        key=f"task_finished:{run.pk}",
        link=reverse("agreements:run", args=[member.university.slug, member.slug, run.public_id]),
        member_id=run.member_id,
    )
    # Counted in the reader's language, which the letter knows.
    context = {"run": run, "tally": lambda: tally(run), "again": run.again_after()}
    return queue(letter, to=reader_of(run.asked_by), context=context)
