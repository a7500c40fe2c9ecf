"""The table of the product's own facts. A fact of a call names one of them as its `register`."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core.rules import Words
from members.enums import ContractKind, StaffGroup
from mobility.enums import LanguageLevel

LEVELS = tuple(level.value for level in LanguageLevel)


@dataclass(frozen=True)
class Register:
    """One of the product's own facts: its label, the type and the source of the facts that it fills.

    `choices` are the values it can have, in their order; empty where they are no closed list.
    """

    label: Words
    type: str
    source: str
    unit: str = ""
    choices: tuple[str, ...] = ()


REGISTERS: dict[str, Register] = {
    "employment.months": Register(
        _("whole months of unbroken employment at the member faculty"), "number", "register", "months"
    ),
    "employment.group": Register(
        _("staff group"), "choice", "register", choices=tuple(group.value for group in StaffGroup)
    ),
    "employment.post": Register(_("post"), "text", "register"),
    "employment.pay_group": Register(_("pay group"), "text", "register"),
    "employment.share": Register(_("extent of employment in per cent"), "number", "register"),
    "employment.contract": Register(
        _("kind of contract"), "choice", "register", choices=tuple(kind.value for kind in ContractKind)
    ),
    "employment.until": Register(_("last day of the contract"), "date", "register"),
    "history.mobilities": Register(
        _("number of earlier mobilities, those without a grant too"), "number", "history"
    ),
    "history.last_ended": Register(_("end of the last mobility"), "date", "history"),
    "history.granted_not_travelled": Register(
        _("number of places granted earlier and not taken up"), "number", "history"
    ),
    "unit.code": Register(_("unit of the applicant"), "text", "register"),
    "unit.earlier_mobilities": Register(_("earlier mobilities from the unit"), "number", "statistics"),
    "host.country": Register(_("country of the host, two letters"), "text", "register"),
    "host.code": Register(_("Erasmus code of the host"), "text", "register"),
    "host.earlier_visits": Register(_("earlier visits of the applicant to this host"), "number", "history"),
    "host.visits": Register(
        _("earlier mobilities from the member faculty to this host"), "number", "statistics"
    ),
    "application.activity": Register(_("kind of activity"), "choice", "system", choices=("STT", "STA")),
    "application.own_level": Register(_("own language level"), "choice", "register", choices=LEVELS),
    "application.needed_level": Register(_("language level needed"), "choice", "register", choices=LEVELS),
    "application.language_gap": Register(
        _("levels by which the own language level lies below the one needed"), "number", "register"
    ),
    "application.days": Register(_("days of training"), "number", "register", "days"),
    "application.green_travel": Register(_("green travel"), "flag", "register"),
    "application.complete": Register(_("handed in and complete"), "flag", "system"),
    "application.submitted_at": Register(_("day on which the application was handed in"), "date", "system"),
    "penalties.points": Register(
        _("points still to be deducted for earlier withdrawals; never above 0"),
        "number",
        "penalties",
        "points",
    ),
}
