"""The departure pack: one page with what to have along, whom to ask, the days, and what is owed after the return.

It says what the signed agreement and the member's own rules say, and is printed when a mobility is ready.
"""

from typing import Any

from django.utils.translation import gettext as _

from members.enums import Capacity
from members.models import University
from mobility import documents
from mobility.activity import of_text
from mobility.agreement_paper import reading
from mobility.enums import DocumentKind
from mobility.models import Agreement, IssuedDocument, Mentor, Mobility, Promise
from mobility.queries import due_after_return
from mobility.readers import holders


def issue(agreement: Agreement, mobility: Mobility) -> list[IssuedDocument]:
    """Issue the page that goes with a signed agreement, in both languages. Raises core.pdf.RenderFailed."""
    return documents.issue(
        mobility=mobility,
        kind=DocumentKind.DEPARTURE,
        version=agreement.version,
        paper=agreement,
        contexts=lambda _language: context_of(agreement, mobility),
    )


def context_of(agreement: Agreement, mobility: Mobility) -> dict[str, Any]:
    """The whole page in the active language."""
    text, name = reading(agreement), mobility.person.get_full_name()
    period, receiving = text["period"], text["receiving"]
    paper = documents.sheet(
        mobility,
        activity=of_text(text),
        title=_("Departure pack"),
        subtitle=name,
        version=agreement.version,
    )
    return {
        "paper": documents.with_texts(paper, mobility, DocumentKind.DEPARTURE),
        "pack": {
            "action": mobility.action,
            "academic_year": mobility.call.academic_year,
            "title": mobility.title,
            "first_on": period["from"],
            "last_on": period["to"],
            "days": period["training_days"],
            "travel_before": period["travel_before"],
            "travel_after": period["travel_after"],
            "host": ", ".join(part for part in (receiving["name"], receiving["unit"]) if part),
            "address": ", ".join(part for part in (receiving["address"], receiving["country"]) if part),
            "contacts": _contacts(mobility, receiving),
            "agreement_version": agreement.version,
            "due_on": due_after_return(mobility),
            "promises": [
                {"words": row.said, "due_on": row.due_on} for row in Promise.objects.filter(mobility=mobility)
            ],
        },
    }


def _contacts(mobility: Mobility, receiving: dict[str, Any]) -> list[dict[str, str]]:
    """Whom to ask: at the host, its mentor, at home."""
    university = University.objects.get(pk=mobility.university_id)
    found = [
        {
            "who": _("At the host"),
            "name": ", ".join(
                part for part in (receiving["contact_name"], receiving["contact_position"]) if part
            ),
            "reach": receiving["contact_email"],
        }
    ]
    mentor = Mentor.objects.filter(mobility=mobility).first()
    if mentor is not None:
        name = ", ".join(part for part in (mentor.name, mentor.function) if part)
        found.append({"who": _("Mentor at the host"), "name": name, "reach": mentor.email})
    found += [
        {"who": _("At home"), "name": person.get_full_name(), "reach": person.email}
        for person in holders(mobility, Capacity.COORDINATOR, with_substitutes=False)
    ]
    return [
        *found,
        {"who": _("The university’s office"), "name": "", "reach": university.email},
    ]
