"""The host's room: whose stay, the programme by days, what to do now, what was done; the signature and the copy."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from core.files import download_response
from core.words import languages_in, written_in
from mobility import agreement_changes, agreement_paper, agreements, host_languages, proposals
from mobility.enums import DocumentKind, Party, SigningWay
from mobility.forms.agreement import with_present_text
from mobility.forms.host import DeclineForm, HostSignForm
from mobility.host_enums import LinkPurpose
from mobility.host_tasks import tasks_of
from mobility.models import Agreement, IssuedDocument, Mentor
from mobility.operations import agreement as operations
from mobility.operations.host_links import choose_language
from mobility.views.host_base import HostActView, HostView, room_url


class Room(HostView):
    """The home of the room."""

    template = "mobility/host/room.html"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        found = self.agreement
        todo, done = tasks_of(self.visit)
        is_signed = Party.HOST in agreements.signed_by(found)
        now = next((task for task in todo if task.is_asked), None)
        return self.page(
            agreement=found,
            text=agreement_paper.reading(found),
            mentor=Mentor.objects.filter(mobility=self.mobility).first(),
            now=now,
            todo=[task.row for task in todo if task is not now],
            done=[task.row for task in done],
            proposals=proposals.told_of(self.mobility),
            differences=[] if is_signed else agreement_changes.since_earlier(found),
            is_signed=is_signed,
            copies=self.copies(),
        )

    def copies(self) -> list[dict[str, Any]]:
        """The issued papers that this host signed, once they are printed."""
        if self.link.used_at is None:
            return []
        return [
            {
                "kind": row.kind,
                "languages": ", ".join(languages_in(row.language)),
                "url": self.visit.url("host:copy", kind=row.kind, language=row.language),
            }
            for row in copies_of(self.agreement)
        ]


def copies_of(agreement: Agreement) -> Any:
    """What the host signed as PDF in its languages: this very version, and the certificate in force."""
    of_agreement = {"kind": DocumentKind.AGREEMENT, "version": agreement.version}
    rows = IssuedDocument.objects.filter(mobility_id=agreement.mobility_id)
    certificate = {"kind": DocumentKind.CERTIFICATE, "superseded_at": None}
    return (rows.filter(**of_agreement) | rows.filter(**certificate)).order_by("kind", "language")


class Language(HostView):
    """The host chooses in which language the room and its letters are written."""

    def post(self, request: HttpRequest) -> HttpResponse:
        wanted = request.POST.get("language", "")
        if host_languages.is_offered(wanted):
            choose_language(link=self.link, language=wanted)
        return self.to_room()


class OfText:
    """A page that shows the text that is signed: in Slovenian to those who read it, else in English."""

    agreement: Agreement
    link: Any

    def text_context(self) -> dict[str, Any]:
        language = written_in(self.link.language)
        with host_languages.read_in(language):
            text = agreement_paper.reading(self.agreement)
            boxes = agreement_paper.boxes(self.agreement)
        return {
            "agreement": self.agreement,
            "text": text,
            "boxes": boxes,
            "text_language": language,
            "is_translated": language != self.link.language,
        }


class Sign(OfText, HostActView):
    """The agreement in full, and the host's signature under it."""

    template = "mobility/host/sign.html"
    title = _("Read and sign the agreement")
    form_class = HostSignForm

    def is_open(self) -> bool:
        return self.visit.is_for(LinkPurpose.SIGN) and proposals.open_proposal(self.mobility) is None

    def initial(self) -> dict[str, Any]:
        link = self.link
        return {"text_hash": self.agreement.text_hash, "name": link.name, "function": link.function}

    def shown(self, form: forms.Form, status: int = 200) -> TemplateResponse:
        return super().shown(with_present_text(form, self.agreement.text_hash), status)

    def context(self) -> dict[str, Any]:
        return {
            **self.text_context(),
            "differences": agreement_changes.since_earlier(self.agreement),
            "decline_url": room_url(self.request, "host:decline"),
            "elsewhere_url": room_url(self.request, "host:signed_file"),
        }

    def act(self, typed: dict[str, Any]) -> None:
        operations.sign(
            agreement=self.agreement,
            party=Party.HOST,
            actor=self.actor(typed["name"]),
            way=SigningWay.LINK,
            name=typed["name"],
            function=typed["function"],
            text_hash=typed["text_hash"],
        )


class Text(OfText, HostView):
    """The agreement in full, to read."""

    template = "mobility/host/text.html"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        return self.page(**self.text_context())


class Decline(HostActView):
    """The host declines to sign, with the reason."""

    title = _("Decline to sign")
    lede = _("The sending institution and the staff member read your reason.")
    verb = _("Decline to sign")
    grave = True
    thanks = _("Your reason was sent to the sending institution. If the plan changes, you get a new link.")
    form_class = DeclineForm

    def is_open(self) -> bool:
        return self.visit.is_for(LinkPurpose.SIGN)

    def initial(self) -> dict[str, Any]:
        return {"name": self.link.name}

    def act(self, typed: dict[str, Any]) -> None:
        operations.refuse_to_sign(
            agreement=self.agreement,
            party=Party.HOST,
            actor=self.actor(typed["name"]),
            reason=typed["reason"],
        )


class Copy(HostView):
    """What the host signed as PDF, for the host that signed it."""

    def get(self, request: HttpRequest, kind: str, language: str) -> HttpResponseBase:
        document = (
            copies_of(self.agreement).filter(kind=kind, language=language).select_related("file").first()
        )
        if document is None or self.link.used_at is None:
            raise Http404
        return download_response(document.file, document.file.original_name, inline=True)
