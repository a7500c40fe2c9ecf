"""Decisions as papers: what was decided about an application, why, what follows, and how to appeal.

One paper for each decision that is released, in three shapes; one for an exclusion; one for the decision on an appeal.
"""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core.models import Entry
from core.wording import day_and_year, points, with_principal
from members.enums import Capacity
from mobility import documents
from mobility.activity import of_mobility
from mobility.enums import DocumentKind
from mobility.models import IssuedDocument, Mobility
from selection.after import after_of
from selection.appeals import seats_of
from selection.drafts import result_words
from selection.enums import AppealGround, Cause, Outcome, Relief, Role
from selection.models import Appeal, Decision, Exclusion
from selection.scale import most_points, scales_of
from selection.words import shown

Told = dict[str, Any]


def issue_decision(decision: Decision, mobility: Mobility, entry: Entry) -> list[IssuedDocument]:
    """Issue a decision that was released with this entry, in both languages. Raises core.pdf.RenderFailed."""
    return documents.issue(
        mobility=mobility,
        kind=DocumentKind.DECISION,
        version=decision.version,
        paper=decision,
        contexts=lambda _language: decision_context(decision, mobility, entry),
    )


def issue_exclusion(exclusion: Exclusion, mobility: Mobility, entry: Entry) -> list[IssuedDocument]:
    """Issue why an application cannot take part, in both languages. Raises core.pdf.RenderFailed."""
    return documents.issue(
        mobility=mobility,
        kind=DocumentKind.INELIGIBLE,
        version=Exclusion.objects.filter(mobility=mobility, pk__lte=exclusion.pk).count(),
        paper=exclusion,
        contexts=lambda _language: exclusion_context(exclusion, mobility, entry),
    )


def issue_appeal(appeal: Appeal, mobility: Mobility, entry: Entry) -> list[IssuedDocument]:
    """Issue what the panel decided on an appeal, in both languages. Raises core.pdf.RenderFailed."""
    return documents.issue(
        mobility=mobility,
        kind=DocumentKind.APPEAL,
        version=_number_of(appeal),
        paper=appeal,
        contexts=lambda _language: appeal_context(appeal, mobility, entry),
    )


def decision_context(decision: Decision, mobility: Mobility, entry: Entry) -> Told:
    """The decision in the active language: place, reasons, points by criterion, what to do by when."""
    words = result_words(decision, told_at=entry.at)
    assessment = decision.assessment
    scales = scales_of(mobility.call)
    return {
        "paper": _sheet(mobility, DocumentKind.DECISION, _("Decision on selection"), decision.version),
        "about": _about(mobility),
        "decision": {
            "outcome": str(decision.outcome),
            "result": decision.result,
            "place": decision.place,
            "is_funded": decision.is_funded,
            "grant": decision.grant if decision.is_funded else None,
            "quota": decision.quota,
            "source": decision.source,
            "cause": str(decision.cause),
            "cause_words": str(Cause(decision.cause).label),
            "released_at": decision.released_at,
            "reasons": decision.reasons,
            "total": shown(assessment.total),
            "most": points(most_points(scales)),
            "rank": assessment.rank,
            "points": words["points"],
            "confirm_by": mobility.confirm_by,
        },
        "appeal": _appeal(mobility, words["appeal_until"]) if decision.outcome != Outcome.AWARD else None,
        "signatures": [_signature(decision, entry)] if decision.decided_by_id else [],
    }


def exclusion_context(exclusion: Exclusion, mobility: Mobility, entry: Entry) -> Told:
    """The clause that is not met, the reasons, and how to appeal, in the active language."""
    title = _("Decision on eligibility")
    signature = {
        "party": _("For the international office"),
        "name": _name_of(entry),
        "capacity": str(Capacity(entry.capacity).label),
        **_signed(exclusion.made_at),
    }
    return {
        "paper": _sheet(mobility, DocumentKind.INELIGIBLE, title),
        "about": _about(mobility),
        "exclusion": {"clause": exclusion.clause, "reasons": exclusion.reasons},
        "appeal": _appeal(mobility, after_of(mobility.call).last_day_of_appeal(entry.at)),
        "signatures": [signature],
    }


