"""Priloga 1 as PDF: what its template is printed from (templates/selection/pdf/suitability.html)."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core import journal
from core.wording import with_principal
from members.models import Employment
from mobility import documents, teaching
from mobility.activity import of_application
from mobility.application_face import past_rows
from mobility.enums import DisseminationKind, DocumentKind, EffectOn, Need, TrainingForm
from mobility.models import Application, Mobility
from mobility.sections import LABELS
from selection.enums import Verdict
from selection.models import Confirmation, Opinion
from selection.queries import opinions_of
from selection.words import part_label

STATEMENTS = ("statement_true", "statement_report", "statement_funding")
ROTATION_YEARS = 5


def issue_confirmation(confirmation: Confirmation, mobility: Mobility) -> None:
    """Issue Priloga 1 in both languages; what is issued in this version stays as it is."""
    opinions = list(opinions_of(confirmation))
    documents.issue(
        mobility=mobility,
        kind=DocumentKind.SUITABILITY,
        version=confirmation.version,
        paper=confirmation,
        contexts=lambda language: context_of(confirmation, mobility, opinions),
    )


def context_of(confirmation: Confirmation, mobility: Mobility, opinions: list[Opinion]) -> dict[str, Any]:
    """The whole paper in the active language."""
    application, employment, call = confirmation.application, mobility.employment, mobility.call
    return {
        "paper": _sheet(confirmation, mobility),
        "suitability": {
            "action": mobility.action,
            "call": call.title,
            "academic_year": call.academic_year,
            "employee": _employee(mobility, employment),
            "tasks": application.work_tasks or employment.work_tasks,
            **_training(application),
            "teaching": teaching.told_of(application),
            **_why(application),
            "language": {
                "name": application.language.name if application.language else "–",
                "level": application.own_level or "–",
            },
            "past": [
                {"period": row["period"], "host": row["host"], "content": row["title"]}
                for row in past_rows(application.past)
            ],
            "past_years": ROTATION_YEARS,
            "cover": "",
            "funding": {"source": f"Erasmus+ {mobility.action}", "estimate": None},
            "statements": [
                {"text": str(LABELS[name]), "given": getattr(application, name)} for name in STATEMENTS
            ],
            "stated_at": application.submitted_at,
            "opinions": [_opinion(opinion) for opinion in opinions],
            "decision": _decision(confirmation, opinions),
            "valid_for": _("version %(version)s of the application: host, period and content as above")
            % {"version": application.version},
        },
        "signatures": [_signature(confirmation)],
    }


def _sheet(confirmation: Confirmation, mobility: Mobility) -> dict[str, Any]:
    title, name = _("Confirmation of suitability"), mobility.person.get_full_name()
    paper = documents.sheet(
        mobility,
        activity=of_application(confirmation.application),
        title=title,
        subtitle=name,
        version=confirmation.version,
    )
    return documents.with_texts(paper, mobility, DocumentKind.SUITABILITY)


def _employee(mobility: Mobility, employment: Employment) -> dict[str, Any]:
    return {
        "name": mobility.person.get_full_name(),
        "unit": mobility.unit.name,
        "post": employment.post,
        "pay_group": employment.pay_group,
        "share": employment.share,
        "contract": str(employment.get_contract_display()),
        "contract_ends_on": employment.ends_on,
    }


def _training(application: Application) -> dict[str, Any]:
    """Host, stay, form and days."""
    host = application.host
    codes = ", ".join(code for code in (host.erasmus_code, host.pic, host.oid) if code) if host else ""
    contact = ", ".join(
        part
        for part in (application.contact_name, application.contact_position, application.contact_email)
        if part
    )
    content = "\n".join(f"– {row['text']}" for row in application.goals)
    return {
        "host": {
            "name": host.name if host else "–",
            "kind": str(host.get_kind_display()) if host else "",
            "city": host.city if host else "",
            "country": host.country.name if host else "",
            "codes": codes or "–",
            "website": host.website if host else "",
            "contact": contact or "–",
        },
        "stay": {
            "first_on": application.starts_on,
            "last_on": application.ends_on,
            "days": application.training_days,
            "virtual_first_on": None,
            "virtual_last_on": None,
            "travel_days": application.travel_days,
        },
        "forms": [str(TrainingForm(form).label) for form in application.forms],
        "training": {"title": application.title, "content": content, "programme": ""},
        "days": [
            {"on": date.fromisoformat(row["day"]), "activity": row.get("content", "")}
            for row in application.programme
            if row.get("kind") == "training" and row.get("day")
        ],
    }


def _why(application: Application) -> dict[str, Any]:
    """Reasons, effects, host's quality and dissemination."""
    needs = []
    if application.need:
        needs = [{"source": str(Need(application.need).label), "text": application.need_words}]
    return {
        "link_to_tasks": application.task_link,
        "used_from": None,
        "needs": needs,
        "skills": [row["text"] for row in application.goals],
        "effects": [
            {
                "level": _said(EffectOn, row.get("on")),
                "effect": row.get("text", ""),
                "indicator": row.get("indicator", ""),
                "due_on": _day(row.get("due_on")),
            }
            for row in application.effects
        ],
        "host_quality": {
            "reasons": application.host_quality,
            "agreement": "",
            "cooperation": "",
            "grade": None,
        },
        "dissemination": [
            {
                "form": _said(DisseminationKind, row.get("kind")),
                "audience": row.get("audience", ""),
                "due_on": _day(row.get("due_on")),
            }
            for row in application.dissemination
        ],
    }


def _opinion(opinion: Opinion) -> dict[str, Any]:
    capacity = part_label(opinion.part)
    if opinion.capacity != opinion.part:
        words = _("%(substitute)s in place of: %(capacity)s")
        capacity = words % {"substitute": part_label(opinion.capacity), "capacity": capacity}
    return {
        "capacity": capacity[:1].upper() + capacity[1:],
        "name": with_principal(opinion.person.get_full_name(), journal.stood_in_for(opinion)),
        "verdict": str(opinion.get_verdict_display()),
        "reasons": opinion.reasons,
        "given_at": opinion.given_at,
    }


def _decision(confirmation: Confirmation, opinions: list[Opinion]) -> dict[str, Any] | None:
    if confirmation.decided_at is None:
        return None
    against = sum(1 for opinion in opinions if opinion.verdict == Verdict.NOT)
    return {
        "verdict": str(confirmation.get_outcome_display()),
        "conditions": confirmation.conditions,
        "reasons": confirmation.reasons,
        "votes_for": len(opinions) - against,
        "votes_against": against,
        "abstained": 0,
        "excluded": [part_label(one.part) for one in opinions if one.capacity != one.part],
        "decided_on": confirmation.decided_at,
        "minutes": f"{confirmation.mobility.number}/{confirmation.version}",
    }


def _signature(confirmation: Confirmation) -> dict[str, Any]:
    name = confirmation.decided_by.get_full_name() if confirmation.decided_by else ""
    return {
        "party": _("For the body of three"),
        "name": name,
        "capacity": part_label("secretary"),
        "signed_at": confirmation.decided_at,
        "way": _("decision recorded with the person’s own account"),
        "mark": "",
    }


def _said(choices: Any, value: Any) -> str:
    return str(choices(value).label) if value in choices.values else ""


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None
