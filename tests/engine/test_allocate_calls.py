"""How published calls give their places: from the rules in a call file to what each applicant is given."""

from datetime import date
from decimal import Decimal

import pytest

from selection.engine.allocate import moves_up
from selection.engine.circumstances import Circumstances, Departs, Override
from selection.engine.claims import Outcome
from tests.engine.allocating import told
from tests.engine.calls import Applied, applied

POINTS = """
criteria:
  - {code: points, name: {en: Points}, kind: linear, fact: earned, points: 1}
"""
EARNED = "- {code: earned, type: number, source: document, label: {en: Earned}}"


def rules(facts: str, rest: str) -> str:
    listed = "".join(f"\n  {line.strip()}" for line in [EARNED, *facts.strip().splitlines()])
    return f"facts:{listed}{POINTS}{rest}"


METU = rules(
    "- {code: unit, type: text, source: register, label: {en: Unit}}",
    """
allocation:
  places: 4
  quotas:
    - {code: languages, for: {fact: unit, in: [modern, basic]}, places: 2}
after:
  reserve: {order: global}
""",
)


def test_two_places_are_kept_for_the_language_units() -> None:
    """13 places and 2 for two language units (METU, O8)."""
    table = "application earned unit\na 90 law\nb 80 law\nc 70 law\nd 60 modern\ne 50 basic\nf 40 modern"
    assert told(applied(METU, table).allocated()) == {
        "a": "place",
        "b": "place",
        "c": "reserve 1",
        "d": "place:languages",
        "e": "place:languages",
        "f": "reserve 2",
    }


def test_kept_places_that_nobody_needs_go_to_everyone() -> None:
    table = "application earned unit\na 90 law\nb 80 law\nc 70 law\nd 60 modern\ne 50 law"
    given = applied(METU, table).allocated()
    assert told(given)["c"] == "place:languages"
    assert given["c"].because.values["left_over"] is True


ISPARTA = rules(
    "- {code: country, type: text, source: register, label: {en: Country}}",
    """
allocation:
  quotas:
    - {code: albania, for: {fact: country, is: AL}, places: 1, spill: none}
    - {code: kosovo, for: {fact: country, is: XK}, places: 1, spill: none}
after:
  reserve: {order: quota}
""",
)


def test_a_grant_stays_within_its_country() -> None:
    """Placed without grant = reserve per country quota (Süleyman Demirel, O13)."""
    table = "application earned country\na 90 AL\nb 80 XK\nc 70 XK\nd 60 AL"
    call = applied(ISPARTA, table)
    given = call.allocated()
    assert told(given) == {
        "a": "place:albania",
        "b": "place:kosovo",
        "c": "reserve:kosovo 1",
        "d": "reserve:albania 1",
    }
    moved = moves_up(call.rules, call.ranking, call.scored, ["a"], given=Circumstances(settled=given))
    assert [(move.code, move.after.outcome, move.after.quota) for move in moved] == [
        ("d", Outcome.PLACE, "albania")
    ]


ZAGREB = rules(
    "- {code: cost, type: number, source: system, label: {en: Cost}}",
    """
allocation:
  budget: 3000
  cost: cost
  way: arrival
  batches: {monthly: 15}
after:
  reserve: {order: global}
""",
)
ARRIVALS = """application cost earned submitted_at
late 1000 9 2022-05-16T00:30
first 1000 1 2022-05-04T08:00
second 1000 1 2022-05-15T23:59
third 1000 5 2022-05-15T23:59
fourth 1000 9 2022-06-15T10:00"""


def test_first_come_first_served_in_monthly_batches() -> None:
    """Received by the 15th: decided at the end of that month, while the money lasts (Zagreb, O16)."""
    call = applied(ZAGREB, ARRIVALS)
    assert told(call.allocated(until=date(2022, 5, 31))) == {
        "first": "place",
        "second": "place",
        "third": "place",
        "late": "not_yet",
        "fourth": "not_yet",
    }
    assert told(call.allocated())["late"] == "reserve 1"


