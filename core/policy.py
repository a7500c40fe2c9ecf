"""One policy: every app registers its verbs with their rules; button, view, operation and worker ask here."""

from collections.abc import Mapping
from typing import Any

from core.rules import Rule, Verdict, Words


class Refusal(Exception):
    """Something is not allowed, or not possible any more; the message is for the person who tried."""

    def __init__(self, reason: Words) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return str(self.reason)


RULES: dict[str, Rule] = {}


def register(rules: Mapping[str, Rule]) -> None:
    """Take in an app's rules. A verb has one rule; a second one is a mistake."""
    for verb, rule in rules.items():
        if verb in RULES:
            raise ValueError(f"The verb {verb} has a rule already.")
        RULES[verb] = rule


def can(actor: Any, verb: str, subject: Any) -> Verdict:
    """Whether the actor may do this to the subject now, and if not, why."""
    return RULES[verb](actor, subject)


def require(actor: Any, verb: str, subject: Any) -> None:
    """Raise Refusal with the reason unless the actor may."""
    verdict = can(actor, verb, subject)
    if not verdict:
        raise Refusal(verdict.reason)
