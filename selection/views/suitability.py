"""Suitability: one page for each who is asked, reached from a mail: opinion, decision, the participant's changes."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.enums import Capacity
from mobility.application_face import face_of
from mobility.enums import DutyKind
from mobility.links import to_mobility
from mobility.models import Duty, Mobility
from mobility.views.base import MobilityActView
from selection import queries
from selection.enums import BODY, Verdict
from selection.forms import AdaptForm, OpinionForm, SuitabilityForm
from selection.models import Adaptation, Confirmation, Opinion
from selection.operations import adapt_plan, decide_suitability, give_opinion
from selection.words import middle_of, votes


class OfSuitability(MobilityActView):
    """What every page about suitability shows: the application it is bound to, and the opinions so far."""

    subject: Mobility

    @cached_property
    def confirmation(self) -> Confirmation | None:
        return queries.confirmation_of(self.subject)

    @cached_property
    def opinions(self) -> list[Opinion]:
        return list(queries.opinions_of(self.confirmation)) if self.confirmation else []

    def context(self) -> dict[str, Any]:
        mobility, confirmation = self.subject, self.confirmation
        application = confirmation.application if confirmation else None
        return {
            "mobility": mobility,
            "confirmation": confirmation,
            "crumbs": [(mobility.call.title, ""), (mobility.number, to_mobility(mobility))],
            "lede": f"{mobility.person.get_full_name()} · {mobility.unit.name} · {mobility.title}",
            "face": face_of(application, mobility.employment) if application else None,
            "votes": votes(self.opinions),
            "cancel_url": to_mobility(mobility),
        }


class GiveOpinion(OfSuitability):
    """One of the three reads the plan and says what they think of it."""

    rule = "give_opinion"
    form_class = OpinionForm
    template = "selection/opinion.html"
    done = gettext_lazy("Your opinion is noted.")

    @cached_property
    def duty(self) -> Duty | None:
        """The opinion that this person is asked for: the first that is open for a capacity they hold."""
        waiting = Duty.objects.filter(
            mobility=self.subject, kind=DutyKind.OPINION, fulfilled_at=None, waived_at=None
        )
        mine = [duty for duty in waiting if self._is_mine(duty)]
        wanted = self.request.POST.get("part", "")
        return next((duty for duty in mine if duty.part == wanted), mine[0] if mine else None)

    def _is_mine(self, duty: Duty) -> bool:
        held = Capacity(duty.owed_by)
        return bool(self.actor.holds(held, member_id=self.subject.member_id, unit_id=self.subject.unit_id))

    @property
    def part(self) -> str:
        if self.request.method == "POST":
            typed = self.request.POST.get("part", "")
            return typed if typed in BODY else ""
        return self.duty.part if self.duty else ""

    def context(self) -> dict[str, Any]:
        context = super().context()
        is_asked = self.duty is not None or self.request.method == "POST"
        title = _("Your opinion on suitability")
        return {**context, "title": title, "part": self.part, "is_asked": is_asked}

    def act(self, form: forms.Form) -> Opinion:
        data = form.cleaned_data
        part = self.part or (self.duty.part if self.duty else Capacity.HEAD)
        return give_opinion(
            mobility=self.subject,
            actor=self.actor,
            as_=Capacity(part),
            verdict=data["verdict"],
            reasons=data["reasons"],
        )


class DecideSuitability(OfSuitability):
    """The secretary records the body's decision with the vote before their eyes."""

    rule = "decide_suitability"
    form_class = SuitabilityForm
    template = "selection/suitability.html"
    done = gettext_lazy("The decision is recorded; Annex 1 is being issued.")

    def form_kwargs(self) -> dict[str, Any]:
        verdicts = [opinion.verdict for opinion in self.opinions]
        initial = {
            "verdict": middle_of(verdicts),
            "reasons": "\n".join(opinion.reasons for opinion in self.opinions if opinion.reasons),
        }
        return {"unanimous": set(verdicts) == {Verdict.FITS}, "initial": initial}

    def context(self) -> dict[str, Any]:
        context = super().context()
        missing = [row["label"] for row in context["votes"] if row["opinion"] is None]
        return {**context, "title": _("Decision on suitability"), "missing": missing}

    def act(self, form: forms.Form) -> Confirmation:
        data = form.cleaned_data
        return decide_suitability(
            mobility=self.subject,
            actor=self.actor,
            outcome=data["verdict"],
            reasons=data["reasons"],
            conditions=data["conditions"],
        )


class Adapt(OfSuitability):
    """The participant says how the plan was adapted to the conditions."""

    rule = "adapt_plan"
    form_class = AdaptForm
    template = "selection/adapt.html"
    done = gettext_lazy("Thank you. Your changes are noted with the confirmation of suitability.")

    def context(self) -> dict[str, Any]:
        return {**super().context(), "title": _("Adapt the plan to the conditions")}

    def act(self, form: forms.Form) -> Adaptation:
        return adapt_plan(mobility=self.subject, actor=self.actor, words=form.cleaned_data["words"])
