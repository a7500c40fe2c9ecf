"""The recognition record as a paper for the personnel file, its preview, and the page for the annual interview."""

from typing import Any

from django.utils.translation import gettext as _

from core.words import localized
from members.enums import Capacity
from mobility import documents, pages
from mobility.activity import of_application, of_mobility
from mobility.enums import DocumentKind, Need, TrainingForm
from mobility.models import Application, IssuedDocument, Mobility, Promise
from mobility.outcomes import outcomes_of
from recognition.models import RecognitionEntry


def issue_record(entry: RecognitionEntry) -> list[IssuedDocument]:
    """Issue the record in both languages. Raises core.pdf.RenderFailed."""
    return documents.issue(
        mobility=entry.mobility,
        kind=DocumentKind.RECOGNITION,
        version=1,
        paper=entry,
        contexts=lambda _language: {"paper": _sheet(entry), "record": printed(entry)},
    )


def _sheet(entry: RecognitionEntry) -> dict[str, Any]:
    title = _("Record of the recognition of a mobility")
    activity, name = of_mobility(entry.mobility), entry.mobility.person.get_full_name()
    paper = documents.sheet(entry.mobility, activity=activity, title=title, subtitle=name)
    return documents.with_texts(paper, entry.mobility, DocumentKind.RECOGNITION)


def printed(entry: RecognitionEntry) -> dict[str, Any]:
    """The record as its paper shows it, in the active language. No scores and no words of the committee."""
    mobility = entry.mobility
    application = _application(mobility)
    host = mobility.host
    return {
        "person": {
            "name": mobility.person.get_full_name(),
            "post": mobility.employment.post,
            "unit": mobility.unit.name,
            "pay_group": mobility.employment.pay_group,
        },
        "mobility": _mobility(mobility, application),
        "host": {
            "name": host.name if host else "",
            "city": host.city if host else "",
            "country": host.country.name if host else "",
            "erasmus_code": host.erasmus_code if host else "",
        },
        "stay": {"first_on": mobility.starts_on, "last_on": mobility.ends_on, "days": mobility.training_days},
        "teaching_hours": outcomes_of(mobility).teaching_hours,
        "goals": [goal.get("text", "") for goal in application.goals] if application else [],
        "evidence": evidence_of(mobility),
        "kinds": entry.kind_words,
        "basis": entry.basis,
        "remarks": entry.remarks,
        "entry": {
            "entered_by": str(entry.recorded_by),
            "capacity": str(Capacity.HR.label),
            "entered_on": entry.entered_on,
            "number": entry.reference,
        },
    }


def _mobility(mobility: Mobility, application: Application | None) -> dict[str, Any]:
    """In which call it was, and what was done in which language."""
    language = application.language if application else None
    return {
        "action": mobility.action,
        "call": mobility.call.title,
        "academic_year": mobility.call.academic_year,
        "title": mobility.title,
        "forms": [str(TrainingForm(form).label) for form in application.forms] if application else [],
        "language": localized(language, "name") if language else "",
    }


def issue_interview(entry: RecognitionEntry) -> list[IssuedDocument]:
    """Issue the page for the annual interview in both languages. Raises core.pdf.RenderFailed."""
    return documents.issue(
        mobility=entry.mobility,
        kind=DocumentKind.INTERVIEW,
        version=1,
        paper=entry,
        contexts=lambda _language: interview(entry),
    )


def interview(entry: RecognitionEntry) -> dict[str, Any]:
    """What superior and employee talk about: need, goals and what came of them, promises, room for what they agree."""
    mobility = entry.mobility
    name, application = mobility.person.get_full_name(), _application(mobility)
    activity, title = of_application(application), _("Mobility in the annual interview")
    paper = documents.sheet(mobility, activity=activity, title=title, subtitle=name)
    return {
        "paper": documents.with_texts(paper, mobility, DocumentKind.INTERVIEW),
        "interview": {
            **{key: value for key, value in printed(entry).items() if key in ("mobility", "host", "stay")},
            "post": mobility.employment.post,
            "unit": mobility.unit.name,
            "need": str(Need(application.need).label) if application and application.need else "",
            "need_words": application.need_words if application else "",
            "outcomes": outcomes_of(mobility),
            "promises": [
                {"words": row.said, "due_on": row.due_on, "kept_on": row.kept_on}
                for row in Promise.objects.filter(mobility=mobility)
            ],
            "kinds": entry.kind_words,
            "number": entry.reference,
            "entered_on": entry.entered_on,
        },
        "data": {"kinds": list(entry.kinds), "number": entry.reference, "entered_on": entry.entered_on},
        "signatures": [_open_box(_("Employee"), name), _open_box(_("Superior"), "")],
    }


def _open_box(party: str, name: str) -> dict[str, Any]:
    """A box for a signature with a pen."""
    return {"party": party, "name": name, "capacity": "", "signed_at": None, "way": "", "mark": ""}


def evidence_of(mobility: Mobility) -> list[dict[str, str]]:
    """The papers on which recognition rests, with their state in words."""
    return [{"label": str(paper.label), "words": paper.words(mobility)} for paper in pages.EVIDENCE]


def _application(mobility: Mobility) -> Application | None:
    submitted = Application.objects.filter(mobility=mobility).exclude(submitted_at=None)
    return submitted.select_related("language").order_by("-version").first()
