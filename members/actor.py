"""Who acts, in which capacity: the object that every rule, operation and journal entry is given."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from members.enums import Capacity

WHOLE_UNIVERSITY = frozenset({Capacity.OFFICE, Capacity.RECTORATE, Capacity.AUDITOR, Capacity.DPO})


@dataclass(frozen=True)
class Held:
    """One capacity held now: for a unit, a member or the whole university."""

    capacity: Capacity
    member_id: int | None
    unit_id: int | None = None


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

    def holds(self, *capacities: Capacity, member_id: int | None = None, unit_id: int | None = None) -> bool:
        """Whether one of the capacities is held for this member (and unit, where it is tied to one)."""
        return self.holding(capacities, member_id=member_id, unit_id=unit_id) is not None

    def holding(
        self, capacities: Iterable[Capacity], *, member_id: int | None = None, unit_id: int | None = None
    ) -> Capacity | None:
        """The first of the capacities held for this member and unit, or None."""
        for capacity in capacities:
            for held in self.held:
                if held.capacity != capacity:
                    continue
                member_fits = held.member_id is None or held.member_id == member_id
                unit_fits = held.unit_id is None or unit_id is None or held.unit_id == unit_id
                if member_fits and unit_fits:
                    return capacity
        return None

    @property
    def me(self) -> int:
        """The person's key. Raises LookupError for Popotnik itself and for a host, who are no persons here."""
        if self.person_id is None:
            raise LookupError(f"{self.name} has no account")
        return self.person_id

    def acting_as(self, capacity: Capacity) -> "Actor":
        """The same person in another capacity (for the journal and the page)."""
        return Actor(self.person_id, self.name, self.university_id, self.held, capacity, self.language)

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
