"""The agreement as people read it: the signed text in one language, for page, host's room and PDF."""

from collections.abc import Callable
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.wording import day_and_year
from members.enums import Capacity
from mobility import agreement_changes, agreements, documents
from mobility.activity import of_text
from mobility.agreement_text import day_of, in_language
from mobility.enums import DocumentKind, Party, SigningWay
from mobility.models import Agreement, Mobility, Signature

MARK_LENGTH = 16
WAYS = {
    SigningWay.SIGNED_IN: gettext_lazy("electronically, with the person’s own account"),
    SigningWay.LINK: gettext_lazy("electronically, by a personal link sent by e-mail"),
    SigningWay.OUTSIDE: gettext_lazy("electronically, with a certificate issued by “%(issuer)s”"),
    SigningWay.SCAN: gettext_lazy("in ink, dated %(day)s; kept as a scan"),
}


def reading(agreement: Agreement) -> dict[str, Any]:
    """The text for a page, in the active language, with dates as dates and travel told from training."""
    text: dict[str, Any] = in_language(agreement.text)
    text["period"]["from"] = day_of(text["period"]["from"])
    text["period"]["to"] = day_of(text["period"]["to"])
    programme = text["programme"]
    for row in (*programme["days"], *programme["outcomes"], *programme["dissemination"]):
        for key in ("day", "due_on"):
            if key in row:
                row[key] = day_of(row[key])
    for row in programme["days"]:
        row["is_travel"] = row["kind"] == "travel"
    return text


def paper_context(agreement: Agreement, mobility: Mobility) -> dict[str, Any]:
    """What the PDF is printed from (templates/mobility/pdf/agreement.html), in the active language."""
    text = reading(agreement)
    staff, programme, period = text["staff_member"], text["programme"], text["period"]
    activity = of_text(text)
    title = _("Mobility Agreement – Staff Mobility for Training")
    if activity.is_combined:
        title = _("Mobility Agreement – Staff Mobility for Teaching and Training")
    subtitle = f"{staff['first_name']} {staff['last_name']}"
    return {
        "paper": documents.sheet(
            mobility, activity=activity, title=title, subtitle=subtitle, version=agreement.version
        ),
        "agreement": {
            "action": text["action"],
            "project": "",
            "academic_year": text["academic_year"],
            "physical": {
                "first_on": period["from"],
                "last_on": period["to"],
                "days": period["training_days"],
            },
            "virtual": None,
            "travel_days": {"before": period["travel_before"], "after": period["travel_after"]},
            "staff": {**staff, "seniority": staff["seniority"] or "–", "nationality": "–", "sex": "–"},
            "sending": _sending(text["sending"]),
            "receiving": _receiving(text["receiving"]),
            "programme": _programme(programme),
            "days": [_paper_day(row) for row in programme["days"]],
            "extras": _extras(text),
            "amendment": _amendment(agreement),
        },
        "signatures": boxes(agreement),
        "data": {"text": agreement.text, "text_hash": agreement.text_hash},
    }


def _sending(text: dict[str, Any]) -> dict[str, str]:
    return {
        "name": text["name"],
        "unit": f"{text['faculty']}, {text['unit']}",
        "erasmus_code": text["erasmus_code"],
        "address": text["address"],
        "country": text["country"],
        "country_code": text["country_code"],
        "contact": text["contact_name"] or "–",
        "contact_reach": text["contact_email"],
    }


def _receiving(text: dict[str, Any]) -> dict[str, str]:
    contact = ", ".join(part for part in (text["contact_name"], text["contact_position"]) if part)
    return {
        "name": text["name"],
        "unit": text["unit"],
        "erasmus_code": text["erasmus_code"],
        "address": text["address"],
        "country": text["country"],
        "country_code": text["country_code"],
        "contact": contact or "–",
        "contact_reach": text["contact_email"] or "–",
        "size": "",
        "nace": "",
    }


def _programme(text: dict[str, Any]) -> dict[str, Any]:
    return {
        "language": text["language"] or "–",
        "objectives": lines(text["objectives"]),
        "teaching": text.get("teaching"),
        "pedagogical": None,
        "added_value": text["added_value"],
        "activities": activities(text),
        "virtual_activities": "",
        "outcomes": lines([outcome_words(row) for row in text["outcomes"]]),
    }


def lines(items: list[str]) -> str:
    """Several answers under one heading, each on a line of its own."""
    return "\n".join(f"– {item}" for item in items) if len(items) > 1 else "".join(items)


def activities(programme: dict[str, Any]) -> str:
    """What is done, in a few words; the days stand on the supplement."""
    forms = capfirst(", ".join(programme["forms"]))
    return "\n\n".join(part for part in (programme["title"], forms, programme["task_link"]) if part)


