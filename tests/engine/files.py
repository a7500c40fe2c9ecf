"""Call files as short as a test can have them, and applications to them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from selection.engine.applications import Application, Points, Scored
from selection.engine.facts import Held
from selection.engine.order import Ranking, rank
from selection.engine.read import CallFile, load
from selection.engine.score import score

DEADLINE = date(2026, 2, 10)
HEAD = """\
format: popotnik-call/1
call:
  slug: stt-2026
  action: KA131
  activities: [STT]
  academic_year: 2026/2027
  title: {sl: Razpis, en: Call}
  rounds:
    - {code: first, opens: 2026-01-10T08:00, closes: 2026-02-10T23:59, results_by: 2026-03-01}
  stays: {from: 2026-06-01, until: 2027-09-30}
  places: 2
rules:
"""
FACTS = """\
  facts:
    - {code: served, type: number, source: register, label: {sl: Delovna doba, en: Service}, unit: months, whole: true}
    - {code: language, type: number, source: document, label: {sl: Jezik, en: Language}}
    - {code: terms, type: number, source: history, label: {sl: Mobilnosti, en: Mobilities}, whole: true}
    - {code: level, type: choice, source: claim, label: {sl: Raven, en: Level}, choices: [A2, B1, B2, C1, C2]}
    - {code: activity, type: choice, source: claim, label: {sl: Vrsta, en: Activity}, choices: [STA, STT]}
    - {code: group, type: choice, source: register, label: {sl: Skupina, en: Group}, choices: [teaching, office]}
    - {code: never, type: flag, source: history, label: {sl: Prvič, en: First time}}
    - {code: veteran, type: flag, source: document, label: {sl: Veteran, en: Veteran}}
    - {code: disabled, type: flag, source: document, label: {sl: Invalidnost, en: Disability}}
    - {code: last, type: date, source: history, label: {sl: Zadnja, en: Last}}
    - {code: born, type: date, source: register, label: {sl: Rojstvo, en: Born}}
    - {code: unit, type: text, source: register, label: {sl: Enota, en: Unit}}
    - {code: country, type: text, source: claim, label: {sl: Država, en: Country}}
"""


def rules_text(body: str, *, facts: str = FACTS) -> str:
    """A whole file with this body of rules, which is written two spaces in."""
    return HEAD + facts + body


def one_criterion(fields: str, *, more: str = "") -> CallFile:
    """A call with one criterion `c`, its fields in flow style."""
    text = f"  criteria:\n    - {{code: c, name: {{sl: c, en: c}}, {fields}}}\n  order: [{{by: total}}, {{by: lot}}]\n"
    return load(rules_text(text + more))


def application(code: str = "a", **facts: Any) -> Application:
    """An application; numbers may be given as whole numbers or text."""
    held = {name: Held(_value(value), "register", None, f"record:{name}") for name, value in facts.items()}
    return Application(code, held, datetime(2026, 1, 20, 12, tzinfo=UTC))


def _value(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | str):
        return value
    if isinstance(value, int):
        return Decimal(value)
    return value


def points_of(file: CallFile, *applications: Application) -> list[Points]:
    """The points of the first criterion for each."""
    return [one.points[0] for one in score(file.rules, applications, at=DEADLINE)]


def scored(file: CallFile, *applications: Application) -> dict[str, Scored]:
    return {one.code: one for one in score(file.rules, applications, at=DEADLINE)}


def ranked(file: CallFile, *applications: Application, **options: Any) -> Ranking:
    return rank(file.rules, score(file.rules, applications, at=DEADLINE), **options)
