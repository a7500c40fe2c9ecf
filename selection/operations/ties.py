"""The committee's order of equals: recorded with its reason and with who took part, replaced by a new one."""

from collections.abc import Sequence, Set

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock, journal
from core.policy import Refusal, require
from members.actor import Actor
from mobility.models import Call, Mobility
from selection.batches import present
from selection.conflicts import in_office
from selection.enums import OrderEnd
from selection.meeting import meeting_of
from selection.models import Committee, RankingBasis, TieOrder, TieVoice
from selection.operations.committee import as_committee, lock_call
from selection.quorum import require_enough
from selection.standing import store_ranks
from selection.ties import Equals, equals_of, may_take_part


@transaction.atomic
def order_equals(
    *, mobility: Mobility, actor: Actor, numbers: Sequence[str], reason: str, present: Set[int]
) -> TieOrder:
    """Record in which order the committee puts an application and its equals, and rank anew by it.

    `numbers`: all of the group, the first first; `present`: who took part. An earlier order of the group is replaced.
    Raises Refusal for another group than the rules leave to the committee, without a reason, below the quorum, and
    where somebody in conflict with one of the files acts or takes part.
    """
    call = lock_call(mobility.call)
    mobility.call = call
    require(actor, "order_equals", mobility)
    group = equals_of(mobility)
    if group is None or set(numbers) != set(group.numbers) or len(numbers) != len(group.numbers):
        raise Refusal(_("These applications are not the equals whose order the committee decides."))
    for row in group.rows:
        row.mobility.call = call
        require(actor, "order_equals", row.mobility)
    if not reason.strip():
        raise Refusal(_("Give the reason: it stands in the ranking and in the minutes."))
    _check_present(call, group, present)
    order = _record(call, actor, group, TieOrder(numbers=list(numbers), reason=reason.strip()))
    for person_id in sorted(present):
        TieVoice.objects.create(order=order, person_id=person_id, member_id=order.member_id)
    store_ranks(call)
    journal.record(
        verb="call.tie_ordered",
        subject=order,
        actor=as_committee(actor, call),
        because=call,
        note=order.reason,
        facts={
            "numbers": order.numbers,
            "present": sorted(present),
            "replaces": group.order.pk if group.order else None,
        },
    )
    return order


def _record(call: Call, actor: Actor, group: Equals, order: TieOrder) -> TieOrder:
    now = clock.now()
    if group.order is not None:
        group.order.end, group.order.ended_at = OrderEnd.REPLACED, now
        group.order.save(update_fields=["end", "ended_at"])
    order.basis = present(RankingBasis.objects.filter(call=call)).get()
    order.member_id, order.recorded_by_id, order.recorded_at = call.member_id, actor.me, now
    order.meeting = meeting_of(call)
    order.save(force_insert=True)
    return order


def _check_present(call: Call, group: Equals, present: Set[int]) -> None:
    """Raise Refusal where nobody took part, fewer than the quorum, or somebody who may not decide on these files."""
    if not present:
        raise Refusal(_("Say who took part."))
    if not present <= {person.pk for person in may_take_part(call, group.files)}:
        raise Refusal(
            _(
                "Only members of the committee decide who are in conflict with none of these applications and,"
                " where the committee met, were at its meeting."
            )
        )
    quorum = Committee.objects.filter(call=call).values_list("quorum", flat=True).first() or 0
    seats = in_office(call.pk).filter(person_id__in=present)
    holders = len({seat.stands_in_for_id or seat.pk for seat in seats})
    require_enough(holders, quorum)
