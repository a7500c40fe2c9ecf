"""What a scan can be after the stay: the certificate of attendance."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.models import StoredFile
from members.actor import Actor
from mobility.enums import DocumentKind
from mobility.models import Mobility
from mobility.scan_uses import ScanUse, offer
from reporting.forms import ScannedCertificateForm
from reporting.operations import enter_certificate
from reporting.taught import agreed_hours


def _form(mobility: Mobility, actor: Actor, data: Any, files: Any) -> forms.Form:
    planned = {"starts_on": mobility.starts_on, "ends_on": mobility.ends_on}
    return ScannedCertificateForm(data, files, initial=planned, agreed=agreed_hours(mobility))


def _take(mobility: Mobility, actor: Actor, stored: StoredFile, typed: dict[str, Any]) -> Any:
    return enter_certificate(
        mobility=mobility,
        actor=actor,
        scan=stored,
        days=(typed["starts_on"], typed["ends_on"]),
        name=typed["name"],
        function=typed["function"],
        teaching_hours=typed.get("teaching_hours"),
    )


offer(
    ScanUse(
        code="certificate",
        label=_("the certificate of attendance"),
        verb="enter_certificate",
        form=_form,
        take=_take,
        kinds=frozenset({DocumentKind.CERTIFICATE}),
    )
)
