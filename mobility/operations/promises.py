"""The ledger of promises, written once from the application when the place is confirmed."""

from datetime import date, timedelta
from typing import Any

from core import clock
from mobility.models import Application, Mobility, Promise
from mobility.models.promise import PromiseKind
from mobility.queries import submitted_application

# Where the application gives no date: so many days after the stay.
DAYS_TO_SHARE, DAYS_TO_EFFECT = 60, 180


def write_promises(mobility: Mobility) -> int:
    """Write effects and dissemination as promises with dates; returns how many. Only once."""
    application = submitted_application(mobility)
    if application is None or Promise.objects.filter(mobility=mobility).exists():
        return 0
    effects = [_effect(mobility, application, row) for row in application.effects if row.get("text")]
    shared = [_sharing(mobility, application, row) for row in application.dissemination if row.get("kind")]
    rows = [*effects, *shared]
    for row in rows:
        row.save()
    return len(rows)


def _effect(mobility: Mobility, application: Application, row: dict[str, Any]) -> Promise:
    return Promise(
        member_id=mobility.member_id,
        mobility=mobility,
        kind=PromiseKind.EFFECT,
        subject=str(row.get("on") or "")[:20],
        words=str(row["text"])[:800],
        indicator=str(row.get("indicator") or "")[:300],
        due_on=_day(row.get("due_on"), application, DAYS_TO_EFFECT),
    )


def _sharing(mobility: Mobility, application: Application, row: dict[str, Any]) -> Promise:
    return Promise(
        member_id=mobility.member_id,
        mobility=mobility,
        kind=PromiseKind.DISSEMINATION,
        subject=str(row["kind"])[:20],
        words=str(row.get("audience") or "")[:800],
        due_on=_day(row.get("due_on"), application, DAYS_TO_SHARE),
    )


def _day(said: Any, application: Application, days_after: int) -> date:
    """The promised day; where none was given, so many days after the stay."""
    try:
        return date.fromisoformat(str(said))
    except ValueError:
        return (application.ends_on or clock.today()) + timedelta(days=days_after)
