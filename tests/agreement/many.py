"""Agreements in every standing, and a task over them."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from core import clock
from mobility import agreement_working
from mobility.agreement_standing import of_member
from mobility.enums import LineState, Party, RunAct, Stage, Standing
from mobility.models import Agreement, AgreementRun, Application, HostLink, Mobility
from mobility.operations import agreement as acts
from mobility.operations import agreement_runs as operations
from mobility.queries import submitted_application
from tests.agreement.paths import link_to_host, paper, preparing, propose, sign
from tests.matrix.estate.build import blank_papers
from tests.outbox import deliver_all
from tests.world import House, make_call, make_mobility, person_in


def member_of_staff(house: House, name: str) -> str:
    if name not in house.people:
        house.people[name] = person_in(house, name)
    return name


def prepared(house: House, name: str, *, suitable: bool = True) -> Mobility:
    return preparing(house, suitable=suitable, who=member_of_staff(house, name))


def half_signed(house: House, name: str, *, address: str | None = None) -> Mobility:
    """Participant and institution have signed; nobody was asked by itself."""
    mobility = prepared(house, name)
    if address is not None:
        Application.objects.filter(mobility=mobility).update(contact_email=address)
        acts.prepare_agreement(mobility=mobility, actor=house.actor("coordinator"))
    sign(house, mobility, Party.PARTICIPANT)
    sign(house, mobility, Party.HOME)
    return mobility


def unwritten(house: House, name: str = "unwritten") -> Mobility:
    call = make_call(house, f"call-{name}")
    return make_mobility(house, call, who=member_of_staff(house, name), stage=Stage.PREPARING)


def changed(house: House) -> Mobility:
    mobility = prepared(house, "changed")
    application = submitted_application(mobility)
    assert application is not None
    application.pk, application.version, application.title = None, 2, "Another title"
    application._state.adding = True
    application.contact_name = "Somebody Else"
    application.save(force_insert=True)
    return mobility


def declined(house: House) -> Mobility:
    mobility = prepared(house, "declined")
    actor = house.actor("declined")
    acts.refuse_to_sign(agreement=paper(mobility), party=Party.PARTICIPANT, actor=actor, reason="No time.")
    return mobility


def lapsed(house: House) -> Mobility:
    """Not signed in time: nobody was waited for any longer."""
    mobility = prepared(house, "lapsed")
    Agreement.objects.filter(pk=paper(mobility).pk).update(sign_by=clock.today() - timedelta(days=1))
    acts.let_agreement_lapse(mobility=mobility)
    return mobility


def proposal(house: House) -> Mobility:
    mobility = prepared(house, "proposal")
    propose(link_to_host(house, mobility), contact_name="Berta Huber")
    return mobility


def suitability(house: House) -> Mobility:
    mobility = prepared(house, "suitability", suitable=False)
    sign(house, mobility, Party.PARTICIPANT)
    return mobility


def home(house: House, name: str = "home") -> Mobility:
    mobility = prepared(house, name)
    sign(house, mobility, Party.PARTICIPANT)
    return mobility


def asked(house: House, name: str = "asked") -> Mobility:
    mobility = half_signed(house, name)
    link_to_host(house, mobility)
    return mobility


def expired(house: House, name: str = "expired") -> Mobility:
    mobility = half_signed(house, name)
    link_to_host(house, mobility)
    HostLink.objects.filter(agreement__mobility=mobility).update(valid_until=clock.now())
    return mobility


def closed(house: House) -> Mobility:
    mobility = half_signed(house, "closed")
    acts.revoke_host_link(link=link_to_host(house, mobility), actor=house.actor("coordinator"))
    return mobility


def signed(house: House, name: str = "signed", *, printed: bool = True) -> Mobility:
    mobility = half_signed(house, name)
    sign(house, mobility, Party.HOST)
    if printed:
        with blank_papers():
            deliver_all(papers=True)
    return mobility


# What stands where, and what becomes of it in a task that does everything.
SCENES: dict[str, tuple[Callable[[House], Mobility], Standing, LineState, str]] = {
    "signed": (signed, Standing.SIGNED, LineState.DONE, "collected"),
    "unwritten": (unwritten, Standing.UNWRITTEN, LineState.DONE, "written"),
    "changed": (changed, Standing.CHANGED, LineState.DONE, "written"),
    "declined": (declined, Standing.DECLINED, LineState.REFUSED, "declined"),
    "lapsed": (lapsed, Standing.LAPSED, LineState.DONE, "written"),
    "proposal": (proposal, Standing.PROPOSAL, LineState.REFUSED, "proposal"),
    "participant": (lambda h: prepared(h, "late"), Standing.PARTICIPANT, LineState.DONE, "reminded"),
    "suitability": (suitability, Standing.SUITABILITY, LineState.NOTHING, "standing"),
    "home": (home, Standing.HOME, LineState.DONE, "reminded"),
    "home, too": (lambda h: home(h, "home_too"), Standing.HOME, LineState.DONE, "reminded"),
    "unknown": (lambda h: half_signed(h, "u", address=""), Standing.UNKNOWN, LineState.REFUSED, "unknown"),
    "asked": (asked, Standing.ASKED, LineState.DONE, "reminded"),
    "expired": (expired, Standing.EXPIRED, LineState.DONE, "asked_again"),
    "closed": (closed, Standing.CLOSED, LineState.REFUSED, "closed"),
    "unprinted": (
        lambda h: signed(h, "unprinted", printed=False),
        Standing.SIGNED,
        LineState.REFUSED,
        "unprinted",
    ),
    # The last one: what others let happen would ask its host.
    "to ask": (lambda h: half_signed(h, "to_ask"), Standing.TO_ASK, LineState.DONE, "asked"),
}


def ask(house: House, rows: QuerySet[Mobility] | None = None, **wished: Any) -> AgreementRun:
    actor = house.actor(wished.pop("who", "coordinator"))
    chosen = of_member(actor, house.member.pk) if rows is None else rows
    wish = {"acts": list(RunAct), "chosen": chosen, "token": uuid.uuid4(), "remind_after": 1} | wished
    return operations.ask_for_run(member_id=house.member.pk, actor=actor, wish=operations.Wish(**wish))


def work(house: House, run: AgreementRun) -> int:
    return agreement_working.carry_out(university_id=house.university.pk, run_id=run.pk)


def ends(run: AgreementRun) -> dict[int, tuple[str, str]]:
    return {line.mobility_id: (line.state, line.outcome[0]) for line in run.lines.all()}
