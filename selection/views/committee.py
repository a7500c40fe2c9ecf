"""Before scoring: seating the committee, passing applications on to it, declaring them ineligible."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mobility.links import to_call, to_mobility
from mobility.views.base import CallActView, MobilityActView
from selection.deciding.gates import gates_of
from selection.enums import Role
from selection.forms import ExcludeForm, SeatForm
from selection.models import Seat
from selection.operations import admit, exclude, seat_committee
from selection.operations.committee import SCORING_ENDS_BEFORE_RESULTS
from selection.queries import score_by_of


class Committee(CallActView):
    """The coordinator seats the committee of a call."""

    rule = "seat_committee"
    form_class = SeatForm
    done = gettext_lazy("The committee is seated.")

    def form_kwargs(self) -> dict[str, Any]:
        call = self.subject
        seats = list(Seat.objects.filter(call=call))
        initial = {
            "chair": next((seat.person_id for seat in seats if seat.role == Role.CHAIR), None),
            "members": [seat.person_id for seat in seats if seat.role == Role.MEMBER],
            "score_by": score_by_of(call) or call.results_by - SCORING_ENDS_BEFORE_RESULTS,
        }
        return {"call": call, "initial": initial}

    def context(self) -> dict[str, Any]:
        call = self.subject
        return {
            "title": _("Committee of the call"),
            "crumbs": [(call.title, to_call(call))],
            "effects": [
                _("Each member gets every application of the call to score, except where they withdraw."),
                _("The chair closes scoring, decides and releases the results."),
            ],
            "verb": _("Seat the committee"),
            "cancel_url": to_call(call, "selection:board"),
        }

    def act(self, form: forms.Form) -> Any:
        data = form.cleaned_data
        return seat_committee(
            call=self.subject,
            actor=self.actor,
            chair=data["chair"],
            members=list(data["members"]),
            score_by=data["score_by"],
        )

    def where(self, result: Any) -> str:
        return self.request.path


class Admit(MobilityActView):
    """A complete application goes to the committee."""

    rule = "admit"
    done = gettext_lazy("The application is with the committee.")

    def context(self) -> dict[str, Any]:
        mobility = self.subject
        seats = Seat.objects.filter(call=mobility.call).select_related("person")
        names = [seat.person.get_full_name() for seat in seats]
        return {
            "title": _("Pass on to the committee"),
            "crumbs": [
                (mobility.call.title, to_call(mobility.call)),
                (mobility.number, to_mobility(mobility)),
            ],
            "lede": f"{mobility.person.get_full_name()} · {mobility.title}",
            "effects": [_("The application is frozen and each committee member is asked to score it.")],
            "told": names,
            "warning": "" if names else _("No committee is seated for this call yet."),
            "verb": _("Pass on to the committee"),
            "cancel_url": to_mobility(mobility),
        }

    def act(self, form: forms.Form) -> Any:
        return admit(mobility=self.subject, actor=self.actor)


class Exclude(MobilityActView):
    """An application that does not meet the conditions of the call."""

    rule = "exclude"
    form_class = ExcludeForm
    done = gettext_lazy("The application is declared ineligible; the letter is on its way.")

    def form_kwargs(self) -> dict[str, Any]:
        """The gates that shut the application out, with what is in hand, are offered as clause and reasons."""
        gates = gates_of(self.subject)
        return {"initial": {"clause": gates.clause, "reasons": gates.reasons} if gates.shuts else {}}

    def context(self) -> dict[str, Any]:
        mobility = self.subject
        return {
            "title": _("Declare ineligible"),
            "crumbs": [
                (mobility.call.title, to_call(mobility.call)),
                (mobility.number, to_mobility(mobility)),
            ],
            "lede": f"{mobility.person.get_full_name()} · {mobility.title}",
            "effects": [_("The application leaves the procedure; the participant may appeal.")],
            "told": [mobility.person.get_full_name()],
            "verb": _("Declare ineligible"),
            "cancel_url": to_mobility(mobility),
            "grave": True,
        }

    def act(self, form: forms.Form) -> Any:
        data = form.cleaned_data
        return exclude(
            mobility=self.subject, actor=self.actor, clause=data["clause"], reasons=data["reasons"]
        )
