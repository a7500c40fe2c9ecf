"""Rules about capacities that every app above composes, and the verbs of this app."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core import policy
from core.rules import YES, Rule, Verdict
from members.actor import Actor
from members.enums import Capacity


def holds(*capacities: Capacity) -> Rule:
    """The actor holds one of the capacities for the subject's member (and unit, where tied to one)."""

    def judge(actor: Actor | None, subject: Any) -> Verdict:
        if actor is not None and actor.holds(
            *capacities,
            member_id=getattr(subject, "member_id", None),
            unit_id=getattr(subject, "unit_id", None),
        ):
            return YES
        return Verdict(False, _("This is for: %s.") % ", ".join(str(c.label) for c in capacities))

    return Rule(judge, "holds " + "/".join(capacities))


def holds_anywhere(*capacities: Capacity) -> Rule:
    """The actor holds one of the capacities somewhere within reach (for pages over several members)."""

    def judge(actor: Actor | None, subject: Any) -> Verdict:
        if actor is not None and actor.capacities & set(capacities):
            return YES
        return Verdict(False, _("This is for: %s.") % ", ".join(str(c.label) for c in capacities))

    return Rule(judge, "holds somewhere " + "/".join(capacities))


def _is_insider(actor: Actor | None, subject: Any) -> Verdict:
    return YES if actor is not None else Verdict(False, _("You have no capacity at this university today."))


is_insider = Rule(_is_insider, "is insider")

policy.register({"enter_university": is_insider})
