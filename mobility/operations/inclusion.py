"""A need for inclusion support: stated, taken back, and read by the office with a trace."""

from django.db import transaction
from django.utils.translation import gettext as _

from core import clock, journal
from core.policy import Refusal, require
from members.actor import Actor
from mobility import lifecycle
from mobility.inclusion import CONSENT_VERSION
from mobility.models import InclusionNeed, Mobility
from mobility.queries import need_of


@transaction.atomic
def state_need(*, mobility: Mobility, actor: Actor, details: str, has_consented: bool) -> InclusionNeed:
    """State what one needs, or state it anew. Refuses without words and without explicit consent.

    The journal says that something was stated, never what; the entry stands apart from the file's timeline.
    """
    fresh = lifecycle.lock(mobility)
    require(actor, "state_inclusion", fresh)
    if not details.strip():
        raise Refusal(_("Write what you need."))
    if not has_consented:
        raise Refusal(_("Without your consent it cannot be kept."))
    now = clock.now()
    need, _made = InclusionNeed.objects.update_or_create(
        mobility=fresh,
        defaults={
            "member_id": fresh.member_id,
            "details": details.strip(),
            "consent_version": CONSENT_VERSION,
            "consented_at": now,
            "stated_at": now,
        },
    )
    journal.record(verb="inclusion.stated", subject=need, actor=actor)
    return need


@transaction.atomic
def take_back_need(*, mobility: Mobility, actor: Actor) -> None:
    """Take it back: it is deleted at once."""
    fresh = lifecycle.lock(mobility)
    require(actor, "take_back_inclusion", fresh)
    need = need_of(fresh)
    if need is not None:
        journal.record(verb="inclusion.taken_back", subject=need, actor=actor)
        need.delete()


@transaction.atomic
def read_need(*, mobility: Mobility, actor: Actor) -> InclusionNeed:
    """The need for the office to read; that it was read, by whom and when, stays in the journal."""
    require(actor, "read_inclusion", mobility)
    need = need_of(mobility)
    if need is None:
        raise Refusal(_("Nothing is stated here any more."))
    journal.record(verb="inclusion.read", subject=need, actor=actor)
    return need
