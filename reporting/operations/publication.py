"""Consent to publication: given with the report or later, changed and withdrawn at any time."""

from django.db import transaction
from django.utils.translation import gettext as _

from core import clock, journal
from core.models import Entry
from core.policy import Refusal, require
from members.actor import Actor
from mobility.lifecycle import lock
from mobility.models import Mobility
from reporting.enums import Publication
from reporting.models import ContentReport, PublicationConsent
from reporting.publication import CONSENT_VERSION
from reporting.queries import consent_of


@transaction.atomic
def consent_to_publication(*, mobility: Mobility, actor: Actor, scope: Publication) -> PublicationConsent:
    """Let the public part be published, with or without the name. Another scope is a new consent."""
    fresh = lock(mobility)
    require(actor, "consent_to_publication", fresh)
    if scope == Publication.NONE:
        raise Refusal(_("Choose what may be published."))
    present = consent_of(fresh)
    if present is not None and (present.scope, present.text_version) == (scope, CONSENT_VERSION):
        return present
    if present is not None:
        _end(present, actor, fresh)
    consent = PublicationConsent.objects.create(
        member_id=fresh.member_id,
        mobility=fresh,
        scope=scope,
        text_version=CONSENT_VERSION,
        given_at=clock.now(),
    )
    facts = {"scope": str(scope), "text_version": CONSENT_VERSION}
    journal.record(
        verb="publication.consented", subject=consent, actor=actor, file_id=str(fresh.public_id), facts=facts
    )
    return consent


@transaction.atomic
def withdraw_publication(*, mobility: Mobility, actor: Actor) -> None:
    """Take the consent back: from this moment nothing of the report is public. Without one nothing happens."""
    fresh = lock(mobility)
    require(actor, "withdraw_publication", fresh)
    present = consent_of(fresh)
    if present is not None:
        _end(present, actor, fresh)


def follow_report(report: ContentReport, actor: Actor) -> None:
    """Take over what the participant answered in the report they hand in."""
    if report.consent == Publication.NONE:
        withdraw_publication(mobility=report.mobility, actor=actor)
    else:
        scope = Publication(report.consent)
        consent_to_publication(mobility=report.mobility, actor=actor, scope=scope)


def _end(consent: PublicationConsent, actor: Actor, mobility: Mobility) -> Entry:
    consent.withdrawn_at = clock.now()
    consent.save(update_fields=["withdrawn_at"])
    return journal.record(
        verb="publication.withdrawn", subject=consent, actor=actor, file_id=str(mobility.public_id)
    )
