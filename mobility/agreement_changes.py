"""What a new version of the agreement says otherwise than the one before, in the active language."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from core.wording import period, weekday
from mobility.agreement_text import day_of, in_language
from mobility.models import Agreement


@dataclass(frozen=True)
class Difference:
    """One place of the text: what it is, what stood there, what stands there now (empty where there is nothing)."""

    label: str
    before: str
    after: str


def since_earlier(agreement: Agreement) -> list[Difference]:
    """The differences to the version that this one amends, else to the one before it; none for a first version."""
    if agreement.version == 1:
        return []
    earlier = Agreement.objects.filter(mobility_id=agreement.mobility_id, version__lt=agreement.version)
    before = agreement.amends or earlier.order_by("-version").first()
    return between(before.text, agreement.text) if before else []


def between(earlier: dict[str, Any], later: dict[str, Any]) -> list[Difference]:
    """Every difference between two texts, in the order of the text."""
    old, new = _said(earlier), _said(later)
    labels = [*new, *(label for label in old if label not in new)]
    plain = [Difference(label, old.get(label, ""), new.get(label, "")) for label in labels]
    return [row for row in plain if row.before != row.after] + _days(earlier, later)


def _said(text: dict[str, Any]) -> dict[str, str]:
    """The text by label, without the days."""
    told = in_language(text)
    when, sending, receiving, plan = told["period"], told["sending"], told["receiving"], told["programme"]
    rows = {
        _("Period"): period(day_of(when["from"]), day_of(when["to"])),
        _("Travel days"): f"{when['travel_before']} + {when['travel_after']}",
        _("Contact at the sending institution"): _person(sending["contact_name"], sending["contact_email"]),
        _("Receiving institution"): ", ".join(filter(None, (receiving["name"], receiving["unit"]))),
        _("Contact person"): _person(
            receiving["contact_name"], receiving["contact_position"], receiving["contact_email"]
        ),
        _("Title of the training"): plan["title"],
        _("Form of training"): ", ".join(plan["forms"]),
        _("Language of training"): plan["language"] or "",
        _("Objectives"): "; ".join(plan["objectives"]),
        **_teaching(plan.get("teaching")),
        _("Added value"): plan["added_value"],
        _("Link to the tasks"): plan["task_link"],
        _("Expected outcomes"): "; ".join(row["text"] for row in plan["outcomes"]),
        _("Sharing of results"): "; ".join(filter(None, (row["kind"] for row in plan["dissemination"]))),
    }
    return {str(label): str(value) for label, value in rows.items()}


def _teaching(told: dict[str, Any] | None) -> dict[str, Any]:
    if told is None:
        return {}
    return {
        _("Hours of teaching"): told["hours"] or "",
        _("Main subject field"): " ".join(filter(None, (told["field_code"], told["field"]))),
        _("Level of the teaching"): told["level"] or "",
        _("Students who will benefit"): told["students"] or "",
        _("Content of the teaching programme"): told["content"],
    }


def _person(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _days(earlier: dict[str, Any], later: dict[str, Any]) -> list[Difference]:
    """Days that moved with the period and kept their content are no difference of their own."""
    old, new = _training(earlier), _training(later)
    if len(old) != len(new):
        return _by_date(_moved(old, earlier, later), new)
    return [
        Difference(_date(after), before["content"], after["content"])
        for before, after in zip(old, new, strict=True)
        if before["content"] != after["content"]
    ]


def _moved(
    rows: list[dict[str, str]], earlier: dict[str, Any], later: dict[str, Any]
) -> list[dict[str, str]]:
    """The earlier rows on the days to which the period's first day takes them."""
    before, after = (day_of(text["period"]["from"]) for text in (earlier, later))
    by = after - before if before and after else timedelta()
    days = [day_of(row["day"]) for row in rows]
    return [
        {**row, "day": (day + by).isoformat() if day else ""} for row, day in zip(rows, days, strict=True)
    ]


def _by_date(old: list[dict[str, str]], new: list[dict[str, str]]) -> list[Difference]:
    before = {row["day"]: row for row in old}
    after = {row["day"]: row for row in new}
    return [
        Difference(_date({"day": day}), _content(before.get(day)), _content(after.get(day)))
        for day in sorted({*before, *after})
        if _content(before.get(day)) != _content(after.get(day))
    ]


def _training(text: dict[str, Any]) -> list[dict[str, str]]:
    return [row for row in text["programme"]["days"] if row["kind"] == "training"]


def _content(row: dict[str, str] | None) -> str:
    return row["content"] if row else ""


def _date(row: dict[str, str]) -> str:
    return weekday(day_of(row["day"])) or _("Day")
