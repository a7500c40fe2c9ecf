"""What the coordinator says of the facts of an application: looked at beside its paper, or out of another register."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock, journal
from core.policy import Refusal, require
from members.actor import Actor
from members.enums import Capacity
from mobility import lifecycle
from mobility.models import Mobility
from selection.engine.facts import Fact
from selection.enums import Looked
from selection.facts.stated import Said, said_of
from selection.facts.supply import Supplier, declared_facts, slot_of, supplier_of
from selection.models import CheckedFact


@dataclass(frozen=True)
class Look:
    """One thing to be said: of which fact, what, with which value, record, day and reason. `looked` None: nothing."""

    code: str
    looked: Looked | None
    value: Any = None
    record: str = ""
    on: date | None = None
    reason: str = ""


@transaction.atomic
def check_facts(*, mobility: Mobility, actor: Actor, looks: Sequence[Look], version: int) -> None:
    """Record what the office says of the facts; what it takes back (`looked` None) counts as not said.

    `version` is the version of the application that was looked at. Raises Refusal where another one was handed in
    since, for a correction without its value or reason, an entry without its record, and a paper that cannot be opened
    yet. The journal notes how many, not what: the values stay with the file.
    """
    fresh = lifecycle.lock(mobility)
    require(actor, "check_facts", fresh)
    facts = {fact.code: fact for fact in declared_facts(fresh.call)}
    said = said_of([fresh], facts.values()).get(fresh.pk, Said())
    if said.application is not None and said.application.version != version:
        raise Refusal(_("The application was handed in anew. Look at it once more."))
    done: Counter[str] = Counter()
    for look in looks:
        if look.code in facts and _say(fresh, actor, facts[look.code], said, look):
            done[look.looked or "taken_back"] += 1
    if done:
        journal.record(
            verb="application.facts_checked",
            subject=fresh,
            actor=actor.acting_among(Capacity.COORDINATOR, member_id=fresh.member_id),
            file_id=str(fresh.public_id),
            facts={"version": version, **done},
        )


def _say(mobility: Mobility, actor: Actor, fact: Fact, said: Said, look: Look) -> bool:
    """Write one thing where it is new; returns whether it was."""
    before = said.check(fact)
    if look.looked is None:
        return bool(CheckedFact.objects.filter(mobility=mobility, code=fact.code).delete()[0])
    _refuse_nonsense(fact, said, look)
    paper = said.paper(fact)
    values = {
        "looked": look.looked,
        "claimed": said.answer(fact),
        "file_id": paper.file_id if paper else None,
        "value": look.value if look.looked in (Looked.CORRECTED, Looked.ENTERED) else None,
        "record": look.record.strip(),
        "on": look.on,
        "reason": look.reason.strip(),
    }
    if before is not None and all(getattr(before, name) == value for name, value in values.items()):
        return False
    CheckedFact.objects.update_or_create(
        mobility=mobility,
        code=fact.code,
        defaults={
            **values,
            "member_id": mobility.member_id,
            "looked_by_id": actor.me,
            "looked_at": clock.now(),
        },
    )
    return True


def _refuse_nonsense(fact: Fact, said: Said, look: Look) -> None:
    is_office = supplier_of(fact) == Supplier.OFFICE
    if is_office != (look.looked == Looked.ENTERED) or supplier_of(fact) not in SAYS:
        raise Refusal(_("This cannot be said of this fact."))
    if look.looked in (Looked.CORRECTED, Looked.ENTERED) and look.value is None:
        raise Refusal(_("Give the value that counts."))
    if look.looked == Looked.ENTERED and not look.record.strip():
        raise Refusal(_("Say in which record the value stands."))
    if look.looked in (Looked.CORRECTED, Looked.NOT_PROVEN) and not look.reason.strip():
        raise Refusal(_("Give the reason; the participant can read it."))
    if look.looked == Looked.ACCEPTED and slot_of(fact):
        paper = said.paper(fact)
        if paper is None:
            raise Refusal(_("There is no paper that could show this."))
        if paper.file.quarantined_at or paper.file.finding:
            raise Refusal(_("The paper waits for the virus check. Accept it when you have seen it."))


SAYS = frozenset({Supplier.APPLICANT, Supplier.OFFICE})