def test_a_batch_is_a_day_of_the_calls_own_time_zone() -> None:
    table = "application cost submitted_at\nboundary 1000 2022-05-15T23:30+00:00"
    call = applied(ZAGREB, table)
    until = date(2022, 5, 31)
    assert told(call.allocated(until=until)) == {"boundary": "not_yet"}
    assert told(call.allocated(until=until, zone="UTC")) == {"boundary": "place"}


JAEN = rules(
    """- {code: region, type: text, source: claim, label: {en: Region}}
    - {code: category, type: choice, source: register, label: {en: Category}, choices: [academic, admin]}
    - {code: africa, type: flag, source: claim, label: {en: Wish}}""",
    """
allocation:
  quotas:
    - code: academic-africa
      for: {all: [{fact: region, is: africa}, {fact: category, is: academic}]}
      places: 1
      spill: none
    - code: admin-africa
      for: {all: [{fact: region, is: africa}, {fact: category, is: admin}]}
      places: 1
      spill: none
    - code: admin-balkans
      for: {all: [{fact: region, is: balkans}, {fact: category, is: admin}]}
      places: 1
      spill: none
  limits: [{per: person, at_most: 1}]
  wish_fact: region
  batches: {on: [2025-12-09, 2026-02-28]}
after:
  reserve: {order: quota}
""",
)


def test_vacancies_by_region_and_category_are_scored_again() -> None:
    """Places per region × category; vacancies are given in the next round, one place a person (Jaén, O34)."""
    table = """application person earned category wish.1 wish.2 submitted_at
a1 anna 90 academic africa - 2025-12-01T10:00
b1 bor 80 academic africa - 2025-12-01T10:00
c1 cene 70 admin africa balkans 2025-12-01T10:00
a2 anna 99 admin balkans - 2026-02-01T10:00
d2 dana 60 admin africa balkans 2026-02-01T10:00"""
    call = applied(JAEN, table)
    first = call.allocated(until=date(2025, 12, 9))
    assert told(first) == {
        "a1": "place:academic-africa",
        "a2": "not_yet",
        "b1": "reserve:academic-africa 1",
        "c1": "place:admin-africa",
        "d2": "not_yet",
    }
    second = call.allocated(settled=first)
    assert told(second) == {
        "a1": "place:academic-africa",
        "a2": "reserve:admin-balkans 1",
        "b1": "reserve:academic-africa 1",
        "c1": "place:admin-africa",
        "d2": "place:admin-balkans",
    }
    assert second["d2"].wish == 2
    assert second["a2"].because.kind == "short_of_limit"


NOVI_SAD = rules(
    """- {code: faculty, type: text, source: register, label: {en: Faculty}}
    - {code: discipline, type: text, source: register, label: {en: Discipline}}
    - {code: index, type: number, source: register, label: {en: Competency index}}""",
    """
order:
  - {by: total}
  - {by: spread, fact: discipline}
  - {by: fact, code: index, way: descending}
allocation: {places: 3}
after:
  reserve: {order: global}
""",
)


def test_equals_are_spread_evenly_over_the_disciplines() -> None:
    """Equal scores: even spread of disciplines, then the competency index (Novi Sad, O21)."""
    table = """application earned discipline index
a 9 physics 5
b 8 physics 9
c 8 biology 3
d 8 biology 2"""
    assert told(applied(NOVI_SAD, table).allocated()) == {
        "a": "place",
        "b": "place",
        "c": "place",
        "d": "reserve 1",
    }


ELTE = rules(
    "- {code: faculty, type: text, source: register, label: {en: Faculty}}",
    """
ranking: {scope: [faculty]}
allocation:
  quotas:
    - {code: law, for: {fact: faculty, is: law}, places: 2, spill: none}
    - {code: arts, for: {fact: faculty, is: arts}, places: 1, spill: none}
after:
  reserve: {order: quota}
""",
)


def test_faculties_rank_and_the_university_gives_each_its_places() -> None:
    """Two levels; what is left over waits for an extra call (ELTE, O63)."""
    table = "application earned faculty\na 10 law\nb 50 arts\nc 40 arts"
    call = applied(ELTE, table)
    assert told(call.allocated()) == {"a": "place:law", "b": "place:arts", "c": "reserve:arts 1"}


