"""What people do with the university's register of hosts: take in, propose, confirm."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core import clock, journal, policy
from core.policy import Refusal
from members.actor import Actor
from partners import queries
from partners.enums import HostKind
from partners.models import CharterHolder, HostOrganisation
from partners.policy import may_confirm_hosts
from partners.queries import FoundHost


class SimilarHost(Refusal):
    """Such a host is in a register already; `similar` is the one to choose instead."""

    def __init__(self, similar: FoundHost) -> None:
        super().__init__(
            _("There is a very similar host: %(name)s, %(city)s. Choose it, unless yours is another one.")
            % {"name": similar.name, "city": similar.city}
        )
        self.similar = similar


@transaction.atomic
def take_into_register(*, charter_holder: CharterHolder, actor: Actor) -> HostOrganisation:
    """The university's host for a charter holder: the one it has, or a new one, confirmed by the charter.

    Doing it twice, even at the same moment, gives the same host and one journal entry.
    """
    policy.require(actor, "take_into_register", charter_holder)
    present = HostOrganisation.objects.filter(charter_holder=charter_holder)
    host = present.first()
    if host is not None:
        return host
    host = _host_of(charter_holder)
    try:
        with transaction.atomic():
            host.save()
    except IntegrityError:
        return present.get()
    journal.record(
        verb="host.taken_into_register",
        subject=host,
        actor=actor,
        facts={"erasmus_code": host.erasmus_code},
    )
    return host


def _host_of(holder: CharterHolder) -> HostOrganisation:
    return HostOrganisation(
        name=holder.display_name,
        kind=HostKind.HIGHER_EDUCATION,
        charter_holder=holder,
        erasmus_code=holder.erasmus_code,
        pic=holder.pic,
        oid=holder.oid,
        city=holder.city,
        country_id=holder.country_id,
        website=holder.website,
        lat=holder.lat,
        lon=holder.lon,
        confirmed_at=clock.now(),
    )


@transaction.atomic
def propose_host(*, actor: Actor, although_similar: bool = False, **fields: Any) -> HostOrganisation:
    """Add a host that is in no register; the office confirms it, unless the actor may do so.

    `fields`: name, kind, country (its code), city and, as far as known, address, website and the contact's.
    The point for distances is that of the town, when the town is known. Raises Refusal when a field is wrong
    and SimilarHost when a host of that country is named nearly so and `although_similar` is not set.
    """
    policy.require(actor, "propose_host", None)
    now = clock.now()
    host = HostOrganisation(
        **{"country_id" if name == "country" else name: value for name, value in fields.items()},
        proposed_by_id=actor.person_id,
        proposed_at=now,
        confirmed_at=now if may_confirm_hosts(actor, None) else None,
    )
    _check(host)
    similar = None if although_similar else queries.similar_host(host.name, country=host.country_id)
    if similar is not None:
        raise SimilarHost(similar)
    town = queries.town(host.city, country=host.country_id)
    if town is not None:
        host.lat, host.lon = town.lat, town.lon
    host.save()
    journal.record(verb="host.proposed", subject=host, actor=actor, facts={"name": host.name})
    return host


def _check(host: HostOrganisation) -> None:
    """What the form checks too, for those who come without one. Raises Refusal."""
    try:
        host.clean_fields(exclude={"university", "search"})
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        label = getattr(host._meta.get_field(field), "verbose_name", field)
        raise Refusal(f"{label}: {messages[0]}") from error


@transaction.atomic
def confirm_host(*, host: HostOrganisation, actor: Actor) -> HostOrganisation:
    """Let a proposed host stand in the register. Raises Refusal when it was confirmed already."""
    locked = HostOrganisation.objects.select_for_update().get(pk=host.pk)
    policy.require(actor, "confirm_host", locked)
    locked.confirmed_at = clock.now()
    locked.save(update_fields=["confirmed_at"])
    journal.record(verb="host.confirmed", subject=locked, actor=actor)
    return locked
