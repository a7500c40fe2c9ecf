"""Builds an estate: its calls, and for each state a file of the participant and one of a colleague."""

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from itertools import product
from typing import Any
from unittest.mock import patch

from core import clock, pdf
from funding import operations as funding
from funding.operations.terms import Wish as TermsWish
from members import operations
from members.enums import Capacity
from members.models import Appointment, Invitation
from mobility import agreement_working
from mobility.agreement_standing import of_member
from mobility.enums import Party, RunAct, Stage
from mobility.models import (
    AgreementRun,
    AnswerPaper,
    Call,
    IncomingScan,
    IssuedDocument,
    Mobility,
    Promise,
    ReceivedPaper,
)
from mobility.operations.agreement_runs import Wish, ask_for_run
from mobility.operations.inclusion import state_need
from partners.models import HostOrganisation
from protection.models import ErasureRequest
from protection.operations import ask_for_erasure
from selection import operations as selection
from selection.models import Distribution, Seat, Share
from selection.scale import judged, scales_of
from tests.core import samples
from tests.matrix.estate.files import again, marked_call
from tests.matrix.estate.marks import mark
from tests.matrix.estate.people import people_of
from tests.matrix.estate.stages import Acts
from tests.outbox import deliver_all
from tests.world import House, make_call

OTHERS = "other_"

# Papers that everybody may open who reads the papers of a file.
FOR_EVERY_READER = ("suitability", "agreement", "content_report", "recognition")


@dataclass
class Estate:
    """A house with its calls and its files: `files[state]` is the participant's, `files["other_" + state]` not."""

    house: House
    calls: dict[str, Call] = field(default_factory=dict)
    files: dict[str, Mobility] = field(default_factory=dict)
    proposed: Any = None
    distributions: dict[str, Distribution] = field(default_factory=dict)

    def values(self, state: str) -> dict[str, str]:
        """What stands in the addresses of pages about the file in this state."""
        call = self.calls.get(state.removeprefix(OTHERS), self.calls["draft"])
        known = {
            "university": self.house.university.slug,
            "member": self.house.member.slug,
            "call": call.slug,
            "draft": call.slug,
            "host": str(self.proposed.public_id),
            "person": str(self.house.people["dean"].public_id),
            "role": str(Appointment.objects.get(person=self.house.people["dean"]).pk),
            "invitation": str(Invitation.objects.get(member=self.house.member).pk),
            "distribution": str(self.distributions.get(state, self.distributions["ranked"]).public_id),
            "section": "work",
            "language": "en",
        }
        seat = Seat.objects.filter(call=call).order_by("pk").first()
        known |= {"seat": str(seat.pk)} if seat else {}
        mobility = self.files.get(state)
        if mobility is None:
            return known
        promise = Promise.objects.filter(mobility=mobility).first()
        papers = IssuedDocument.objects.filter(mobility=mobility, kind__in=FOR_EVERY_READER)
        document = papers.order_by("pk").first()
        paper = AnswerPaper.objects.filter(application__mobility=mobility).order_by("pk").first()
        received = ReceivedPaper.objects.filter(mobility=mobility).first()
        scan = IncomingScan.objects.filter(mobility=mobility).first()
        known |= {"mobility": str(mobility.public_id)}
        known |= {"received": str(received.public_id)} if received else {}
        known |= {"scan": str(scan.public_id)} if scan else {}
        task = AgreementRun.objects.filter(member=self.house.member).first()
        known |= {"run": str(task.public_id)} if task else {}
        known |= {"paper": str(paper.public_id)} if paper else {}
        known |= {"promise": str(promise.pk)} if promise else {}
        known |= {"asked": str(ErasureRequest.objects.get(person=mobility.person).public_id)}
        return known | ({"document": str(document.public_id)} if document else {})


@contextmanager
def blank_papers(but: tuple[str, ...] = ()) -> Iterator[None]:
    """Papers are printed as empty pages, quickly – but not those of the files named, by house or another's."""
    content, really = samples.pdf(), pdf.render
    wanted = re.compile(f"CNRY-(ff|fnm)-({'|'.join(but)})-") if but else None

    def render(*, html: str, **how: Any) -> bytes:
        return really(html=html, **how) if wanted and wanted.search(html) else content

    with patch("core.pdf.render", render):
        yield


def build(house: House) -> Estate:
    """Everything in one house, by its operations. Call it outside of a scope."""
    estate = Estate(house)
    with house.scope():
        people_of(house)
        acts = Acts(house)
        _applied(estate, acts)
        _assessed(estate, acts)
        _prepared(estate, acts)
        _returned(estate, acts)
        _distributed(estate, acts)
        estate.proposed = _proposed(house, acts)
        _personal(estate, acts)
        _funded(estate, acts)
        operations.invite_person(
            email=mark(house.member.slug, "invitation", "email").lower() + "@mark.example",
            greeting=mark(house.member.slug, "invitation", "greeting"),
            capacity=Capacity.SECRETARY,
            member=house.member,
            actor=house.actor("coordinator"),
        )
        estate.files = {state: again(mobility) for state, mobility in estate.files.items()}
    deliver_all(papers=True)
    _collected(house)
    return estate


