"""Opening a batch with its first application, keeping it whole, ending it with its release; under the call's lock."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from core import clock, journal
from core.policy import Refusal
from core.wording import day_and_year, moment
from members.actor import Actor
from mobility.models import Call, Mobility
from selection import batches
from selection.models import Batch, Committee
from selection.operations.committee import SCORING_ENDS_BEFORE_RESULTS


def batch_for(mobility: Mobility, actor: Actor) -> Batch | None:
    """The batch in which an application goes to the committee, opened where it is the first; None without batches.

    Raises Refusal for an application of a later batch: it waits until those before it are decided.
    """
    call = mobility.call
    if not batches.has_batches(call):
        return None
    turn = batches.turn_of(call, batches.handed_in_at(mobility) or clock.now())
    if turn.waits:
        words = _(
            "This application was handed in for the batch until %(day)s; it goes to the committee once the results of"
            " the batch before it are released."
        )
        raise Refusal(words % {"day": day_and_year(turn.due.last_moment)})
    return batches.under_way(call) or _open(call, turn.due, actor)


def _open(call: Call, due: batches.Due, actor: Actor) -> Batch:
    """Begin a batch: the call is being decided again, its days are the batch's, names are hidden as at first."""
    before = batches.latest(call)
    batch = Batch.objects.create(
        member_id=call.member_id,
        call=call,
        number=before.number + 1 if before else 1,
        cut_off=due.cut_off,
        results_by=due.results_by,
        opened_at=clock.now(),
    )
    call.scoring_closed_at = call.released_at = None
    call.save(update_fields=["scoring_closed_at", "released_at"])
    least = clock.today() + timedelta(days=batches.LEAST_DAYS_TO_SCORE)
    score_by = max(due.results_by - SCORING_ENDS_BEFORE_RESULTS, least)
    Committee.objects.filter(call=call).update(score_by=score_by, names_shown_at=None)
    journal.record(
        verb="call.batch_opened",
        subject=batch,
        actor=actor,
        because=call,
        facts={"number": batch.number, "cut_off": due.cut_off.isoformat()},
    )
    return batch


def require_whole(call: Call) -> None:
    """Raise Refusal while applications of the batch under way can still come, or wait for their check."""
    batch = batches.under_way(call)
    if batch is None:
        return
    if clock.now() < batch.cut_off:
        last = moment(batch.cut_off - batches.INSTANT)
        raise Refusal(_("This batch takes applications until %s; its scoring ends after that.") % last)
    missing = [row.number for row in batches.unchecked(batch)]
    if missing:
        raise Refusal(_("Applications of this batch wait for their check: %s.") % ", ".join(sorted(missing)))


def end_batch(call: Call) -> Batch | None:
    """Note the release of the batch under way."""
    batch = batches.under_way(call)
    if batch is not None:
        batch.released_at = call.released_at
        batch.save(update_fields=["released_at"])
    return batch
