"""The host's proposal: what it would have otherwise, and the answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mobility import proposals
from mobility.forms.agreement import AnswerForm
from mobility.models import ChangeProposal
from mobility.operations import proposals as operations
from mobility.signing_rules import rules_of
from mobility.views.agreement_base import AgreementActView, reconfirm_words


class AnswerProposal(AgreementActView):
    """Take over all or part of the host's proposal, or decline it with a reason."""

    rule = "answer_proposal"
    template = "mobility/agreement/answer.html"
    title = _("The host’s proposal")
    verb = _("Send the answer")

    def form(self, *args: Any) -> forms.Form:
        waiting = proposals.open_proposal(self.subject)
        return AnswerForm(*args, changes=proposals.shown(waiting) if waiting else [])

    def context(self) -> dict[str, Any]:
        waiting = proposals.open_proposal(self.subject)
        told = {"row": waiting, "outcome": "", "changes": proposals.shown(waiting)} if waiting else None
        return {
            **super().context(),
            "proposal": told,
            "effects": [
                _("What is taken over makes a new version of the agreement; all three parties sign it anew."),
                reconfirm_words(rules_of(self.subject.member_id, self.subject.call_id)),
                _("The host gets a letter with the answer, and a link to the new version."),
            ],
        }

    def act(self, form: forms.Form) -> ChangeProposal:
        words = form.cleaned_data["words"]
        if form.cleaned_data["decision"] == AnswerForm.DECLINE:
            self.done = _("The proposal was declined; the host gets your reason.")
            return operations.decline_proposal(mobility=self.subject, actor=self.actor, words=words)
        self.done = _("The proposal was taken over; the new version waits for signatures.")
        keys = form.cleaned_data["taken"]
        return operations.accept_proposal(mobility=self.subject, actor=self.actor, keys=keys, words=words)
