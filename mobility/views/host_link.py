"""Pages about the host's link: what became of it, sending it (again), closing it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import clock
from core.policy import Refusal
from core.throttle import Limit
from core.wording import day
from mobility import agreements, host_languages
from mobility.forms.agreement import HostAddressForm
from mobility.models import HostLink
from mobility.operations import agreement as operations
from mobility.views.agreement_base import AgreementActView


def link_words(link: HostLink | None) -> str:
    """What has become of the host's link."""
    if link is None:
        return _("The host is asked when the participant and the institution have signed.")
    words = {
        "name": link.name,
        "address": link.address,
        "sent": day(link.made_at),
        "until": day(link.valid_until),
    }
    if link.revoked_at is not None:
        return _("The link sent to %(name)s (%(address)s) on %(sent)s was closed.") % words
    if clock.now() >= link.valid_until:
        return _("The link sent to %(name)s (%(address)s) on %(sent)s expired on %(until)s.") % words
    return _("A link was sent to %(name)s (%(address)s) on %(sent)s. It is valid until %(until)s.") % words


class SendHostLink(AgreementActView):
    """Ask the host to sign, or ask again, at the right address."""

    rule = "manage_host_link"
    form_class = HostAddressForm
    limit = Limit("host_link", most=30, seconds=3600)
    title = gettext_lazy("Ask the host to sign")
    verb = gettext_lazy("Send the link")
    done = gettext_lazy("The host gets a letter with a personal link.")

    def form_kwargs(self) -> dict[str, Any]:
        found = self.agreement
        link = agreements.present_link(found)
        receiving = found.text["receiving"]
        guess = host_languages.guess(receiving["country_code"])
        initial = {
            "name": receiving["contact_name"],
            "address": receiving["contact_email"],
            "language": guess,
        }
        if link is not None:
            initial = {"name": link.name, "address": link.address, "language": link.language}
        return {"initial": initial}

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "effects": [
                _("The host gets a letter with a personal link that opens this agreement and nothing else."),
                _("A link sent earlier stops working."),
            ],
        }

    def mailboxes(self, form: forms.Form) -> list[str]:
        return [form.cleaned_data["address"]]

    def act(self, form: forms.Form) -> HostLink:
        return operations.send_host_link(agreement=self.agreement, actor=self.actor, **form.cleaned_data)


class RevokeHostLink(AgreementActView):
    """Close the host's link."""

    rule = "manage_host_link"
    title = gettext_lazy("Close the host’s link")
    verb = gettext_lazy("Close the link")
    done = gettext_lazy("The link opens nothing any more.")

    def context(self) -> dict[str, Any]:
        return {**super().context(), "effects": [_("The link that was sent opens nothing any more.")]}

    def act(self, form: forms.Form) -> HostLink:
        link = agreements.present_link(self.agreement)
        if link is None:
            raise Refusal(_("No link was sent to the host; there is nothing to close."))
        return operations.revoke_host_link(link=link, actor=self.actor)
