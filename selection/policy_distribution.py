"""Who gives places and money to the faculties, who looks on, and who hands over a ranking."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core import policy
from core.rules import rule
from members.enums import Capacity as C
from members.policy import holds
from mobility.models import Call, Mobility
from selection.conflicts import OUT_OF_RUNNING, closed_to
from selection.limits import share_of
from selection.policy import chairs, does_not_compete, is_not_handed_over, not_released, scoring_is_closed


@rule(_("You have an application of your own in one of these calls, so this is closed to you."))
def competes_nowhere(actor: Any, distribution: Any) -> bool:
    own = Mobility.objects.filter(call__share__distribution=distribution, person_id=actor.person_id)
    return not own.exclude(stage__in=OUT_OF_RUNNING).exists()


@rule(_("A conflict of interest closes an application in one of these calls to you, and this with it."))
def is_impartial_everywhere(actor: Any, distribution: Any) -> bool:
    calls = Call.objects.filter(share__distribution=distribution)
    return not any(closed_to(actor, call) for call in calls)


@rule(_("The places were allotted already."))
def is_not_allotted(actor: Any, distribution: Any) -> bool:
    return distribution.allotted_at is None


@rule(_("The places have not been allotted yet."))
def is_allotted(actor: Any, distribution: Any) -> bool:
    return distribution.allotted_at is not None


@rule(_("This call gives its own places; no distribution of the university includes it."))
def is_distributed(actor: Any, call: Any) -> bool:
    return share_of(call) is not None


is_unbiased = competes_nowhere & is_impartial_everywhere
sees_distributions = holds(C.OFFICE, C.RECTORATE, C.AUDITOR)
distributes = holds(C.OFFICE) & is_unbiased

policy.register(
    {
        "see_distributions": sees_distributions,
        "open_distribution": holds(C.OFFICE),
        "see_distribution": sees_distributions & is_unbiased,
        "change_distribution": distributes & is_not_allotted,
        "allot_places": distributes & is_not_allotted,
        "move_left_over": distributes & is_allotted,
        "open_second_call": distributes & is_allotted,
        "hand_over_ranking": (holds(C.COORDINATOR, C.OFFICE) | chairs)
        & does_not_compete
        & is_distributed
        & not_released
        & scoring_is_closed
        & is_not_handed_over,
    }
)
