"""Where the duties around an application are done, and the answers to the call on the file's page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core import policy
from members.actor import Actor
from mobility import documents, pages
from mobility.application_face import asked_part
from mobility.enums import DocumentKind, DutyKind
from mobility.models import Mobility
from mobility.queries import submitted_application
from mobility.questions import asking_of

# The receipt carries the application as data: who reads the one reads the other.
documents.read_by(DocumentKind.RECEIPT, "preview_application")
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


@pages.section(15, "mobility/section_asked.html")
def asked(mobility: Mobility, actor: Actor) -> dict[str, Any] | None:
    """What the participant answered to the call, for those who read the application."""
    if not asking_of(mobility.call) or not policy.can(actor, "read_paper", mobility):
        return None
    application = submitted_application(mobility)
    part = asked_part(mobility, application) if application else None
    return {"part": part} if part else None
