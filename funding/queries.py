"""Reading grants: the terms in force, the grant and the account of a mobility, the version that holds."""

from collections.abc import Iterable

from funding.models import BankDetails, Grant, GrantAgreement, GrantSignature, GrantTerms
from mobility.enums import DutyKind, Party
from mobility.models import Duty, Mobility

PARTIES = (Party.PARTICIPANT, Party.HOME)


def terms_of(member_id: int) -> GrantTerms | None:
    """What a member faculty decided last; None while it has decided nothing."""
    return GrantTerms.objects.filter(member_id=member_id).first()


def newest_terms(member_ids: Iterable[int]) -> dict[int, GrantTerms]:
    """The terms in force by member. One statement."""
    rows = GrantTerms.objects.filter(member_id__in=list(member_ids)).order_by("member", "-version")
    return {row.member_id: row for row in rows.distinct("member")}


def are_made_here(member_id: int) -> bool:
    """Whether the member makes its grant agreements here."""
    terms = terms_of(member_id)
    return terms is not None and terms.is_on


def grant_of(mobility: Mobility) -> Grant | None:
    """The grant that was entered, with the terms under which it was."""
    return Grant.objects.filter(mobility=mobility).select_related("terms").first()


def details_of(mobility: Mobility) -> BankDetails | None:
    """The account, in full: for its participant, whoever is in charge, and the paper alone."""
    return BankDetails.objects.filter(mobility=mobility).first()


def in_force(mobility: Mobility) -> GrantAgreement | None:
    """The version of the grant agreement that holds now, or waits for signatures; None when there is none."""
    return GrantAgreement.objects.filter(mobility=mobility, superseded_at=None).first()


def told_against(agreement: GrantAgreement) -> GrantAgreement | None:
    """The version whose text the reader knows: the last one that both signed, else the one before; None for a first."""
    earlier = GrantAgreement.objects.filter(mobility_id=agreement.mobility_id, version__lt=agreement.version)
    newest_first = earlier.order_by("-version")
    return newest_first.exclude(signed_at=None).first() or newest_first.first()


def signed_by(agreement: GrantAgreement) -> dict[str, GrantSignature]:
    """The signatures of one version, by party."""
    return {row.party: row for row in GrantSignature.objects.filter(agreement=agreement).order_by("pk")}


def waits_for_the_office(mobility: Mobility) -> bool:
    """Whether the grant has to be entered, or entered anew, before anybody signs."""
    kind = DutyKind.ENTER_GRANT
    return Duty.objects.filter(mobility=mobility, kind=kind, fulfilled_at=None, waived_at=None).exists()
