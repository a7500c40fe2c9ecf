"""Conflicts of interest, as the facts and the people themselves say: the one place that knows them.

`grounds_of` states each ground as a condition on mobilities. Rules, lists, letters and the coordinator's page ask it in
one of these ways, each a single statement: one sheet (`standing_of`), the files of a call that are closed to somebody
(`closed_files`, `closed_to`; over all calls `closed_anywhere`), every conflict of a committee (`found_in`), and as a
condition inside another question (`in_conflict`). Nothing is kept: a fact that changes counts with the next question.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import CharField, Exists, IntegerField, OuterRef, Q, QuerySet, Value

from core import clock
from members.actor import Actor
from members.enums import Capacity as C
from members.models import Appointment, Employment
from members.queries import acting, in_force
from mobility import aside
from mobility.enums import Stage
from mobility.models import Call, Mobility
from selection.enums import Ground
from selection.models import Committee, Declaration, Seat, Sheet

# Applications that ask for no place (any more); what an author has not sent is nobody's business.
OUT_OF_RUNNING = (Stage.DRAFT, Stage.WITHDRAWN, Stage.CANCELLED, Stage.DECLINED)
NOT_TRAVELLING = (*OUT_OF_RUNNING, Stage.INELIGIBLE, Stage.REFUSED)


@dataclass(frozen=True)
class Found:
    """One conflict: whose, with which application, and on which ground."""

    mobility_id: int
    person_id: int
    ground: Ground


@dataclass(frozen=True)
class Standing:
    """What decides whether somebody's sheet is open to them: seat, conflict, and what they said before."""

    sits: bool
    is_closed: bool
    is_declared: bool


def grounds_of(person_id: int, *, call_id: int | None = None) -> list[tuple[Ground, Q]]:
    """On each ground, the mobilities (of a call) with which a person is in conflict today.

    Each condition leads to its few mobilities by an index, or is answered once for the whole call.
    """
    on = clock.today()
    own = Mobility.objects.filter(person_id=person_id)
    applies = own.exclude(stage__in=OUT_OF_RUNNING)
    beside = Q(Exists(applies.filter(call_id=call_id))) if call_id else Q(call__in=applies.values("call"))
    units = Employment.objects.filter(in_force(on), person_id=person_id).values("unit")
    heads = Appointment.objects.filter(acting(on), capacity=C.HEAD, unit__isnull=False)
    travels = own.exclude(stage__in=NOT_TRAVELLING)
    together = travels.filter(
        host=OuterRef("host"), starts_on__lte=OuterRef("ends_on"), ends_on__gte=OuterRef("starts_on")
    )
    strict = Committee.objects.filter(shuts_out_unit=True).values("call")
    declared = Declaration.objects.filter(person_id=person_id, has_conflict=True)
    return [
        (Ground.APPLIES, Q(person_id=person_id)),
        (Ground.APPLIES, beside),
        (Ground.SUPERIOR, Q(unit__in=heads.filter(person_id=person_id).values("unit"))),
        (Ground.SUBORDINATE, Q(person__in=heads.filter(unit__in=units).values("person"))),
        (Ground.SAME_UNIT, Q(unit__in=units, call__in=strict)),
        (Ground.TRAVELS_ALONG, Q(Exists(together), host__in=travels.values("host"))),
        (Ground.DECLARED, Q(pk__in=declared.values("assessment__mobility"))),
    ]


def in_conflict(person_id: int) -> Q:
    """The mobilities with which a person is in conflict, on whatever ground."""
    found = Q()
    for _ground, condition in grounds_of(person_id):
        found |= condition
    return found


def _judged_beside(person_id: int) -> Q:
    """Of those, the ones that a committee is judging now in which the person has a seat."""
    seats = Seat.objects.filter(person_id=person_id).values("call")
    return Q(stage=Stage.UNDER_ASSESSMENT, call__in=seats) & in_conflict(person_id)


aside.keep_out(of_committee=in_conflict, altogether=_judged_beside)


