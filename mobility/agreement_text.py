"""The text of the Mobility Agreement: all that three parties sign, as one canonical document.

Blocks and fields follow the Commission's form "Staff Mobility for Training – Mobility Agreement"; a stay that combines
training with teaching follows "Staff Mobility for Teaching", adapted to both, as that form's first note asks. What
reads differently by language stands in both, so that one hash covers the Slovenian and the English paper.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.words import FALLBACK, written_in
from members.models import Employment, Member, Person, University
from mobility.enums import DisseminationKind, EffectOn, TeachingLevel, TrainingForm
from mobility.models import Agreement, Application, Mobility

LANGUAGES = ("sl", "en")
TRAINING_FORM = "Staff Mobility for Training – Mobility Agreement"
TEACHING_FORM = "Staff Mobility for Teaching – Mobility Agreement"
# Years of service: below the first "junior", below the second "intermediate" (the Commission's form).
INTERMEDIATE_FROM, SENIOR_FROM = 10, 20
SENIORITY: dict[str, str | Promise] = {
    "junior": _("junior (less than about 10 years of experience)"),
    "intermediate": _("intermediate (more than 10 and less than 20 years of experience)"),
    "senior": _("senior (more than 20 years of experience)"),
}
COMMITMENTS: tuple[str | Promise, ...] = (
    _(
        "With their signatures the staff member, the sending institution and the receiving institution or "
        "enterprise approve this mobility agreement."
    ),
    _(
        "The sending institution supports the mobility as part of its strategy of modernisation and "
        "internationalisation and will recognise it in every evaluation or assessment of the staff member."
    ),
    _(
        "The staff member will share the experience gained, in particular its effect on the staff member’s "
        "own professional development and on the sending institution, so that it may serve others as an "
        "example."
    ),
    _(
        "The staff member and the sending institution, as the beneficiary of the funds, will keep to the "
        "provisions of the grant agreement concluded between them."
    ),
    _(
        "The staff member and the receiving institution or enterprise will inform the sending institution "
        "without delay of any difficulty and of any change to the agreed programme or period."
    ),
)


def canonical(text: dict[str, Any]) -> bytes:
    """The text as the bytes that are hashed: JSON with sorted keys, no spaces, UTF-8."""
    return json.dumps(text, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def hash_of(text: dict[str, Any]) -> str:
    """SHA-256 of the canonical text: what a signature binds to."""
    return hashlib.sha256(canonical(text)).hexdigest()


def in_both(words: Callable[[], Any]) -> dict[str, str]:
    """What `words` gives in each language of the product."""
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[language] = str(words())
    return found


def compose(
    *, mobility: Mobility, application: Application, agreement: Agreement, contact: Person | None
) -> dict[str, Any]:
    """The whole text from the application as it is now; `contact` answers for the sending institution.

    `agreement` is the version that it is the text of, and says what it amends.
    """
    return {
        "form": TEACHING_FORM if application.teaching else TRAINING_FORM,
        "reference": mobility.number,
        "version": agreement.version,
        **_amended(agreement),
        "action": mobility.action,
        "academic_year": mobility.call.academic_year,
        "period": _period(mobility, application),
        "staff_member": _staff_member(mobility, application),
        "sending": _sending(mobility, contact),
        "receiving": _receiving(application),
        "programme": {**_programme(application), **_teaching(application)},
        "commitments": [in_both(words.__str__) for words in COMMITMENTS],
    }


def _amended(agreement: Agreement) -> dict[str, Any]:
    amended = agreement.amends
    if amended is None or amended.signed_at is None:
        return {}
    signed_on = timezone.localtime(amended.signed_at).date().isoformat()
    return {
        "amendment": {"number": agreement.amendment, "of_version": amended.version, "signed_on": signed_on}
    }


def _period(mobility: Mobility, application: Application) -> dict[str, Any]:
    return {
        "from": _iso(application.starts_on),
        "to": _iso(application.ends_on),
        "training_days": application.training_days or mobility.training_days,
        "travel_before": application.travel_before,
        "travel_after": application.travel_after,
    }


def _staff_member(mobility: Mobility, application: Application) -> dict[str, Any]:
    post, person = mobility.employment, mobility.person
    level = seniority(post, application.starts_on)
    return {
        "last_name": person.last_name,
        "first_name": person.first_name,
        "email": person.email,
        "post": {"sl": post.post_sl, "en": post.post_en},
        "seniority": in_both(lambda: SENIORITY[level]) if level else None,
    }


def seniority(post: Employment, on: date | None) -> str:
    """Junior, intermediate or senior on a day by the years since `seniority_from`; empty when not known."""
    if post.seniority_from is None or on is None:
        return ""
    years = (on - post.seniority_from).days / 365.25
    if years < INTERMEDIATE_FROM:
        return "junior"
    return "intermediate" if years < SENIOR_FROM else "senior"


def _sending(mobility: Mobility, contact: Person | None) -> dict[str, Any]:
    university = University.objects.get(pk=mobility.university_id)
    member = Member.objects.get(pk=mobility.member_id)
    return {
        "name": {"sl": university.name_sl, "en": university.name_en},
        "faculty": {"sl": member.name_sl, "en": member.name_en},
        "unit": {"sl": mobility.unit.name_sl, "en": mobility.unit.name_en},
        "erasmus_code": university.erasmus_code,
        "address": f"{member.address}",
        "country": {"sl": university.country_name_sl, "en": university.country_name_en},
        "country_code": university.country,
        "contact_name": contact.get_full_name() if contact else "",
        "contact_email": contact.email if contact else member.email,
    }


def _receiving(application: Application) -> dict[str, Any]:
    host = application.host
    if host is None:
        raise ValueError("an agreement needs a host")
    country = host.country
    return {
        "name": host.name,
        "unit": application.host_unit,
        "kind": in_both(host.get_kind_display),
        "erasmus_code": host.erasmus_code,
        "address": ", ".join(part for part in (host.address, host.city) if part),
        "country": {"sl": country.name_sl or country.name_en, "en": country.name_en},
        "country_code": host.country_id,
        "contact_name": application.contact_name,
        "contact_position": application.contact_position,
        "contact_email": application.contact_email,
    }


def _programme(application: Application) -> dict[str, Any]:
    language = application.language
    return {
        "title": application.title,
        "forms": [
            in_both(TrainingForm(form).label.__str__) for form in application.forms if form in TrainingForm
        ],
        "language": {"sl": language.name_sl, "en": language.name_en} if language else None,
        "objectives": [row.get("text", "") for row in application.goals if row.get("text")],
        "added_value": application.added_value,
        "task_link": application.task_link,
        "days": sorted((_day(row) for row in application.programme), key=lambda row: row["day"]),
        "outcomes": [_outcome(row) for row in application.effects],
        "dissemination": [_sharing(row) for row in application.dissemination],
    }


def _teaching(application: Application) -> dict[str, Any]:
    """What the form for teaching asks besides; nothing, not even its key, in a stay for training alone."""
    if not application.teaching:
        return {}
    field, level = application.teaching_field, application.teaching_level
    return {
        "teaching": {
            "field_code": field.code if field else "",
            "field": {"sl": field.name_sl, "en": field.name_en} if field else None,
            "level": in_both(TeachingLevel(level).label.__str__) if level else None,
            "students": application.teaching_students,
            "hours": application.teaching_hours,
            "content": application.teaching_content,
        }
    }


def _day(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "day": str(row.get("day") or ""),
        "kind": str(row.get("kind") or ""),
        "hours": str(row.get("hours") or ""),
        "content": str(row.get("content") or ""),
    }


def _outcome(row: dict[str, Any]) -> dict[str, Any]:
    on = str(row.get("on") or "")
    return {
        "on": in_both(EffectOn(on).label.__str__) if on in EffectOn else None,
        "text": str(row.get("text") or ""),
        "indicator": str(row.get("indicator") or ""),
        "due_on": str(row.get("due_on") or ""),
    }


def _sharing(row: dict[str, Any]) -> dict[str, Any]:
    kind = str(row.get("kind") or "")
    return {
        "kind": in_both(DisseminationKind(kind).label.__str__) if kind in DisseminationKind else None,
        "audience": str(row.get("audience") or ""),
        "due_on": str(row.get("due_on") or ""),
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def in_language(value: Any, language: str = "") -> Any:
    """The text with every pair {"sl", "en"} reduced to one language, everything else as it is."""
    language = written_in(language)
    if isinstance(value, list):
        return [in_language(item, language) for item in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"sl", "en"}:
        return value[language] or value[FALLBACK]
    return {key: in_language(item, language) for key, item in value.items()}


def day_of(said: str) -> date | None:
    """A date of the text, or None where none was given."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
