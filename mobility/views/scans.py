"""The paper bridge: scans are sent, led back to their files by the codes on them, and entered as what they are."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import policy, readings
from core.files import download_response
from core.policy import Refusal
from core.views import ActView, RuledView
from core.words import localized
from mobility.forms.received import ScansForm
from mobility.links import tenant_of, to_mobility
from mobility.models import IncomingScan
from mobility.operations import scans as operations
from mobility.operations.scans import BroughtIn
from mobility.readings import opened_by
from mobility.scan_uses import USES, ScanUse, uses_for
from mobility.verification_words import kind_of
from mobility.views.base import WhichMember


class Start(WhichMember):
    """For which member faculty scans are brought in."""

    rule = "bring_in_anywhere"
    title = gettext_lazy("Scans")
    lede = gettext_lazy("For which member faculty do you bring in scans?")
    leads_to = "scans:list"


class ScansOfMember(RuledView):
    """Sends scans, says of each what became of it, and lists those that wait to be entered."""

    rule = "bring_in_scans"
    template = "mobility/scans/list.html"
    subject: IncomingScan

    def fetch(self) -> IncomingScan:
        place: Any = self.request
        return IncomingScan(university_id=place.university.id, member_id=place.member.id)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.listed(ScansForm())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        form = ScansForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.listed(form, status=422)
        try:
            results = operations.bring_in(
                member_id=self.subject.member_id, actor=self.actor, **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error("number", str(refusal))
            return self.listed(form, status=409)
        return self.listed(ScansForm(), results=results)

    def listed(
        self, form: ScansForm, *, status: int = 200, results: list[BroughtIn] | None = None
    ) -> HttpResponseBase:
        return self.page(
            status,
            form=form,
            lede=localized(self.request.member, "name"),  # type: ignore[attr-defined]
            kept=[one for one in results or () if one.scan],
            refused=[one for one in results or () if not one.scan],
            waiting=[self.row(scan) for scan in self.waiting()],
        )

    def waiting(self) -> list[IncomingScan]:
        found = IncomingScan.objects.filter(member_id=self.subject.member_id, settled_at=None)
        related = ("mobility__person", "mobility__host", "paper", "file", "sent_by")
        rows = found.select_related(*related).order_by("mobility", "pk")[:200]
        return [scan for scan in rows if policy.can(self.actor, "settle_scan", scan.mobility)]

    def row(self, scan: IncomingScan) -> dict[str, Any]:
        place = {**tenant_of(scan), "scan": scan.public_id}
        return {
            "scan": scan,
            "kind": kind_of(scan.paper) if scan.paper else _("no code; the number was typed"),
            "file_url": to_mobility(scan.mobility),
            "open_url": reverse("scans:file", kwargs=place),
            "aside_url": reverse("scans:aside", kwargs=place),
            "uses": [
                {"label": use.label, "url": reverse("scans:take", kwargs={**place, "use": use.code})}
                for use in uses_for(scan.paper.kind if scan.paper else "")
                if policy.can(self.actor, use.verb, scan.mobility)
            ],
        }


class OfScan:
    """One scan that waits, for those who may enter it."""

    actor: Any
    kwargs: dict[str, Any]
    request: HttpRequest

    @cached_property
    def scan(self) -> IncomingScan:
        related = ("mobility__person", "mobility__host", "mobility__member", "paper", "file")
        found = IncomingScan.objects.filter(public_id=self.kwargs["scan"], settled_at=None)
        scan = found.select_related(*related).first()
        if scan is None or scan.member_id != self.request.member.id:  # type: ignore[attr-defined]
            raise Http404
        return scan

    def fetch(self) -> Any:
        mobility = self.scan.mobility
        page = self.request.resolver_match.view_name  # type: ignore[union-attr]
        readings.note(self.request, opened_by(self.actor, mobility, page=page))
        return mobility

    def list_url(self) -> str:
        return reverse("scans:list", kwargs=tenant_of(self.scan))


class ScanFile(OfScan, RuledView):
    """The scan itself."""

    rule = seen_by = "settle_scan"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return download_response(self.scan.file, f"{self.scan.mobility.number}-scan", inline=True)


class SettleView(OfScan, ActView):
    """What the two ways to settle a scan share."""

    rule = seen_by = "settle_scan"
    template = "mobility/scans/settle.html"
    title: Any = ""
    verb: Any = ""

    def context(self) -> dict[str, Any]:
        mobility = self.scan.mobility
        host = mobility.host.name if mobility.host else ""
        return {
            "title": self.title,
            "verb": self.verb,
            "crumbs": [(_("Scans"), self.list_url())],
            "lede": " · ".join(
                part for part in (str(mobility), mobility.person.get_full_name(), host) if part
            ),
            "cancel_url": self.list_url(),
            "open_url": reverse("scans:file", kwargs={**tenant_of(self.scan), "scan": self.scan.public_id}),
            "scan": self.scan,
        }

    def where(self, result: Any) -> str:
        return self.list_url()


class Take(SettleView):
    """A scan is entered as what it is, on behalf of whoever signed it."""

    step_up = True
    verb = gettext_lazy("Enter")
    done = gettext_lazy("Entered. The scan stands with the documents of the file.")

    @cached_property
    def use(self) -> ScanUse:
        if self.kwargs["use"] not in USES:
            raise Http404
        return USES[self.kwargs["use"]]

    def fetch(self) -> Any:
        self.title = _("Enter a scan: %s") % self.use.label
        return super().fetch()

    def form(self, *args: Any) -> forms.Form:
        data, files = args or (None, None)
        return self.use.form(self.scan.mobility, self.actor, data, files)

    def context(self) -> dict[str, Any]:
        effects = [_("It is marked as entered by you on behalf of whoever signed it.")]
        return {**super().context(), "effects": effects}

    def act(self, form: forms.Form) -> IncomingScan:
        return operations.take_scan(scan=self.scan, actor=self.actor, use=self.use, typed=form.cleaned_data)


class PutAside(SettleView):
    """A scan that is not needed leaves the list."""

    title = gettext_lazy("Put the scan aside")
    verb = gettext_lazy("Put aside")
    done = gettext_lazy("The scan was put aside.")

    def context(self) -> dict[str, Any]:
        effects = [_("It leaves the list and counts for nothing. It is deleted with the file it belongs to.")]
        return {**super().context(), "effects": effects}

    def act(self, form: forms.Form) -> IncomingScan:
        return operations.put_aside(scan=self.scan, actor=self.actor)
