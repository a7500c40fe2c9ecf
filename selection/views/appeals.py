"""Pages of an appeal: lodged by the participant, its panel named by the office or the dean, heard by the panel."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import policy
from core.face import DocumentRow
from core.files import download_response
from core.wording import day, points
from mobility.application_face import judged_face
from mobility.enums import DocumentKind
from mobility.links import to_mobility
from mobility.models import Mobility
from mobility.queries import submitted_application
from mobility.views.base import MobilityActView, MobilityView
from mobility.views.documents import rows_of
from selection import operations
from selection.appeal_words import facts_of, frozen_words
from selection.appeals import appealable, seats_of
from selection.enums import Role
from selection.forms import ReasonForm
from selection.forms_appeals import AppealForm, PanelForm, RulingForm
from selection.models import Appeal, Penalty
from selection.policy_appeals import present_appeal


def crumbs_of(mobility: Mobility) -> list[tuple[str, str]]:
    return [(str(mobility), to_mobility(mobility))]


class OfAppeal(MobilityActView):
    """A page that does something about an appeal; strangers to it get the answer for a missing thing."""

    seen_by = "see_appeal"

    @property
    def appeal(self) -> Appeal:
        found = present_appeal(self.subject)
        if found is None:
            raise Http404
        return found

    def where(self, result: Any) -> str:
        return to_mobility(self.subject, "appeals:show")


class Show(MobilityView):
    """The appeal: to the participant their own words and the outcome, to the others the frozen file too."""

    rule = seen_by = "see_appeal"
    template = "selection/appeal.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        mobility = self.subject
        appeal = present_appeal(mobility)
        if appeal is None:
            raise Http404
        is_mine = mobility.person_id == self.actor.person_id
        return self.page(
            mobility=mobility,
            appeal=appeal,
            crumbs=crumbs_of(mobility),
            facts=facts_of(appeal),
            frozen=None if is_mine else frozen_words(appeal.frozen),
            file_url=to_mobility(mobility, "appeals:file") if appeal.file else "",
            panel_url=self.link("name_panel", "appeals:panel"),
            decide_url=self.link("decide_appeal", "appeals:decide"),
            papers=self.papers(),
        )

    def papers(self) -> list[DocumentRow]:
        """The decision as a paper, for those who open the file's papers."""
        may_open = policy.can(self.actor, "open_document", self.subject)
        return rows_of(self.subject, DocumentKind.APPEAL) if may_open else []

    def link(self, verb: str, name: str) -> str:
        return to_mobility(self.subject, name) if policy.can(self.actor, verb, self.subject) else ""


class Lodge(MobilityActView):
    """The participant appeals."""

    rule = "lodge_appeal"
    form_class = AppealForm
    done = gettext_lazy("Your appeal is in. A panel of others decides on it.")

    def context(self) -> dict[str, Any]:
        mobility = self.subject
        target = appealable(mobility)
        until = day(target.until) if target else ""
        return {
            "title": _("Appeal"),
            "crumbs": crumbs_of(mobility),
            "lede": _("You may appeal until %(day)s, to the end of the day.") % {"day": until}
            if until
            else "",
            "effects": [
                _("Scores, reasons and rank are kept as they are now; the panel reads them."),
                _("A panel decides in which nobody sits who scored or decided your application."),
            ],
            "told": [_("the university’s international office and the dean")],
            "verb": _("Lodge the appeal"),
            "cancel_url": to_mobility(mobility),
        }

    def act(self, form: forms.Form) -> Appeal:
        return operations.lodge_appeal(mobility=self.subject, actor=self.actor, **form.cleaned_data)

    def where(self, result: Any) -> str:
        return to_mobility(self.subject, "appeals:show")


class NamePanel(OfAppeal):
    """The office or the dean names who decides."""

    rule = "name_panel"
    form_class = PanelForm
    done = gettext_lazy("The panel is named; its members are told.")

    def form_kwargs(self) -> dict[str, Any]:
        seats = seats_of(self.appeal)
        return {
            "mobility": self.subject,
            "initial": {
                "chair": next((seat.person_id for seat in seats if seat.role == Role.CHAIR), None),
                "members": [seat.person_id for seat in seats if seat.role == Role.MEMBER],
            },
        }

    def context(self) -> dict[str, Any]:
        return {
            "title": _("Name the panel for the appeal"),
            "crumbs": crumbs_of(self.subject),
            "lede": self.appeal.get_ground_display(),
            "told": [_("each member of the panel, with the date until which they decide")],
            "verb": _("Name the panel"),
            "cancel_url": to_mobility(self.subject, "appeals:show"),
        }

    def act(self, form: forms.Form) -> Appeal:
        return operations.name_panel(mobility=self.subject, actor=self.actor, **form.cleaned_data)


class Decide(OfAppeal):
    """The panel's chair records what the panel decided, beside the frozen file."""

    rule = "decide_appeal"
    form_class = RulingForm
    template = "selection/appeal_decide.html"
    step_up = True
    done = gettext_lazy("The decision of the panel is recorded; the participant is told.")

    def form_kwargs(self) -> dict[str, Any]:
        return {"mobility": self.subject}

    def context(self) -> dict[str, Any]:
        mobility, appeal = self.subject, self.appeal
        application = submitted_application(mobility)
        return {
            "mobility": mobility,
            "appeal": appeal,
            "crumbs": crumbs_of(mobility),
            "facts": facts_of(appeal),
            "frozen": frozen_words(appeal.frozen),
            "face": judged_face(mobility, application),
            "file_url": to_mobility(mobility, "appeals:file") if appeal.file else "",
            "cancel_url": to_mobility(mobility, "appeals:show"),
        }

    def act(self, form: Any) -> Appeal:
        return operations.decide_appeal(mobility=self.subject, actor=self.actor, ruling=form.ruling)


class AppealFile(MobilityView):
    """The paper that came with the appeal."""

    rule = seen_by = "see_appeal"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        appeal = present_appeal(self.subject)
        if appeal is None or appeal.file is None:
            raise Http404
        return download_response(appeal.file, f"{self.subject.number}-appeal")


class StrikePenalty(MobilityActView):
    """The office or the dean strikes out points off, for force majeure or a mistake."""

    rule = "strike_penalty"
    form_class = ReasonForm
    done = gettext_lazy("The points off are struck out.")

    def context(self) -> dict[str, Any]:
        mobility = self.subject
        penalty = Penalty.objects.filter(mobility=mobility).first()
        return {
            "title": _("Strike out the points off"),
            "crumbs": crumbs_of(mobility),
            "lede": _("%(points)s points: %(cause)s")
            % {"points": points(penalty.points), "cause": penalty.get_cause_display()}
            if penalty
            else "",
            "effects": [_("The points count in no later call.")],
            "told": [mobility.person.get_full_name()],
            "verb": _("Strike out"),
            "cancel_url": to_mobility(mobility),
        }

    def act(self, form: forms.Form) -> Penalty:
        return operations.strike_penalty(
            mobility=self.subject, actor=self.actor, reasons=form.cleaned_data["reasons"]
        )
