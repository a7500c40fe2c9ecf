"""What a member faculty decides about its grant agreements: a new version each time."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.policy import Refusal, require
from funding.enums import LEAST_SHARE, WHOLE
from funding.models import GrantTerms
from funding.queries import terms_of
from members.actor import Actor
from members.models import Member
from mobility.operations.versions import keep_version, lock_settings

LONGEST = 6000
MOST_DAYS = 120


@dataclass(frozen=True)
class Wish:
    """What the terms shall be: see GrantTerms."""

    is_on: bool
    share: int
    days_to_pay: int
    days_for_balance: int
    survey_days: int
    special_sl: str = ""
    special_en: str = ""


@transaction.atomic
def change_terms(*, member: Member, actor: Actor, wish: Wish) -> GrantTerms | None:
    """Decide anew. Grants that are entered from now on follow it; returns None where it says so already.

    Switched on, the office is asked for the grant of every mobility in preparation; switched off, it is no longer.
    Raises Refusal for a share outside of 70 to 100 per cent, days that are none, and agreements without special
    conditions in both languages: they have to name law and court.
    """
    terms = GrantTerms(university_id=member.university_id, member_id=member.pk)
    require(actor, "change_grant_terms", terms)
    _look_over(wish)
    lock_settings(member)
    last = terms_of(member.pk)
    said = vars(wish) | {"special_sl": wish.special_sl.strip(), "special_en": wish.special_en.strip()}
    if last is not None and all(getattr(last, name) == value for name, value in said.items()):
        return None
    for name, value in said.items():
        setattr(terms, name, value)
    facts = {"is_on": terms.is_on, "share": terms.share}
    return keep_version(terms, last=last, actor=actor, verb="grant.terms_changed", facts=facts)


def _look_over(wish: Wish) -> None:
    if not LEAST_SHARE <= wish.share <= WHOLE:
        raise Refusal(
            _("The pre-financing is %(least)d to %(most)d per cent of the grant.")
            % {"least": LEAST_SHARE, "most": WHOLE}
        )
    if not all(
        1 <= days <= MOST_DAYS for days in (wish.days_to_pay, wish.days_for_balance, wish.survey_days)
    ):
        raise Refusal(_("Write days between 1 and %(most)d.") % {"most": MOST_DAYS})
    texts = (wish.special_sl.strip(), wish.special_en.strip())
    if any(len(text) > LONGEST for text in texts):
        raise Refusal(_("A text may have at most %(most)d characters.") % {"most": LONGEST})
    if (wish.is_on or any(texts)) and not all(texts):
        raise Refusal(
            _(
                "Write the special conditions in both languages. They have to say at least which law applies and which "
                "court decides."
            )
        )
