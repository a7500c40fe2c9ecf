"""Rules are small sentences: a predicate with a reason, composed with `&`, `|` and `~`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True)
class Verdict:
    """Yes, or no with the reason in the reader's language."""

    allowed: bool
    reason: Words = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Verdict(True)


class Rule:
    """Whether an actor may do something to an object. The reason is what a person is told when not."""

    def __init__(self, test: Callable[[Any, Any], Verdict], name: str) -> None:
        self._test = test
        self.name = name

    def __call__(self, actor: Any, subject: Any) -> Verdict:
        return self._test(actor, subject)

    def __and__(self, other: "Rule") -> "Rule":
        def both(actor: Any, subject: Any) -> Verdict:
            first = self(actor, subject)
            return other(actor, subject) if first else first

        return Rule(both, f"({self.name} and {other.name})")

    def __or__(self, other: "Rule") -> "Rule":
        def either(actor: Any, subject: Any) -> Verdict:
            first = self(actor, subject)
            if first:
                return first
            second = other(actor, subject)
            return second or first

        return Rule(either, f"({self.name} or {other.name})")

    def __invert__(self) -> "Rule":
        def opposite(actor: Any, subject: Any) -> Verdict:
            return Verdict(not self(actor, subject), "")

        return Rule(opposite, f"not {self.name}")

    def because(self, reason: Words) -> "Rule":
        """The same rule with another reason."""

        def told(actor: Any, subject: Any) -> Verdict:
            return YES if self(actor, subject) else Verdict(False, reason)

        return Rule(told, self.name)

    def __repr__(self) -> str:
        return f"<rule {self.name}>"


def rule(reason: Words) -> Callable[[Callable[[Any, Any], bool]], Rule]:
    """Make a rule of a function that answers yes or no."""

    def make(test: Callable[[Any, Any], bool]) -> Rule:
        def judge(actor: Any, subject: Any) -> Verdict:
            return YES if test(actor, subject) else Verdict(False, reason)

        return Rule(judge, test.__name__)

    return make
