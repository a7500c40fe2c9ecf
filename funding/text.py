"""The text of a grant agreement: all that participant and institution sign, as one canonical document.

What reads differently by language stands in both, so that one hash covers the Slovenian and the English paper. The
account stands in it by its last four signs and a salted mark: whoever signs is bound to the account, and nobody can
read it out of the text.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from funding.accounts import Account, ending_of
from funding.clauses import Deal, clauses_of
from funding.enums import GrantKind
from funding.models import Grant
from funding.money import instalments
from members.models import Member, University
from mobility.activity import STA, Activity, of_mobility
from mobility.agreement_text import SENIORITY, in_both, seniority
from mobility.models import Mobility

# What two versions may say otherwise without being different agreements.
OUTWARD = ("version", "amendment", "annex", "clauses")
# The clauses that speak of version, amendment and annex alone come first.
OUTWARD_CLAUSES = 2
TRAINING_FORM = "Erasmus+ – Grant agreement for staff mobility for training"
COMBINED_FORM = "Erasmus+ – Grant agreement for staff mobility for teaching and training"


@dataclass(frozen=True)
class Numbers:
    """Which version of the agreement it is, after how many signed ones, and which mobility agreement is its annex."""

    version: int
    amendment: int
    annex: int | None


def compose(*, mobility: Mobility, grant: Grant, account: Account | None, numbers: Numbers) -> dict[str, Any]:
    """The whole text from the grant, the account and the plan as they are now. A zero grant has no account."""
    paid = account if grant.kind != GrantKind.ZERO else None
    parts = instalments(grant.total, grant.terms.share)
    deal = _deal(mobility, grant, ending_of(paid.iban) if paid else "", numbers)
    return {
        "form": COMBINED_FORM if deal.activity.is_combined else TRAINING_FORM,
        "reference": mobility.number,
        "version": numbers.version,
        "amendment": numbers.amendment,
        "action": mobility.action,
        **({"activities": list(deal.activity.codes)} if deal.activity.is_combined else {}),
        "academic_year": mobility.call.academic_year,
        "participant": _participant(mobility),
        "institution": _institution(mobility),
        "host": _host(mobility),
        "period": {
            "from": deal.first_on.isoformat(),
            "to": deal.last_on.isoformat(),
            "training_days": mobility.training_days,
            "funded_days": grant.funded_days,
            "travel_days": grant.travel_days,
        },
        "grant": {
            "kind": grant.kind,
            "kind_words": in_both(grant.get_kind_display),
            "amounts": _amounts(grant),
            "total": _euros(grant.total),
            "share": grant.terms.share,
            "pre_financing": _euros(parts.first),
            "balance": _euros(parts.balance),
            "currency": "EUR",
            "days_to_pay": grant.terms.days_to_pay,
            "days_for_balance": grant.terms.days_for_balance,
            "survey_days": grant.terms.survey_days,
        },
        "account": {"ending": deal.ending, "mark": paid.mark} if paid else None,
        "annex": {"reference": mobility.number, "version": numbers.annex},
        "clauses": clauses_of(deal),
    }


def _deal(mobility: Mobility, grant: Grant, ending: str, numbers: Numbers) -> Deal:
    if mobility.starts_on is None or mobility.ends_on is None:
        raise ValueError("a grant agreement needs a period")
    return Deal(
        number=mobility.number,
        activity=of_mobility(mobility),
        annex=numbers.annex,
        amendment=numbers.amendment,
        first_on=mobility.starts_on,
        last_on=mobility.ends_on,
        training_days=mobility.training_days,
        funded_days=grant.funded_days,
        travel_days=grant.travel_days,
        kind=grant.kind,
        total=grant.total,
        parts=instalments(grant.total, grant.terms.share),
        terms=grant.terms,
        ending=ending,
    )


def _participant(mobility: Mobility) -> dict[str, Any]:
    post, person = mobility.employment, mobility.person
    level = seniority(post, mobility.starts_on)
    return {
        "last_name": person.last_name,
        "first_name": person.first_name,
        "email": person.email,
        "post": {"sl": post.post_sl, "en": post.post_en},
        "unit": {"sl": mobility.unit.name_sl, "en": mobility.unit.name_en},
        "seniority": in_both(lambda: SENIORITY[level]) if level else None,
    }


def _institution(mobility: Mobility) -> dict[str, Any]:
    university = University.objects.get(pk=mobility.university_id)
    member = Member.objects.get(pk=mobility.member_id)
    return {
        "name": {"sl": university.name_sl, "en": university.name_en},
        "faculty": {"sl": member.name_sl, "en": member.name_en},
        "erasmus_code": university.erasmus_code,
        "address": f"{member.address}",
    }


def _host(mobility: Mobility) -> dict[str, Any]:
    host = mobility.host
    if host is None:
        raise ValueError("a grant agreement needs a host")
    country = host.country
    return {
        "name": host.name,
        "city": host.city,
        "country": {"sl": country.name_sl or country.name_en, "en": country.name_en},
    }


def _amounts(grant: Grant) -> list[dict[str, Any]]:
    named = {"other_support": {"sl": grant.other_name, "en": grant.other_name}}
    return [
        {
            "key": support.value,
            "label": named.get(support.value) or in_both(support.label.__str__),
            "amount": _euros(amount),
        }
        for support, amount in grant.amounts.items()
    ]


def _euros(amount: Decimal) -> str:
    """An amount as it stands in the text: with a point and two decimals."""
    return f"{amount:.2f}"


def activity_in(text: dict[str, Any]) -> Activity:
    """What the stay is for, as the text says; one that names no activities is for training."""
    return Activity(STA in text.get("activities", ()))


def substance(text: dict[str, Any]) -> dict[str, Any]:
    """What both have to agree on again when it changes: all but numbers of versions and the sentences about them."""
    kept = {key: value for key, value in text.items() if key not in OUTWARD}
    return {**kept, "clauses": text["clauses"][OUTWARD_CLAUSES:]}
