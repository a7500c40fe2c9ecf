"""What a host may propose to change in the plan, as rows {"key", "from", "to"}, and what they make of the application.

Keys: `period` (two ISO dates on each side), `day:<ISO date>` (the content of a day; emptied, the day falls away),
`add:<ISO date>` (a day that comes to the programme: its hours and content), and the fields in CONTACT. A day that is
there already is named by its date before the period is changed, with which it moves; one that comes to it by its date
after that.
"""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.wording import period, weekday
from mobility import programme
from mobility.enums import LONGEST_DAYS
from mobility.models import Application, ChangeProposal, Mobility

CONTACT: dict[str, Any] = {
    "host_unit": gettext_lazy("Faculty or department"),
    "contact_name": gettext_lazy("Contact person"),
    "contact_position": gettext_lazy("Position of the contact person"),
    "contact_email": gettext_lazy("E-mail of the contact person"),
}
PERIOD, DAY, ADDED = "period", "day:", "add:"
Change = dict[str, Any]


@dataclass(frozen=True)
class Shown:
    """One change in words: what it is about, what stands now, what is proposed, and whether it was accepted."""

    key: str
    label: str
    before: str
    after: str
    is_taken: bool = False


def training_rows(application: Application) -> list[dict[str, Any]]:
    """The days whose content the host may propose anew, by day."""
    rows = [row for row in application.programme if row.get("day") and programme.is_laid_out(row)]
    return sorted(rows, key=lambda row: row["day"])


def open_days(application: Application, first: date | None, last: date | None) -> list[str]:
    """The days of a proposed period (ISO dates) on which the programme, moved with its first day, has nothing yet.

    Empty where this cannot be a period.
    """
    if first is None or last is None or not 0 <= (last - first).days < LONGEST_DAYS:
        return []
    plan = copy(application)
    plan.starts_on, plan.ends_on = first, last
    rows = programme.moved(plan, before=application.starts_on)
    taken = {row["day"] for row in rows if programme.is_laid_out(row)}
    return [day for day in map(_iso, programme.days_between(first, last)) if day not in taken]


def changes_between(application: Application, typed: dict[str, Any]) -> list[Change]:
    """What was typed otherwise than the plan says.

    `typed` holds starts_on, ends_on, CONTACT, `days` (contents by ISO date) and, where days are added, `added`: rows
    {"day" (ISO date), "hours", "content"}.
    """
    found: list[Change] = []
    now = [_iso(application.starts_on), _iso(application.ends_on)]
    wished = [_iso(typed["starts_on"]), _iso(typed["ends_on"])]
    if now != wished:
        found.append({"key": PERIOD, "from": now, "to": wished})
    for row in training_rows(application):
        before, after = str(row.get("content") or ""), typed["days"].get(row["day"], "").strip()
        if _plain(before) != _plain(after):
            found.append({"key": DAY + row["day"], "from": before, "to": after})
    for row in sorted(typed.get("added", ()), key=lambda row: row["day"]):
        added = {"hours": row["hours"], "content": row["content"].strip()}
        found.append({"key": ADDED + row["day"], "from": "", "to": added})
    for field in CONTACT:
        before, after = getattr(application, field), typed[field].strip()
        if before != after:
            found.append({"key": field, "from": before, "to": after})
    return found


def fields_of(application: Application, changes: Iterable[Change]) -> dict[str, Any]:
    """The fields of the application that these changes give another value."""
    plan, added = copy(application), []
    plan.programme = [dict(row) for row in application.programme]
    for change in changes:
        if change["key"] == PERIOD:
            plan.starts_on, plan.ends_on = (date.fromisoformat(day) for day in change["to"])
        elif change["key"].startswith(DAY):
            plan.programme = _with_content(plan.programme, change["key"].removeprefix(DAY), change["to"])
        elif change["key"].startswith(ADDED):
            added.append(_training_on(change["key"].removeprefix(ADDED), change["to"]))
        else:
            setattr(plan, change["key"], change["to"])
    if plan.starts_on != application.starts_on or plan.ends_on != application.ends_on:
        plan.programme = programme.moved(plan, before=application.starts_on)
    if added:
        plan.programme = _with_days(plan.programme, added)
    names = ("starts_on", "ends_on", "programme", *CONTACT)
    return {name: getattr(plan, name) for name in names if getattr(plan, name) != getattr(application, name)}


