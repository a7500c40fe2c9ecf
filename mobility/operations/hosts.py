"""The host of an application: chosen from a register, or proposed when it is in none."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from core.policy import require
from members.actor import Actor
from mobility import lifecycle
from mobility.models import Application, Mobility
from mobility.operations.application import save_section
from mobility.sections import Section
from partners.models import CharterHolder, HostOrganisation
from partners.operations import propose_host, take_into_register


@transaction.atomic
def choose_host(*, mobility: Mobility, actor: Actor, values: Mapping[str, Any]) -> Application:
    """Save the section of the host. A charter holder new to the university is taken into its register.

    Refuses what `save_section` refuses, and takes nothing in then.
    """
    require(actor, "edit_application", lifecycle.lock(mobility))
    chosen = values.get("host")
    if isinstance(chosen, CharterHolder):
        values = {**values, "host": take_into_register(charter_holder=chosen, actor=actor)}
    return save_section(mobility=mobility, actor=actor, section=Section.HOST, values=values)


@transaction.atomic
def propose_and_choose(*, mobility: Mobility, actor: Actor, fields: Mapping[str, Any]) -> HostOrganisation:
    """Propose a host that is in no register and put it into the application, with its contact where given.

    Raises partners.operations.SimilarHost when one that is named nearly so is there already.
    """
    require(actor, "edit_application", lifecycle.lock(mobility))
    host = propose_host(actor=actor, **fields)
    contact = {
        name: fields[name]
        for name in ("contact_name", "contact_position", "contact_email")
        if fields.get(name)
    }
    save_section(mobility=mobility, actor=actor, section=Section.HOST, values={"host": host, **contact})
    return host
