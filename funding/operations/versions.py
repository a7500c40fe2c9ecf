"""The versions of a grant agreement: written from grant, account and plan, and renewed when one of them changes."""

from django.utils.translation import gettext_lazy as _

from core import clock, journal
from core.policy import Refusal
from funding import text
from funding.models import Grant, GrantAgreement, GrantSignature
from funding.queries import details_of, grant_of
from members.actor import Actor
from members.enums import Capacity
from mobility import agreements, duties
from mobility.agreement_text import hash_of
from mobility.enums import DutyKind, Party
from mobility.models import Mobility
from mobility.operations.signing import DAYS_TO_SIGN, before_departure
from mobility.queries import with_file
from mobility.readers import home_signers

# The part of the duty to enter a grant that is left to the office when it has to be entered anew.
AGAIN = "again"


def renew(mobility: Mobility, actor: Actor) -> GrantAgreement:
    """The agreement as grant, account and plan are now; the mobility is locked. Raises Refusal without a grant.

    Before anybody signed, its text is written anew. After that another text is the next version, which both sign
    again; what says the same stays as it is.
    """
    grant = grant_of(mobility)
    if grant is None:
        raise Refusal(_("Enter the grant first."))
    earlier = GrantAgreement.objects.select_for_update().filter(mobility=mobility, superseded_at=None).first()
    if earlier is None:
        return _next_version(mobility, grant, None, actor)
    is_signed = GrantSignature.objects.filter(agreement=earlier).exists()
    numbers = _numbers(mobility, earlier.version, earlier.amendment)
    said = _composed(mobility, grant, numbers)
    if earlier.refused_at is None and not is_signed:
        earlier.text, earlier.text_hash = said, hash_of(said)
        earlier.save(update_fields=["text", "text_hash"])
        _ask(mobility)
        return earlier
    if earlier.refused_at is None and text.substance(said) == text.substance(earlier.text):
        _ask(mobility, but=frozenset(_signers(earlier)))
        return earlier
    return _next_version(mobility, grant, earlier, actor)


def _signers(agreement: GrantAgreement) -> list[str]:
    return list(GrantSignature.objects.filter(agreement=agreement).values_list("party", flat=True))


def _numbers(mobility: Mobility, version: int, amendment: int) -> text.Numbers:
    annex = agreements.in_force(mobility)
    return text.Numbers(version, amendment, annex.version if annex else None)


def _composed(mobility: Mobility, grant: Grant, numbers: text.Numbers) -> dict[str, object]:
    details = details_of(mobility)
    whole = with_file().get(pk=mobility.pk)
    account = details.account if details else None
    return text.compose(mobility=whole, grant=grant, account=account, numbers=numbers)


def _next_version(
    mobility: Mobility, grant: Grant, earlier: GrantAgreement | None, actor: Actor
) -> GrantAgreement:
    if earlier is not None:
        earlier.superseded_at = clock.now()
        earlier.save(update_fields=["superseded_at"])
    version = earlier.version + 1 if earlier else 1
    amendment = GrantAgreement.objects.filter(mobility=mobility).exclude(signed_at=None).count()
    said = _composed(mobility, grant, _numbers(mobility, version, amendment))
    agreement = GrantAgreement.objects.create(
        member_id=mobility.member_id,
        mobility=mobility,
        version=version,
        amendment=amendment,
        text=said,
        text_hash=hash_of(said),
        made_at=clock.now(),
    )
    journal.record(
        verb="grant.prepared",
        subject=agreement,
        actor=acting(actor, mobility),
        file_id=str(mobility.public_id),
        facts={"version": version, "amendment": amendment, "hash": agreement.text_hash},
    )
    _ask(mobility)
    return agreement


def _ask(mobility: Mobility, *, but: frozenset[str] = frozenset()) -> None:
    """Open what the two parties owe, as long as they have not signed."""
    home = home_signers(mobility)[0]
    owed_by = {Party.PARTICIPANT: Capacity.PARTICIPANT, Party.HOME: home}
    duties.ask_anew(mobility=mobility, kind=DutyKind.SIGN_GRANT, part=Party.HOME, owed_by=home)
    for party, capacity in owed_by.items():
        if party in but:
            continue
        duties.open_duty(
            mobility=mobility,
            kind=DutyKind.SIGN_GRANT,
            owed_by=capacity,
            part=party,
            person_id=mobility.person_id if party == Party.PARTICIPANT else None,
            due_on=before_departure(mobility, DAYS_TO_SIGN[party]),
        )


def acting(actor: Actor, mobility: Mobility, party: Party | None = None) -> Actor:
    """The actor in the capacity in which they enter or sign, for journal and signature."""
    if party == Party.PARTICIPANT or (party is None and actor.person_id == mobility.person_id):
        return actor.acting_as(Capacity.PARTICIPANT)
    home = party == Party.HOME
    wanted = (Capacity.DEAN, Capacity.OFFICE) if home else (Capacity.COORDINATOR, Capacity.OFFICE)
    return actor.acting_among(
        *wanted, member_id=mobility.member_id, unit_id=mobility.unit_id, about=mobility.person_id
    )
