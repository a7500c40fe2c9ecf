"""A call with its committee and applications that were submitted, and short ways through the procedure."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from core import clock
from members import operations as people
from members.actor import Actor, system
from members.enums import Capacity
from mobility.enums import Stage
from mobility.models import Application, Call, Mobility
from selection import operations
from selection.models import Declaration, Sheet
from selection.scale import judged, scales_of
from tests.outbox import deliver_all
from tests.world import SINCE, House, employ, make_call, make_mobility, person_in

ASSESSORS = ("chair", "assessor", "second")


@dataclass
class Scene:
    """A published call whose deadline has passed, three assessors, and some applications."""

    house: House
    call: Call
    mobilities: list[Mobility] = field(default_factory=list)

    def actor(self, name: str) -> Actor:
        return self.house.actor(name)

    def fresh(self, mobility: Mobility) -> Mobility:
        return Mobility.objects.select_related("call", "person", "unit", "host").get(pk=mobility.pk)

    def admit_all(self) -> None:
        for mobility in self.mobilities:
            operations.admit(mobility=mobility, actor=self.actor("coordinator"))
        self.declare_all()

    def declare_all(self) -> None:
        """Everybody who has a sheet says that they have no conflict of interest."""
        for sheet in Sheet.objects.filter(assessment__call=self.call, left_out_at=None):
            declared = {"has_conflict": False, "declared_at": clock.now(), "member_id": sheet.member_id}
            Declaration.objects.get_or_create(
                assessment_id=sheet.assessment_id, person_id=sheet.person_id, defaults=declared
            )

    def given(self, points: Any, sentence: str = "Clear tasks.") -> dict[int, Any]:
        """The same points for every judged criterion."""
        return {s.id: {"points": Decimal(points), "sentence": sentence} for s in judged(scales_of(self.call))}

    def score_all(self, points: Any = 5, *, names: tuple[str, ...] = ASSESSORS) -> None:
        for name in names:
            for mobility in self.mobilities:
                scores = self.given(points)
                operations.hand_in_scores(mobility=mobility, actor=self.actor(name), scores=scores)

    def close(self, reason: str = "") -> None:
        operations.close_scoring(call=self.call, actor=self.actor("chair"), reason=reason)
        self.call.refresh_from_db()

    def decide_all(self, *outcomes: str) -> None:
        for mobility, outcome in zip(self.mobilities, outcomes, strict=True):
            operations.decide(
                mobility=self.fresh(mobility),
                actor=self.actor("chair"),
                outcome=outcome,
                reasons=f"Because: {outcome}.",
            )

    def release(self) -> operations.Release:
        return operations.release_results(call=self.call, actor=self.actor("chair"))


def make_scene(house: House, *, applications: int = 3, slug: str = "stt-2026", **fields: Any) -> Scene:
    """Call inside a scope. The committee is seated; the applications stand at `submitted`."""
    fields = {
        "opens_at": clock.now() - timedelta(days=30),
        "closes_at": clock.now() - timedelta(days=1),
        **fields,
    }
    if "second" not in house.people:
        house.people["second"] = person_in(house, "second")
        appoint_assessor(house, "second")
    # What follows from roles and posts is settled while there is no committee yet, or it would be asked for each.
    deliver_all()
    scene = Scene(house, make_call(house, slug, **fields))
    operations.seat_committee(
        call=scene.call,
        actor=house.actor("coordinator"),
        chair=house.people["chair"],
        members=[house.people["assessor"], house.people["second"]],
    )
    for turn in range(applications):
        scene.mobilities.append(add_application(scene, turn))
    return scene


def appoint_assessor(house: House, name: str) -> None:
    """Let somebody sit in committees of the member."""
    people.appoint(
        person=house.people[name],
        capacity=Capacity.ASSESSOR,
        actor=system(house.university.pk),
        starts_on=SINCE,
        member=house.member,
    )


def add_application(scene: Scene, turn: int) -> Mobility:
    """One more submitted application, each by a person of its own."""
    house, name = scene.house, f"applicant{turn}"
    if name not in house.people:
        house.people[name] = person_in(house, name)
        employ(house, house.people[name])
    mobility = make_mobility(house, scene.call, who=name, stage=Stage.SUBMITTED)
    Application.objects.filter(mobility=mobility).update(
        work_tasks="Sprejem gostujočih.", task_link="Enoten obrazec.", own_level="C1", needed_level="B2"
    )
    return scene.fresh(mobility)


def settle() -> None:
    """Let everything follow that follows."""
    deliver_all()
