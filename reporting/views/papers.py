"""Overview, certificate and survey: pages of the participant, the coordinator's check, the download."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import clock, policy
from core.files import download_response
from core.policy import Refusal
from core.throttle import Limit
from mobility.forms.agreement import HostAddressForm
from mobility.links import to_mobility
from mobility.operations.host_links import Addressee, revoke_host_link
from mobility.queries import due_after_return, end_of_stay
from mobility.views.base import MobilityActView, MobilityView
from mobility.views.host_link import link_words
from reporting import operations
from reporting.forms import ACCEPT, CertificateForm, DecisionForm, ReopenForm, SurveyForm
from reporting.models import Certificate
from reporting.queries import (
    certificate_of,
    feedback_of,
    host_to_ask,
    link_to_certify,
    may_replace_certificate,
    papers_of,
    survey_of,
)
from reporting.states import difference, steps_of
from reporting.taught import agreed_hours
from reporting.views.base import Reporting


class Overview(Reporting, MobilityView):
    """The three things after return and how far each has come."""

    rule = "see_reporting"
    template = "reporting/overview.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        mobility = self.subject
        may_reopen = policy.can(self.actor, "reopen_closing", mobility)
        return self.page(
            **self.heading(_("After return")),
            steps=steps_of(mobility, papers_of(mobility), self.actor),
            due_on=due_after_return(mobility),
            is_mine=mobility.person_id == self.actor.person_id,
            publish_url=to_mobility(mobility, "reporting:publish"),
            feedback=feedback_of(mobility) if policy.can(self.actor, "see_feedback", mobility) else None,
            host=self.host() if self.may_ask() else None,
            reopen_url=to_mobility(mobility, "reporting:reopen") if may_reopen else "",
        )

    def may_ask(self) -> bool:
        """Whether the host is still to be asked for the certificate, by this reader."""
        present = certificate_of(self.subject)
        if present is not None and present.returned_at is None:
            return False
        return bool(policy.can(self.actor, "ask_host_after_stay", self.subject))

    def host(self) -> dict[str, str]:
        """What became of the host's link, and where it is sent or closed."""
        link = link_to_certify(self.subject)
        is_open = link is not None and link.is_open(clock.now())
        return {
            "words": link_words(link) if link else "",
            "url": to_mobility(self.subject, "reporting:ask_host"),
            "close_url": to_mobility(self.subject, "reporting:close_host") if is_open else "",
        }


class CloseHost(Reporting, MobilityActView):
    """The host's link to certify the stay is closed."""

    rule = "ask_host_after_stay"
    template = "layout/act.html"
    done = gettext_lazy("The link opens nothing any more.")

    def context(self) -> dict[str, Any]:
        return {
            **self.heading(_("Close the host’s link")),
            "verb": _("Close the link"),
            "effects": [_("The link that was sent opens nothing any more.")],
        }

    def act(self, form: Any) -> Any:
        link = link_to_certify(self.subject)
        if link is None:
            raise Refusal(_("No link was sent to the host; there is nothing to close."))
        return revoke_host_link(link=link, actor=self.actor)


class AskHost(Reporting, MobilityActView):
    """The host is asked, or asked again, to certify the stay, by a personal link to its room."""

    rule = "ask_host_after_stay"
    template = "layout/act.html"
    form_class = HostAddressForm
    limit = Limit("host_link", most=30, seconds=3600)
    done = gettext_lazy("The host gets a letter with a personal link.")

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": host_to_ask(self.subject)}

    def context(self) -> dict[str, Any]:
        return {
            **self.heading(_("Ask the host for the certificate")),
            "verb": _("Send the link"),
            "effects": [
                _("The host gets a letter with a personal link to its room, where it fills in and signs."),
                _("A link sent earlier for this stops working."),
            ],
        }

    def mailboxes(self, form: Any) -> list[str]:
        return [form.cleaned_data["address"]]

    def act(self, form: Any) -> Any:
        return operations.ask_host_to_certify(
            mobility=self.subject, actor=self.actor, to=Addressee(**form.cleaned_data)
        )


