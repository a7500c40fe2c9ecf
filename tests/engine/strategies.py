"""Rules as hypothesis makes them up: any texts, any numbers, every kind of criterion and condition."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from selection.engine.conditions import All, AnyOf, Condition, CriterionIs, FactIs, Not, SeveralWithSame
from selection.engine.facts import Fact, Table
from selection.engine.keys import (
    ByCondition,
    ByCriterion,
    ByDecision,
    ByFact,
    ByLot,
    BySpread,
    ByStage,
    ByTotal,
)
from selection.engine.kinds import Group
from selection.engine.kinds.bands import Bands
from selection.engine.kinds.base import Round
from selection.engine.kinds.judged import Judged, Level, Scale
from selection.engine.kinds.measured import Count, Linear, Piece, Share
from selection.engine.kinds.plain import Base, Choice, Flag, Property
from selection.engine.kinds.recency import Recency, Window
from selection.engine.kinds.relative import Arrival, Cohort
from selection.engine.line import Band
from selection.engine.places import After, Allocation, Confirm, Limit, Objection, Quota, Source, Withdrawal
from selection.engine.scalars import Words, plain
from selection.engine.shape import Gate, Rules, Scope, Stage, Total

codes = st.from_regex(r"[a-z][a-z0-9_-]{0,6}", fullmatch=True)
texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"], include_characters="\n\t"), min_size=1
).filter(str.strip)
words = st.builds(Words, sl=texts, en=texts)
maybe_words = st.none() | words
numbers = st.decimals(-9999, 9999, allow_nan=False, allow_infinity=False, places=3).map(plain)
maybe_number = st.none() | numbers
counts = st.integers(0, 400)
days = st.dates(date(2000, 1, 1), date(2090, 1, 1))
choices = st.sampled_from(["NO", "SI", "5", "true", "null", "2026-01-01", "a: b", "~", "1.50"])
TYPES = {"n": "number", "d": "date", "f": "flag", "c": "choice", "t": "text"}
FACTS = tuple(
    Fact(code=code, type=type_, source="claim", label=Words(sl=code, en=code))
    for code, type_ in TYPES.items()
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "n": numbers,
    "d": days,
    "f": st.booleans(),
    "c": choices,
    "t": texts,
}


def comparisons(fact: str) -> st.SearchStrategy[Condition]:
    value = st.none() | VALUES[fact]
    return st.builds(
        FactIs,
        fact=st.just(fact),
        is_=value,
        in_=st.lists(VALUES[fact], max_size=2).map(tuple),
        at_least=value,
        under=value,
        known=st.none() | st.booleans(),
    )


leaves = st.one_of(
    st.sampled_from(list(TYPES)).flatmap(comparisons),
    st.builds(CriterionIs, criterion=codes, over=maybe_number, at_most=maybe_number),
    st.builds(SeveralWithSame, several_with_same=st.sampled_from(list(TYPES)), at_least=st.integers(1, 5)),
)
conditions = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(All, all=st.lists(inner, max_size=3).map(tuple)),
        st.builds(AnyOf, any=st.lists(inner, max_size=3).map(tuple)),
        st.builds(Not, not_=inner),
    ),
    max_leaves=4,
)
COMMON: dict[str, Any] = {
    "code": codes,
    "name": words,
    "help": maybe_words,
    "only_if": st.none() | conditions,
    "when_missing": maybe_number,
    "weight": numbers,
    "at_most": maybe_number,
    "round": st.none() | st.builds(Round, to=numbers, way=st.sampled_from(["half_up", "down"])),
}
tables = st.dictionaries(choices, numbers, max_size=3)
edges = st.none() | numbers | days
bands = st.builds(Band, from_=edges, over=edges, under=edges, to=edges, points=numbers)
pieces = st.builds(Piece, from_=maybe_number, under=maybe_number, percent=maybe_number, points=maybe_number)
windows = st.builds(Window, within=numbers, points=numbers)
levels = st.builds(Level, points=numbers, name=words)
scales = st.builds(Scale, from_=numbers, to=numbers, step=numbers)


def lists(of: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, max_size=2).map(tuple)


def kind(cls: type, name: str, **fields: Any) -> st.SearchStrategy[Any]:
    return st.builds(cls, kind=st.just(name), **COMMON, **fields)


simple = st.one_of(
    kind(Base, "base", points=numbers),
    kind(Flag, "flag", if_=conditions, points=numbers, otherwise=numbers),
    kind(Choice, "choice", fact=st.just("c"), points=tables),
    kind(
        Choice,
        "choice",
        fact=st.just("c"),
        by=st.just("t"),
        points=st.dictionaries(choices, tables, max_size=2),
    ),
    kind(Bands, "bands", fact=st.just("n"), per=numbers, bands=lists(bands), outside=maybe_number),
    kind(Linear, "linear", fact=st.just("n"), per=numbers, points=numbers, whole=st.booleans()),
    kind(Share, "share", fact=st.just("n"), percent=numbers, pieces=lists(pieces)),
    kind(Count, "count", fact=st.just("n"), points=st.none() | st.dictionaries(counts, numbers, max_size=3)),
    kind(Recency, "recency", fact=st.just("d"), windows=lists(windows), longer_ago=numbers, never=numbers),
    kind(Judged, "judged", levels=lists(levels), scale=st.none() | scales, examined=st.booleans()),
    kind(Cohort, "cohort", fact=st.just("n"), points=numbers),
    kind(Arrival, "arrival", points=numbers, step=numbers, least=numbers),
    kind(Property, "property", fact=st.just("c"), table=codes),
)
criteria = st.one_of(simple, kind(Group, "group", of=lists(simple), take=st.sampled_from(["sum", "best"])))
WAYS = st.sampled_from(["ascending", "descending"])
keys = st.one_of(
    st.builds(ByTotal, by=st.just("total"), way=WAYS, say=maybe_words),
    st.builds(ByCondition, by=st.just("condition"), if_=conditions),
    st.builds(ByCriterion, by=st.just("criterion"), code=codes, way=WAYS),
    st.builds(ByFact, by=st.just("fact"), code=st.just("d"), way=WAYS),
    st.builds(ByStage, by=st.just("stage"), code=codes, way=WAYS),
    st.builds(BySpread, by=st.just("spread"), fact=st.just("t")),
    st.builds(ByDecision, by=st.just("decision"), article=texts),
    st.builds(ByLot, by=st.just("lot")),
)
gates = st.builds(
    Gate,
    code=codes,
    must=conditions,
    applies=st.none() | conditions,
    else_=st.sampled_from(["not_eligible", "not_considered", "earns_nothing"]),
    correct_within=st.none() | counts,
    conditional=st.booleans(),
    say=maybe_words,
)
stages = st.builds(Stage, code=codes, of=lists(codes), threshold=maybe_number, first=st.none() | counts)
spills = st.sampled_from(["everyone", "none"]) | lists(codes)
allocations = st.builds(
    Allocation,
    places=st.none() | counts,
    budget=maybe_number,
    quotas=lists(st.builds(Quota, code=codes, for_=conditions, places=counts, spill=spills)),
    limits=lists(st.builds(Limit, per=st.sampled_from(["person", "t"]), at_most=counts, soft=st.booleans())),
    sources=lists(st.builds(Source, code=codes, budget=maybe_number)),
    zero_grant=st.booleans(),
)
afters = st.builds(
    After,
    confirm=st.none() | st.builds(Confirm, days=counts, counted=st.sampled_from(["calendar", "hours"])),
    letter_by=st.none() | days,
    withdrawal=st.none() | st.builds(Withdrawal, free_days=counts, penalty=numbers, unless=lists(codes)),
    objections=lists(st.builds(Objection, days=counts, decided_in=st.none() | counts)),
)
rules = st.builds(
    Rules,
    facts=st.just(FACTS),
    tables=lists(
        st.builds(Table, code=codes, values=tables, else_=st.none() | numbers | days | st.booleans())
    ),
    gates=lists(gates),
    criteria=lists(criteria),
    total=st.builds(Total, of=lists(codes), stages=lists(stages), at_most=maybe_number, printed=maybe_number),
    order=lists(keys),
    ranking=st.none() | st.builds(Scope, scope=st.just(("t", "c"))),
    allocation=st.none() | allocations,
    after=st.none() | afters,
)
