"""An appeal and its frozen file in the reader's language, as pages and papers show them."""

from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.face import Fact
from core.wording import day, moment
from selection.appeals import seats_of
from selection.enums import Outcome, Role
from selection.models import Appeal


def facts_of(appeal: Appeal) -> list[Fact]:
    """Ground, dates, panel and outcome."""
    seats = seats_of(appeal)
    names = [
        _("%(name)s (chair)") % {"name": seat.person.get_full_name()}
        if seat.role == Role.CHAIR
        else seat.person.get_full_name()
        for seat in seats
    ]
    facts = [
        Fact(_("Ground"), appeal.get_ground_display()),
        Fact(_("Lodged"), moment(appeal.lodged_at)),
        Fact(_("Panel"), ", ".join(names) or _("not named yet")),
    ]
    if appeal.is_decided:
        outcome = appeal.get_outcome_display()
        return [*facts, Fact(_("Outcome"), outcome, moment(appeal.decided_at))]
    return [*facts, Fact(_("Decided by"), day(appeal.decide_by) if appeal.decide_by else "–")]


def frozen_words(frozen: dict[str, Any]) -> dict[str, Any]:
    """Facts, reasons, points by criterion and sheets; everything from the frozen file, nothing from today's rows."""
    names = {row["id"]: _in_language(row, "name") for row in frozen["call"]["criteria"]}
    decision, exclusion, agreed = frozen["decision"], frozen["exclusion"], frozen.get("agreed")
    return {
        "facts": [*_decided(decision), *_standing(frozen["standing"])],
        "clause": exclusion["clause"] if exclusion else "",
        "reasons": (decision or exclusion or {}).get("reasons", ""),
        "computed": [
            {
                "name": names.get(row["criterion"], ""),
                "points": row["points"],
                "why": _in_language(row, "because"),
            }
            for row in frozen["computed"]
        ],
        "agreed": agreed
        and {
            "sentence": agreed["sentence"],
            "points": [{**row, "name": names.get(row["criterion"], "")} for row in agreed["points"]],
        },
        "sheets": [
            {
                "title": _("Assessor %(number)s") % {"number": sheet["assessor"]},
                "scores": [{**score, "name": names.get(score["criterion"], "")} for score in sheet["scores"]],
            }
            for sheet in frozen["sheets"]
        ],
    }


def _decided(decision: dict[str, Any] | None) -> list[Fact]:
    if decision is None:
        return []
    when = datetime.fromisoformat(decision["released_at"]) if decision["released_at"] else None
    facts = [Fact(_("Result"), Outcome(decision["outcome"]).result, moment(when))]
    if decision["place"]:
        facts.append(Fact(_("Place number on the reserve list"), str(decision["place"])))
    return facts


def _standing(standing: dict[str, Any] | None) -> list[Fact]:
    if standing is None:
        return []
    return [
        Fact(_("Rank"), f"{standing['rank'] or '–'} / {standing['among']}"),
        Fact(_("Total"), standing["total"] or "–"),
        Fact(_("Spread"), standing["spread"] or "–"),
    ]


def _in_language(row: dict[str, Any], name: str) -> str:
    language = "en" if (get_language() or "sl").startswith("en") else "sl"
    return str(row.get(f"{name}_{language}") or "")
