"""What a member faculty decides anew: each decision is kept as the next version, and the earlier ones stay."""

from typing import Any, TypeVar

from core import clock, journal
from members.actor import Actor
from members.enums import Capacity
from members.models import Member

Version = TypeVar("Version", bound=Any)


def lock_settings(member: Member) -> None:
    """Let nobody else decide for this member until the transaction ends."""
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)


def keep_version(
    row: Version, *, last: Version | None, actor: Actor, verb: str, facts: dict[str, Any]
) -> Version:
    """Keep a decision as the version after `last`, with who took it and when; the member's settings are locked."""
    row.version = last.version + 1 if last is not None else 1
    row.changed_by_id, row.changed_at = actor.me, clock.now()
    row.save(force_insert=True)
    journal.record(
        verb=verb,
        subject=row,
        actor=actor.acting_among(Capacity.COORDINATOR, Capacity.OFFICE, member_id=row.member_id),
        facts={"version": row.version, **facts},
    )
    return row
