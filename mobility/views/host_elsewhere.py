"""A host that signs with a certificate of its own: the copy to be signed, and the signed file."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from core.files import download_response
from core.words import languages_in
from mobility import proposals
from mobility.enums import DocumentKind, Party
from mobility.forms.host import HostFileForm
from mobility.host_enums import LinkPurpose
from mobility.models import IssuedDocument
from mobility.operations import received as operations
from mobility.views.host_base import HostActView, HostView, room_url


class WithCopies:
    """What these pages share: they are open while the host is asked to sign, and know the copies that were printed."""

    visit: Any
    mobility: Any
    agreement: Any

    def is_open(self) -> bool:
        return self.visit.is_for(LinkPurpose.SIGN) and proposals.open_proposal(self.mobility) is None

    def copies(self) -> Any:
        kind = DocumentKind.AGREEMENT_TO_SIGN
        found = IssuedDocument.objects.filter(mobility=self.mobility, kind=kind)
        return found.filter(version=self.agreement.version).select_related("file").order_by("language")


class SignedFile(WithCopies, HostActView):
    """The copies, and the file that came back signed."""

    template = "mobility/host/signed_file.html"
    title = _("Sign with a certificate of your own")
    lede = _("Take the copy, sign it in your own program, and send the signed file here.")
    verb = _("Send the signed file")
    form_class = HostFileForm

    def initial(self) -> dict[str, Any]:
        return {"function": self.link.function}

    def context(self) -> dict[str, Any]:
        return {
            "copies": [
                (languages_in(row.language), self.visit.url("host:copy_to_sign", language=row.language))
                for row in self.copies()
            ],
            "print_url": room_url(self.request, "host:print_copy"),
        }

    def act(self, typed: dict[str, Any]) -> None:
        operations.enter_signed_file(
            agreement=self.agreement,
            party=Party.HOST,
            actor=self.actor(),
            upload=typed["upload"],
            function=typed["function"],
        )


class PrintCopy(WithCopies, HostActView):
    """The host has the copy printed."""

    title = _("Get a copy to be signed")
    lede = _(
        "It is ready in a moment, in Slovenian and English. Then come back to sign with your certificate."
    )
    verb = _("Print the copy")
    form_class = forms.Form

    def act(self, typed: dict[str, Any]) -> None:
        operations.ask_for_copy(agreement=self.agreement, actor=self.actor())


class CopyToSign(WithCopies, HostView):
    """One copy to be signed."""

    def get(self, request: HttpRequest, language: str) -> HttpResponseBase:
        document = self.copies().filter(language=language).first() if self.is_open() else None
        if document is None:
            raise Http404
        response: HttpResponse = download_response(document.file, document.file.original_name)
        return response
