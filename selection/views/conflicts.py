"""The question about conflicts of interest that stands before an application opens to its committee."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _

from core import clock, policy
from core.face import Fact
from core.wording import period
from members.queries import post_of
from mobility.enums import Stage
from mobility.links import to_call, to_mobility
from mobility.models import Mobility
from mobility.views.base import MobilityActView
from selection.blind import name_of
from selection.conflicts import standing_of
from selection.forms_committee import WITHDRAWS, DeclareForm
from selection.models import Declaration, Sheet
from selection.operations import declare
from selection.policy import SAY_FIRST, has_answered


class AsksFirst:
    """Leads whoever has not answered the question yet to it, whatever they came to do: nothing opens before."""

    request: HttpRequest
    subject: Any

    def before(self) -> HttpResponseBase | None:
        sheet = self.subject
        if not isinstance(sheet, Sheet):
            return None
        mobility = sheet.assessment.mobility
        if mobility.stage != Stage.UNDER_ASSESSMENT or standing_of(sheet).is_declared:
            return None
        return self.to_question(mobility)

    def refused(self, reason: Any) -> HttpResponseBase:
        if reason is SAY_FIRST:
            subject = self.subject
            return self.to_question(subject.assessment.mobility if isinstance(subject, Sheet) else subject)
        response: HttpResponseBase = super().refused(reason)  # type: ignore[misc]
        return response

    def to_question(self, mobility: Mobility) -> HttpResponseBase:
        return HttpResponseRedirect(to_mobility(mobility, "selection:declare"))


class Declare(MobilityActView):
    """No conflict, or why not: with the facts that are known, before anything of the application is shown."""

    rule = "declare"
    seen_by = "see_for_committee"
    form_class = DeclareForm
    template = "selection/declare.html"

    def before(self) -> HttpResponseBase | None:
        """Who has answered already goes on to the application."""
        if self.request.method in {"GET", "HEAD"} and has_answered(self.actor, self.subject):
            return HttpResponseRedirect(self.onward_url(self.subject))
        return None

    def context(self) -> dict[str, Any]:
        mobility = self.subject
        own = post_of(self.actor.me, member_id=mobility.member_id, on=clock.today())
        same_unit = own is not None and own.unit_id == mobility.unit_id
        host = mobility.host
        return {
            "title": _("Before the application opens"),
            "crumbs": [(mobility.call.title, to_call(mobility.call)), (mobility.number, "")],
            "facts": [
                Fact(_("Participant"), name_of(mobility)),
                Fact(_("Unit"), mobility.unit.name, note=_("your unit too") if same_unit else ""),
                Fact(_("Host"), f"{host.name}, {host.city}" if host else ""),
                Fact(_("Period"), period(mobility.starts_on, mobility.ends_on)),
            ],
            "verb": _("Answer"),
            "cancel_url": to_call(mobility.call, "selection:queue"),
        }

    def act(self, form: forms.Form) -> Declaration:
        data = form.cleaned_data
        return declare(
            mobility=self.subject,
            actor=self.actor,
            has_conflict=data["answer"] == WITHDRAWS,
            reason=data["reason"],
        )

    def where(self, result: Declaration) -> str:
        call = self.subject.call
        if result.has_conflict:
            name = "selection:queue" if policy.can(self.actor, "see_queue", call) else "selection:board"
            return to_call(call, name)
        return self.onward_url(self.subject)

    def onward_url(self, mobility: Mobility) -> str:
        """In the meeting to the table; else to one’s sheet, or for whoever leads without one, to the decision."""
        if policy.can(self.actor, "agree", mobility):
            return to_mobility(mobility, "selection:agree")
        has_sheet = Sheet.objects.filter(
            assessment__mobility=mobility, person_id=self.actor.me, left_out_at=None
        )
        return to_mobility(mobility, "selection:score" if has_sheet.exists() else "selection:decide")
