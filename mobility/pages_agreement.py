"""Where the duties of place and agreement are done."""

from django.utils.translation import gettext_lazy as _

from mobility.enums import DutyKind, Party
from mobility.pages import duty_page
from mobility.policy_agreement import NEW_VERSION

duty_page(
    DutyKind.CONFIRM_PLACE,
    "agreement:accept_place",
    minutes=2,
    why=_("A place that is not confirmed in time goes to the next on the reserve list."),
)
duty_page(
    DutyKind.SIGN,
    "agreement:sign",
    minutes=5,
    part=Party.PARTICIPANT,
    why=_("The stay may begin only when all three parties have signed."),
)
duty_page(
    DutyKind.SIGN,
    "agreement:sign",
    minutes=5,
    part=Party.HOME,
    why=_("With the signature the institution undertakes to recognise the mobility."),
)
duty_page(
    DutyKind.SIGN,
    "agreement:show",
    minutes=5,
    part=Party.HOST,
    why=_("The host signs by a personal link sent by e-mail."),
)
duty_page(
    DutyKind.ANSWER,
    "agreement:proposal",
    minutes=5,
    why=_("Until the proposal is answered, the host is not asked to sign."),
)
duty_page(
    DutyKind.ADAPT,
    "agreement:show",
    minutes=10,
    part=NEW_VERSION,
    why=_("A party declined to sign; a new version of the agreement is needed."),
)