def trouble(application: Application, changes: Iterable[Change]) -> str:
    """Why a plan with these changes cannot be, in words; empty when it can."""
    changes = list(changes)
    fields = fields_of(application, changes)
    first: Any = fields.get("starts_on", application.starts_on)
    last: Any = fields.get("ends_on", application.ends_on)
    rows = fields.get("programme", application.programme)
    if last < first:
        return _("The last day lies before the first one.")
    if (last - first).days >= LONGEST_DAYS:
        return _("A stay lasts at most %(days)d days.") % {"days": LONGEST_DAYS}
    if words := _trouble_with_added(rows, changes):
        return words
    if not programme.lies_within(rows, first, last):
        return _("The programme has days that lie outside of this period.")
    if not any(row.get("kind") == programme.TRAINING for row in rows):
        return _("The programme needs at least one day.")
    return ""


def _trouble_with_added(rows: Iterable[Any], changes: Iterable[Change]) -> str:
    """Why a day cannot come to the programme, of which these are the rows with it."""
    days = [row["day"] for row in rows if programme.is_laid_out(row)]
    for change in changes:
        if not change["key"].startswith(ADDED):
            continue
        day, row = change["key"].removeprefix(ADDED), change["to"]
        if days.count(day) > 1:
            return _("%(day)s is in the programme already.") % {"day": weekday(date.fromisoformat(day))}
        if not row["content"] or not 0 < row["hours"] <= programme.LONGEST_HOURS:
            return _(
                "Say for each new day how many hours it has (at most %(most)d) and what will be done."
            ) % {"most": programme.LONGEST_HOURS}
    return ""


def touches_plan(changes: Iterable[Change]) -> bool:
    """Whether these changes are about when and what, so that suitability has to be confirmed anew."""
    return any(change["key"] not in CONTACT for change in changes)


def shown(proposal: ChangeProposal) -> list[Shown]:
    """The changes of a proposal in words, in the active language."""
    return [_shown(change, change["key"] in proposal.taken) for change in proposal.changes]


def open_proposal(mobility: Mobility) -> ChangeProposal | None:
    """The host's proposal that waits for an answer, or None."""
    return ChangeProposal.objects.filter(mobility=mobility, answered_at=None).first()


def told_of(mobility: Mobility) -> list[dict[str, Any]]:
    """Every proposal of the host in words, newest first: the row, what became of it, its changes."""
    return [
        {"row": row, "outcome": row.get_outcome_display() if row.outcome else "", "changes": shown(row)}
        for row in ChangeProposal.objects.filter(mobility=mobility)
    ]


def _shown(change: Change, is_taken: bool) -> Shown:
    key, before, after = change["key"], change["from"], change["to"]
    if key == PERIOD:
        return Shown(key, _("Period"), _period(before), _period(after), is_taken)
    if key.startswith(DAY):
        label = weekday(date.fromisoformat(key.removeprefix(DAY)))
        return Shown(key, label, before, after or _("falls away"), is_taken)
    if key.startswith(ADDED):
        label = _("%(day)s, a new day") % {"day": weekday(date.fromisoformat(key.removeprefix(ADDED)))}
        hours = _("%(hours)s h") % {"hours": after["hours"]}
        return Shown(key, label, "", f"{hours}\n{after['content']}", is_taken)
    return Shown(key, str(CONTACT[key]), before, after, is_taken)


def _period(days: list[str]) -> str:
    first, last = (date.fromisoformat(day) if day else None for day in days)
    return period(first, last)


def _with_content(rows: list[dict[str, Any]], day: str, content: str) -> list[dict[str, Any]]:
    changed = []
    for row in rows:
        is_meant = row.get("day") == day and row.get("kind") != programme.TRAVEL
        if not is_meant:
            changed.append(row)
        elif content:
            changed.append({**row, "content": content})
    return changed


def _training_on(day: str, said: dict[str, Any]) -> dict[str, Any]:
    return {"day": day, "kind": programme.TRAINING, "hours": said["hours"], "content": said["content"]}


def _with_days(rows: list[Any], added: list[Any]) -> list[Any]:
    """The rows with these days; an empty day without training gives way."""
    new = {row["day"] for row in added}
    kept = [
        row
        for row in rows
        if row["day"] not in new or row.get("kind") == programme.TRAVEL or programme.is_laid_out(row)
    ]
    return programme.in_order([*kept, *added])


def _plain(text: str) -> str:
    """The text as it is compared: browsers write line ends their own way."""
    return "\n".join(text.strip().splitlines())


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
