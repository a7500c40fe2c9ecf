"""Signing the grant agreement, and declining to."""

from typing import Any

from django import forms
from django.http import HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.views import Refused
from funding import changes, documents, operations
from funding.models import GrantAgreement, GrantSignature
from funding.queries import in_force
from funding.views.base import GrantActView
from mobility.enums import Party
from mobility.forms.agreement import ReasonForm, SignForm, with_present_text
from mobility.links import to_mobility


class Sign(GrantActView):
    """The participant's or the institution's signature, under the text that is signed."""

    rule = "sign_grant"
    step_up = True
    template = "funding/sign.html"
    form_class = SignForm
    title = gettext_lazy("Sign the grant agreement")
    verb = gettext_lazy("Sign")
    done = gettext_lazy("Signed. Thank you.")

    def before(self) -> HttpResponseBase | None:
        """Whoever is paid states the account first: it is part of what is signed."""
        if self.party() == Party.PARTICIPANT and self.lacks_account:
            return HttpResponseRedirect(to_mobility(self.subject, "grant:account"))
        return None

    def refused(self, reason: Any) -> HttpResponseBase:
        """Why not; without an agreement there is no page to say it on."""
        if in_force(self.subject) is None:
            raise Refused(reason)
        return super().refused(reason)

    def form(self, *args: Any) -> forms.Form:
        self.shown = self.agreement
        return SignForm(args[0] if args else None, initial={"text_hash": self.shown.text_hash})

    def context(self) -> dict[str, Any]:
        is_home = self.party() == Party.HOME
        return {
            **super().context(),
            "agreement": self.shown,
            "text": documents.reading(self.shown),
            "differences": changes.since_earlier(self.shown),
            "as_words": self.capacity_words() if is_home else "",
        }

    def page(self, status: int = 200, **context: Any) -> TemplateResponse:
        context["form"] = with_present_text(context["form"], self.shown.text_hash)
        return super().page(status, **context)

    def act(self, form: forms.Form) -> GrantSignature:
        return operations.sign(
            agreement=self.shown,
            party=self.party(),
            actor=self.actor,
            text_hash=form.cleaned_data["text_hash"],
            function=self.capacity_words() if self.party() == Party.HOME else "",
        )


class Refuse(GrantActView):
    """The participant or the institution declines to sign, with the reason."""

    rule = "refuse_grant"
    form_class = ReasonForm
    title = gettext_lazy("Decline to sign")
    verb = gettext_lazy("Decline to sign")
    done = gettext_lazy("Your refusal was recorded; the coordinator was told.")

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "grave": True,
            "effects": [
                _("This version can no longer be signed by anybody; the office enters the grant anew.")
            ],
            "told": [_("the Erasmus coordinator and the participant")],
        }

    def act(self, form: forms.Form) -> GrantAgreement:
        return operations.refuse_to_sign(
            agreement=self.agreement, party=self.party(), actor=self.actor, reason=form.cleaned_data["reason"]
        )
