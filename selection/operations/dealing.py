"""Bringing the sheets of a call in line with its seats: who scores which application, today."""

from collections.abc import Sequence
from dataclasses import dataclass

from core import clock
from members.models import Employment
from members.queries import in_force
from mobility.models import Call
from selection import conflicts
from selection.dealing import draw
from selection.enums import Dealing, OwnUnit
from selection.models import Assessment, Committee, Seat, Sheet
from selection.standing import recount


@dataclass(frozen=True)
class Table:
    """The committee of a call today: who sits on whose seat, and which applications are kept from whom.

    `sitters`: the holder of each seat in force, with who takes part for them – themselves or a substitute.
    """

    committee: Committee | None
    sitters: dict[int, int]
    barred: frozenset[tuple[int, int]]
    conflicted: frozenset[tuple[int, int]]


def sitters_of(call: Call) -> dict[int, int]:
    """Who takes part today, by the holder of the seat: the substitute within their days, else the holder."""
    seats = conflicts.in_office(call.pk).select_related("stands_in_for")
    found: dict[int, int] = {}
    for seat in sorted(seats, key=lambda seat: seat.stands_in_for_id is not None):
        if seat.stands_in_for is None:
            found[seat.person_id] = seat.person_id
        elif seat.stands_in_for.person_id in found:
            found[seat.stands_in_for.person_id] = seat.person_id
    return found


def table_of(call: Call, assessments: Sequence[Assessment]) -> Table:
    """The committee with its bars for these applications. The number of statements does not grow with them."""
    committee, sitters = Committee.objects.filter(call=call).first(), sitters_of(call)
    only = assessments[0].mobility_id if len(assessments) == 1 else None
    people = {*sitters, *sitters.values()}
    found = {(one.mobility_id, one.person_id) for one in conflicts.found_in(call, people, mobility_id=only)}
    return Table(committee, sitters, _by_unit(committee, sitters, assessments), frozenset(found))


def _by_unit(
    committee: Committee | None, sitters: dict[int, int], assessments: Sequence[Assessment]
) -> frozenset[tuple[int, int]]:
    """The pairs (mobility, person) that the committee's rule about one's own unit keeps apart."""
    if committee is None or committee.own_unit == OwnUnit.ANY:
        return frozenset()
    posts = Employment.objects.filter(in_force(clock.today()), person__in=sitters.values())
    works_in = set(posts.values_list("person_id", "unit_id"))
    never = committee.own_unit == OwnUnit.NEVER
    return frozenset(
        (row.mobility_id, person_id)
        for row in assessments
        for person_id in sitters.values()
        if ((person_id, row.mobility.unit_id) in works_in) == never
    )


def deal(call: Call, assessments: Sequence[Assessment]) -> None:
    """Give each of these applications its sheets, and take back empty ones of whoever is not to score it (any more).

    A sheet that was begun stays while its holder has the seat; one that was handed in or left out stays for good.
    Assessments come with their mobilities, locked.
    """
    if not assessments:
        return
    table = table_of(call, assessments)
    sheets: dict[int, list[Sheet]] = {row.pk: [] for row in assessments}
    for sheet in Sheet.objects.filter(assessment__in=assessments).order_by("pk"):
        sheets[sheet.assessment_id].append(sheet)
    wanted = _wanted(table, assessments, sheets)
    for row in assessments:
        _bring(row, wanted[row.pk], sheets[row.pk], table.sitters)


def _wanted(
    table: Table, assessments: Sequence[Assessment], sheets: dict[int, list[Sheet]]
) -> dict[int, frozenset[int]]:
    """The holders of the seats that score each application."""
    way = table.committee.dealing if table.committee else Dealing.EVERYONE
    barred = table.conflicted if way == Dealing.BY_HAND else table.conflicted | table.barred
    able = {row.pk: _able(row, table.sitters, barred) for row in assessments}
    if way == Dealing.EVERYONE or table.committee is None:
        return able
    present = {
        row.pk: frozenset(s.holder_id for s in sheets[row.pk] if s.left_out_at is None) for row in assessments
    }
    if way == Dealing.BY_HAND:
        return {row.pk: present[row.pk] & able[row.pk] for row in assessments}
    out = {
        (row.pk, holder) for row in assessments for holder in table.sitters if holder not in able[row.pk]
    } | {
        (s.assessment_id, person_id)
        for rows in sheets.values()
        for s in rows
        if s.left_out_at
        for person_id in (s.person_id, s.holder_id)
    }
    return draw(
        [row.pk for row in assessments],
        table.sitters,
        per_file=table.committee.per_file,
        barred=out,
        kept={pk: holders & (able[pk] | _begun(sheets[pk])) for pk, holders in present.items()},
        seed=table.committee.seed,
    )


def _able(row: Assessment, sitters: dict[int, int], barred: frozenset[tuple[int, int]]) -> frozenset[int]:
    """The holders whose seat is taken by somebody who may score this application; nobody acts for one in conflict."""
    return frozenset(
        holder
        for holder, person_id in sitters.items()
        if not {(row.mobility_id, holder), (row.mobility_id, person_id)} & barred
    )


def _begun(sheets: list[Sheet]) -> frozenset[int]:
    return frozenset(sheet.holder_id for sheet in sheets if sheet.handed_in_at or sheet.saved_at)


def _bring(row: Assessment, holders: frozenset[int], sheets: list[Sheet], sitters: dict[int, int]) -> None:
    missing, taken = set(holders), {sheet.person_id for sheet in sheets}
    for sheet in sheets:
        if sheet.left_out_at is not None:
            continue
        if _stays(sheet, holders, sitters):
            missing.discard(sheet.holder_id)
        else:
            taken.discard(sheet.person_id)
            sheet.delete()
    for holder in sorted(missing):
        person_id = sitters[holder]
        if person_id not in taken:
            taken.add(person_id)
            Sheet.asked_of(person_id, row, holder_id=holder).save()
    recount(row)


def _stays(sheet: Sheet, holders: frozenset[int], sitters: dict[int, int]) -> bool:
    """Handed in, or to be scored by this very person, or begun by somebody whose seat goes on."""
    holder = sheet.holder_id
    if sheet.handed_in_at is not None or holder not in sitters:
        return sheet.handed_in_at is not None
    return sheet.saved_at is not None or (holder in holders and sitters[holder] == sheet.person_id)


def seats_of(call: Call) -> list[Seat]:
    """Every seat of a call with its person, substitutes after whom they stand in for."""
    rows = Seat.objects.filter(call=call).select_related("person", "stands_in_for__person")
    order = {"chair": 0, "deputy": 1, "member": 2}
    return sorted(
        rows,
        key=lambda seat: (
            order[seat.role],
            seat.stands_in_for_id or seat.pk,
            seat.stands_in_for_id is not None,
            seat.starts_on is not None and seat.starts_on.toordinal(),
        ),
    )
