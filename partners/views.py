"""Pages of the register: finding hosts, proposing one, confirming what was proposed."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.face import Option
from core.views import ActView, RuledView
from partners import operations, queries
from partners.forms import HostForm
from partners.models import HostOrganisation
from partners.operations import SimilarHost
from partners.policy import may_confirm_hosts
from partners.queries import FoundHost

LONGEST_QUESTION = 120


class HostSearch(RuledView):
    """Hosts by what one types: a page of its own, and the list items that a lookup asks for."""

    rule = "search_hosts"
    template = "partners/hosts.html"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        query = request.GET.get("q", "").strip()[:LONGEST_QUESTION]
        found = queries.search_hosts(query)
        if request.headers.get("HX-Request"):
            self.template = "components/lookup_options.html"
            return self.page(options=[option_of(host) for host in found], name="host")
        proposed = queries.proposed_hosts() if may_confirm_hosts(self.actor, None) else ()
        return self.page(query=query, found=found, proposed=proposed)


def option_of(host: FoundHost) -> Option:
    """A host as one answer of a lookup."""
    facts = [host.country_name, host.erasmus_code or host.kind_name]
    if not host.confirmed:
        facts.append(str(_("proposed, not confirmed yet")))
    return Option(value=host.key, label=f"{host.name}, {host.city}", note=" · ".join(facts))


class ProposeHost(ActView):
    """Add a host that the search does not find."""

    rule = "propose_host"
    form_class = HostForm

    def context(self) -> dict[str, Any]:
        waits = _("The host can be chosen at once. The office is to confirm it.")
        return {
            "title": _("Propose a new host"),
            "verb": _("Propose the host"),
            "cancel_url": self.where(None),
            "effects": [] if may_confirm_hosts(self.actor, None) else [waits],
        }

    def act(self, form: forms.Form) -> HostOrganisation:
        try:
            host = operations.propose_host(actor=self.actor, **form.cleaned_data)
        except SimilarHost:
            form.ask_whether_another()  # type: ignore[attr-defined]
            raise
        self.done = _("%(host)s is in the register.") % {"host": host.name}
        return host

    def where(self, result: Any) -> str:
        return reverse("register:hosts", kwargs={"university": self.request.university.slug})  # type: ignore[attr-defined]


class ConfirmHost(ActView):
    """Confirm a host that somebody proposed."""

    rule = "confirm_host"
    seen_by = "see_proposed_hosts"
    done = _("The host is confirmed.")
    subject: HostOrganisation

    def fetch(self) -> HostOrganisation:
        hosts = HostOrganisation.objects.select_related("country")
        host = hosts.filter(public_id=self.kwargs["host"]).first()
        if host is None:
            raise Http404
        return host

    def context(self) -> dict[str, Any]:
        host = self.subject
        return {
            "title": _("Confirm the host"),
            "lede": f"{host.name}, {host.city}, {host.country.name}",
            "verb": _("Confirm the host"),
            "cancel_url": self.where(None),
        }

    def act(self, form: forms.Form) -> HostOrganisation:
        return operations.confirm_host(host=self.subject, actor=self.actor)

    def where(self, result: Any) -> str:
        return reverse("register:hosts", kwargs={"university": self.request.university.slug})  # type: ignore[attr-defined]
