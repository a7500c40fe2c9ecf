"""What a scan can be before the stay: the signed agreement, or another paper that is kept in the file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.models import StoredFile
from core.policy import Refusal
from members.actor import Actor
from mobility import agreements
from mobility.enums import DocumentKind
from mobility.forms.received import InkForm, OtherPaperForm
from mobility.models import Mobility
from mobility.operations.received import Ink, enter_scan, keep_other_paper
from mobility.scan_uses import ScanUse, offer


def _ink_form(mobility: Mobility, actor: Actor, data: Any, files: Any) -> forms.Form:
    return InkForm(data, files, parties=agreements.to_enter(mobility, actor))


def _take_agreement(mobility: Mobility, actor: Actor, stored: StoredFile, typed: dict[str, Any]) -> Any:
    agreement = agreements.in_force(mobility)
    if agreement is None:
        raise Refusal(_("There is no agreement yet."))
    ink = Ink(typed["name"], typed["function"], typed["written_on"])
    return enter_scan(agreement=agreement, party=typed["party"], actor=actor, upload=stored, ink=ink)


def _other_form(mobility: Mobility, actor: Actor, data: Any, files: Any) -> forms.Form:
    return OtherPaperForm(data, files)


def _take_other(mobility: Mobility, actor: Actor, stored: StoredFile, typed: dict[str, Any]) -> Any:
    return keep_other_paper(mobility=mobility, actor=actor, upload=stored, title=typed["title"])


offer(
    ScanUse(
        code="agreement",
        label=_("the agreement, signed in ink"),
        verb="enter_scan",
        form=_ink_form,
        take=_take_agreement,
        kinds=frozenset({DocumentKind.AGREEMENT, DocumentKind.AGREEMENT_TO_SIGN}),
    )
)
offer(
    ScanUse(
        code="other",
        label=_("another paper, to be kept in the file"),
        verb="keep_other_paper",
        form=_other_form,
        take=_take_other,
    )
)