def closed_files(call_id: int, *person_ids: int) -> frozenset[int]:
    """The mobilities of a call with which one of these people is in conflict. One statement."""
    files = Mobility.objects.filter(call_id=call_id).exclude(stage=Stage.DRAFT)
    return frozenset(found.mobility_id for found in _found(files, person_ids, call_id=call_id))


def closed_anywhere(person_id: int) -> frozenset[int]:
    """The mobilities with which a person is in conflict, in all calls whose results are not out. One statement."""
    files = Mobility.objects.filter(call__in=Call.objects.filter(released_at=None)).exclude(stage=Stage.DRAFT)
    return frozenset(found.mobility_id for found in _found(files, [person_id]))


def found_in(call: Call, person_ids: Iterable[int], *, mobility_id: int | None = None) -> list[Found]:
    """Every conflict of these people with the applications of a call, or with one of them. One statement."""
    files = Mobility.objects.filter(call=call).exclude(stage=Stage.DRAFT)
    asked = files if mobility_id is None else files.filter(pk=mobility_id)
    return _found(asked, person_ids, call_id=call.pk)


def _found(
    files: QuerySet[Mobility], person_ids: Iterable[int], *, call_id: int | None = None
) -> list[Found]:
    """The conflicts with these files: each ground by itself, so that each is looked up by its own index."""
    asked = [
        files.filter(condition)
        .order_by()
        .values_list(
            "pk",
            Value(person_id, output_field=IntegerField()),
            Value(str(ground), output_field=CharField()),
        )
        for person_id in dict.fromkeys(person_ids)
        for ground, condition in grounds_of(person_id, call_id=call_id)
    ]
    if not asked:
        return []
    rows = asked[0].union(*asked[1:])
    return [Found(pk, person_id, Ground(ground)) for pk, person_id, ground in rows]


def closed_to(actor: Actor | None, call: Call) -> frozenset[int]:
    """The mobilities of a call that are closed to whoever sits in its committee or chairs at this member.

    Whoever stands in for a chair is kept out by the chair's conflicts too. Asked of the database once for an object.
    """
    if actor is None or actor.person_id is None or not aside.may_judge(actor):
        return frozenset()
    known: dict[int, frozenset[int]] = call.__dict__.setdefault("_closed_to", {})
    if actor.person_id not in known:
        known[actor.person_id] = _closed_to(actor, call)
    return known[actor.person_id]


def _closed_to(actor: Actor, call: Call) -> frozenset[int]:
    chairs = actor.in_place(C.CHAIR, member_id=call.member_id)
    own_right = [held for held in chairs if held.principal_id is None]
    principals = [] if own_right else [held.principal_id for held in chairs if held.principal_id]
    if not chairs and not Seat.objects.filter(call=call, person_id=actor.me).exists():
        return frozenset()
    return closed_files(call.pk, actor.me, *principals)


def standing_of(sheet: Sheet) -> Standing:
    """Where the person of a sheet stands towards its application; asked of the database once for an object."""
    known: Standing | None = sheet.__dict__.get("_standing")
    if known is None:
        person_id, call_id = sheet.person_id, sheet.assessment.call_id
        row = Mobility.objects.filter(pk=sheet.assessment.mobility_id).values_list(
            Exists(in_office(call_id).filter(person_id=person_id)),
            Exists(Mobility.objects.filter(in_conflict(person_id), pk=OuterRef("pk"))),
            Exists(Declaration.objects.filter(person_id=person_id, assessment_id=sheet.assessment_id)),
        )
        known = sheet.__dict__["_standing"] = Standing(*row.get())
    return known


def in_office(call_id: int | None = None) -> QuerySet[Seat]:
    """The seats (of a call) whose mandate includes today."""
    on = clock.today()
    begun, lasting = Q(starts_on=None) | Q(starts_on__lte=on), Q(ends_on=None) | Q(ends_on__gte=on)
    seats = Seat.objects.filter(begun, lasting).order_by()
    return seats if call_id is None else seats.filter(call_id=call_id)
