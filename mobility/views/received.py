"""Pages about signatures given elsewhere: the copy to be signed, entering what came back, opening what is kept."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.files import download_response
from mobility import agreements
from mobility.enums import ReceivedKind
from mobility.forms.received import ScanForm, SignedFileForm
from mobility.models import Agreement, Mobility, ReceivedPaper, Signature
from mobility.operations import received as operations
from mobility.operations.received import Ink
from mobility.views.agreement_base import AgreementActView
from mobility.views.base import MobilityView


class AskForCopy(AgreementActView):
    """The text in force is printed with empty boxes."""

    rule = "ask_for_copy"
    title = gettext_lazy("Get a copy to be signed elsewhere")
    verb = gettext_lazy("Print the copy")
    done = gettext_lazy("The copy is being printed. It will stand among the documents in a moment.")

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "effects": [
                _(
                    "The text in force is printed in Slovenian and English, with empty boxes for the signatures."
                ),
                _("It carries no seal, so that it can be signed with a certificate, or in ink."),
                _("What comes back signed is entered on the page of the agreement."),
            ],
        }

    def act(self, form: forms.Form) -> Agreement:
        return operations.ask_for_copy(agreement=self.agreement, actor=self.actor)


class EnterView(AgreementActView):
    """What two pages share: the parties whose signature is missing and may be entered by this reader."""

    step_up = True
    done = gettext_lazy("The signature was entered.")

    def form_kwargs(self) -> dict[str, Any]:
        return {"parties": agreements.to_enter(self.subject, self.actor)}


class EnterSignedFile(EnterView):
    """The agreement's own PDF, signed outside with a certificate."""

    rule = "enter_signature"
    form_class = SignedFileForm
    title = gettext_lazy("Enter a file signed with a certificate")
    verb = gettext_lazy("Enter the signature")

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "effects": [
                _(
                    "The file is compared with the copy that was fetched here: it must be that file with signatures."
                ),
                _("The signatures in it are listed with the name and the issuer of each certificate."),
                _("It counts as the signature of the party that you choose, and stays with the agreement."),
            ],
        }

    def act(self, form: forms.Form) -> Signature:
        typed = form.cleaned_data
        return operations.enter_signed_file(
            agreement=self.agreement,
            party=typed["party"],
            actor=self.actor,
            upload=typed["upload"],
            function=typed["function"],
        )


class EnterScan(EnterView):
    """A scan of the agreement signed in ink, entered by the office."""

    rule = "enter_scan"
    form_class = ScanForm
    title = gettext_lazy("Enter a signature in ink")
    verb = gettext_lazy("Enter the signature")

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "effects": [
                _(
                    "It counts as the signature of the party that you choose, marked as entered by you on its behalf."
                ),
                _("The scan stays with the agreement. Keep the paper."),
            ],
        }

    def act(self, form: forms.Form) -> Signature:
        typed = form.cleaned_data
        return operations.enter_scan(
            agreement=self.agreement,
            party=typed["party"],
            actor=self.actor,
            upload=typed["upload"],
            ink=Ink(typed["name"], typed["function"], typed["written_on"]),
        )


class Received(MobilityView):
    """One paper from outside, for those who may read papers of its kind."""

    rule = "open_received"

    def fetch(self) -> Mobility:
        mobility = super().fetch()
        found = ReceivedPaper.objects.filter(mobility=mobility, public_id=self.kwargs["received"])
        paper = found.select_related("file").first()
        if paper is None:
            raise Http404
        if paper.kind == ReceivedKind.OTHER:
            self.rule = "open_other_paper"
        self.paper = paper
        return mobility

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return download_response(self.paper.file, f"{self.subject.number}-{self.paper.kind}")
