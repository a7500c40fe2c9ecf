"""`./run bench-selection [SIZES=1000,5000,20000,50000] [ROUNDS=3]`: what ranking costs, and how it grows.

Applications with facts and marks of five assessors for a call with thirty criteria: scored, ranked and allocated in
one process. The growth beyond n·log n is told as `growth=`: 1.00 is exactly n·log n, less is better.
"""

import gc
import math
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from selection.engine.allocate import allocate
from selection.engine.applications import Application
from selection.engine.facts import Held
from selection.engine.order import rank
from selection.engine.read import load
from selection.engine.score import score
from selection.engine.shape import Rules
from tools.arguments import read_arguments

DEFAULTS = {"SIZES": "1000,5000,20000,50000", "ROUNDS": "3"}
ASSESSORS = tuple(f"assessor{number}" for number in range(5))
JUDGED = 12
DEADLINE = date(2026, 2, 10)
LEVELS = ("A2", "B1", "B2", "C1")
UNITS = 40
HALF = Decimal("0.5")

FACTS = """\
    - {code: first, type: flag, source: history, label: {en: First mobility}}
    - {code: months, type: number, source: register, label: {en: Months of service}, unit: months}
    - {code: level, type: choice, source: claim, label: {en: Level}, choices: [A2, B1, B2, C1]}
    - {code: exam, type: number, source: document, label: {en: Score of the examination}}
    - {code: earlier, type: number, source: history, label: {en: Earlier mobilities}}
    - {code: last, type: date, source: history, label: {en: End of the last one}}
    - {code: unit, type: text, source: register, label: {en: Unit}}
    - {code: country, type: text, source: register, label: {en: Country}}
    - {code: band, type: number, source: table, label: {en: Band}, table: {of: country, use: bands}}
    - {code: penalty, type: number, source: penalties, label: {en: Penalty}}
"""
COMPUTED = """\
    - {code: base, name: {en: Base}, kind: base, points: 20}
    - {code: first, name: {en: First}, kind: flag, if: {fact: first}, points: 20}
    - code: newcomer
      name: {en: Newcomer}
      kind: flag
      only_if: {fact: months, at_least: 12}
      if: {fact: first}
      points: 5
    - {code: level, name: {en: Level}, kind: choice, fact: level, points: {A2: 0, B1: 2, B2: 4, C1: 6}}
    - {code: years, name: {en: Years}, kind: linear, fact: months, per: 12, points: 1, at_most: 10, round: {to: 0.01}}
    - code: service
      name: {en: Service}
      kind: bands
      fact: months
      bands: [{under: 12, points: 0}, {from: 12, under: 36, points: 3}, {from: 36, points: 5}]
    - {code: exam, name: {en: Examination}, kind: share, fact: exam, percent: 50}
    - {code: earlier, name: {en: Earlier}, kind: count, fact: earlier, each: -5, at_least: -15}
    - code: recency
      name: {en: Recency}
      kind: recency
      fact: last
      counted_in: years
      windows: [{within: 1, points: -10}, {within: 3, points: 3}]
      longer_ago: 7
      never: 10
    - {code: country, name: {en: Country}, kind: property, fact: country, table: bands}
    - {code: alone, name: {en: Several}, kind: flag, if: {fact: first}, points: 2, only_if: {several_with_same: unit}}
    - {code: exam2, name: {en: Best}, kind: cohort, fact: exam, best: highest, points: 10}
    - {code: arrival, name: {en: Arrival}, kind: arrival, points: 10, step: 0.01, least: 0}
    - code: any
      name: {en: Any of these}
      kind: group
      take: sum
      at_most: 3
      of:
        - {code: any1, name: {en: One}, kind: flag, if: {fact: level, at_least: B2}, points: 2}
        - {code: any2, name: {en: Two}, kind: flag, if: {fact: exam, over: 80}, points: 2}
        - {code: any3, name: {en: Three}, kind: flag, if: {not: {fact: first}}, points: 1}
    - {code: penalty, name: {en: Penalty}, kind: linear, fact: penalty, points: 1}
"""
MARKS = ("mean", "median", "drop_extremes")
RULES = """\
  order:
    - {by: condition, if: {fact: first}}
    - {by: total}
    - {by: criterion, code: judged0}
    - {by: fact, code: months, way: descending}
    - {by: lot}
  allocation:
    places: 500
    quotas:
      - {code: arts, for: {fact: unit, in: [unit0, unit1, unit2]}, places: 60}
      - {code: law, for: {fact: unit, in: [unit3, unit4]}, places: 40, spill: none}
    limits: [{per: unit, at_most: 30}]
  after:
    reserve: {order: quota}
"""


