"""Letters about the agreement and the place, each queued once for its cause and reader."""

from typing import Any

from core.letters import Letter, Reader, queue
from core.models import Entry, SentNotice
from core.words import written_in
from members.enums import Capacity
from members.models import Person
from mobility import agreements, proposals, relations
from mobility.agreement_text import in_language
from mobility.enums import Party
from mobility.host_enums import LinkPurpose
from mobility.links import to_mobility
from mobility.models import Agreement, ChangeProposal, HostLink, Mobility
from mobility.policy_agreement import suitability_is_confirmed
from mobility.readers import holders, reader_of, related_people
from mobility.signing_rules import still_before

# What a host's letter opens (see mobility.host_tokens).
ROOM_LINK, COPY_LINK = "host", "host-copy"


def write(person: Person, mobility: Mobility, kind: str, *, key: str, link: str = "", **context: Any) -> None:
    """Queue a letter about a mobility to a person; `mobility/mail/<kind>` is its template."""
    letter = Letter(
        kind=kind,
        template=f"mobility/mail/{kind}",
        key=f"{kind}:{key}:{person.pk}",
        link=link or to_mobility(mobility, "agreement:show"),
        file_id=str(mobility.public_id),
        member_id=mobility.member_id,
    )
    context |= {"mobility": mobility, "reference": mobility.number}
    queue(letter, to=reader_of(person), context=context)


def ask_participant(agreement: Agreement, mobility: Mobility) -> None:
    """The agreement is there: the participant reads and signs it."""
    write(mobility.person, mobility, "sign_participant", key=str(agreement.pk), agreement=agreement)


def ask_home(agreement: Agreement, mobility: Mobility) -> None:
    """Ask whoever signs for the institution, once suitability is confirmed and it is its turn."""
    if not agreement.takes_signatures or not suitability_is_confirmed(None, mobility):
        return
    signed = agreements.signed_by(agreement)
    if Party.HOME in signed or still_before(agreement.signing_order, Party.HOME, signed):
        return
    for person in related_people(mobility, relations.SIGN):
        write(person, mobility, "sign_home", key=str(agreement.pk), agreement=agreement)


def ask_host(link: HostLink, mobility: Mobility, *, reminder: str = "") -> SentNotice | None:
    """The host's letter with the link that opens this one agreement; `reminder` tells repeated ones apart."""
    proposal = ChangeProposal.objects.filter(
        mobility=mobility, new_version=link.agreement.version, agreement__version__lt=link.agreement.version
    ).first()
    return to_host(
        "sign_host",
        link,
        mobility,
        f"{link.pk}{reminder}",
        is_reminder=bool(reminder),
        proposal=proposal,
        changes=proposals.shown(proposal) if proposal else [],
    )


def send_copies(agreement: Agreement, mobility: Mobility) -> None:
    """All have signed: the parties and the coordinator get the way to the signed paper."""
    signers = {row.person_id for row in agreements.signed_by(agreement).values() if row.person_id}
    readers = {person.pk: person for person in holders(mobility, Capacity.COORDINATOR)}
    readers |= {person.pk: person for person in Person.objects.filter(pk__in=signers)}
    for person in readers.values():
        write(person, mobility, "signed_copy", key=str(agreement.pk), agreement=agreement)
    links = HostLink.objects.filter(agreement=agreement, purpose=LinkPurpose.SIGN, revoked_at=None)
    link = links.exclude(used_at=None).first()
    if link is not None:
        to_host("signed_copy_host", link, mobility, str(agreement.pk), secret=COPY_LINK)


def to_host(
    kind: str,
    link: HostLink,
    mobility: Mobility,
    key: str,
    *,
    secret: str = ROOM_LINK,
    app: str = "mobility",
    **context: Any,
) -> SentNotice | None:
    """Queue a letter to the host in its language; the way into the room is made when it leaves.

    `secret`: whether it opens the room for the link's purpose, or what was signed. `app`: whose template it is.
    """
    letter = Letter(
        kind=kind,
        template=f"{app}/mail/{kind}",
        key=f"{kind}:{key}",
        link="",
        secret_link=f"{secret}:{link.pk}",
        file_id=str(mobility.public_id),
        member_id=mobility.member_id,
    )
    reader = Reader(link.address, link.name, link.language)
    home = in_language(link.agreement.text["sending"]["name"], link.language)
    context |= {"mobility": mobility, "reference": mobility.number, "host_link": link, "home": home}
    context["is_translated"] = written_in(link.language) != link.language
    return queue(letter, to=reader, context=context)


def tell_of_refusal(agreement: Agreement, mobility: Mobility, *, by: int | None) -> None:
    """Somebody declined to sign: the coordinator and the participant are told, with the reason."""
    party = Party(agreement.refused_by)
    for person in [*holders(mobility, Capacity.COORDINATOR), mobility.person]:
        if person.pk != by:
            write(
                person, mobility, "agreement_refused", key=str(agreement.pk), agreement=agreement, party=party
            )


def tell_of_agreement_lapse(agreement: Agreement, mobility: Mobility) -> None:
    """The time to sign is over: the coordinator and the participant are told who had not signed."""
    signed = agreements.signed_by(agreement)
    missing = [party for party in agreements.PARTIES if party not in signed]
    for person in [*holders(mobility, Capacity.COORDINATOR), mobility.person]:
        write(
            person, mobility, "agreement_lapsed", key=str(agreement.pk), agreement=agreement, missing=missing
        )


def tell_of_moved_dates(agreement: Agreement, mobility: Mobility, entry: Entry) -> None:
    """The stay moved within the tolerance: its other parties and the coordinator are told."""
    told: dict[str, Any] = {"agreement": agreement, "reason": entry.note}
    readers = [
        *holders(mobility, Capacity.COORDINATOR),
        *related_people(mobility, relations.SIGN),
        mobility.person,
    ]
    for person in {row.pk: row for row in readers}.values():
        if person.pk != entry.actor_id:
            write(person, mobility, "dates_moved", key=str(entry.pk), **told)
    link = agreements.latest_link(mobility)
    if link is not None:
        to_host("dates_moved_host", link, mobility, str(entry.pk), secret=COPY_LINK, **told)


def tell_of_lapse(entry: Entry, mobility: Mobility) -> None:
    """The place was not confirmed in time."""
    write(mobility.person, mobility, "place_lapsed", key=str(entry.pk), link=to_mobility(mobility))


def offer_the_place(entry: Entry, mobility: Mobility) -> None:
    """A place became free: the coordinator sees to the reserve list."""
    for person in holders(mobility, Capacity.COORDINATOR):
        write(person, mobility, "place_free", key=str(entry.pk), link=to_mobility(mobility), note=entry.note)
