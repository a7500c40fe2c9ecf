"""Drawing sheets by lot: as many for each file as asked, nobody barred, loads even, and the same for the same seed."""

import random
from itertools import combinations, product
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selection.dealing import draw

patient = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
FILES, JUDGES = st.integers(0, 12), st.integers(1, 6)


@st.composite
def drawings(pick: Any) -> dict[str, Any]:
    """Files, judges, bars and kept sheets."""
    files, judges = list(range(100, 100 + pick(FILES))), list(range(pick(JUDGES)))
    pairs = st.sets(st.tuples(st.sampled_from(files or [0]), st.sampled_from(judges)))
    barred, kept = pick(pairs), pick(pairs)
    return {
        "files": files,
        "judges": judges,
        "per_file": pick(st.integers(1, 4)),
        "barred": barred,
        "kept": {file: {judge for one, judge in kept if one == file} for file in files},
        "seed": pick(st.text(max_size=5)),
    }


def loads(dealt: dict[int, frozenset[int]], judges: list[int]) -> dict[int, int]:
    return {judge: sum(judge in held for held in dealt.values()) for judge in judges}


@patient
@given(drawings())
def test_nobody_barred_is_drawn_and_every_file_gets_what_there_is(drawing: dict[str, Any]) -> None:
    dealt = draw(**drawing)
    assert set(dealt) == set(drawing["files"])
    for file, held in dealt.items():
        kept = drawing["kept"][file]
        able = {judge for judge in drawing["judges"] if (file, judge) not in drawing["barred"]} - kept
        assert kept <= held
        assert held - kept <= able
        assert len(held) == len(kept) + min(max(drawing["per_file"] - len(kept), 0), len(able))


@patient
@given(drawings(), st.randoms(use_true_random=False))
def test_the_order_in_which_they_are_named_changes_nothing(
    drawing: dict[str, Any], shuffler: random.Random
) -> None:
    dealt = draw(**drawing)
    for name in ("files", "judges"):
        shuffler.shuffle(drawing[name])
    assert draw(**drawing) == dealt


@patient
@given(drawings())
def test_nobody_has_two_more_than_somebody_who_could_take_one_of_theirs(drawing: dict[str, Any]) -> None:
    dealt = draw(**drawing)
    load = loads(dealt, drawing["judges"])
    for file, held in dealt.items():
        for giver, taker in product(held - drawing["kept"][file], drawing["judges"]):
            if taker not in held and (file, taker) not in drawing["barred"]:
                assert load[giver] <= load[taker] + 1


@patient
@given(st.integers(0, 5), st.integers(1, 3), st.integers(1, 2), st.data())
def test_loads_are_as_even_as_any_drawing_could_make_them(
    count: int, judges: int, per_file: int, data: st.DataObject
) -> None:
    """Against every drawing there is: the sum of squares of the loads is the least."""
    files, people = list(range(count)), list(range(judges))
    barred = data.draw(st.sets(st.tuples(st.sampled_from(files or [0]), st.sampled_from(people))))
    dealt = draw(files, people, per_file=per_file, barred=barred, seed="s")
    choices = []
    for file in files:
        able = [judge for judge in people if (file, judge) not in barred]
        choices.append(list(combinations(able, min(per_file, len(able)))))
    best = min(sum(sum(judge in held for held in way) ** 2 for judge in people) for way in product(*choices))
    assert sum(load**2 for load in loads(dealt, people).values()) == best


@given(st.integers(1, 40), st.integers(1, 7), st.integers(1, 7))
def test_without_bars_loads_differ_by_one_at_most(count: int, judges: int, per_file: int) -> None:
    people = list(range(judges))
    load = loads(draw(range(count), people, per_file=per_file, seed="2026"), people)
    assert max(load.values()) - min(load.values()) <= 1


def test_another_seed_deals_otherwise() -> None:
    dealt = {seed: draw(range(30), range(5), per_file=2, seed=seed) for seed in ("a", "b")}
    assert dealt["a"] != dealt["b"]
    assert dealt["a"] == draw(range(30), range(5), per_file=2, seed="a")
