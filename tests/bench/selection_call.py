"""The call of the benchmark: thirty criteria of every kind, twelve of them judged; and applications made up for it."""

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from selection.engine.applications import Application
from selection.engine.facts import Held
from selection.engine.read import load
from selection.engine.shape import Rules

ASSESSORS = tuple(f"assessor{number}" for number in range(5))
JUDGED = 12
DEADLINE = date(2026, 2, 10)
LEVELS = ("A2", "B1", "B2", "C1")
COUNTRIES = ("AT", "HR", "NO", "PT")
UNITS = 40
HALF = Decimal("0.5")
MARKS = ("mean", "median", "drop_extremes")

HEAD = """\
format: popotnik-call/1
call:
  slug: bench
  action: KA131
  activities: [STT]
  academic_year: 2026/2027
  title: {en: Bench}
  rounds: [{code: only, opens: 2026-01-10T08:00, closes: 2026-02-10T23:59}]
  stays: {from: 2026-06-01, until: 2027-09-30}
rules:
"""
FACTS = """\
  facts:
    - {code: months, type: number, source: register, label: {en: Service}, register: employment.months}
    - {code: contract, type: text, source: register, label: {en: Contract}, register: employment.contract}
    - code: level
      type: choice
      source: claim
      label: {en: Level}
      choices: [A1, A2, B1, B2, C1, C2]
      register: application.own_level
    - {code: gap, type: number, source: claim, label: {en: Levels missing}, register: application.language_gap}
    - {code: days, type: number, source: claim, label: {en: Days}, register: application.days}
    - {code: green, type: flag, source: claim, label: {en: Green travel}, register: application.green_travel}
    - {code: earlier, type: number, source: history, label: {en: Mobilities}, register: history.mobilities}
    - {code: last, type: date, source: history, label: {en: The last one}, register: history.last_ended}
    - {code: visits, type: number, source: history, label: {en: Visits}, register: host.earlier_visits}
    - {code: unit, type: text, source: register, label: {en: Unit}, register: unit.code}
    - {code: country, type: text, source: claim, label: {en: Country}, register: host.country}
    - {code: band, type: number, source: table, label: {en: Band}, table: {of: country, use: bands}}
  tables:
    - {code: bands, values: {AT: 1, HR: 2, NO: 3}, else: 0}
"""
COMPUTED = """\
  criteria:
    - {code: base, name: {en: Base}, kind: base, points: 20}
    - {code: first, name: {en: First}, kind: flag, if: {fact: earlier, is: 0}, points: 20}
    - code: newcomer
      name: {en: Newcomer}
      kind: flag
      only_if: {fact: months, at_least: 12}
      if: {fact: earlier, is: 0}
      points: 5
    - {code: level, name: {en: Level}, kind: choice, fact: level, points: {A2: 0, B1: 2, B2: 4, C1: 6}}
    - code: years
      name: {en: Years}
      kind: linear
      at_most: 10
      round: {to: 0.01}
      fact: months
      per: 12
      points: 1
    - code: service
      name: {en: Service}
      kind: bands
      fact: months
      bands: [{under: 12, points: 0}, {from: 12, under: 36, points: 3}, {from: 36, points: 5}]
    - {code: share, name: {en: Share}, kind: share, fact: days, percent: 50}
    - {code: earlier, name: {en: Earlier}, kind: count, at_least: -15, fact: earlier, each: -5}
    - code: recency
      name: {en: Recency}
      kind: recency
      fact: last
      counted_in: years
      windows: [{within: 1, points: -10}, {within: 3, points: 3}]
      longer_ago: 7
      never: 10
    - {code: country, name: {en: Country}, kind: property, fact: country, table: bands}
    - {code: alone, name: {en: Several}, kind: flag, only_if: {several_with_same: unit}, if: {fact: green}, points: 2}
    - {code: best, name: {en: Best}, kind: cohort, fact: days, best: highest, points: 10}
    - {code: arrival, name: {en: Arrival}, kind: arrival, points: 10, step: 0.01, least: 0}
    - code: any
      name: {en: Any of these}
      kind: group
      at_most: 3
      of:
        - {code: any1, name: {en: One}, kind: flag, if: {fact: level, at_least: B2}, points: 2}
        - {code: any2, name: {en: Two}, kind: flag, if: {fact: days, over: 4}, points: 2}
        - {code: any3, name: {en: Three}, kind: flag, if: {not: {fact: green}}, points: 1}
    - {code: visits, name: {en: Visits}, kind: count, fact: visits, each: -1}
"""
REST = """\
  order:
    - {by: condition, if: {fact: earlier, is: 0}}
    - {by: total}
    - {by: criterion, code: judged0}
    - {by: fact, code: months, way: descending}
    - {by: lot}
  allocation:
    places: 500
    quotas:
      - {code: north, for: {fact: country, is: NO}, places: 60}
      - {code: south, for: {fact: country, in: [HR, PT]}, places: 40, spill: none}
    limits: [{per: unit, at_most: 30}]
  after:
    reserve: {order: quota}
"""


def rules() -> Rules:
    """The rules of the call."""
    judged = "".join(
        f"    - {{code: judged{number}, name: {{en: Judged {number}}}, kind: judged, "
        f"scale: {{from: 0, to: 10, step: 0.5}}, marks: {MARKS[number % len(MARKS)]}}}\n"
        for number in range(JUDGED)
    )
    return load(HEAD + FACTS + COMPUTED + judged + REST).rules


def applications(number: int, seed: int = 4) -> list[Application]:
    """So many applications, the same for the same seed."""
    chance = random.Random(seed)
    opened = datetime(2026, 1, 10, 8, tzinfo=UTC)
    return [_application(f"a{index:06}", chance, opened) for index in range(number)]


def _application(code: str, chance: random.Random, opened: datetime) -> Application:
    facts = {
        "months": Decimal(chance.randrange(400)),
        "contract": chance.choice(("open_ended", "fixed_term")),
        "level": chance.choice(LEVELS),
        "gap": Decimal(chance.randrange(-2, 3)),
        "days": Decimal(chance.randrange(2, 11)),
        "green": chance.choice((True, False)),
        "earlier": Decimal(chance.choice((0, 0, 1, 2, 3))),
        "last": DEADLINE - timedelta(days=chance.randrange(4000)),
        "visits": Decimal(chance.choice((0, 0, 0, 1))),
        "unit": f"unit{chance.randrange(UNITS)}",
        "country": chance.choice(COUNTRIES),
    }
    marks = {
        f"judged{number}": {assessor: HALF * chance.randrange(21) for assessor in ASSESSORS}
        for number in range(JUDGED)
    }
    held = {name: Held(value, "register", DEADLINE, f"record:{code}") for name, value in facts.items()}
    return Application(code, held, opened + timedelta(seconds=chance.randrange(2_000_000)), marks)
