"""Carrying out an import of people, units and roles: as a whole, or tried and taken back."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock
from core.policy import Refusal, require
from core.rules import Words
from core.spreadsheets import Problem, folded
from members.actor import Actor
from members.enums import Capacity
from members.grants import Grant, needs_four_eyes
from members.models import Appointment, Employment, Member, Person, Unit
from members.operations.people import add_unit, change_post, employ, register_person
from members.operations.roles import change_last_day, grant_role
from members.people_import.columns import Column
from members.people_import.reading import Line
from members.people_import.wanted import Understanding, Wanted

C = Column
NEW_UNIT, NEW_PERSON, NEW_POST, CHANGED_POST, NEW_ROLE, CHANGED_ROLE, NOTE = (
    _("new unit"),
    _("new person"),
    _("new post"),
    _("post changed"),
    _("new role"),
    _("role changed"),
    _("kept as it is"),
)


@dataclass(frozen=True)
class Change:
    """One thing that the import makes or changes (or keeps, though the line says otherwise)."""

    line: int
    kind: Words
    words: str


@dataclass
class Outcome:
    """What an import does: changes, notes, lines that say nothing new, problems. With a problem nothing is done."""

    changes: list[Change] = field(default_factory=list)
    notes: list[Change] = field(default_factory=list)
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)


def import_people(*, lines: list[Line], actor: Actor, really: bool) -> Outcome:
    """Carry out every line, or none: with one problem, or not `really`, the transaction is rolled back.

    A second run of the same table changes nothing. Nothing is ever deleted or ended by a line that is missing.
    """
    require(actor, "import_people", None)
    understanding = Understanding()
    wanted = [understanding.of(line) for line in lines]
    outcome = Outcome(problems=understanding.problems)
    with transaction.atomic():
        run = _Run(actor, outcome)
        # Units first: a person's line may stand above the line of their unit.
        whole = [one for one in wanted if one is not None]
        for one in sorted(whole, key=lambda one: bool(one[C.EMAIL])):
            run.carry_out(one)
        if outcome.problems or not really:
            transaction.set_rollback(True)
    outcome.problems.sort(key=lambda problem: (problem.line, problem.column))
    outcome.changes.sort(key=lambda change: change.line)
    return outcome


class _Run:
    """One import under way: what is known already is read once, what is made is remembered."""

    def __init__(self, actor: Actor, outcome: Outcome) -> None:
        self.actor, self.outcome = actor, outcome
        self.today = clock.today()
        members = list(Member.objects.all())
        self.members = {
            folded(name): row for row in members for name in (row.slug, row.short, row.name_sl, row.name_en)
        }
        self.units = {
            (row.member_id, folded(row.name_sl)): row for row in Unit.objects.select_related("member")
        }
        self.people: dict[str, Person] = {}
        self.posts: dict[int, list[Employment]] = {}
        self.roles: dict[int, list[Appointment]] = {}

    def carry_out(self, wanted: Wanted) -> None:
        """Do what a line wants; a refusal becomes a problem of the line."""
        before = len(self.outcome.changes)
        try:
            member = self._member(wanted)
            unit = self._unit(wanted, member)
            person = self._person(wanted)
            if person is not None and wanted.has_post and unit is not None:
                self._post(wanted, person, unit)
            if person is not None and wanted[C.ROLE]:
                self._role(wanted, person, member, unit)
        except _Wrong as wrong:
            self.outcome.problems.append(Problem(wanted.line.number, wrong.column, wrong.words))
        except Refusal as refusal:
            self.outcome.problems.append(Problem(wanted.line.number, "", refusal.reason))
        else:
            self.outcome.unchanged += len(self.outcome.changes) == before

    def _member(self, wanted: Wanted) -> Member | None:
        name = wanted[C.MEMBER]
        if not name:
            return None
        member = self.members.get(folded(name))
        if member is None:
            raise _Wrong(C.MEMBER, _("There is no member faculty “%(name)s”.") % {"name": name})
        try:
            require(self.actor, "manage_staff", Grant("", member_id=member.pk))
        except Refusal as refusal:
            raise _Wrong(C.MEMBER, refusal.reason) from refusal
        return member

    def _unit(self, wanted: Wanted, member: Member | None) -> Unit | None:
        name = wanted[C.UNIT]
        if not name or member is None:
            return None
        known = self.units.get((member.pk, folded(name)))
        if known is not None:
            return known
        if not wanted[C.UNIT_EN]:
            words = _("There is no unit “%(name)s” at this member faculty. Give its English name to add it.")
            raise _Wrong(C.UNIT, words % {"name": name})
        unit = add_unit(member=member, actor=self._acting(member.pk), name_sl=name, name_en=wanted[C.UNIT_EN])
        self.units[member.pk, folded(name)] = unit
        self._changed(wanted, NEW_UNIT, f"{member.short} · {name}")
        return unit

    def _person(self, wanted: Wanted) -> Person | None:
        email = wanted[C.EMAIL]
        if not email:
            return None
        if email not in self.people:
            self.people[email] = self._found(email) or self._registered(wanted, email)
        person = self.people[email]
        named = " ".join(part for part in (wanted[C.FIRST_NAME], wanted[C.LAST_NAME]) if part)
        if named and folded(named) != folded(person.get_full_name()):
            words = _("%(email)s: the account is called %(name)s. Names are changed by the person.")
            told = words % {"email": email, "name": person.get_full_name()}
            self.outcome.notes.append(Change(wanted.line.number, NOTE, told))
        return person

    def _found(self, email: str) -> Person | None:
        person = Person.objects.filter(email__iexact=email).first()
        if person is not None:
            self.posts[person.pk] = list(Employment.objects.filter(person=person).order_by("pk"))
            self.roles[person.pk] = list(
                Appointment.objects.filter(person=person, ended_at=None, principal=None).order_by("pk")
            )
        return person

    def _registered(self, wanted: Wanted, email: str) -> Person:
        for column in (C.FIRST_NAME, C.LAST_NAME):
            if not wanted[column]:
                raise _Wrong(column, _("The person is new: give first and last name."))
        if not wanted.has_post and not wanted[C.ROLE]:
            raise _Wrong(C.ROLE, _("The person is new: give a post or a role."))
        person = register_person(
            email=email,
            first_name=wanted[C.FIRST_NAME],
            last_name=wanted[C.LAST_NAME],
            language=wanted[C.LANGUAGE] or "sl",
        )
        self._changed(wanted, NEW_PERSON, f"{person.get_full_name()}, {email}")
        return person

    def _post(self, wanted: Wanted, person: Person, unit: Unit) -> None:
        given: dict[str, Any] = {
            "post_sl": wanted[C.POST],
            "post_en": wanted[C.POST_EN] or wanted[C.POST],
            "staff_group": str(wanted[C.STAFF_GROUP]),
            "pay_group": wanted[C.PAY_GROUP],
            "ends_on": wanted[C.EMPLOYED_UNTIL],
        }
        given |= {"share": wanted[C.SHARE]} if wanted[C.SHARE] else {}
        given |= {"contract": str(wanted[C.CONTRACT])} if wanted[C.CONTRACT] else {}
        first, known = wanted[C.EMPLOYED_FROM], self.posts.setdefault(person.pk, [])
        post = next((row for row in known if row.unit_id == unit.pk and row.starts_on == first), None)
        words = f"{person.get_full_name()}: {wanted[C.POST]}, {unit.member.short}"
        acting = self._acting(unit.member_id)
        if post is None:
            known.append(employ(person=person, unit=unit, actor=acting, starts_on=first, **given))
            self._changed(wanted, NEW_POST, words)
        elif change_post(employment=post, actor=acting, **given):
            self._changed(wanted, CHANGED_POST, words)

    def _role(self, wanted: Wanted, person: Person, member: Member | None, unit: Unit | None) -> None:
        capacity = Capacity(wanted[C.ROLE])
        of_university = needs_four_eyes(capacity)
        at = None if of_university else member
        within = None if of_university or (capacity != Capacity.HEAD) else unit
        known = self.roles.setdefault(person.pk, [])
        first, last = wanted[C.ROLE_FROM], wanted[C.ROLE_UNTIL]
        role = next((row for row in known if self._is_same(row, capacity, at, within, first)), None)
        words = f"{person.get_full_name()}: {capacity.label}" + (f", {at.short}" if at else "")
        if role is None:
            granted = grant_role(
                person=person, capacity=capacity, actor=self.actor, member=at, unit=within,
                starts_on=first, ends_on=last,
            )  # fmt: skip
            known.append(granted)
            self._changed(wanted, NEW_ROLE, words)
        elif last and change_last_day(role=role, actor=self.actor, last_day=last):
            self._changed(wanted, CHANGED_ROLE, words)

    def _is_same(
        self,
        role: Appointment,
        capacity: Capacity,
        member: Member | None,
        unit: Unit | None,
        first: date | None,
    ) -> bool:
        """Whether a line means this role: the same first day, or, without one, the role that holds or will."""
        place = (role.capacity, role.member_id, role.unit_id)
        if place != (capacity, member.pk if member else None, unit.pk if unit else None):
            return False
        if first is not None:
            return role.starts_on == first
        return role.ends_on is None or role.ends_on >= self.today

    def _acting(self, member_id: int) -> Actor:
        places = (Capacity.OFFICE, Capacity.COORDINATOR, Capacity.FACULTY_OFFICE)
        return self.actor.acting_among(*places, member_id=member_id)

    def _changed(self, wanted: Wanted, kind: Words, words: str) -> None:
        self.outcome.changes.append(Change(wanted.line.number, kind, words))


class _Wrong(Exception):
    """A line that cannot be carried out: which column, and why."""

    def __init__(self, column: Column, words: Words) -> None:
        super().__init__(column.value)
        self.column, self.words = column.value, words
