"""Who takes a place that was given back, against a model that a clerk would follow with a pencil."""

from dataclasses import dataclass, field
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from selection.engine.applications import Because
from selection.engine.claims import PLACED, Claim, Given, Outcome
from selection.engine.distribution import Terms, serve
from selection.engine.refill import counted_in, refill
from tests.engine.allocating import claim, told

QUOTAS = ("africa", "balkans")
HOSTS = ("graz", "wien")


@dataclass
class Desk:
    """A clerk's list: who holds which place, what is left of the money, how many go to each host."""

    quotas: dict[str, int]
    spills: bool
    by_quota: bool
    budget: int
    most_a_host: int
    people: dict[str, tuple[str, str, int]]
    holds: dict[str, str] = field(default_factory=dict)

    def next_one(self, place: str) -> str | None:
        """Down the list: of the quota first where it is kept by quota, then whoever may have it."""
        waiting = [code for code in sorted(self.people) if code not in self.holds]
        turns = [[code for code in waiting if self.is_own(code, place)]] if self.by_quota else []
        turns.append([code for code in waiting if self.is_own(code, place) or (self.spills and place)])
        for turn in turns:
            for code in turn:
                _quota, host, cost = self.people[code]
                if sum(self.people[one][1] == host for one in self.holds) >= self.most_a_host:
                    continue
                if cost > self.budget - sum(self.people[one][2] for one in self.holds):
                    return None
                return code
        return None

    def is_own(self, code: str, place: str) -> bool:
        return not place or self.people[code][0] == place


@st.composite
def desks(draw: st.DrawFn) -> Desk:
    people = {
        f"p{turn:02d}": (
            draw(st.sampled_from(("", *QUOTAS))),
            draw(st.sampled_from(HOSTS)),
            draw(st.integers(1, 3)),
        )
        for turn in range(draw(st.integers(1, 12)))
    }
    quotas = {name: draw(st.integers(0, 2)) for name in QUOTAS}
    return Desk(
        quotas,
        draw(st.booleans()),
        draw(st.booleans()),
        draw(st.integers(3, 14)),
        draw(st.integers(1, 4)),
        people,
    )


def terms_of(desk: Desk, general: int) -> Terms:
    return Terms(
        places=sum(desk.quotas.values()) + general,
        budget=Decimal(desk.budget),
        quotas=desk.quotas,
        spill=dict.fromkeys(QUOTAS) if desk.spills else {},
        limits={("limit", host): desk.most_a_host for host in HOSTS},
        reserve="quota" if desk.by_quota else "global",
    )


def claims_of(desk: Desk) -> list[Claim]:
    return [
        claim(code, turn, *([quota] if quota else []), cost=cost, limits=[host])
        for turn, (code, (quota, host, cost)) in enumerate(sorted(desk.people.items()))
    ]


@settings(max_examples=300, deadline=None)
@given(desks(), st.integers(0, 3), st.data())
def test_whoever_gives_back_the_pencil_and_the_engine_name_the_same(
    desk: Desk, general: int, data: st.DataObject
) -> None:
    terms, claims = terms_of(desk, general), claims_of(desk)
    now = dict(serve(terms, claims).given)
    while holders := sorted(code for code, one in now.items() if one.outcome in PLACED):
        leaves = data.draw(st.sampled_from(holders))
        desk.holds = {code: now[code].quota or "" for code in holders if code != leaves}
        place = now[leaves].quota or ""
        present = [one for one in claims if one.code in now]
        found = refill(terms, present, now, [leaves])
        del desk.people[leaves], now[leaves]
        expected = desk.next_one(place)
        assert [move.code for move in found.moves] == ([] if expected is None else [expected])
        for move in found.moves:
            assert (move.after.quota or "") == place
            now[move.code] = move.after
        check_nothing_exceeded(desk, terms, now)


def check_nothing_exceeded(desk: Desk, terms: Terms, now: dict[str, Given]) -> None:
    held = {code: one for code, one in now.items() if one.outcome in PLACED}
    assert len(held) <= (terms.places or 0)
    assert sum(desk.people[code][2] for code in held) <= desk.budget
    for host in HOSTS:
        assert sum(desk.people[code][1] == host for code in held) <= desk.most_a_host
    for quota, most in desk.quotas.items():
        inside = [code for code, one in held.items() if one.quota == quota]
        assert len(inside) <= most
        assert desk.spills or all(desk.people[code][0] == quota for code in inside)


def waits() -> Given:
    return Given(Outcome.RESERVE, Because("short_of_places", {}))


def test_what_was_left_empty_on_purpose_stays_empty() -> None:
    terms = Terms(places=3, quotas={"AL": 1})
    claims = [claim("a", 1, "AL"), claim("b", 2), claim("c", 3, "AL")]
    now = {**serve(terms, claims[:1]).given, "b": waits(), "c": waits()}
    assert told({one.code: one.after for one in refill(terms, claims, now, ["a"]).moves}) == {"c": "place:AL"}


def test_equals_wait_until_there_is_a_place_for_each() -> None:
    terms = Terms(places=2)
    claims = [claim("a", 1), claim("b", 2), claim("c", 3), claim("d", 3), claim("e", 4)]
    now = dict(serve(terms, claims).given)
    first = refill(terms, claims, now, ["a"])
    assert (first.moves, first.rivals) == ((), ("c", "d"))
    del now["a"]
    assert told({one.code: one.after for one in refill(terms, claims[1:], now, ["b"]).moves}) == {
        "c": "place",
        "d": "place",
    }


def test_whom_people_chose_is_counted_where_the_rules_have_room() -> None:
    terms = Terms(places=3, quotas={"AL": 1, "XK": 1})
    claims = [claim("a", 1, "AL"), claim("b", 2, "AL"), claim("c", 3, "AL"), claim("d", 4, "XK")]
    assert told(counted_in(terms, claims, {}, ["a", "b", "c", "d"])) == {
        "a": "place:AL",
        "b": "place",
        "d": "place:XK",
    }
