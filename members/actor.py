"""Who acts, in which capacity: the object that every rule, operation and journal entry is given."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from members.enums import Capacity

WHOLE_UNIVERSITY = frozenset({Capacity.OFFICE, Capacity.RECTORATE, Capacity.AUDITOR, Capacity.DPO})


@dataclass(frozen=True)
class Held:
    """One capacity held now: for a unit, a member or the whole university; as a substitute, in whose place."""

    capacity: Capacity
    member_id: int | None
    unit_id: int | None = None
    principal_id: int | None = None
    principal_name: str = ""

    @property
    def key(self) -> str:
        """Its name in a form: capacity, member, unit, principal."""
        return f"{self.capacity}-{self.member_id or 0}-{self.unit_id or 0}-{self.principal_id or 0}"

    def reaches(self, member_id: int | None, unit_id: int | None = None) -> bool:
        """Whether it holds for this member, and for this unit where it is tied to one."""
        member_fits = self.member_id is None or self.member_id == member_id
        return member_fits and (self.unit_id is None or unit_id is None or self.unit_id == unit_id)


@dataclass(frozen=True)
class Actor:
    """A person acting at one university with everything they hold there today.

    `capacity` is what the journal keeps; `acting_as` returns the actor in another of their capacities.
    """

    person_id: int | None
    name: str
    university_id: int
    held: tuple[Held, ...] = ()
    capacity: str = Capacity.PARTICIPANT
    language: str = "sl"
    relations: frozenset[str] = field(default_factory=frozenset)
    # What the person holds beside, where they chose to act in one capacity only.
    set_aside: tuple[Held, ...] = ()

    def holds(
        self,
        *capacities: Capacity,
        member_id: int | None = None,
        unit_id: int | None = None,
        about: int | None = None,
    ) -> bool:
        """Whether one of the capacities is held for this member (and unit, where it is tied to one)."""
        return self.holding(capacities, member_id=member_id, unit_id=unit_id, about=about) is not None

    def holding(
        self,
        capacities: Iterable[Capacity],
        *,
        member_id: int | None = None,
        unit_id: int | None = None,
        about: int | None = None,
    ) -> Capacity | None:
        """The first of the capacities held for this member and unit, or None.

        `about` is the person whose matter it is: nobody stands in for them there.
        """
        for capacity in capacities:
            if self.in_place(capacity, member_id=member_id, unit_id=unit_id, about=about):
                return capacity
        return None

    def in_place(
        self,
        *capacities: Capacity,
        member_id: int | None,
        unit_id: int | None = None,
        about: int | None = None,
    ) -> tuple[Held, ...]:
        """What is held of these capacities for a member and unit: own right first, then in whose place."""
        fitting = [
            held
            for held in self.held
            if held.capacity in capacities
            and held.reaches(member_id, unit_id)
            and (held.principal_id is None or held.principal_id != about)
        ]
        return tuple(sorted(fitting, key=lambda held: held.principal_id is not None))

    def in_place_of(self, member_id: int | None) -> str:
        """Whom the person stands in for when acting for this member in their present capacity; empty for nobody."""
        found = self.in_place(Capacity(self.capacity), member_id=member_id)
        return found[0].principal_name if found else ""

    @property
    def me(self) -> int:
        """The person's key. Raises LookupError for Popotnik itself and for a host, who are no persons here."""
        if self.person_id is None:
            raise LookupError(f"{self.name} has no account")
        return self.person_id

    def acting_as(self, capacity: Capacity) -> "Actor":
        """The same person in another capacity (for the journal and the page)."""
        return replace(self, capacity=capacity)

    def only(self, key: str) -> "Actor":
        """The same person in one of their capacities only (and taking part); unchanged where none has this key."""
        chosen = [held for held in self.held if held.key == key]
        if not chosen:
            return self
        kept = [held for held in self.held if held in chosen or held.capacity == Capacity.PARTICIPANT]
        left = [held for held in self.held if held not in kept]
        return replace(self, held=tuple(kept), set_aside=tuple(left))

    def keeping(self, keys: Iterable[str]) -> "Actor":
        """The same person with what they hold of these capacities (Held.key) and nothing else."""
        known = set(keys)
        return replace(self, held=tuple(held for held in self.held if held.key in known))

    def acting_among(
        self,
        *capacities: Capacity,
        member_id: int | None,
        unit_id: int | None = None,
        about: int | None = None,
    ) -> "Actor":
        """The same person in the first of the capacities that they hold there; unchanged without one."""
        held = self.holding(capacities, member_id=member_id, unit_id=unit_id, about=about)
        return self.acting_as(held) if held else self

    @property
    def member_ids(self) -> tuple[int, ...] | None:
        """The members that this person's capacities reach; None means all of the university."""
        if any(held.member_id is None and held.capacity in WHOLE_UNIVERSITY for held in self.held):
            return None
        return tuple(sorted({held.member_id for held in self.held if held.member_id is not None}))

    @property
    def capacities(self) -> frozenset[Capacity]:
        return frozenset(held.capacity for held in self.held)


def system(university_id: int) -> Actor:
    """Popotnik itself: moves that the calendar or the last met duty makes."""
    held = (Held(Capacity.SYSTEM, None),)
    return Actor(None, "Popotnik", university_id, held, Capacity.SYSTEM)


def host(university_id: int, name: str) -> Actor:
    """A host abroad who came by a link; the view has checked the link."""
    return Actor(None, name, university_id, (Held(Capacity.HOST, None),), Capacity.HOST)
