"""Taking over what the rules propose for a whole call."""

from collections import Counter
from typing import Any

from django import forms
from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mobility.links import to_call
from mobility.views.base import CallActView
from selection.enums import Outcome
from selection.operations import Release, take_over
from selection.operations.proposals import TakenOver, of_unknown_cost, open_proposals
from selection.views.board import counted, crumbs_of


class TakeOver(CallActView):
    """Notes what the rules propose as pending decisions, for all who have none yet."""

    rule = "take_over"

    def context(self) -> dict[str, Any]:
        call = self.subject
        rows = open_proposals(call, self.actor)
        unknown = {row.pk for row in of_unknown_cost(call, rows)}
        counts = Counter(row.proposed for row in rows if row.pk not in unknown)
        left = counts[""]
        effects = [
            _("Each is noted as a pending decision, with the reasons that the numbers give."),
            _("Decisions that are noted already stay as they are."),
            _("You can change each of them until the release."),
        ]
        if left:
            words = ngettext(
                "%d application stays to be decided by you: equals stand across the line of the places.",
                "%d applications stay to be decided by you: equals stand across the line of the places.",
                left,
            )
            effects.append(words % left)
        if unknown:
            words = ngettext(
                "%d application stays to be decided by you: give its grant.",
                "%d applications stay to be decided by you: give their grants.",
                len(unknown),
            )
            effects.append(words % len(unknown))
        return {
            "title": _("Take over the proposal"),
            "crumbs": crumbs_of(call),
            "lede": counted(Release(*(counts[outcome.value] for outcome in Outcome))),
            "effects": effects,
            "verb": _("Take over the proposal"),
            "cancel_url": to_call(call, "selection:board"),
        }

    def act(self, form: forms.Form) -> TakenOver:
        result = take_over(call=self.subject, actor=self.actor)
        words = ngettext("%d decision is noted.", "%d decisions are noted.", result.noted) % result.noted
        messages.success(self.request, words)
        return result

    def where(self, result: Any) -> str:
        return to_call(self.subject, "selection:board")
