"""Which of the product's own facts can fill a fact of a call, and what each is."""

from typing import Any

from django.utils.translation import gettext_lazy as _

REGISTERS: tuple[tuple[str, Any], ...] = (
    ("employment.months", _("months of employment at the member faculty")),
    ("employment.group", _("staff group")),
    ("employment.contract", _("kind of contract")),
    ("employment.until", _("last day of the contract")),
    ("history.mobilities", _("number of earlier mobilities")),
    ("history.last_ended", _("end of the last mobility")),
    ("application.own_level", _("own language level")),
    ("application.needed_level", _("language level needed")),
    ("application.language_gap", _("levels up to the language level needed")),
    ("application.days", _("days of training")),
    ("application.green_travel", _("green travel")),
    ("application.submitted_at", _("when the application was handed in")),
    ("host.country", _("country of the host")),
    ("host.code", _("Erasmus code of the host")),
    ("host.earlier_visits", _("earlier visits of the applicant to this host")),
    ("unit.code", _("unit of the applicant")),
    ("unit.earlier_mobilities", _("earlier mobilities of the applicant’s unit")),
)
