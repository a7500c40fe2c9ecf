"""What the coordinator does with a submitted application before the committee sees it."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from core import clock
from core.policy import Refusal
from members.actor import Actor
from mobility import lifecycle
from mobility.models import Mobility
from mobility.operations.application import next_version
from mobility.queries import application_of
from mobility.sections import Section


@transaction.atomic
def send_back(
    *,
    mobility: Mobility,
    actor: Actor,
    reasons: str,
    due_on: date,
    by_section: Mapping[str, str] | None = None,
) -> None:
    """Send an application back to be completed, with reasons and the day until which.

    `by_section` names what is to be completed in which section; the participant reads it there. The
    submitted version stays; a new one begins as its copy. Refuses without a reason, or a day not ahead.
    """
    named = {Section(key): text.strip() for key, text in (by_section or {}).items() if text.strip()}
    words = "\n".join(
        filter(None, [reasons.strip(), *(f"{key.label}: {text}" for key, text in named.items())])
    )
    if not words:
        raise Refusal(_("Say what is to be completed."))
    if due_on <= clock.today():
        raise Refusal(_("The day until which it is to be completed must lie ahead."))
    fresh = lifecycle.lock(mobility)
    lifecycle.advance(
        mobility=fresh,
        verb="send_back",
        actor=actor,
        because=application_of(fresh),
        note=words,
        facts={
            "number": fresh.number,
            "due_on": due_on.isoformat(),
            "reasons": reasons.strip(),
            "sections": {str(key): text for key, text in named.items()},
        },
    )
    mobility.stage, mobility.stage_since = fresh.stage, fresh.stage_since
    next_version(fresh)
