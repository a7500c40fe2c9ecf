"""The committee as its page shows it: who, when, in which role, for whom; its rules; conflicts with their grounds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core import clock
from core.face import Fact
from core.wording import day as day_words
from core.wording import period, with_principal
from members.models import Person
from mobility.models import Call, Mobility
from selection import conflicts, counts
from selection.enums import Dealing, Ground, OwnUnit, SheetState
from selection.models import Committee, Declaration, Seat
from selection.operations.dealing import seats_of, sitters_of


@dataclass(frozen=True)
class SeatRow:
    """One seat: the person (for whom), the role, the days in words, whether it holds today, and the sheets."""

    seat: Seat
    name: str
    role: str
    days: str
    state: str
    tone: str
    asked: int
    done: int


@dataclass(frozen=True)
class ConflictRow:
    """One member's conflict with one application, as the coordinator and the office see it."""

    name: str
    number: str
    participant: str
    public_id: str
    grounds: str
    reason: str


def seat_rows(call: Call) -> list[SeatRow]:
    """Every seat with its load. Two statements."""
    on = clock.today()
    loads = {
        person_id: (sum(kept[state] for state in SheetState), sum(kept[state] for state in counts.DONE))
        for person_id, kept in counts.sheets_by_person(call).items()
    }
    return [_seat_row(seat, loads.get(seat.person_id, (0, 0)), on) for seat in seats_of(call)]


def _seat_row(seat: Seat, load: tuple[int, int], on: date) -> SeatRow:
    principal = seat.stands_in_for.person.get_full_name() if seat.stands_in_for else ""
    state, tone = _("sits today"), "lead"
    if not seat.is_in_force(on):
        is_over = seat.ends_on is not None and seat.ends_on < on
        state, tone = (pgettext("mandate", "over"), "") if is_over else (_("not yet"), "soon")
    role = _("substitute") if seat.stands_in_for else str(seat.get_role_display())
    return SeatRow(
        seat, with_principal(seat.person.get_full_name(), principal), role, days_of(seat), state, tone, *load
    )


def days_of(seat: Seat) -> str:
    """The days of a mandate in words."""
    if seat.starts_on and seat.ends_on:
        return period(seat.starts_on, seat.ends_on)
    if seat.starts_on:
        return _("from %s on") % day_words(seat.starts_on)
    return _("until %s") % day_words(seat.ends_on) if seat.ends_on else _("as long as there is need")


def rules_of(committee: Committee, seats: Iterable[SeatRow], on: date) -> list[Fact]:
    """The rules that the committee sits by, in words."""
    own = [row.seat for row in seats if row.seat.stands_in_for is None]
    present = sum(1 for seat in own if seat.is_in_force(on))
    return [
        Fact(_("Scoring until"), day_words(committee.score_by)),
        Fact(_("Quorum"), _quorum(committee.quorum), note=_present(present, len(own))),
        Fact(_("The applicant’s unit"), _unit(committee)),
        Fact(_("Who scores what"), _dealing(committee)),
        Fact(_("Names"), _names(committee)),
    ]


def _quorum(quorum: int) -> str:
    if quorum == 0:
        return _("none asked for")
    return ngettext("%d must take part", "%d must take part", quorum) % quorum


def _present(present: int, seats: int) -> str:
    words = ngettext(
        "%(present)d of %(seats)d seats held today", "%(present)d of %(seats)d seats held today", seats
    )
    return words % {"present": present, "seats": seats}


def _unit(committee: Committee) -> str:
    if committee.shuts_out_unit:
        return _("whoever works in it is in conflict")
    return _("working in it is no conflict")


def _dealing(committee: Committee) -> str:
    words = str(Dealing(committee.dealing).label)
    if committee.dealing == Dealing.AT_RANDOM:
        each = ngettext("%d a file", "%d a file", committee.per_file) % committee.per_file
        words = f"{words}, {each}"
    if committee.own_unit != OwnUnit.ANY and committee.dealing != Dealing.BY_HAND:
        words = f"{words}; {_('own unit')}: {OwnUnit(committee.own_unit).label}"
    return words


def _names(committee: Committee) -> str:
    if not committee.hides_names:
        return pgettext("names", "shown")
    if committee.names_shown_at is None:
        return _("hidden from the committee")
    return _("hidden until %s") % day_words(committee.names_shown_at)


def conflict_rows(call: Call, *, closed: frozenset[int] = frozenset()) -> list[ConflictRow]:
    """Every conflict in the committee with its grounds, without the files closed to the reader. Four statements."""
    people = {seat.person_id: seat.person.get_full_name() for seat in seats_of(call)}
    found: dict[tuple[int, int], list[Ground]] = {}
    for one in conflicts.found_in(call, people):
        if one.mobility_id not in closed:
            found.setdefault((one.mobility_id, one.person_id), []).append(one.ground)
    files = Mobility.objects.filter(pk__in={pk for pk, _person in found}).select_related("person")
    by_key = {row.pk: row for row in files}
    said = Declaration.objects.filter(assessment__call=call, has_conflict=True)
    reasons = {
        (pk, who): why for pk, who, why in said.values_list("assessment__mobility", "person", "reason")
    }
    rows = [
        ConflictRow(
            name=people[who],
            number=by_key[pk].number,
            participant=by_key[pk].person.get_full_name(),
            public_id=str(by_key[pk].public_id),
            grounds=", ".join(str(ground.label) for ground in grounds),
            reason=reasons.get((pk, who), ""),
        )
        for (pk, who), grounds in found.items()
    ]
    return sorted(rows, key=lambda row: (row.number, row.name))


def who_scores(mobility: Mobility) -> list[str]:
    """The names of those whom the committee can ask today about an application: substitutes, and nobody in conflict."""
    sitters = sitters_of(mobility.call)
    people = {*sitters, *sitters.values()}
    shut_out = {
        found.person_id for found in conflicts.found_in(mobility.call, people, mobility_id=mobility.pk)
    }
    asked = [person_id for holder, person_id in sitters.items() if not {holder, person_id} & shut_out]
    rows = Person.objects.filter(pk__in=asked).order_by("last_name", "first_name")
    return [person.get_full_name() for person in rows]
