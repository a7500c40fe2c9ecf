"""What the host does in its room besides signing: proposes changes, names another signatory or a mentor."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from mobility import proposals
from mobility.forms.host import MentorForm, PassOnForm, ProposalForm
from mobility.models import Mentor
from mobility.operations.host_links import Addressee, pass_on_host_link
from mobility.operations.host_room import name_mentor
from mobility.operations.proposals import propose_changes
from mobility.policy_agreement import OPEN_IN
from mobility.queries import submitted_application
from mobility.views.host_base import HostActView


class Propose(HostActView):
    """The plan as it is, to be changed, with a sentence that says why."""

    template = "mobility/host/propose.html"
    title = _("Propose a change")
    lede = _(
        "Change what should be different. The sending institution answers; until then you are not asked to sign."
    )
    verb = _("Send the proposal")

    def is_open(self) -> bool:
        return self.mobility.stage in OPEN_IN and proposals.open_proposal(self.mobility) is None

    def form(self, *args: Any, **how: Any) -> forms.Form:
        application = submitted_application(self.mobility) or self.agreement.application
        return ProposalForm(*args, application=application, name=self.link.name, **how)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if "add_day" in request.POST and self.is_open():
            return self.shown(self.form(request.POST, one_more=True))
        return super().post(request, **kwargs)

    def act(self, typed: dict[str, Any]) -> None:
        propose_changes(
            link=self.link,
            actor=self.actor(typed["name"]),
            typed=typed,
            name=typed["name"],
            reason=typed["reason"],
        )


class PassOn(HostActView):
    """Somebody else signs: the link moves to their address."""

    title = _("Name another person to sign")
    lede = _("They get a letter with a link of their own. Your link opens nothing any more.")
    verb = _("Move the link")
    thanks = _("The letter is on its way. Your own link is closed; you will not be asked again.")
    form_class = PassOnForm

    def is_open(self) -> bool:
        return self.visit.is_for(self.link.purpose)

    def mailboxes(self, form: forms.Form) -> list[str]:
        return [form.cleaned_data["address"]]

    def act(self, typed: dict[str, Any]) -> None:
        to = Addressee(typed["name"], typed["address"], self.link.language, typed["function"])
        pass_on_host_link(link=self.link, actor=self.actor(), by=self.link.name, to=to)


class NameMentor(HostActView):
    """Who looks after the staff member."""

    title = _("Name a mentor")
    lede = _("The staff member is told; the sending institution sees it in the file.")
    verb = _("Name the mentor")
    form_class = MentorForm

    def is_open(self) -> bool:
        return self.mobility.stage in OPEN_IN and not Mentor.objects.filter(mobility=self.mobility).exists()

    def act(self, typed: dict[str, Any]) -> None:
        name_mentor(mobility=self.mobility, actor=self.actor(), **typed)
