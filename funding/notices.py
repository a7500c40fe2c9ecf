"""Letters about the grant, each once for its cause and reader, in the reader's language. None tells an account."""

from typing import Any

from core.letters import Letter, queue
from core.models import Entry
from funding.models import GrantAgreement
from funding.queries import signed_by
from members.enums import Capacity
from members.models import Person
from mobility import relations
from mobility.enums import Party
from mobility.links import to_mobility
from mobility.models import Mobility
from mobility.policy_agreement import suitability_is_confirmed
from mobility.readers import holders, reader_of, related_people


def ask_office(entry: Entry, mobility: Mobility) -> None:
    """A place was confirmed: the coordinator enters the grant."""
    for person in holders(mobility, Capacity.COORDINATOR):
        _write(person, mobility, "enter_grant", key=str(entry.pk), link="grant:enter")


def ask_participant(agreement: GrantAgreement, mobility: Mobility) -> None:
    """The agreement is there: the participant states the account and signs."""
    _write(
        mobility.person,
        mobility,
        "sign_participant",
        key=str(agreement.pk),
        link="grant:sign",
        agreement=agreement,
    )


def ask_home(agreement: GrantAgreement, mobility: Mobility) -> None:
    """Ask whoever signs for the institution, when the participant has signed and suitability is confirmed."""
    signed = signed_by(agreement)
    is_their_turn = Party.PARTICIPANT in signed and Party.HOME not in signed and agreement.refused_at is None
    if not is_their_turn or not suitability_is_confirmed(None, mobility):
        return
    for person in related_people(mobility, relations.SIGN):
        _write(person, mobility, "sign_home", key=str(agreement.pk), link="grant:sign", agreement=agreement)


def tell_of_refusal(agreement: GrantAgreement, mobility: Mobility, *, by: int | None) -> None:
    """Somebody declined to sign: the coordinator and the participant are told, with the reason."""
    party = Party(agreement.refused_by)
    for person in [*holders(mobility, Capacity.COORDINATOR), mobility.person]:
        if person.pk != by:
            _write(person, mobility, "refused", key=str(agreement.pk), agreement=agreement, party=party)


def send_copies(agreement: GrantAgreement, mobility: Mobility) -> None:
    """Both have signed: they and the coordinator get the way to the signed paper."""
    signers = {row.person_id for row in signed_by(agreement).values()}
    readers = {person.pk: person for person in holders(mobility, Capacity.COORDINATOR)}
    readers |= {person.pk: person for person in Person.objects.filter(pk__in=signers)}
    for person in readers.values():
        _write(person, mobility, "signed_copy", key=str(agreement.pk), agreement=agreement)


def _write(
    person: Person, mobility: Mobility, kind: str, *, key: str, link: str = "grant:show", **context: Any
) -> None:
    letter = Letter(
        kind=f"funding.{kind}",
        template=f"funding/mail/{kind}",
        key=f"funding.{kind}:{key}:{person.pk}",
        link=to_mobility(mobility, link),
        file_id=str(mobility.public_id),
        member_id=mobility.member_id,
    )
    queue(
        letter, to=reader_of(person), context={"mobility": mobility, "reference": mobility.number, **context}
    )