class Upload(Reporting, MobilityActView):
    """The participant sends the certificate, or a better one."""

    rule = "upload_certificate"
    template = "reporting/certificate.html"
    form_class = CertificateForm

    def form_kwargs(self) -> dict[str, Any]:
        mobility = self.subject
        planned = {"starts_on": mobility.starts_on, "ends_on": mobility.ends_on}
        return {"initial": planned, "agreed": agreed_hours(mobility)}

    def context(self) -> dict[str, Any]:
        certificate = certificate_of(self.subject)
        return {
            **self.heading(_("Certificate of attendance")),
            "certificate": certificate,
            "difference": difference(certificate),
            "is_open": may_replace_certificate(self.subject),
            "file_url": to_mobility(self.subject, "reporting:certificate_file"),
        }

    def act(self, form: Any) -> Certificate:
        self.done = _("The certificate is with the international office.")
        if not form.cleaned_data["upload"].is_scanned:
            self.done = _(
                "The certificate was kept. The office can open it when the virus check has answered."
            )
        return operations.upload_certificate(
            mobility=self.subject,
            actor=self.actor,
            upload=form.cleaned_data["upload"],
            starts_on=form.cleaned_data["starts_on"],
            ends_on=form.cleaned_data["ends_on"],
            teaching_hours=form.cleaned_data.get("teaching_hours"),
        )


class CheckCertificate(Reporting, MobilityActView):
    """The coordinator looks at the certificate and accepts or returns it."""

    rule = "accept_certificate"
    template = "reporting/check_certificate.html"
    form_class = DecisionForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"accept": _("The certificate is in order."), "give_back": _("Another one is needed.")}

    def context(self) -> dict[str, Any]:
        certificate = certificate_of(self.subject)
        return {
            **self.heading(_("Check the certificate of attendance")),
            "certificate": certificate,
            "difference": difference(certificate),
            "file_url": to_mobility(self.subject, "reporting:certificate_file"),
        }

    def act(self, form: Any) -> Certificate:
        if form.cleaned_data["decision"] == ACCEPT:
            self.done = _("The certificate was accepted.")
            return operations.accept_certificate(mobility=self.subject, actor=self.actor)
        self.done = _("The certificate was returned; the participant gets your reasons by e-mail.")
        reasons = form.cleaned_data["reasons"]
        return operations.return_certificate(mobility=self.subject, actor=self.actor, reasons=reasons)


class CertificateFile(MobilityView):
    """The certificate itself, for its readers alone."""

    rule = "see_certificate"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        certificate = certificate_of(self.subject)
        if certificate is None or certificate.file is None:
            raise Http404
        return download_response(certificate.file, f"{self.subject.number}-certificate-{certificate.version}")


class Survey(Reporting, MobilityActView):
    """The participant notes that the EU Survey was handed in."""

    rule = "note_survey"
    template = "reporting/survey.html"
    form_class = SurveyForm

    def form_kwargs(self) -> dict[str, Any]:
        survey = survey_of(self.subject)
        initial = {"submitted_on": survey.submitted_on} if survey else {}
        return {"ended_on": end_of_stay(self.subject), "initial": initial}

    def context(self) -> dict[str, Any]:
        return {
            **self.heading(_("EU Survey")),
            "email": self.subject.person.email,
            "due_on": due_after_return(self.subject),
        }

    def act(self, form: Any) -> Any:
        self.done = _("Noted. Thank you.")
        return operations.note_survey(
            mobility=self.subject, actor=self.actor, submitted_on=form.cleaned_data["submitted_on"]
        )


class Reopen(Reporting, MobilityActView):
    """The coordinator takes reporting up again before human resources have recorded it."""

    rule = "reopen_closing"
    template = "layout/act.html"
    form_class = ReopenForm

    def context(self) -> dict[str, Any]:
        return {
            **self.heading(_("Reopen reporting")),
            "verb": _("Reopen reporting"),
            "effects": [
                _("The file goes back from human resources to the participant."),
                _("What was accepted stays as it was; the new version is checked again."),
            ],
            "told": [_("The participant, with your reason.")],
        }

    def act(self, form: Any) -> Any:
        self.done = _("Reporting is open again.")
        return operations.reopen_closing(mobility=self.subject, actor=self.actor, **form.cleaned_data)
