"""Lists show what pages show: for everybody, the mobilities of a list are those whose page would open."""

from collections import Counter

from core import clock, policy
from members.actor import Actor
from members.enums import Capacity
from members.queries import actor_for
from mobility.models import Mobility
from mobility.queries import visible_to
from tests.matrix.cells import Neighbourhood

COUNTED: Counter[str] = Counter()


def agrees(name: str, actor: Actor, mobility: Mobility, *, is_listed: bool) -> None:
    """What is listed opens; what opens is listed, but for the chair, who reads a file from the call's board."""
    opens = bool(policy.can(actor, "see_mobility", mobility))
    if opens and not is_listed:
        assert actor.holds(Capacity.CHAIR, member_id=mobility.member_id), (name, mobility.number)
    assert opens or not is_listed, (name, mobility.number, mobility.stage)
    COUNTED["seen" if opens else "hidden"] += 1


def test_the_list_agrees_with_the_rule(neighbourhood: Neighbourhood) -> None:
    house = neighbourhood.home.house
    with house.scope():
        files = list(Mobility.objects.select_related("call"))
        for name, person in house.people.items():
            actor = actor_for(person, university_id=house.university.pk, on=clock.today())
            if actor is None:
                continue
            listed = set(visible_to(actor).values_list("pk", flat=True))
            for mobility in files:
                agrees(name, actor, mobility, is_listed=mobility.pk in listed)
    print(f"lists: seen={COUNTED['seen']} hidden={COUNTED['hidden']}")
    assert min(COUNTED["seen"], COUNTED["hidden"]) >= 150, COUNTED