def appeal_context(appeal: Appeal, mobility: Mobility, entry: Entry) -> Told:
    """What the panel decided and why, what was objected to, and what follows, in the active language."""
    seats = seats_of(appeal)
    decided_by = appeal.decided_by.get_full_name() if appeal.decided_by else ""
    title = _("Decision on the appeal")
    return {
        "paper": _sheet(mobility, DocumentKind.APPEAL, title, _number_of(appeal)),
        "about": _about(mobility),
        "appeal": {
            "outcome": str(appeal.outcome),
            "result": str(appeal.get_outcome_display()),
            "against": _against(appeal),
            "lodged_at": appeal.lodged_at,
            "ground": str(appeal.get_ground_display()),
            "words": appeal.words,
            "panel": [_seat(seat.person.get_full_name(), seat.role) for seat in seats],
            "reasons": appeal.reasons,
            "follows": _follows(appeal, str(entry.facts.get("relief", ""))),
        },
        "signatures": [
            {
                "party": _("For the panel"),
                "name": decided_by,
                "capacity": _("chair of the panel"),
                **_signed(appeal.decided_at),
            }
        ],
    }


def _number_of(appeal: Appeal) -> int:
    """Which appeal of its mobility it is."""
    return Appeal.objects.filter(mobility=appeal.mobility_id, pk__lte=appeal.pk).count()


def _sheet(mobility: Mobility, kind: DocumentKind, title: str, version: int = 1) -> Told:
    name = mobility.person.get_full_name()
    paper = documents.sheet(
        mobility, activity=of_mobility(mobility), title=title, subtitle=name, version=version
    )
    return documents.with_texts(paper, mobility, kind)


def _about(mobility: Mobility) -> Told:
    """Whom and which application a decision is about."""
    host = mobility.host
    return {
        "action": mobility.action,
        "academic_year": mobility.call.academic_year,
        "call": mobility.call.title,
        "basis": mobility.call.in_words("basis"),
        "name": mobility.person.get_full_name(),
        "unit": mobility.unit.name,
        "title": mobility.title,
        "host": f"{host.name}, {host.city}" if host else "",
        "first_on": mobility.starts_on,
        "last_on": mobility.ends_on,
    }


def _appeal(mobility: Mobility, until: date | None) -> Told:
    """Until when, on which grounds and to whom one may appeal; nothing after a panel has spoken."""
    return {
        "until": until,
        "grounds": [str(ground.label) for ground in AppealGround] if until else [],
        "panel_days": after_of(mobility.call).panel_days,
    }


def _signature(decision: Decision, entry: Entry) -> Told:
    """Who released the decision, or who chaired the panel after an appeal."""
    if decision.cause == Cause.APPEAL:
        party, name = _("For the panel"), str(decision.decided_by)
        capacity = _("chair of the panel")
    else:
        party, name = _("For the committee"), _name_of(entry)
        capacity = str(Capacity(entry.capacity).label)
    return {"party": party, "name": name, "capacity": capacity, **_signed(decision.released_at)}


def _signed(at: Any) -> Told:
    return {"signed_at": at, "way": _("decision recorded with the person’s own account"), "mark": ""}


def _name_of(entry: Entry) -> str:
    return with_principal(entry.actor_name, str(entry.facts.get("for", "")))


def _seat(name: str, role: str) -> str:
    return _("%(name)s (chair)") % {"name": name} if role == Role.CHAIR else name


def _against(appeal: Appeal) -> str:
    """What was appealed against, with its day."""
    if appeal.against is not None and appeal.against.released_at is not None:
        told = {"result": appeal.against.result, "day": day_and_year(appeal.against.released_at)}
        return _("%(result)s, told on %(day)s") % told
    made_at = appeal.exclusion.made_at if appeal.exclusion else None
    return _("Decision on eligibility of %(day)s") % {"day": day_and_year(made_at)}


def _follows(appeal: Appeal, relief: str) -> str:
    """What the panel's decision leads to, in a sentence."""
    if relief == Relief.AWARD:
        return _("A place is awarded; a decision on selection of its own says until when to confirm it.")
    if relief == Relief.RESERVE:
        rows = Decision.objects.filter(assessment__mobility=appeal.mobility_id, cause=Cause.APPEAL)
        place = rows.order_by("-version").values_list("place", flat=True).first()
        return _("The application stands at place %(place)s of the reserve list.") % {"place": place}
    if relief == Relief.ADMIT:
        return _("The application takes part and goes to the committee.")
    return _("The decision stands as it was.")