@dataclass(frozen=True)
class Measured:
    """Seconds that one size took, the median of its rounds."""

    applications: int
    seconds: float

    @property
    def each(self) -> float:
        """Seconds over n·log n."""
        return self.seconds / (self.applications * math.log2(self.applications))


def rules() -> Rules:
    """The call: thirty criteria, of which twelve are judged by five assessors."""
    judged = "".join(
        f"    - {{code: judged{number}, name: {{en: Judged {number}}}, kind: judged, marks: {MARKS[number % 3]}, "
        f"scale: {{from: 0, to: 10, step: 0.5}}}}\n"
        for number in range(JUDGED)
    )
    text = f"""\
format: popotnik-call/1
call:
  slug: bench
  action: KA131
  activities: [STT]
  academic_year: 2026/2027
  title: {{en: Bench}}
  rounds: [{{code: only, opens: 2026-01-10T08:00, closes: 2026-02-10T23:59}}]
  stays: {{from: 2026-06-01, until: 2027-09-30}}
rules:
  facts:
{FACTS}  tables:
    - {{code: bands, values: {{AT: 1, HR: 2, 'NO': 3}}, else: 0}}
  criteria:
{COMPUTED}{judged}{RULES}"""
    return load(text).rules


def applications(number: int, seed: int = 4) -> list[Application]:
    """So many applications, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - the same applications for everybody
    opened = datetime(2026, 1, 10, 8, tzinfo=UTC)
    return [_application(f"a{index:06}", chance, opened) for index in range(number)]


def _application(code: str, chance: random.Random, opened: datetime) -> Application:
    facts = {
        "first": chance.choice((True, False)),
        "months": Decimal(chance.randrange(400)),
        "level": chance.choice(LEVELS),
        "exam": Decimal(chance.randrange(1000)) / 10,
        "earlier": Decimal(chance.randrange(5)),
        "last": DEADLINE - timedelta(days=chance.randrange(4000)),
        "unit": f"unit{chance.randrange(UNITS)}",
        "country": chance.choice(("AT", "HR", "NO", "PT")),
        "penalty": Decimal(chance.choice((0, 0, 0, -10))),
    }
    marks = {
        f"judged{number}": {assessor: HALF * chance.randrange(21) for assessor in ASSESSORS}
        for number in range(JUDGED)
    }
    held = {name: Held(value, "register", DEADLINE, f"record:{code}") for name, value in facts.items()}
    return Application(code, held, opened + timedelta(seconds=chance.randrange(2_000_000)), marks)


def decide(call: Rules, candidates: Sequence[Application]) -> int:
    """Points, order and places of all of them; the number of those who are given something."""
    scored = score(call, candidates, at=DEADLINE)
    ranking = rank(call, scored, seed="bench")
    return len(allocate(call, ranking, scored).given)


def seconds(work: Callable[[], object], rounds: int) -> float:
    """The median of so many rounds, in seconds of the processor: a busy machine changes little."""
    taken = []
    for _round in range(rounds):
        gc.collect()
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return statistics.median(taken)


def main(words: list[str]) -> int:
    """Measure every size and print one line for each, then the growth."""
    named = read_arguments(words, DEFAULTS).named
    call, rounds = rules(), int(named["ROUNDS"])
    measured = []
    for size in map(int, named["SIZES"].split(",")):
        candidates = applications(size)
        measured.append(Measured(size, seconds(lambda: decide(call, candidates), rounds)))  # noqa: B023
        print(f"applications={size} seconds={measured[-1].seconds:.2f}", flush=True)
    print(f"growth={measured[-1].each / measured[0].each:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
