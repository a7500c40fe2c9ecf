"""Who supplies the facts of a call, in words."""

from django.utils.translation import gettext as _

from selection.engine.facts import Fact
from selection.facts.names import REGISTERS
from selection.facts.supply import Supplier, slot_of, supplier_of
from selection.words_of_facts import PAPER_KINDS


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
