"""Where the agreements of many mobilities stand, in one statement; the page and the worker read the same."""

from datetime import datetime
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.fields.json import KT

from core import clock
from members.actor import Actor
from mobility.enums import DutyKind, Party, SigningOrder, Stage, Standing
from mobility.host_enums import LinkPurpose
from mobility.models import Agreement, Application, ChangeProposal, Duty, HostLink, Mobility, Signature
from mobility.policy_agreement import NEW_VERSION, SUITABLE
from mobility.queries import visible_to

# A file whose agreement is signed by all is ready; before, it is in preparation.
STAGES = (Stage.PREPARING, Stage.READY)


def of_member(actor: Actor, member_id: int) -> QuerySet[Mobility]:
    """The mobilities of a member whose agreement is under way or signed, as far as the actor sees them."""
    return visible_to(actor).filter(member_id=member_id, stage__in=STAGES)


def with_standing(rows: QuerySet[Mobility]) -> "QuerySet[Any]":
    """The mobilities with `standing` (Standing), who has `signed_…`, `is_suitable`, and what is known of the link."""
    in_force = Agreement.objects.filter(mobility=OuterRef("pk"), superseded_at=None)
    submitted = Application.objects.filter(mobility=OuterRef("pk")).exclude(submitted_at=None)
    links = HostLink.objects.filter(
        agreement__mobility=OuterRef("pk"), agreement__superseded_at=None, purpose=LinkPurpose.SIGN
    ).order_by("-pk")
    signatures = Signature.objects.filter(agreement__mobility=OuterRef("pk"), agreement__superseded_at=None)
    to_adapt = Duty.objects.filter(
        mobility=OuterRef("pk"), kind=DutyKind.ADAPT, fulfilled_at=None, waived_at=None
    )
    address = Subquery(
        in_force.annotate(address=KT("text__receiving__contact_email")).values("address")[:1],
        output_field=TextField(),
    )
    proposals = ChangeProposal.objects.filter(mobility=OuterRef("pk"), answered_at=None)
    return rows.annotate(
        agreement_id=Subquery(in_force.values("pk")[:1]),
        written_from=Subquery(in_force.values("application_id")[:1]),
        submitted_id=Subquery(submitted.order_by("-version").values("pk")[:1]),
        declined_at=Subquery(in_force.values("refused_at")[:1]),
        lapsed_at=Subquery(in_force.values("lapsed_at")[:1]),
        signing_order=Subquery(in_force.values("signing_order")[:1]),
        has_proposal=Exists(proposals),
        **{f"signed_{party.value}": Exists(signatures.filter(party=party)) for party in Party},
        is_suitable=Case(
            When(Q(met__contains=[SUITABLE]) & ~Exists(to_adapt.exclude(part=NEW_VERSION)), then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        ),
        address=address,
        link_id=Subquery(links.values("pk")[:1]),
        link_made=Subquery(links.values("made_at")[:1]),
        link_until=Subquery(links.values("valid_until")[:1]),
        link_closed=Subquery(links.values("revoked_at")[:1], output_field=DateTimeField(null=True)),
    ).annotate(standing=_standing(clock.now()))


def _standing(now: datetime) -> Case:
    """The first of these that is true; the host is asked when those before it have signed."""
    is_home_due = Q(signed_home=False) & (~Q(signing_order=SigningOrder.HOST_FIRST) | Q(signed_host=True))
    first = (
        (Q(agreement_id=None), Standing.UNWRITTEN),
        (Q(declined_at__isnull=False), Standing.DECLINED),
        (Q(lapsed_at__isnull=False), Standing.LAPSED),
        (~Q(submitted_id=F("written_from")), Standing.CHANGED),
        (Q(signed_participant=True, signed_home=True, signed_host=True), Standing.SIGNED),
        (Q(has_proposal=True), Standing.PROPOSAL),
        (Q(signed_participant=False), Standing.PARTICIPANT),
        (is_home_due & Q(is_suitable=False), Standing.SUITABILITY),
        (is_home_due, Standing.HOME),
        (Q(link_closed__isnull=False), Standing.CLOSED),
        (Q(link_until__gt=now), Standing.ASKED),
        (Q(link_until__isnull=False), Standing.EXPIRED),
        (Q(address="") | Q(address=None), Standing.UNKNOWN),
    )
    cases = [When(condition, then=Value(standing.value)) for condition, standing in first]
    return Case(*cases, default=Value(Standing.TO_ASK.value), output_field=CharField())
