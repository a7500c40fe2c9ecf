"""What grants add to the file's page: where their duties are done, a section, lines, texts on the paper."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core import policy
from funding.documents import due_on
from funding.queries import in_force
from members.actor import Actor
from members.enums import Capacity
from mobility import documents, pages, paper_texts
from mobility.enums import DocumentKind, DutyKind, Party
from mobility.links import to_mobility
from mobility.models import Mobility
from mobility.moves import TOLD
from mobility.readings import called

# Stands among what is met once a grant was entered: files without one ask the database nothing.
ENTERED = f"{DutyKind.ENTER_GRANT}:{Capacity.COORDINATOR}"

called(_("the grant agreement"), "grant")
called(_("the account for the grant"), "grant:details")
documents.read_by(DocumentKind.GRANT, "open_grant_paper")
paper_texts.offer(DocumentKind.GRANT.value, DocumentKind.GRANT.label, paper_texts.OF_MOBILITY)
pages.duty_page(
    DutyKind.ENTER_GRANT,
    "grant:enter",
    minutes=5,
    why=_("The stay may begin only when the grant agreement is signed."),
)
pages.duty_page(
    DutyKind.SIGN_GRANT,
    "grant:sign",
    minutes=5,
    part=Party.PARTICIPANT,
    why=_("The pre-financing is paid after both have signed."),
)
pages.duty_page(
    DutyKind.SIGN_GRANT,
    "grant:sign",
    minutes=3,
    part=Party.HOME,
    why=_("With the signature the institution undertakes to pay the grant."),
)

TOLD.update(
    {
        "grant.prepared": _("The grant agreement was prepared."),
        "grant.signed": _("Both parties have signed the grant agreement."),
    }
)


@pages.section(50, "funding/section.html")
def grant(mobility: Mobility, actor: Actor) -> dict[str, Any] | None:
    """The grant agreement, for its parties and whoever is in charge of it."""
    if ENTERED not in mobility.met or not policy.can(actor, "see_grant", mobility):
        return None
    agreement = in_force(mobility)
    if agreement is None:
        return None
    return {
        "agreement": agreement,
        "pay_by": due_on(agreement, mobility),
        "url": to_mobility(mobility, "grant:show"),
    }
