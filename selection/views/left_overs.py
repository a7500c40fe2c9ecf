"""What faculties did not use: moved to another one, or drafted as a second call."""

from typing import Any

from django import forms
from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.views import ActView
from mobility.models import Call
from selection.distributing import rest_of
from selection.distribution_face import amount_words
from selection.forms_distribution import MoveForm
from selection.models import Share
from selection.operations import move_left_over, open_second_call
from selection.views.distribution import OfDistribution

REST = "rest"


class Move(OfDistribution, ActView):
    """Moves what is left over to another call."""

    rule = "move_left_over"
    step_up = True
    form_class = MoveForm
    done = gettext_lazy("Moved. Whoever is next on the reserve list there moves up by itself.")

    @property
    def counts_money(self) -> bool:
        return self.subject.budget is not None

    def form_kwargs(self) -> dict[str, Any]:
        return {
            "distribution": self.subject,
            "givers": self.givers(),
            "takers": [
                (str(one.share.pk), f"{_named(one.share)} · {_waiting(one.waiting)}")
                for one in self.standings
            ],
        }

    def givers(self) -> list[tuple[str, str]]:
        """The calls with something left over, and what no call has."""
        found = [
            (
                str(one.share.pk),
                f"{_named(one.share)} · "
                + amount_words(one.unused, one.money_unused if self.counts_money else None),
            )
            for one in self.standings
            if one.unused or (self.counts_money and one.money_unused)
        ]
        places, budget = rest_of(self.subject, [one.share for one in self.standings])
        if places or budget:
            found.append((REST, f"{_('given to no call')} · {amount_words(places, budget)}"))
        return found

    def context(self) -> dict[str, Any]:
        nothing = "" if self.givers() else _("Nothing is left over now.")
        return {
            **self.back(),
            "title": _("Move what is left over"),
            "lede": self.subject.name,
            "warning": nothing,
            "verb": _("Move"),
            "effects": [
                _("The board of the other call counts with the new numbers at once."),
                _("Whoever is next on its reserve list moves up by itself, where its rules say so."),
            ],
            "told": [_("Chairs and coordinators of both faculties")],
        }

    def act(self, form: forms.Form) -> Share:
        assert isinstance(form, MoveForm)  # noqa: S101  # nosec B101 (for the checker of types)
        data = form.cleaned_data
        shares = {str(one.share.pk): one.share for one in self.standings}
        return move_left_over(
            distribution=self.subject,
            actor=self.actor,
            giver=None if data["giver"] == REST else shares[data["giver"]],
            taker=shares[data["taker"]],
            amount=form.amount,
            reason=data["reason"],
        )


class SecondCall(OfDistribution, ActView):
    """Drafts second calls with what is left over."""

    rule = "open_second_call"
    step_up = True

    def context(self) -> dict[str, Any]:
        left = [
            _("%(who)s: %(what)s")
            % {
                "who": _named(one.share),
                "what": amount_words(
                    one.unused, one.money_unused if self.subject.budget is not None else None
                ),
            }
            for one in self.standings
            if one.unused
        ]
        return {
            **self.back(),
            "title": _("Second call with what is left over"),
            "lede": self.subject.name,
            "warning": "" if left else _("No faculty has places left over."),
            "verb": _("Draft the second calls"),
            "effects": [
                *left,
                _("Each is drafted as a copy of the first call, open for a month from tomorrow."),
                _("Its faculty checks the draft and publishes it."),
                _("These places and this money leave the first call."),
            ],
        }

    def act(self, form: forms.Form) -> list[Call]:
        drafts = open_second_call(distribution=self.subject, actor=self.actor)
        words = ngettext("%d second call is drafted.", "%d second calls are drafted.", len(drafts))
        messages.success(self.request, words % len(drafts))
        return drafts


def _named(share: Share) -> str:
    return f"{share.member.short}, {share.call.title}"


def _waiting(count: int) -> str:
    return ngettext("%d on the reserve list", "%d on the reserve list", count) % count
