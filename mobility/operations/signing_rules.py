"""The rules of signing: a new version each time they change, for a member's calls or for one of them."""

from dataclasses import dataclass

from django.db import transaction

from core.policy import require
from members.actor import Actor
from members.models import Member
from mobility.enums import HomeSigner, Reconfirm, SigningOrder
from mobility.models import Call, SigningRules
from mobility.operations.versions import keep_version, lock_settings


@dataclass(frozen=True)
class Wished:
    """The rules as they are to be. `follows`: a call goes by its member's rules, and the rest is not looked at."""

    order: SigningOrder = SigningOrder.ANY
    home: HomeSigner = HomeSigner.DEAN
    days: int | None = None
    reconfirm: Reconfirm = Reconfirm.ALWAYS
    tolerance: int = 0
    follows: bool = False


@transaction.atomic
def change_signing_rules(
    *, member: Member, call: Call | None, wished: Wished, actor: Actor
) -> SigningRules | None:
    """Have agreements signed by these rules from the next version of each on. Returns None where they hold already.

    `call` is one of the member's, or None for all that have no rules of their own. Raises Refusal.
    """
    rules = SigningRules(university_id=member.university_id, member_id=member.pk, call=call, **vars(wished))
    require(actor, "change_signing_rules", rules)
    lock_settings(member)
    if wished == _wished_last(member, call):
        return None
    last = SigningRules.objects.filter(member=member).first()
    facts = {"call": call.slug if call else "", **_facts(wished)}
    return keep_version(rules, last=last, actor=actor, verb="paper.signing_rules_changed", facts=facts)


def _wished_last(member: Member, call: Call | None) -> Wished:
    """What the newest version for a call, or for all of them, says; before the first one a call follows its member."""
    last = SigningRules.objects.filter(member=member, call=call).first()
    if last is None or last.follows:
        return Wished(follows=call is not None)
    return Wished(
        SigningOrder(last.order), HomeSigner(last.home), last.days, Reconfirm(last.reconfirm), last.tolerance
    )


def _facts(wished: Wished) -> dict[str, object]:
    if wished.follows:
        return {"follows": True}
    return {name: value for name, value in vars(wished).items() if name != "follows"}
