"""Who may ask for what about personal data, and who answers."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core import policy
from core.rules import YES, Rule, rule
from members.enums import Capacity as C
from members.policy import holds_anywhere


@rule(_("Everybody sees their own data only."))
def is_own(actor: Any, subject: Any) -> bool:
    return actor is not None and actor.person_id is not None and subject.person_id == actor.person_id


@rule(_("Nobody answers their own request."))
def is_not_own(actor: Any, subject: Any) -> bool:
    return actor is None or subject is None or subject.person_id != actor.person_id


@rule(_("This request was answered already."))
def is_open(actor: Any, subject: Any) -> bool:
    return subject.decided_at is None


@rule(_("This copy cannot be fetched any more. Ask for a new one."))
def is_there(actor: Any, subject: Any) -> bool:
    return bool(subject.is_ready)


answers = holds_anywhere(C.DPO, C.OFFICE)

policy.register(
    {
        "open_own_data": Rule(lambda actor, subject: YES, "is signed in"),
        "see_own_data": is_own,
        "fetch_bundle": is_own & is_there,
        "see_erasure_requests": answers,
        "see_erasure_request": answers & is_not_own,
        "decide_erasure": answers & is_not_own & is_open,
        "set_retention": answers,
    }
)
