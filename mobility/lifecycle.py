"""The one door. `advance` is the only writer of a mobility's stage."""

from typing import Any

from django.db import models, transaction

from core import clock, journal
from core.models import Entry
from core.policy import Refusal, require
from members.actor import Actor
from mobility.enums import Stage
from mobility.models import Mobility
from mobility.moves import FACES, MOVE


def lock(mobility: Mobility) -> Mobility:
    """The mobility's row as it is now, locked until the transaction ends. Lock it before any of its papers."""
    return Mobility.objects.select_for_update(of=("self",)).select_related("call", "host").get(pk=mobility.pk)


@transaction.atomic
def advance(
    *,
    mobility: Mobility,
    verb: str,
    actor: Actor,
    because: models.Model | None = None,
    note: str = "",
    facts: dict[str, Any] | None = None,
) -> Entry:
    """Move a mobility one step: lock, re-read, check table and policy, write, journal.

    `because` is the paper that justifies the step. Raises core.policy.Refusal with the reason in words when the
    table or the policy says no; whoever comes second is told where the mobility stands now.
    """
    move = MOVE[verb]
    fresh = lock(mobility)
    require(actor, verb, fresh)
    before = Stage(fresh.stage)
    if move.frm and before not in move.frm:
        raise Refusal(FACES[before].staff)
    now = clock.now()
    Mobility.objects.filter(pk=fresh.pk).update(stage=move.to, stage_since=now)
    mobility.stage, mobility.stage_since = move.to, now
    return journal.record(
        verb=f"mobility.{move.past}",
        subject=fresh,
        actor=_in_capacity(actor, move.by, fresh),
        file_id=str(fresh.public_id),
        move=(before, move.to),
        because=because,
        note=note,
        facts=facts,
    )


@transaction.atomic
def open_file(*, mobility: Mobility, actor: Actor) -> Entry:
    """Write a new mobility as a draft: the one move that has no stage before it."""
    move = MOVE["start"]
    mobility.stage, mobility.stage_since = move.to, clock.now()
    mobility.save(force_insert=True)
    return journal.record(
        verb=f"mobility.{move.past}",
        subject=mobility,
        actor=actor,
        file_id=str(mobility.public_id),
        move=("", move.to),
    )


def _in_capacity(actor: Actor, permitted: tuple[Any, ...], mobility: Mobility) -> Actor:
    """The actor in the capacity that the table asks for, so that the journal says in which one they acted."""
    held = actor.holding(
        permitted, member_id=mobility.member_id, unit_id=mobility.unit_id, about=mobility.person_id
    )
    return actor.acting_as(held) if held else actor
