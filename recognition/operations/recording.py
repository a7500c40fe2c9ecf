"""The entry in the personnel file: the one act of human resources."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock
from core.models import Entry
from core.policy import Refusal, require
from core.wording import day
from members.actor import Actor
from members.enums import Capacity
from members.models import Person
from mobility import duties
from mobility.enums import DutyKind
from mobility.lifecycle import advance, lock
from mobility.models import Mobility
from mobility.queries import end_of_stay
from recognition.enums import RecognitionKind
from recognition.models import RecognitionEntry
from recognition.queries import entry_of, is_free

# How long human resources have from complete reporting to the entry.
RECORDING = timedelta(days=10)


@transaction.atomic
def ask_to_record(*, mobility: Mobility, because: Entry) -> None:
    """Open the duty of human resources to record a mobility whose reporting is complete."""
    duties.open_duty(
        mobility=mobility,
        kind=DutyKind.RECOGNISE,
        owed_by=Capacity.HR,
        due_on=clock.today() + RECORDING,
        opened_by=because,
    )


@transaction.atomic
def stop_asking(*, mobility: Mobility, reason: str) -> None:
    """Take the duty back while reporting is open again."""
    duties.waive(mobility=mobility, reason=reason, kinds=(DutyKind.RECOGNISE,))


@transaction.atomic
def record_entry(
    *,
    mobility: Mobility,
    actor: Actor,
    kinds: list[str],
    entered_on: date,
    reference: str,
    basis: str = "",
    remarks: str = "",
) -> RecognitionEntry:
    """Keep that the mobility is in the personnel file, and recognise it with that entry as the reason.

    Raises Refusal when somebody recorded it already, for a day before the end of the stay or in the
    future, and for a number that another entry of the member has. Receipt and paper follow.
    """
    fresh = lock(mobility)
    _nobody_was_quicker(fresh)
    require(actor, "recognise", fresh)
    _check(fresh, kinds, entered_on, reference)
    entry = RecognitionEntry.objects.create(
        member_id=fresh.member_id,
        mobility=fresh,
        kinds=[str(kind) for kind in RecognitionKind if kind in kinds],
        basis=basis.strip(),
        entered_on=entered_on,
        reference=reference.strip(),
        remarks=remarks.strip(),
        recorded_at=clock.now(),
        recorded_by=Person.objects.get(pk=actor.person_id or 0),
    )
    advance(
        mobility=fresh,
        verb="recognise",
        actor=actor,
        because=entry,
        facts={"entered_on": entered_on.isoformat()},
    )
    duties.fulfil(mobility=fresh, kind=DutyKind.RECOGNISE, by=entry)
    return entry


def _nobody_was_quicker(mobility: Mobility) -> None:
    entry = entry_of(mobility)
    if entry is not None:
        raise Refusal(
            _("%(who)s recorded it already, under the number %(reference)s.")
            % {"who": entry.recorded_by, "reference": entry.reference}
        )


def _check(mobility: Mobility, kinds: list[str], entered_on: date, reference: str) -> None:
    if not kinds or set(kinds) - set(RecognitionKind.values):
        raise Refusal(_("Choose at least one kind of recognition."))
    ended_on = end_of_stay(mobility)
    if entered_on < ended_on:
        raise Refusal(_("The stay ended on %(day)s; the entry cannot be older.") % {"day": day(ended_on)})
    if entered_on > clock.today():
        raise Refusal(_("The day of the entry lies in the future."))
    if not reference.strip():
        raise Refusal(_("Give the number in the personnel file."))
    if not is_free(reference.strip(), member_id=mobility.member_id):
        raise Refusal(_("Another entry has the number %(reference)s.") % {"reference": reference.strip()})
