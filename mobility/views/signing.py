"""Signing and declining to sign, whatever it is that participant and institution sign here."""

from abc import ABC, abstractmethod
from typing import Any

from django import forms
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.wording import with_principal
from members.actor import Held
from mobility.agreement_changes import Difference
from mobility.forms.agreement import ReasonForm, SignForm, with_present_text
from mobility.views.agreement_base import PartiesActView


class SignView(PartiesActView, ABC):
    """The participant's or the institution's signature, under the text that is signed."""

    agreement: Any
    template = "mobility/agreement/sign.html"
    form_class = SignForm
    verb = gettext_lazy("Sign")
    done = gettext_lazy("Signed. Thank you.")

    @abstractmethod
    def reading(self) -> dict[str, Any]:
        """The text in the reader's language."""

    @abstractmethod
    def differences(self) -> list[Difference]:
        """What is new in this version."""

    def function(self) -> str:
        """What is kept in words beside the name: for whom the signatory stands in. The capacity is kept as such."""
        held = self.held()
        return _in_words(held) if held is not None and held.principal_name else ""

    def form(self, *args: Any) -> forms.Form:
        return SignForm(args[0] if args else None, initial={"text_hash": self.agreement.text_hash})

    def context(self) -> dict[str, Any]:
        held = self.held()
        return {
            **super().context(),
            "agreement": self.agreement,
            "text": self.reading(),
            "differences": self.differences(),
            "as_words": _in_words(held) if held is not None else "",
        }

    def page(self, status: int = 200, **context: Any) -> TemplateResponse:
        context["form"] = with_present_text(context["form"], self.agreement.text_hash)
        return super().page(status, **context)


def _in_words(held: Held) -> str:
    return with_principal(str(held.capacity.label), held.principal_name)


class RefuseView(PartiesActView):
    """The participant or the institution declines to sign, with the reason."""

    form_class = ReasonForm
    title = gettext_lazy("Decline to sign")
    verb = gettext_lazy("Decline to sign")
    done = gettext_lazy("Your refusal was recorded; the coordinator was told.")
    effect: Any = ""

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "grave": True,
            "effects": [self.effect],
            "told": [_("the Erasmus coordinator and the participant")],
        }
