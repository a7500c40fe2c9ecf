"""Signing the grant agreement, and declining to."""

from typing import Any

from django import forms
from django.http import HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext_lazy

from core.views import Refused
from funding import changes, documents, operations
from funding.models import GrantAgreement, GrantSignature
from funding.queries import in_force
from funding.views.base import OfGrant
from mobility.agreement_changes import Difference
from mobility.enums import Party
from mobility.links import to_mobility
from mobility.views.signing import RefuseView, SignView


class Sign(OfGrant, SignView):
    """The participant or the institution signs the grant agreement."""

    rule = "sign_grant"
    step_up = True
    template = "funding/sign.html"
    title = gettext_lazy("Sign the grant agreement")

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

    def reading(self) -> dict[str, Any]:
        return documents.reading(self.agreement)

    def differences(self) -> list[Difference]:
        return changes.since_earlier(self.agreement)

    def act(self, form: forms.Form) -> GrantSignature:
        return operations.sign(
            agreement=self.agreement,
            party=self.party(),
            actor=self.actor,
            text_hash=form.cleaned_data["text_hash"],
            function=self.function(),
        )


class Refuse(OfGrant, RefuseView):
    """The participant or the institution declines to sign the grant agreement."""

    rule = "refuse_grant"
    effect = gettext_lazy(
        "This version can no longer be signed by anybody; the office enters the grant anew."
    )

    def act(self, form: forms.Form) -> GrantAgreement:
        return operations.refuse_to_sign(
            agreement=self.agreement, party=self.party(), actor=self.actor, reason=form.cleaned_data["reason"]
        )