def outcome_words(row: dict[str, Any]) -> str:
    """An expected effect in one sentence: on whom, what, by which indicator."""
    words = f"{capfirst(row['on'])}: {row['text']}" if row["on"] else row["text"]
    return f"{words} ({row['indicator']})" if row["indicator"] else words


def _paper_day(row: dict[str, Any]) -> dict[str, Any]:
    activity = f"{_('Travel')}. {row['content']}".rstrip(". ") if row["is_travel"] else row["content"]
    return {"on": row["day"], "hours": row["hours"] or "–", "activity": activity, "where": ""}


def _extras(text: dict[str, Any]) -> list[dict[str, str]]:
    shared = [
        capfirst(f"{row['kind']}: {row['audience']}" if row["audience"] else row["kind"])
        for row in text["programme"]["dissemination"]
        if row["kind"]
    ]
    rows = [(_("Post"), text["staff_member"]["post"]), (_("Sharing of results"), lines(shared))]
    return [{"label": label, "value": value} for label, value in rows if value]


def _amendment(agreement: Agreement) -> dict[str, Any] | None:
    if agreement.version == 1:
        return None
    amended = agreement.text.get("amendment", {})
    changes = [
        f"{row.label}: {row.before or '–'} → {row.after or '–'}"
        for row in agreement_changes.since_earlier(agreement)
    ]
    return {
        "number": amended.get("number"),
        "of_version": amended.get("of_version", agreement.version - 1),
        "signed_on": day_of(amended.get("signed_on", "")),
        "changed_on": agreement.made_at,
        "changes": changes,
    }


def boxes(agreement: Agreement) -> list[dict[str, Any]]:
    """The three signature boxes: party, and who signed in which capacity, when and how."""
    signed = agreements.signed_by(agreement)
    return [_box(agreement, party, signed.get(party)) for party in agreements.PARTIES]


def _box(agreement: Agreement, party: Party, signature: Signature | None) -> dict[str, Any]:
    if signature is None:
        return {
            "party": str(party.label),
            "key": party.value,
            "name": _expected(agreement, party),
            "capacity": "",
            "signed_at": None,
            "way": "",
            "mark": "",
            "received": None,
        }
    capacity = signature.function
    if not capacity and party == Party.HOME and signature.received is None:
        capacity = str(Capacity(signature.capacity).label)
    return {
        "party": str(party.label),
        "key": party.value,
        "name": signature.name,
        "capacity": capacity,
        "signed_at": signature.signed_at,
        "way": way_words(signature),
        "mark": signature.text_hash[:MARK_LENGTH],
        "received": signature.received,
    }


def way_words(signature: Signature) -> str:
    """How it was signed, and who entered it where that was done on somebody's behalf, in the active language."""
    words = str(WAYS[SigningWay(signature.way)])
    received = signature.received
    if received is None:
        return words
    counted = received.found[received.counted] if received.counted is not None else {}
    words %= {"issuer": counted.get("issuer", ""), "day": day_and_year(signature.written_on)}
    if not is_on_behalf(signature):
        return words
    return _("%(way)s; entered on behalf by %(name)s") % {"way": words, "name": received.entered_by}


def is_on_behalf(signature: Signature) -> bool:
    """Whether somebody else than the signatory put the signature into the file."""
    received = signature.received
    return received is not None and received.entered_by_id not in (None, signature.person_id)


def _expected(agreement: Agreement, party: Party) -> str:
    staff = agreement.text["staff_member"]
    return f"{staff['first_name']} {staff['last_name']}" if party == Party.PARTICIPANT else ""


def issue(agreement: Agreement, mobility: Mobility) -> None:
    """Print the signed agreement in both languages, once a version."""
    _issue(DocumentKind.AGREEMENT, agreement, mobility, paper_context)


def issue_to_sign(agreement: Agreement, mobility: Mobility) -> None:
    """Print the agreement with empty boxes in both languages, to be signed elsewhere, once a version."""
    _issue(DocumentKind.AGREEMENT_TO_SIGN, agreement, mobility, unsigned_context)


def unsigned_context(agreement: Agreement, mobility: Mobility) -> dict[str, Any]:
    """The same paper before anybody signed, whoever has signed meanwhile: all three sign one text."""
    told = paper_context(agreement, mobility)
    told["paper"]["is_draft"] = True
    told["signatures"] = [_box(agreement, party, None) for party in agreements.PARTIES]
    return told


def _issue(
    kind: DocumentKind,
    agreement: Agreement,
    mobility: Mobility,
    context: Callable[[Agreement, Mobility], dict[str, Any]],
) -> None:
    documents.issue(
        mobility=mobility,
        kind=kind,
        version=agreement.version,
        paper=agreement,
        contexts=lambda _language: context(agreement, mobility),
    )