PLAIN = rules(
    """- {code: host, type: text, source: claim, label: {en: Host}}
    - {code: cost, type: number, source: system, label: {en: Cost}}
    - {code: asked, type: number, source: claim, label: {en: Days}}
    - {code: employed, type: flag, source: register, label: {en: Employed}}""",
    """
gates:
  - {code: employed, must: {fact: employed}, else: not_eligible}
total:
  stages: [{code: enough, of: [points], threshold: 10}]
allocation:
  places: 3
  budget: 2500
  cost: cost
  limits: [{per: host, at_most: 1, soft: true}]
  days: {of: asked, most: 5}
after:
  reserve: {order: global}
""",
)
TABLE = """application earned host cost asked employed
a 90 wien 1000 7 1
b 80 wien 1000 5 1
c 70 graz 800 3 1
d 60 brno 900 3 1
low 5 brno 100 3 1
out 99 brno 100 3 0"""


@pytest.fixture(scope="module")
def plain() -> Applied:
    return applied(PLAIN, TABLE)


def test_gates_stages_soft_limits_money_and_days(plain: Applied) -> None:
    given = plain.allocated()
    assert told(given) == {
        "a": "place",
        "b": "reserve 1",
        "c": "place",
        "d": "reserve 2",
        "low": "not_selected",
        "out": "not_eligible",
    }
    assert [given[code].because.kind for code in ("b", "d", "low", "out")] == [
        "short_of_soft_limit",
        "short_of_money",
        "below_threshold",
        "gate",
    ]
    assert (given["a"].days, given["c"].days, given["a"].amount) == (5, 3, 1000)


def test_decisions_depart_from_the_rules_with_a_reason(plain: Applied) -> None:
    reason = "Letter of the vice-rector, 3 March"
    lifted = plain.allocated(overrides=(Override("b", Departs.LIMIT, reason),))
    assert told(lifted)["b"] == "place"
    assert lifted["b"].because.values["overrides"] == {"limit": reason}
    left_out = plain.allocated(overrides=(Override("a", Departs.LEAVE_OUT, reason),))
    assert (told(left_out)["a"], told(left_out)["b"]) == ("not_selected", "place")
    less = plain.allocated(overrides=(Override("c", Departs.AMOUNT, reason, Decimal(600)),))
    assert (told(less)["d"], less["c"].amount) == ("place", 600)
    placed = plain.allocated(overrides=(Override("d", Departs.PLACE, reason),))
    assert (told(placed)["d"], told(placed)["c"]) == ("place", "reserve 2")


@pytest.mark.parametrize(("kind", "reason"), [(Departs.PLACE, " "), (Departs.AMOUNT, "why")])
def test_a_decision_without_reason_or_amount_is_refused(kind: Departs, reason: str) -> None:
    with pytest.raises(ValueError, match="override"):
        Override("a", kind, reason)


@pytest.mark.parametrize(("way", "second"), [("choose", "place"), ("first", "reserve 1")])
def test_one_place_a_person(way: str, second: str) -> None:
    """On both lists one must give one up (Dicle, O10), or keeps the first."""
    frame = rules("", f"\nallocation: {{places: 5}}\nafter:\n  reserve: {{}}\n  one_per_person: {way}\n")
    given = applied(frame, "application person earned\na anna 9\nb anna 8\nc cene 7").allocated()
    assert told(given) == {"a": "place", "b": second, "c": "place"}
    assert given["a"].because.values.get("choose", ()) == (("b",) if way == "choose" else ())


def test_the_places_of_the_call_count_where_the_rules_name_none() -> None:
    given = applied(rules("", ""), "application earned\na 9\nb 8").allocated(offered=1)
    assert told(given) == {"a": "place", "b": "not_selected"}


def test_an_order_by_submission_is_one_by_the_moment() -> None:
    """Whoever comes first (TU Dublin, O60): on the same day the hour decides."""
    frame = """
facts:
  - {code: sent, type: date, source: system, label: {en: Sent}, register: application.submitted_at}
order: [{by: fact, code: sent, way: ascending}]
allocation: {places: 1}
"""
    table = "application submitted_at\na 2026-02-10T14:00:01\nb 2026-02-10T14:00:00\nc 2026-02-10T13:00:00.5+00:00"
    assert told(applied(frame, table).allocated()) == {"a": "not_selected", "b": "place", "c": "not_selected"}