def _collected(house: House) -> None:
    """The coordinator had the signed agreements collected."""
    with house.scope():
        actor = house.actor("coordinator")
        wish = Wish([RunAct.COLLECT], of_member(actor, house.member.pk), uuid.uuid4())
        task = ask_for_run(member_id=house.member.pk, actor=actor, wish=wish)
    agreement_working.carry_out(university_id=house.university.pk, run_id=task.pk)


def _call(estate: Estate, state: str, **fields: Any) -> Call:
    estate.calls[state] = marked_call(estate.house, f"call_{state}", **fields)
    return estate.calls[state]


def _both(estate: Estate, acts: Acts, state: str, stage: Stage, **how: Any) -> list[tuple[Mobility, str]]:
    """A file of the participant and one of the colleague in a call of their own, with the name of each."""
    call = _call(estate, state, **how.pop("call", {}))
    made = []
    for prefix, who in (("", "participant"), (OTHERS, "colleague")):
        thing = prefix + state
        estate.files[thing] = acts.put(call, thing, stage, who=who, **how)
        made.append((estate.files[thing], thing))
    return made


def _over() -> dict[str, Any]:
    """A call whose deadline has passed."""
    now = clock.now()
    return {"opens_at": now - timedelta(days=40), "closes_at": now - timedelta(days=1)}


def _applied(estate: Estate, acts: Acts) -> None:
    _both(estate, acts, "draft", Stage.DRAFT)
    _both(estate, acts, "submitted", Stage.SUBMITTED)
    for mobility, thing in _both(estate, acts, "sent_back", Stage.SUBMITTED):
        acts.send_back(mobility, thing)
    _call(estate, "unopened", opens_at=clock.now() + timedelta(days=3))
    _call(estate, "unpublished", published_at=None)
    _call(estate, "empty")


def _assessed(estate: Estate, acts: Acts) -> None:
    """Calls with the committee: being scored, in its meeting, decided, released with a place free, appealed against."""
    states = ("scored", "decided", "reserve", "meeting", "appealed")
    for begins, state in zip(range(100, 150, 10), states, strict=True):
        made = _both(estate, acts, state, Stage.SUBMITTED, call=_over(), begins=begins)
        call = estate.calls[state]
        acts.seat(call)
        for mobility, _thing in made:
            selection.admit(mobility=again(mobility), actor=acts.actor("coordinator"))
        deliver_all(papers=True)
        for name, (mobility, _thing) in product(("chair", "assessor", "conflicted"), made):
            selection.declare(mobility=again(mobility), actor=acts.actor(name), has_conflict=False)
        selection.step_back(
            mobility=again(made[0][0]), actor=acts.actor("conflicted"), reason=acts.mark(state, "conflict")
        )
        if state == "scored":
            acts.score(again(made[0][0]), state, "assessor")
            acts.score(again(made[0][0]), state, "chair", final=False)
            continue
        _score(acts, made)
        if state == "meeting":
            _meet(estate, acts, made)
            continue
        _decide(estate, acts, made, release=state in {"reserve", "appealed"})
        if state == "appealed":
            _appeal(acts, made)


def _score(acts: Acts, made: list[tuple[Mobility, str]]) -> None:
    """Everybody hands in, but for whom a conflict keeps from the participant's file."""
    for name in ("assessor", "chair", "conflicted"):
        for turn, (mobility, thing) in enumerate(made):
            if (name, turn) != ("conflicted", 0):
                acts.score(again(mobility), thing, name, points=5 * (turn + 1))


def _meet(estate: Estate, acts: Acts, made: list[tuple[Mobility, str]]) -> None:
    """The chair opens the meeting, something is agreed, the minutes are drafted."""
    call, chair = made[0][0].call, acts.actor("chair")
    selection.open_meeting(call=call, actor=chair)
    present = frozenset(estate.house.people[name].pk for name in ("chair", "assessor", "conflicted"))
    remarks = {
        f"remarks_{language}": acts.mark("meeting", f"remarks_{language}") for language in ("sl", "en")
    }
    notes = selection.Notes(clock.today(), present, Decimal(1), **remarks)
    selection.note_meeting(call=call, actor=chair, notes=notes)
    for mobility, thing in made:
        points = {scale.id: Decimal(5) for scale in judged(scales_of(call))}
        selection.agree(
            mobility=again(mobility), actor=chair, points=points, sentence=acts.mark(thing, "agreed")
        )
    selection.ask_for_minutes(call=call, actor=chair)
    deliver_all(papers=True)


