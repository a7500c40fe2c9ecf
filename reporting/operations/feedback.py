"""What the host says after the stay, once each: how far the agreed goals were reached, how the cooperation was."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock, journal
from core.policy import Refusal, require
from members.actor import Actor
from mobility.lifecycle import lock
from mobility.models import Mobility
from reporting.models import Cooperation, OutcomeAssessment


@transaction.atomic
def assess_outcomes(
    *, mobility: Mobility, actor: Actor, rows: list[dict[str, str]], words: str = ""
) -> OutcomeAssessment:
    """The host's word on each agreed goal {text, result, comment}; a report issued later shows it. Raises Refusal."""
    fresh = lock(mobility)
    require(actor, "give_feedback", fresh)
    if OutcomeAssessment.objects.filter(mobility=fresh).exists():
        raise Refusal(_("This has been answered already."))
    given = OutcomeAssessment.objects.create(
        **_common(fresh, actor), rows=rows, words=words.strip(), for_report=True
    )
    _record("host.outcomes_assessed", given, actor)
    return given


@transaction.atomic
def rate_cooperation(*, mobility: Mobility, actor: Actor, **said: Any) -> Cooperation:
    """The host's word on the cooperation and on another visit. Raises Refusal."""
    fresh = lock(mobility)
    require(actor, "give_feedback", fresh)
    if Cooperation.objects.filter(mobility=fresh).exists():
        raise Refusal(_("This has been answered already."))
    given = Cooperation.objects.create(**_common(fresh, actor), **said)
    _record("host.cooperation_rated", given, actor)
    return given


def _common(mobility: Mobility, actor: Actor) -> dict[str, Any]:
    return {
        "member_id": mobility.member_id,
        "mobility": mobility,
        "given_by": actor.name,
        "given_at": clock.now(),
    }


def _record(verb: str, given: OutcomeAssessment | Cooperation, actor: Actor) -> None:
    journal.record(verb=verb, subject=given, actor=actor, file_id=str(given.mobility.public_id))
