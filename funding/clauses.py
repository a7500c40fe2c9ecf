"""The clauses of a grant agreement, in plain words: ours by default, with the member's special conditions at the end.

They say what the Commission's form for staff grant agreements asks for (domain 4.6): period, amount, pre-financing,
balance on the EU Survey, insurance, force majeure, early end, repayment, data. Law and court are the member's to name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from core.wording import day_and_year, money
from funding.accounts import masked
from funding.enums import WHOLE, GrantKind
from funding.models import GrantTerms
from funding.money import Instalments
from mobility.activity import Activity
from mobility.agreement_text import LANGUAGES, in_both


@dataclass(frozen=True)
class Deal:
    """What the clauses speak of. Money in euros; `ending`: the last signs of the account, empty where none is given."""

    number: str
    activity: Activity
    annex: int | None
    amendment: int
    first_on: date
    last_on: date
    training_days: int
    funded_days: int
    travel_days: int
    kind: str
    total: Decimal
    parts: Instalments
    terms: GrantTerms
    ending: str

    @property
    def is_paid(self) -> bool:
        return self.kind != GrantKind.ZERO


Words = Callable[[Deal], list[str]]


def _subject(deal: Deal) -> list[str]:
    annex = _(
        "Annex I of this agreement is the mobility agreement no. %(number)s, version %(version)s. A later version "
        "that all three parties sign and that changes neither the period nor the grant takes its place."
    )
    prevail = _("Where the special conditions at the end say otherwise, they prevail.")
    return [
        _purpose(deal),
        annex % {"number": deal.number, "version": deal.annex or "–"},
        prevail,
    ]


def _purpose(deal: Deal) -> str:
    if deal.activity.is_combined:
        paid = _(
            "The institution supports the teaching and training of the participant abroad with a grant of the Erasmus+ "
            "programme, under the conditions of this agreement."
        )
        zero = _(
            "The participant teaches and trains abroad within the Erasmus+ programme without a grant (zero grant). But "
            "for the payment, rights and duties are the same as with one."
        )
        return paid if deal.is_paid else zero
    paid = _(
        "The institution supports the training of the participant abroad with a grant of the Erasmus+ programme, "
        "under the conditions of this agreement."
    )
    zero = _(
        "The participant trains abroad within the Erasmus+ programme without a grant (zero grant). But for the "
        "payment, rights and duties are the same as with one."
    )
    return paid if deal.is_paid else zero


def _entry_into_force(deal: Deal) -> list[str]:
    if deal.amendment:
        words = _(
            "This is amendment %(number)d. It enters into force when the last of the two has signed it, and then takes "
            "the place of what was agreed before; until then that remains in force."
        )
        return [words % {"number": deal.amendment}]
    return [_("This agreement enters into force when the last of the two has signed it.")]


def _period(deal: Deal) -> list[str]:
    stay = _(
        "The stay lasts from %(first)s to %(last)s: from the first to the last day on which the participant has to be "
        "present at the host."
    )
    told = {"first": day_and_year(deal.first_on), "last": day_and_year(deal.last_on)}
    counted = {"funded": deal.funded_days, "travel": deal.travel_days}
    longer = _("Whoever wants to stay longer asks for it before the stay ends.")
    days = f"{deal.activity.days}: {deal.training_days}."
    if not deal.is_paid:
        return [stay % told, days, longer]
    funded = _("Funded days: %(funded)d. Funded travel days: %(travel)d.") % counted
    unpaid = _("Days that both have not agreed on before are not paid.")
    return [stay % told, f"{days} {funded}", longer, unpaid]


def _amount(deal: Deal) -> list[str]:
    if not deal.is_paid:
        return [_("There is no grant; nothing is paid.")]
    whole = _("The grant is %(total)s, as the table above shows.") % {"total": money(deal.total)}
    final = _(
        "After the return the dates on the certificate of attendance count. If the stay was shorter, the grant is "
        "reckoned anew."
    )
    twice = _("Costs that other funds of the European Union pay for are not covered by the grant.")
    return [whole, final, twice]


def _payment(deal: Deal) -> list[str]:
    if not deal.is_paid:
        return []
    terms, told = deal.terms, {"first": money(deal.parts.first), "share": deal.terms.share}
    if terms.share < WHOLE:
        first = _(
            "The institution pays %(first)s (%(share)d %% of the grant) in advance: at the latest %(days)d calendar "
            "days after both have signed, or by the first day of the stay if that is earlier."
        )
    else:
        first = _(
            "The institution pays the whole grant, %(first)s, in advance: at the latest %(days)d calendar days after "
            "both have signed, or by the first day of the stay if that is earlier."
        )
    late = _("If the participant hands in papers late, the institution may pay later.")
    said = [first % {**told, "days": terms.days_to_pay}, late]
    if terms.share < WHOLE:
        said.append(_balance(deal))
    return [*said, _account(deal)]


def _balance(deal: Deal) -> str:
    words = _(
        "The balance is %(balance)s. By handing in the EU Survey the participant asks for it. Within %(days)d calendar "
        "days the institution pays it or, where less is due, claims back what was overpaid."
    )
    return words % {"balance": money(deal.parts.balance), "days": deal.terms.days_for_balance}


def _account(deal: Deal) -> str:
    if not deal.ending:
        return _("The institution pays to the account that the participant states before signing.")
    return _("The institution pays to the participant’s account %(account)s.") % {
        "account": masked(deal.ending)
    }


def _survey(deal: Deal) -> list[str]:
    words = _(
        "The participant completes the online EU Survey within %(days)d calendar days after the invitation to it."
    )
    said = [words % {"days": deal.terms.survey_days}]
    if deal.is_paid:
        said.append(_("Whoever does not complete it may have to repay the grant in part or in full."))
    return said


def _insurance(deal: Deal) -> list[str]:
    return [
        _("The institution informs the participant which insurance is needed."),
        _(
            "The participant sees to health insurance that holds at the host for the whole stay. Liability and "
            "accident insurance are recommended; the special conditions may require them."
        ),
    ]


def _force_majeure(deal: Deal) -> list[str]:
    said = [
        _(
            "Force majeure is an exceptional situation or event that could not be foreseen, is beyond the control of "
            "the party concerned, and does not come from its error or negligence. Whoever meets with it tells the "
            "other party at once; the institution informs the National Agency."
        )
    ]
    if deal.is_paid:
        said.append(
            _(
                "The participant then keeps the grant for the days that were spent on the stay, and for costs that "
                "cannot be recovered."
            )
        )
    return said


def _early_end(deal: Deal) -> list[str]:
    if not deal.is_paid:
        return [_("Whoever ends the stay early tells the other party at once, with the reason.")]
    return [
        _(
            "If the participant ends the stay early or does not keep to this agreement, the institution may claim the "
            "grant back in part or in full, unless both agree otherwise. In a case of force majeure it does not."
        )
    ]


def _data(deal: Deal) -> list[str]:
    return [
        _(
            "The institution processes the participant’s personal data to carry out the mobility and to account for "
            "it, under the General Data Protection Regulation. It passes on to the National Agency and the European "
            "Commission what they need for monitoring, evaluation and audit; the Commission processes it under "
            "Regulation (EU) 2018/1725."
        ),
        _(
            "The participant may ask to see their data and to have it corrected or erased, and may complain to the "
            "supervisory authority."
        ),
    ]


CLAUSES: tuple[tuple[str | Promise, Words], ...] = (
    (gettext_lazy("Subject and annex"), _subject),
    (gettext_lazy("Entry into force"), _entry_into_force),
    (gettext_lazy("Period"), _period),
    (gettext_lazy("Amount"), _amount),
    (gettext_lazy("Payment"), _payment),
    (gettext_lazy("EU Survey"), _survey),
    (gettext_lazy("Insurance"), _insurance),
    (gettext_lazy("Force majeure"), _force_majeure),
    (gettext_lazy("Early end and repayment"), _early_end),
    (gettext_lazy("Protection of personal data"), _data),
)
SPECIAL = gettext_lazy("Special conditions, law and court")


def clauses_of(deal: Deal) -> list[dict[str, Any]]:
    """Every clause with its heading and paragraphs, each in both languages; those that say nothing are left out."""
    written = [
        {"heading": in_both(head.__str__), "paragraphs": _in_both(words, deal)} for head, words in CLAUSES
    ]
    special = {"sl": deal.terms.special_sl, "en": deal.terms.special_en}
    own = {"heading": in_both(SPECIAL.__str__), "paragraphs": [special]}
    return [clause for clause in written if clause["paragraphs"]] + [own]


def _in_both(words: Words, deal: Deal) -> list[dict[str, str]]:
    said = {}
    for language in LANGUAGES:
        with override(language):
            said[language] = [str(paragraph) for paragraph in words(deal)]
    pairs = zip(*said.values(), strict=True)
    return [dict(zip(LANGUAGES, pair, strict=True)) for pair in pairs]
