"""What a new version of a grant agreement says otherwise than the earlier one, in the active language."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.wording import money, period
from funding.accounts import masked
from funding.models import GrantAgreement
from funding.queries import told_against
from funding.text import OUTWARD_CLAUSES, activity_in
from mobility.agreement_changes import Difference
from mobility.agreement_text import day_of, in_language


def since_earlier(agreement: GrantAgreement) -> list[Difference]:
    """The differences to the version that this one amends, else to the one before it; none for a first version."""
    before = told_against(agreement) if agreement.version > 1 else None
    return between(before.text, agreement.text) if before else []


def between(earlier: dict[str, Any], later: dict[str, Any]) -> list[Difference]:
    """Every difference between two texts, in the order of the paper."""
    old, new = _said(earlier), _said(later)
    labels = [*new, *(label for label in old if label not in new)]
    rows = [Difference(label, old.get(label, ""), new.get(label, "")) for label in labels]
    found = [row for row in rows if row.before != row.after]
    return found + ([] if found else _clauses(earlier, later))


def _said(text: dict[str, Any]) -> dict[str, str]:
    """The text by label: what clauses repeat stands here once."""
    told = in_language(text)
    when, grant, account = told["period"], told["grant"], told["account"]
    amounts = {str(row["label"]): money(Decimal(row["amount"])) for row in grant["amounts"]}
    activity = activity_in(text)
    return {
        _("Purpose"): activity.subject,
        _("Period"): period(day_of(when["from"]), day_of(when["to"])),
        activity.days: str(when["training_days"]),
        _("Funded days"): str(when["funded_days"]),
        _("Funded travel days"): str(when["travel_days"]),
        _("Grant"): str(grant["kind_words"]),
        **amounts,
        _("Total"): money(Decimal(grant["total"])),
        _("Pre-financing"): money(Decimal(grant["pre_financing"])),
        _("Balance"): money(Decimal(grant["balance"])),
        _("Account"): masked(account["ending"]) if account else "",
    }


def _clauses(earlier: dict[str, Any], later: dict[str, Any]) -> list[Difference]:
    """Clauses that read otherwise where no figure changed: other terms, or an account with the same ending."""
    old, new = ({c["heading"]: c["paragraphs"] for c in _clauses_in(text)} for text in (earlier, later))
    changed = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    rows = [Difference(name, "\n".join(old.get(name, [])), "\n".join(new.get(name, []))) for name in changed]
    return rows or [Difference(_("Account"), _("another account with the same last signs"), "")]


def _clauses_in(text: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = in_language(text["clauses"][OUTWARD_CLAUSES:])
    return found
