"""What an application costs, where the rules of its call name the fact that tells it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from mobility.models import Call
from selection.after import rules_of


def cost_fact(call: Call) -> str:
    """The code of the fact; empty where the call names none."""
    allocation: Any = rules_of(call).get("allocation") or {}
    return str(allocation.get("cost") or "")


def known_cost(facts: Mapping[str, Any], code: str) -> Decimal | None:
    """The cost in euros out of the frozen facts of an assessment; None where it is not known."""
    kept = facts.get(code) if code else None
    return Decimal(str(kept["value"])) if kept else None
