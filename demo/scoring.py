"""The committee of a demonstration call: seated, scoring with sentences, deciding and releasing."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from core import clock
from core.tenancy import tenant_scope
from demo.people import House
from demo.walk import Walker
from mobility.enums import CriterionKind
from mobility.models import Call, Criterion
from selection import operations as selection
from selection.operations.scoring import Given

SENTENCES = (
    "Vsebina neposredno podpira naloge, ki jih prijaviteljica opravlja vsak dan.",
    "Načrt je izvedljiv, učinki v enoti so merljivi in časovno opredeljeni.",
    "Program po dnevih je jasen; diseminacija je dogovorjena s kolegijem.",
)
REASONS = {
    "award": "Vloga dosega visoko število točk po vseh merilih; vsebina je tesno povezana z nalogami delovnega mesta.",
    "reserve": "Vloga je dobra; glede na število mest je uvrščena na rezervno listo.",
    "refuse": "Povezava z delovnimi nalogami je opredeljena preveč splošno, učinki pa niso merljivi.",
}
REMARKS = (
    "Komisija je pregledala prijave z največjo razpršenostjo točk in ocen ni spreminjala.",
    "The committee looked at the applications with the widest spread of points and left the marks as they were.",
)
LOOK_AGAIN_FROM = Decimal(10)
COMMITTEE = ("predsednik", "clan1", "clan2")


def seat(house: House, call: Call) -> None:
    """Chair and two members take their seats."""
    people = house.people
    selection.seat_committee(
        call=call,
        actor=house.actor("koordinator"),
        chair=people["predsednik"],
        members=[people["clan1"], people["clan2"]],
    )


def score_everything(
    house: House, call: Call, walkers: Sequence[Walker], when: datetime, *, hand_in: int
) -> None:
    """The first `hand_in` assessors score every application and hand their sheets in."""
    with clock.travel(when), tenant_scope(university_id=house.university.pk):
        criteria = list(
            Criterion.objects.filter(call=call, kind=CriterionKind.JUDGED).prefetch_related("levels")
        )
        for turn, name in enumerate(COMMITTEE[:hand_in]):
            actor = house.actor(name)
            for place, walker in enumerate(walkers):
                mobility = walker.file
                scores = {c.pk: points(c, place, turn) for c in criteria}
                selection.declare(mobility=mobility, actor=actor, has_conflict=False)
                selection.save_scores(mobility=mobility, actor=actor, scores=scores)
                selection.hand_in_scores(mobility=mobility, actor=actor)


def points(criterion: Criterion, place: int, turn: int) -> Given:
    """A level out of the criterion's own, varied by application and assessor, with a sentence."""
    levels = sorted(level.points for level in criterion.levels.all())
    chosen = levels[
        max(1, len(levels) - 1 - (place * (criterion.position + 1) + turn * (place % 3) + place // 2) % 3)
    ]
    return {"points": chosen, "sentence": SENTENCES[(place + turn + criterion.position) % len(SENTENCES)]}


def decide_and_release(
    house: House, call: Call, walkers: Sequence[Walker], outcomes: dict[int, str], when: datetime
) -> None:
    """The committee meets; the chair closes scoring, decides each application and releases the results at once."""
    with clock.travel(when), tenant_scope(university_id=house.university.pk):
        chair = house.actor("predsednik")
        selection.open_meeting(call=call, actor=chair)
        present = frozenset(house.people[name].pk for name in COMMITTEE)
        notes = selection.Notes(clock.today(), present, LOOK_AGAIN_FROM, *REMARKS)
        selection.note_meeting(call=call, actor=chair, notes=notes)
        selection.close_scoring(call=call, actor=chair)
        for walker in walkers:
            outcome = outcomes[walker.person.pk]
            selection.decide(mobility=walker.file, actor=chair, outcome=outcome, reasons=REASONS[outcome])
    with clock.travel(when + timedelta(days=1)), tenant_scope(university_id=house.university.pk):
        call.refresh_from_db()
        selection.release_results(call=call, actor=house.actor("predsednik"))
