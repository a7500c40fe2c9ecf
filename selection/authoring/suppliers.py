"""Who supplies the facts of a call, in words."""

from typing import Any

from django.utils.translation import gettext as _

from mobility.models import Call
from selection.authoring.forms import PAPER_KINDS
from selection.engine.facts import Fact
from selection.engine.forms import Place, list_of, record_of
from selection.engine.mistakes import Mistakes
from selection.facts.names import REGISTERS
from selection.facts.supply import Supplier, slot_of, supplier_of

FACTS = list_of(record_of(Fact))


def facts_in(call: Call) -> tuple[Fact, ...]:
    """The facts that a call declares, out of its own row; none where they cannot be read."""
    return facts_from(call.rules.get("facts", []))


def facts_from(told: list[Any]) -> tuple[Fact, ...]:
    """Facts out of plain data; none where they cannot be read."""
    try:
        return FACTS.read(told, Place())
    except Mistakes:
        return ()


def supplied_in_words(fact: Fact) -> str:
    """Who says what the value of a fact is, and where."""
    match supplier_of(fact):
        case Supplier.PRODUCT:
            return _("filled by Popotnik: %(record)s") % {"record": REGISTERS[fact.register].label}
        case Supplier.TABLE:
            return _("looked up in a table")
        case Supplier.OFFICE:
            return _("entered by the coordinator at the check for completeness, with the record")
    if not slot_of(fact):
        return _("stated by the applicant in the application")
    kind = dict(PAPER_KINDS).get(fact.evidence)
    words = _(
        "stated by the applicant and shown by a paper (%(kind)s), which the coordinator compares with it"
    )
    return words % {"kind": kind or _("paper")}