def _decide(estate: Estate, acts: Acts, made: list[tuple[Mobility, str]], *, release: bool) -> None:
    call = made[0][0].call
    selection.close_scoring(call=call, actor=acts.actor("chair"))
    outcomes = ("reserve", "refuse" if made[0][1] == "appealed" else "award")
    for (mobility, thing), outcome in zip(made, outcomes, strict=True):
        acts.decide(mobility, thing, outcome)
    if release:
        selection.release_results(call=call, actor=acts.actor("chair"))
        deliver_all(papers=True)


def _appeal(acts: Acts, made: list[tuple[Mobility, str]]) -> None:
    """Both appeal with a paper; the dean and the secretary are the panel. Points off were noted for both."""
    for mobility, thing in made:
        acts.appeal(again(mobility), thing)
        acts.take_points_off(again(mobility), thing)
    deliver_all(papers=True)


def _distributed(estate: Estate, acts: Acts) -> None:
    """A call that is ranked and waits for the university, and one that was given all that it announced."""
    ranked = estate.calls["ranked"] = make_call(estate.house, "call-ranked", **_over())
    acts.seat(ranked)
    ranked.scoring_closed_at = clock.now()
    ranked.save()
    for state, is_allotted in (("ranked", False), ("reserve", True)):
        call = estate.calls[state]
        distribution = estate.distributions[state] = Distribution.objects.create(
            name=f"KA131 {state}",
            action=call.action,
            academic_year=call.academic_year,
            places=call.places + 2,
            seed="seed",
            opened_at=clock.now(),
            allotted_at=clock.now() if is_allotted else None,
        )
        given = call.places if is_allotted else None
        Share.objects.create(
            distribution=distribution,
            call=call,
            member=estate.house.member,
            places=given,
            computed_places=given,
            handed_over_at=clock.now() if is_allotted else None,
        )


def _prepared(estate: Estate, acts: Acts) -> None:
    for mobility, _thing in _both(estate, acts, "awarded", Stage.AWARDED, begins=40):
        acts.leave_without_grant(mobility)
    for mobility, thing in _both(estate, acts, "preparing", Stage.AWARDED, begins=50):
        acts.prepare(mobility)
        acts.invite_host(again(mobility), thing)
        acts.bring_in(again(mobility))
    for mobility, thing in _both(estate, acts, "suitable", Stage.AWARDED, begins=70):
        acts.prepare(mobility)
        acts.find_suitable(mobility, thing)
    for mobility, thing in _both(estate, acts, "ready", Stage.AWARDED, begins=0):
        acts.prepare(mobility)
        acts.find_suitable(mobility, thing)
        acts.sign(mobility, thing, *Party)


def _returned(estate: Estate, acts: Acts) -> None:
    for mobility, thing in _both(estate, acts, "returned", Stage.READY, begins=-20):
        acts.come_home(mobility, thing)
        acts.report(mobility, thing, hand_in=False)
    for mobility, thing in _both(estate, acts, "handed_in", Stage.READY, begins=-30):
        acts.come_home(mobility, thing)
        acts.send_certificate(mobility, thing)
        acts.report(mobility, thing)
    for begins, state in ((-40, "completed"), (-50, "recognised")):
        for mobility, thing in _both(estate, acts, state, Stage.READY, begins=begins):
            acts.come_home(mobility, thing)
            acts.complete(mobility, thing)
            if state == "recognised":
                acts.recognise(mobility, thing)


def _personal(estate: Estate, acts: Acts) -> None:
    """A need for support that is stated, and a request for erasure that waits."""
    for state in ("preparing", OTHERS + "preparing"):
        mobility = again(estate.files[state])
        state_need(
            mobility=mobility,
            actor=acts.owner(mobility),
            details=acts.mark(state, "inclusion"),
            has_consented=True,
        )
    for name in ("participant", "colleague"):
        person = estate.house.people[name]
        ask_for_erasure(person=person, actor=acts.actor(name), reason=acts.mark(name, "erasure_reason"))


def _funded(estate: Estate, acts: Acts) -> None:
    """Grant agreements are made here from now on: two are entered, and one of them waits for the institution."""
    law = "Law and court."
    funding.change_terms(
        member=estate.house.member,
        actor=acts.actor("coordinator"),
        wish=TermsWish(True, 80, 30, 45, 30, law, law),
    )
    for prefix in ("", OTHERS):
        acts.fund(again(estate.files[prefix + "preparing"]), prefix + "preparing", sign=False)
        acts.fund(again(estate.files[prefix + "suitable"]), prefix + "suitable", sign=True)


def _proposed(house: House, acts: Acts) -> HostOrganisation:
    """A host that somebody proposed and nobody confirmed yet."""
    host = HostOrganisation(
        name=acts.mark("proposed", "host_name"),
        kind="higher_education",
        city=acts.mark("proposed", "host_city"),
        country_id="AT",
        proposed_by=house.people["participant"],
        proposed_at=clock.now(),
    )
    host.university_id = house.university.pk
    host.save()
    return host
