"""Where the duties around an application are done."""

from django.utils.translation import gettext_lazy as _

from mobility import pages
from mobility.enums import DutyKind

pages.duty_page(
    DutyKind.COMPLETE,
    "application:edit",
    minutes=40,
    why=_("The committee judges by what stands in the application."),
)
pages.duty_page(
    DutyKind.CHECK,
    "application:check",
    minutes=10,
    why=_("Only complete applications go to the committee."),
)
