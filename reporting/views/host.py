"""Pages of the host's room after the stay."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mobility.host_enums import LinkPurpose
from mobility.programme import TRAINING
from mobility.views.host_base import HostActView, room_url
from reporting import operations
from reporting.certificate_text import Stay
from reporting.forms_host import CertifyForm, CooperationForm, OutcomesForm, UploadForm
from reporting.host_tasks import may_assess
from reporting.models import Cooperation
from reporting.policy import HAS_RETURNED
from reporting.queries import agreed_goals, may_replace_certificate
from reporting.taught import agreed_hours

READERS = _(
    "The staff member and the international office of the sending institution read this; nobody else."
)

ALSO_PRINTED = _(
    "The staff member and the international office of the sending institution read this. A content report that is "
    "issued later shows it as your own word to everybody who reads the papers of this mobility."
)


class Certifying(HostActView):
    """What the two ways to a certificate share."""

    def is_open(self) -> bool:
        return self.visit.is_for(LinkPurpose.CERTIFY) and may_replace_certificate(self.mobility)

    def initial(self) -> dict[str, Any]:
        mobility, link = self.mobility, self.link
        return {
            "starts_on": mobility.starts_on,
            "ends_on": mobility.ends_on,
            "name": link.name,
            "function": link.function,
        }

    def form(self, *args: Any) -> forms.Form:
        return self.form_class(*args, initial=self.initial(), agreed=agreed_hours(self.mobility))

    def context(self) -> dict[str, Any]:
        return {
            "text": self.agreement.text,
            "certify_url": room_url(self.request, "host-stay:certify"),
            "upload_url": room_url(self.request, "host-stay:upload"),
        }


class Certify(Certifying):
    """The certificate is filled in and signed here."""

    template = "reporting/host/certify.html"
    title = _("Certificate of attendance")
    lede = _("Confirm the days on which your guest was really there, and sign.")
    verb = _("Sign the certificate")
    form_class = CertifyForm

    def initial(self) -> dict[str, Any]:
        days = self.agreement.text["programme"]["days"]
        content = [row["content"] for row in days if row["kind"] == TRAINING and row["content"]]
        return {
            **super().initial(),
            "content": "\n".join(dict.fromkeys(content))[:2000],
            "teaching_hours": agreed_hours(self.mobility),
        }

    def act(self, typed: dict[str, Any]) -> None:
        stay = Stay(
            typed["starts_on"],
            typed["ends_on"],
            typed["hours"],
            typed["content"].strip(),
            typed.get("teaching_hours"),
        )
        operations.certify_stay(
            link=self.link,
            actor=self.actor(typed["name"]),
            stay=stay,
            name=typed["name"],
            function=typed["function"],
        )


class Upload(Certifying):
    """The host's own certificate is sent."""

    template = "reporting/host/upload.html"
    title = _("Upload your own certificate")
    lede = _("A scan or photograph will do if everything can be read.")
    verb = _("Send the certificate")
    form_class = UploadForm

    def act(self, typed: dict[str, Any]) -> None:
        operations.upload_for_host(
            link=self.link,
            actor=self.actor(typed["name"]),
            upload=typed["upload"],
            days=(typed["starts_on"], typed["ends_on"]),
            name=typed["name"],
            function=typed["function"],
            teaching_hours=typed.get("teaching_hours"),
        )


class Outcomes(HostActView):
    """How far each agreed goal was reached."""

    title = _("Assess the agreed goals")
    lede = ALSO_PRINTED
    verb = _("Send")

    def is_open(self) -> bool:
        return self.link.purpose == LinkPurpose.CERTIFY and may_assess(self.mobility)

    def form(self, *args: Any) -> forms.Form:
        self.typed = OutcomesForm(*args, goals=agreed_goals(self.mobility))
        return self.typed

    def act(self, typed: dict[str, Any]) -> None:
        operations.assess_outcomes(
            mobility=self.mobility, actor=self.actor(), rows=self.typed.rows(), words=typed["words"]
        )


class RateCooperation(HostActView):
    """How it was, and whether again."""

    title = _("Rate the cooperation, offer another visit")
    lede = READERS
    verb = _("Send")
    form_class = CooperationForm

    def is_open(self) -> bool:
        is_after = self.link.purpose == LinkPurpose.CERTIFY and self.mobility.stage in HAS_RETURNED
        return is_after and not Cooperation.objects.filter(mobility=self.mobility).exists()

    def act(self, typed: dict[str, Any]) -> None:
        operations.rate_cooperation(mobility=self.mobility, actor=self.actor(), **typed)
