"""A grant that came free, given by hand to somebody who holds a place without one."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobility.links import to_call
from mobility.models import Mobility
from mobility.views.base import MobilityActView
from selection.forms import ReasonForm
from selection.models import Decision
from selection.operations import give_grant
from selection.views.board import crumbs_of


class GiveGrant(MobilityActView):
    """Where the call does not move grants on by itself, or equals share a rank, people give them."""

    rule = "give_grant"
    step_up = True
    form_class = ReasonForm
    done = gettext_lazy("The grant is given; the letter is on its way.")

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"reasons": _("A grant came free.")}}

    def context(self) -> dict[str, Any]:
        mobility: Mobility = self.subject
        return {
            "title": _("Give a grant"),
            "crumbs": crumbs_of(mobility.call),
            "lede": f"{mobility.number} · {mobility.person.get_full_name()}",
            "effects": [
                _("The place has a grant from now on; the grant is counted against the money of the call."),
                _("The participant and the coordinators are told."),
            ],
            "told": [mobility.person.get_full_name()],
            "verb": _("Give a grant"),
            "cancel_url": to_call(mobility.call, "selection:board"),
        }

    def act(self, form: forms.Form) -> Decision:
        return give_grant(mobility=self.subject, actor=self.actor, reasons=form.cleaned_data["reasons"])

    def where(self, result: Any) -> str:
        return to_call(self.subject.call, "selection:board")
