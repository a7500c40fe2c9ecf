"""The grant agreement as people read it: the signed text in one language, for page and PDF."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from core.face import Amount
from funding import changes
from funding import text as text_of_grant
from funding.accounts import grouped, masked
from funding.enums import GrantKind
from funding.models import BankDetails, GrantAgreement, GrantSignature
from funding.money import pay_by
from funding.queries import PARTIES, details_of, signed_by, told_against
from members.enums import Capacity
from mobility import documents
from mobility.agreement_paper import MARK_LENGTH, WAYS
from mobility.agreement_text import day_of, in_language
from mobility.enums import DocumentKind, Party, SigningWay
from mobility.models import IssuedDocument, Mobility

Told = dict[str, Any]


def issue(agreement: GrantAgreement, mobility: Mobility) -> list[IssuedDocument]:
    """Print the signed agreement in both languages, once a version. Raises core.pdf.RenderFailed."""
    return documents.issue(
        mobility=mobility,
        kind=DocumentKind.GRANT,
        version=agreement.version,
        paper=agreement,
        contexts=lambda _language: paper_context(agreement, mobility),
    )


def reading(agreement: GrantAgreement) -> Told:
    """The text for a page or paper, in the active language, with dates as dates and money as Decimal."""
    text: Told = in_language(agreement.text)
    when, grant = text["period"], text["grant"]
    when["from"], when["to"] = day_of(when["from"]), day_of(when["to"])
    for key in ("total", "pre_financing", "balance"):
        grant[key] = Decimal(grant[key])
    lines = [Amount(str(row["label"]), Decimal(row["amount"])) for row in grant["amounts"]]
    grant["lines"] = [*lines, Amount(_("Total"), grant["total"], is_total=True)] if lines else []
    text["activity"] = text_of_grant.activity_in(agreement.text)
    text["account_words"] = masked(text["account"]["ending"]) if text["account"] else ""
    return text


def due_on(agreement: GrantAgreement, mobility: Mobility) -> date | None:
    """By when the pre-financing is due; None before both have signed, for an amendment and for a zero grant."""
    told = agreement.text["grant"]
    if agreement.signed_at is None or agreement.amendment or told["kind"] == GrantKind.ZERO:
        return None
    return pay_by(timezone.localdate(agreement.signed_at), mobility.starts_on, told["days_to_pay"])


def paper_context(agreement: GrantAgreement, mobility: Mobility) -> Told:
    """What the PDF is printed from (templates/funding/pdf/grant.html), in the active language.

    The account stands on the paper in full; the data in the file is the signed text, which has its last signs alone.
    """
    text = reading(agreement)
    who = text["participant"]
    activity = text["activity"]
    title = _("Grant agreement – Staff Mobility for Training")
    if activity.is_combined:
        title = _("Grant agreement – Staff Mobility for Teaching and Training")
    if agreement.amendment:
        title = _("Amendment %(number)d to the grant agreement") % {"number": agreement.amendment}
    earlier = told_against(agreement)
    paper = documents.sheet(
        mobility,
        activity=activity,
        title=title,
        subtitle=f"{who['first_name']} {who['last_name']}",
        version=agreement.version,
    )
    return {
        "paper": documents.with_texts(paper, mobility, DocumentKind.GRANT),
        "text": text,
        "account": _account(agreement, details_of(mobility)),
        "differences": changes.between(earlier.text, agreement.text) if earlier else [],
        "earlier_version": earlier.version if earlier else None,
        "signatures": boxes(agreement),
        "data": {"text": agreement.text, "text_hash": agreement.text_hash},
    }


def _account(agreement: GrantAgreement, details: BankDetails | None) -> dict[str, str] | None:
    """The account that was signed, in full; masked where another one is stated meanwhile, or it was erased."""
    told = agreement.text["account"]
    if told is None:
        return None
    if details is None or details.account.mark != told["mark"]:
        return {"holder": "", "iban": masked(told["ending"]), "bic": "", "bank": ""}
    return {
        "holder": details.holder,
        "iban": grouped(details.iban),
        "bic": details.bic,
        "bank": details.bank,
    }


def boxes(agreement: GrantAgreement) -> list[Told]:
    """The two signature boxes: party, and who signed in which capacity, when and how."""
    signed = signed_by(agreement)
    return [_box(agreement, party, signed.get(party)) for party in PARTIES]


def _box(agreement: GrantAgreement, party: Party, signature: GrantSignature | None) -> Told:
    box = {
        "party": str(party.label),
        "key": party.value,
        "capacity": "",
        "signed_at": None,
        "way": "",
        "mark": "",
    }
    if signature is None:
        who = agreement.text["participant"]
        name = f"{who['first_name']} {who['last_name']}" if party == Party.PARTICIPANT else ""
        return {**box, "name": name}
    capacity = signature.function
    if not capacity and party == Party.HOME:
        capacity = str(Capacity(signature.capacity).label)
    return {
        **box,
        "name": signature.name,
        "capacity": capacity,
        "signed_at": signature.signed_at,
        "way": str(WAYS[SigningWay(signature.way)]),
        "mark": signature.text_hash[:MARK_LENGTH],
    }
