"""Who supplies a fact: the product's own records, the applicant, the office, or a table."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from mobility.models import Call
from selection.engine.facts import Fact
from selection.engine.forms import Place, list_of, record_of
from selection.engine.mistakes import Mistakes
from selection.facts.names import REGISTERS

FACTS = list_of(record_of(Fact))
OF_APPLICANT = frozenset({"claim", "document"})
SHARED_PAPERS = frozenset(
    {
        "invitation", "programme", "language_certificate", "cv", "employment", "superior_consent",
        "motivation_letter",
    }
)  # fmt: skip
"""Papers of which there is one for an application; of evidence and others each fact has its own."""


class Supplier(StrEnum):
    """Who says what the value is."""

    PRODUCT = "product"
    APPLICANT = "applicant"
    OFFICE = "office"
    TABLE = "table"


def declared_facts(call: Call) -> tuple[Fact, ...]:
    """The facts that a call declares, out of its own row; none where they cannot be read."""
    return declared_in(call.rules.get("facts", []))


def declared_in(told: list[Any]) -> tuple[Fact, ...]:
    """Facts out of plain data; none where they cannot be read."""
    try:
        return FACTS.read(told, Place())
    except Mistakes:
        return ()


def supplier_of(fact: Fact) -> Supplier:
    """A record of the product wins over everything; what is stated or proved by a paper is the applicant's to say."""
    if fact.table is not None:
        return Supplier.TABLE
    if fact.register in REGISTERS:
        return Supplier.PRODUCT
    return Supplier.APPLICANT if fact.source in OF_APPLICANT else Supplier.OFFICE


def supplied_by(supplier: Supplier, facts: Iterable[Fact]) -> list[Fact]:
    """The facts that one of them supplies, in the order of the call."""
    return [fact for fact in facts if supplier_of(fact) == supplier]


def slot_of(fact: Fact) -> str:
    """The place for the paper behind a fact; empty where none is asked for."""
    if fact.evidence in SHARED_PAPERS:
        return fact.evidence
    return f"own-{fact.code}" if fact.evidence or fact.source == "document" else ""
