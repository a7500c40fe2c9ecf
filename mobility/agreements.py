"""Reading the agreement: the version in force, who signed it, the host's present link."""

from django.db.models import QuerySet

from core import policy
from core.models import Entry
from members.actor import Actor
from mobility import host_languages
from mobility.enums import Party
from mobility.host_enums import LinkPurpose
from mobility.models import Agreement, HostLink, Mobility, Signature

PARTIES = (Party.PARTICIPANT, Party.HOME, Party.HOST)


def file_of(entry: Entry) -> Mobility:
    """The file that an entry belongs to, with what letters and papers need of it."""
    related = ("call", "person", "unit", "employment", "host__country")
    return Mobility.objects.select_related(*related).get(public_id=entry.file_id)


def in_force(mobility: Mobility) -> Agreement | None:
    """The version of the agreement that holds now, or None when there is none yet."""
    return Agreement.objects.filter(mobility=mobility, superseded_at=None).first()


def signed_by(agreement: Agreement) -> dict[str, Signature]:
    """The signatures of one version, by party."""
    rows = Signature.objects.filter(agreement=agreement).select_related("received__entered_by").order_by("pk")
    return {row.party: row for row in rows}


def to_enter(mobility: Mobility, actor: Actor) -> list[Party]:
    """The parties whose signature is missing, and may be entered by this actor where it was given elsewhere."""
    found = in_force(mobility)
    signed = signed_by(found) if found else {}
    missing = [party for party in PARTIES if party not in signed]
    return [party for party in missing if policy.can(actor, f"enter_as_{party.value}", mobility)]


def present_link(agreement: Agreement) -> HostLink | None:
    """The host's newest link to sign this version, whatever became of it."""
    return HostLink.objects.filter(agreement=agreement, purpose=LinkPurpose.SIGN).order_by("-pk").first()


def contact_of(agreement: Agreement) -> dict[str, str]:
    """Whom the agreement names at the host: name, address, and the language they are first written to in."""
    receiving = agreement.text["receiving"]
    return {
        "name": receiving["contact_name"],
        "address": receiving["contact_email"],
        "language": host_languages.guess(receiving["country_code"]),
    }


def links_of(mobility: Mobility, purpose: str) -> QuerySet[HostLink]:
    """Every link that was sent to the host for a purpose, whatever became of it."""
    return HostLink.objects.filter(agreement__mobility=mobility, purpose=purpose)


def latest_link(mobility: Mobility) -> HostLink | None:
    """The link by which the host was written to last: whom to write to, and in which language."""
    links = HostLink.objects.filter(agreement__mobility=mobility).select_related("agreement")
    return links.order_by("-pk").first()
