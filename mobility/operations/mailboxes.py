"""The sending limit of one mailbox, counted for the letters of a task as for those that are sent one by one."""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction

from core import clock, throttle
from mobility import agreement_outcomes as outcomes
from mobility.agreement_outcomes import Outcome
from mobility.enums import LineState


def within_limit(address: str, act: Callable[[], Outcome]) -> Outcome:
    """What the act comes to that writes one letter to this address; undone and left for later over the limit.

    Only a letter that is written is counted. Raises what the act raises.
    """
    with transaction.atomic():
        outcome = act()
        if outcome.state == LineState.DONE and not throttle.spend(throttle.MAILBOX, address):
            transaction.set_rollback(True)
            again = clock.now() + timedelta(seconds=throttle.MAILBOX.seconds)
            return outcomes.left("mailbox", again=again.isoformat())
    return outcome
