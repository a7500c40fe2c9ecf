"""Selection on two levels: faculties rank, the university gives places and money, left-overs go on."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from core.models import Entry, SentNotice
from core.policy import Refusal
from mobility.enums import Stage
from mobility.models import Call, Mobility
from mobility.operations import place
from selection import distributing, operations
from selection.engine.shares import Portion
from selection.models import Distribution, Share
from tests.outbox import deliver_all
from tests.selection.scene import Scene, make_scene
from tests.world import House

NUMBERS = operations.Numbers("KA131 2026/27", 3, None, "number")


def ranked(house: House, applications: int, *, points: tuple[int, ...] = (10, 5, 0)) -> Scene:
    """A call whose applications are scored, each with other points, and whose ranking stands."""
    scene = make_scene(house, applications=applications, places=1)
    scene.admit_all()
    for name in ("chair", "assessor", "second"):
        for mobility, given in zip(scene.mobilities, points, strict=False):
            operations.hand_in_scores(mobility=mobility, actor=scene.actor(name), scores=scene.given(given))
    scene.close()
    return scene


@pytest.fixture
def two(house: House, sister: House) -> tuple[Scene, Scene]:
    """Three ranked applications at one faculty, one at the other; each call announced one place."""
    with house.scope():
        return ranked(house, 3), ranked(sister, 1)


def opened(house: House, **changes: Any) -> Distribution:
    numbers = operations.Numbers(**{**vars(NUMBERS), **changes})
    return operations.open_distribution(
        actor=house.actor("office"), action="KA131", academic_year="2026/27", numbers=numbers
    )


def hand_over(*scenes: Scene) -> None:
    for scene in scenes:
        operations.hand_over_ranking(call=fresh(scene), actor=scene.actor("chair"))


def fresh(scene: Scene) -> Call:
    return Call.objects.get(pk=scene.call.pk)


def computed(distribution: Distribution) -> dict[int, Portion]:
    standings = distributing.standings_of(distribution)
    division = distributing.computed(standings, distributing.whole_of(distribution))
    return {one.call.pk: division.portions[str(one.share.pk)] for one in standings}


def allot(
    house: House, distribution: Distribution, given: dict[int, Portion] | None = None, **how: Any
) -> Any:
    distribution = Distribution.objects.get(pk=distribution.pk)
    standings = distributing.standings_of(distribution)
    how = {"key": distributing.key_of(distribution, standings), **how}
    return operations.allot_places(
        distribution=distribution,
        actor=house.actor("office"),
        given=given or computed(distribution),
        **how,
    )


def refused(act: Callable[[], Any]) -> str:
    with pytest.raises(Refusal) as said:
        act()
    return str(said.value)


def stages(scene: Scene) -> list[str]:
    return [str(scene.fresh(one).stage) for one in scene.mobilities]


def decide(scene: Scene) -> None:
    """What the rules propose, released."""
    operations.take_over(call=fresh(scene), actor=scene.actor("chair"))
    operations.release_results(call=fresh(scene), actor=scene.actor("chair"))


def test_a_call_waits_for_the_university_and_then_decides_within_what_it_gave(
    house: House, two: tuple[Scene, Scene]
) -> None:
    first, second = two
    with house.scope():
        distribution = opened(house)
        waits = refused(lambda: operations.release_results(call=fresh(first), actor=first.actor("chair")))
        assert "has not allotted" in waits
        assert "has not allotted" in refused(lambda: decide(second))
        assert "not handed over yet: FF, FRI" in refused(lambda: allot(house, distribution))
        hand_over(first, second)
        assert "already" in refused(lambda: hand_over(first))
        allot(house, distribution)
        # Three places for three and one applications by their number: the call announced one, and gets two.
        assert {share.call_id: share.places for share in Share.objects.all()} == {
            first.call.pk: 2,
            second.call.pk: 1,
        }
        decide(first)
        decide(second)
        assert stages(first) == [Stage.AWARDED, Stage.AWARDED, Stage.RESERVE]
        assert stages(second) == [Stage.AWARDED]
        third = first.fresh(first.mobilities[2])
        award = lambda: operations.award_later(mobility=third, actor=first.actor("chair"), reasons="Why not.")  # noqa: E731
        assert "0 places are free" in refused(award)
        place.decline_place(
            mobility=first.fresh(first.mobilities[0]), actor=first.actor("applicant0"), reason="Other plans."
        )
    deliver_all()
    with house.scope():
        assert stages(first)[2] == Stage.AWARDED
        letters = SentNotice.objects.filter(kind="places_allotted").values_list("address", flat=True)
        assert {house.people["chair"].email, house.people["coordinator"].email} <= set(letters)


def test_the_office_hears_when_the_last_ranking_is_in(
    house: House, sister: House, two: tuple[Scene, Scene]
) -> None:
    def letters() -> int:
        deliver_all()
        with house.scope():
            return SentNotice.objects.filter(kind="rankings_in", address=house.people["office"].email).count()

    with house.scope():
        make_scene(sister, slug="empty", applications=0)
        opened(house)
        hand_over(two[0])
    assert letters() == 0
    with house.scope():
        hand_over(two[1])
    assert letters() == 1


def test_more_than_there_is_older_numbers_and_a_silent_departure_are_refused(
    house: House, two: tuple[Scene, Scene]
) -> None:
    first, second = two
    with house.scope():
        distribution = opened(house, budget=Decimal(5000))
        hand_over(first, second)
        by_way = computed(distribution)
        assert by_way[first.call.pk] == Portion(2, Decimal("3333.32"))
        other = {first.call.pk: Portion(1, Decimal(2500)), second.call.pk: Portion(1, Decimal(2500))}
        assert "Give the reason" in refused(lambda: allot(house, distribution, other))
        more = other | {first.call.pk: Portion(3, Decimal(2500))}
        assert "1 place more" in refused(lambda: allot(house, distribution, more, reason="They asked."))
        dearer = other | {first.call.pk: Portion(1, Decimal("2500.01"))}
        assert "€0.01 more" in refused(lambda: allot(house, distribution, dearer, reason="They asked."))
        key = distributing.key_of(distribution, distributing.standings_of(distribution))
        Mobility.objects.filter(pk=first.mobilities[0].pk).update(stage=Stage.WITHDRAWN)
        assert "have changed" in refused(lambda: allot(house, distribution, other, key=key, reason="Even."))
        assert not Share.objects.exclude(places=None).exists()
        allot(house, distribution, other, reason="Even.")
        assert "allotted already" in refused(lambda: allot(house, distribution, other, reason="Again."))
        entry = Entry.objects.get(verb="distribution.allotted")
        assert (entry.note, entry.facts["departs"]) == ("Even.", 2)


def released(house: House, two: tuple[Scene, Scene], **given: Portion) -> Distribution:
    """Two places for each, so that one is left over at the second faculty and one waits at the first."""
    first, second = two
    distribution = opened(house, places=4, budget=Decimal(4000))
    hand_over(first, second)
    even = {scene.call.pk: Portion(2, Decimal(2000)) for scene in two}
    allot(house, distribution, even, reason="Even.")
    for scene, outcomes in ((first, ("award", "award", "reserve")), (second, ("award",))):
        for mobility, outcome in zip(scene.mobilities, outcomes, strict=True):
            operations.decide(
                mobility=scene.fresh(mobility),
                actor=scene.actor("chair"),
                outcome=outcome,
                reasons="By rank.",
                money=operations.Money(True, Decimal(900)),
            )
        operations.release_results(call=fresh(scene), actor=scene.actor("chair"))
    return Distribution.objects.get(pk=distribution.pk)


def move(house: House, two: tuple[Scene, Scene], distribution: Distribution, *amount: Any) -> Any:
    first, second = two
    return operations.move_left_over(
        distribution=distribution,
        actor=house.actor("office"),
        giver=Share.objects.get(call=second.call),
        taker=Share.objects.get(call=first.call),
        amount=operations.Amount(*amount),
        reason="Nobody waits there.",
    )


def test_left_overs_go_to_another_faculty_whose_reserve_moves_up(
    house: House, two: tuple[Scene, Scene]
) -> None:
    first, _second = two
    with house.scope():
        distribution = released(house, two)
        assert "Only 1 of these" in refused(lambda: move(house, two, distribution, 2, Decimal(0)))
        assert "Only €1,100.00" in refused(lambda: move(house, two, distribution, 1, Decimal(1101)))
        move(house, two, distribution, 1, Decimal(800))
        assert stages(first) == [Stage.AWARDED, Stage.AWARDED, Stage.AWARDED]
        assert sorted(Share.objects.values_list("places", "budget")) == [(1, 1200), (3, 2800)]
        assert "Only 0 of these" in refused(lambda: move(house, two, distribution, 1, Decimal(0)))


def test_left_overs_become_a_second_call_and_are_given_once(house: House, two: tuple[Scene, Scene]) -> None:
    _first, second = two
    with house.scope():
        distribution = released(house, two)
        drafts = operations.open_second_call(distribution=distribution, actor=house.actor("office"))
        assert [(one.member_id, one.places, one.published_at) for one in drafts] == [
            (second.call.member_id, 1, None)
        ]
        assert drafts[0].rules["allocation"]["budget"] == 1100
        assert "KA131 2026/27" in drafts[0].purpose_sl
        assert drafts[0].title_en.endswith("(second call)")
        again = Distribution.objects.get(pk=distribution.pk)
        assert (again.passed_on_places, again.passed_on_budget) == (1, 1100)
        assert distributing.rest_of(again, list(Share.objects.all())) == (0, 0)
        act = lambda: operations.open_second_call(distribution=again, actor=house.actor("office"))  # noqa: E731
        assert "No faculty" in refused(act)


def test_a_call_can_leave_only_before_it_hands_over(house: House, two: tuple[Scene, Scene]) -> None:
    first, second = two
    with house.scope():
        distribution = opened(house)
        hand_over(first)

        def change(*parts: operations.Part, places: int = 3) -> Any:
            numbers = operations.Numbers("Renamed", places, None, "equal")
            return operations.change_distribution(
                distribution=distribution, actor=house.actor("office"), numbers=numbers, parts=parts
            )

        stays = operations.Part(first.call, least=2)
        assert "stays" in refused(lambda: change(operations.Part(second.call)))
        assert "promised" in refused(lambda: change(stays, places=1))
        change(stays)
        assert [share.call_id for share in Share.objects.all()] == [first.call.pk]
        decide(second)
        assert stages(second) == [Stage.AWARDED]
        assert "No call" in refused(lambda: opened(house))


@pytest.mark.parametrize("name", ["chair", "coordinator", "rectorate", "dean"])
def test_only_the_office_distributes(house: House, two: tuple[Scene, Scene], name: str) -> None:
    with house.scope():
        distribution = opened(house)
        hand_over(*two)
        acting = house.actor(name)
        with pytest.raises(Refusal):
            operations.allot_places(distribution=distribution, actor=acting, given={}, key="")


def test_whoever_competes_sees_and_gives_nothing(house: House, two: tuple[Scene, Scene]) -> None:
    first, _second = two
    with house.scope():
        distribution = opened(house)
        hand_over(*two)
        Mobility.objects.filter(pk=first.mobilities[0].pk).update(person=house.people["office"])
        assert "application of your own" in refused(lambda: allot(house, distribution))
    page = f"/{house.university.slug}/distributions/{distribution.public_id}/"
    assert house.client("office").get(page).status_code == 403
    assert house.client("rectorate").get(page).status_code == 200


def test_nothing_that_hangs_on_places_is_proposed_before_the_allotment(
    house: House, two: tuple[Scene, Scene]
) -> None:
    """The ranking stands, the proposal goes when the distribution is opened, and comes with the allotment."""
    first, _second = two

    def proposed() -> list[str]:
        return [scene_row.assessment.proposed for scene_row in map(first.fresh, first.mobilities)]

    with house.scope():
        assert proposed() == ["award", "reserve", "reserve"]
        distribution = opened(house)
        assert proposed() == ["", "", ""]
        hand_over(*two)
        allot(house, distribution)
        assert proposed() == ["award", "award", "reserve"]


def test_where_money_is_counted_the_proposal_is_taken_over_without_whose_cost_is_unknown(
    house: House, two: tuple[Scene, Scene]
) -> None:
    first, _second = two
    with house.scope():
        distribution = opened(house, budget=Decimal(5000))
        hand_over(*two)
        allot(house, distribution)
        taken = operations.take_over(call=fresh(first), actor=first.actor("chair"))
        assert (taken.noted, taken.left) == (0, 3)
        Call.objects.filter(pk=first.call.pk).update(rules={"allocation": {"cost": "needs"}})
        for mobility in first.mobilities[:2]:
            mobility.assessment.facts["needs"] = {"value": "900"}
            mobility.assessment.save()
        taken = operations.take_over(call=fresh(first), actor=first.actor("chair"))
        assert (taken.noted, taken.left) == (2, 1)
