"""Who scores which application: the way it is dealt, drawing by lot, and dealing by hand."""

import secrets
from collections.abc import Mapping, Set
from dataclasses import dataclass

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from core import journal
from core.policy import Refusal, require
from members.actor import Actor
from members.enums import Capacity
from mobility.models import Call
from selection.enums import Dealing, OwnUnit
from selection.models import Assessment, Committee, Sheet
from selection.operations.committee import bring_in_line, lock_call
from selection.operations.dealing import sitters_of, table_of

SEED_BYTES = 8


@dataclass(frozen=True)
class Plan:
    """The way in which sheets are dealt: to everyone, by lot so many a file, or by hand; and the rule of the unit."""

    dealing: Dealing
    own_unit: OwnUnit = OwnUnit.ANY
    per_file: int = 2


@transaction.atomic
def set_dealing(*, call: Call, actor: Actor, plan: Plan) -> Committee:
    """Deal anew in this way. Only empty sheets move; what was begun, handed in or left out stays where it is.

    By lot with a fresh seed, which the journal keeps. Raises Refusal without a committee, for more a file than
    there are seats, and where nobody could score anything by the rules of the unit.
    """
    call = lock_call(call)
    require(actor, "deal", call)
    committee = Committee.objects.select_for_update().filter(call=call).first()
    if committee is None:
        raise Refusal(_("No committee is seated for this call yet."))
    if committee.shuts_out_unit and plan.own_unit == OwnUnit.ALWAYS and plan.dealing != Dealing.BY_HAND:
        raise Refusal(_("Working in the applicant’s unit is a conflict here; nobody could score anything."))
    if plan.dealing == Dealing.AT_RANDOM and plan.per_file > len(sitters_of(call)):
        raise Refusal(_("There are fewer seats than sheets for each application."))
    committee.dealing, committee.own_unit, committee.per_file = plan.dealing, plan.own_unit, plan.per_file
    committee.seed = secrets.token_hex(SEED_BYTES) if plan.dealing == Dealing.AT_RANDOM else ""
    committee.save(update_fields=["dealing", "own_unit", "per_file", "seed"])
    if plan.dealing == Dealing.AT_RANDOM:
        _empty_sheets(call).delete()
    bring_in_line(call, actor)
    facts = {"way": str(plan.dealing), "own_unit": str(plan.own_unit), "seed": committee.seed}
    _record(call, actor, facts | {"per_file": plan.per_file})
    return committee


@transaction.atomic
def assign(*, call: Call, actor: Actor, wanted: Mapping[int, Set[int]]) -> int:
    """Deal these applications (assessments) by hand to the holders of these seats; returns how many sheets are new.

    Raises Refusal where sheets are not dealt by hand, and for somebody in conflict.
    """
    call = lock_call(call)
    require(actor, "deal", call)
    committee = Committee.objects.filter(call=call).first()
    if committee is None or committee.dealing != Dealing.BY_HAND:
        raise Refusal(_("Sheets of this call are not dealt by hand."))
    locked = Assessment.objects.select_for_update(of=("mobility", "self"))
    rows = locked.filter(call=call, closed_at=None, pk__in=wanted)
    assessments = list(rows.select_related("mobility").order_by("pk"))
    table = table_of(call, assessments)
    made = 0
    for row in assessments:
        holders = wanted[row.pk]
        if any(
            (row.mobility_id, table.sitters.get(holder, holder)) in table.conflicted for holder in holders
        ):
            raise Refusal(_("A conflict of interest: %s.") % row.mobility.number)
        made += _give(
            row, {holder: table.sitters[holder] for holder in sorted(holders) if holder in table.sitters}
        )
    bring_in_line(call, actor)
    _record(call, actor, {"way": str(Dealing.BY_HAND), "files": len(assessments), "new": made})
    return made


def _give(row: Assessment, sitters: Mapping[int, int]) -> int:
    """Take back the empty sheets of the others, and give one to each of these who has none."""
    present = list(Sheet.objects.filter(assessment=row))
    for sheet in present:
        if sheet.is_open and sheet.saved_at is None and sheet.holder_id not in sitters:
            sheet.delete()
    taken = {sheet.person_id for sheet in present} | {sheet.holder_id for sheet in present}
    new = [(holder, person_id) for holder, person_id in sitters.items() if not {holder, person_id} & taken]
    for holder, person_id in new:
        Sheet.asked_of(person_id, row, holder_id=holder).save()
    return len(new)


def _empty_sheets(call: Call) -> models.QuerySet[Sheet]:
    return Sheet.objects.filter(
        call=call, assessment__closed_at=None, handed_in_at=None, left_out_at=None, saved_at=None
    )


def _record(call: Call, actor: Actor, facts: dict[str, object]) -> None:
    journal.record(
        verb="call.sheets_dealt",
        subject=call,
        actor=actor.acting_among(Capacity.COORDINATOR, Capacity.OFFICE, member_id=call.member_id),
        facts=facts,
    )
