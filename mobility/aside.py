"""Which files a conflict of interest closes to a person. The app that knows committees says; rules and lists ask here.

`of_committee`: the files that a person may not see by a seat or as a chair. `altogether`: those that are closed to
them in an office as well, because they sit in the committee that is judging them now.
"""

from collections.abc import Callable

from django.db.models import Q

from members.actor import Actor
from members.enums import Capacity as C
from mobility.models import Mobility

Files = Callable[[int], Q]
Unnamed = Callable[[], Q]
Name = Callable[[Mobility], str]
COMMITTEE = (C.CHAIR, C.ASSESSOR)
NONE = Q(pk__in=())
_OF_COMMITTEE: list[Files] = []
_ALTOGETHER: list[Files] = []
_UNNAMED: list[Unnamed] = []
_NAMES: list[Name] = []


def keep_out(*, of_committee: Files, altogether: Files) -> None:
    """Register which files are closed to a person, as conditions on mobilities."""
    _OF_COMMITTEE.append(of_committee)
    _ALTOGETHER.append(altogether)


def hide_names(*, of: Unnamed, name: Name) -> None:
    """Register which files a committee judges without names, and what it reads instead of a participant's name."""
    _UNNAMED.append(of)
    _NAMES.append(name)


def unnamed() -> Q:
    """The files that a committee judges without names: their own pages would tell them."""
    found = Q()
    for condition in _UNNAMED:
        found |= condition()
    return found or NONE


def is_unnamed(mobility: Mobility) -> bool:
    """Whether a committee judges this file without its name; one statement for an object."""
    return _known(mobility, ("unnamed",), unnamed)


def name_for_committee(mobility: Mobility) -> str:
    """The participant as a committee may read it."""
    return _NAMES[0](mobility) if _NAMES else mobility.person.get_full_name()


def may_judge(actor: Actor) -> bool:
    """Whether the person holds a capacity of committees at all, be it one that they set aside just now."""
    return any(held.capacity in COMMITTEE for held in (*actor.held, *actor.set_aside))


def closed_to_committee(*person_ids: int | None) -> Q:
    """The files that one of these people may not see in a committee."""
    return _any(_OF_COMMITTEE, person_ids)


def closed_altogether(actor: Actor) -> Q:
    """The files that an office does not open to this person; nothing for whoever judges nowhere."""
    return _any(_ALTOGETHER, (actor.person_id,)) if may_judge(actor) else NONE


def is_closed_to_committee(mobility: Mobility, *person_ids: int | None) -> bool:
    """Whether one of these people may not see this file in a committee; one statement for an object."""
    return _known(mobility, ("committee", *person_ids), lambda: closed_to_committee(*person_ids))


def is_closed_altogether(mobility: Mobility, actor: Actor) -> bool:
    """Whether an office does not open this file to the person; nothing is asked about who judges nowhere."""
    if not may_judge(actor):
        return False
    return _known(mobility, ("altogether", actor.person_id), lambda: closed_altogether(actor))


def _known(mobility: Mobility, key: tuple[str | int | None, ...], condition: Callable[[], Q]) -> bool:
    known: dict[tuple[str | int | None, ...], bool] = mobility.__dict__.setdefault("_closed", {})
    if key not in known:
        known[key] = Mobility.objects.filter(condition(), pk=mobility.pk).exists()
    return known[key]


def _any(conditions: list[Files], person_ids: tuple[int | None, ...]) -> Q:
    found = Q()
    for person_id in dict.fromkeys(person_ids):
        if person_id is not None:
            for condition in conditions:
                found |= condition(person_id)
    return found or NONE
