"""The committee of a call: its page, seating, mandates, substitutes; passing applications on, declaring ineligible."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import clock, policy
from mobility.links import to_call, to_mobility
from mobility.models import Call
from mobility.views.base import CallActView, CallView, MobilityActView
from selection import committee_face as face
from selection.blind import is_blind
from selection.conflicts import closed_to
from selection.deciding.gates import gates_of
from selection.enums import Role
from selection.forms import ExcludeForm
from selection.forms_committee import MandateForm, SeatForm, SubstituteForm
from selection.models import Committee as CommitteeRow
from selection.models import Seat
from selection.operations import (
    Terms,
    admit,
    end_substitution,
    exclude,
    name_substitute,
    seat_committee,
    set_mandate,
    show_names,
)
from selection.operations.committee import SCORING_ENDS_BEFORE_RESULTS
from selection.operations.dealing import seats_of


def crumbs_of(call: Call) -> list[tuple[str, str]]:
    return [(call.title, to_call(call)), (_("Committee"), to_call(call, "selection:committee"))]


class Committee(CallView):
    """Who sits in the committee of a call, when and in which role; and for those in charge, who is in conflict."""

    rule = "see_committee"
    template = "selection/committee.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        call = self.subject
        committee = CommitteeRow.objects.filter(call=call).first()
        may_seat = bool(policy.can(self.actor, "seat_committee", call))
        seats = face.seat_rows(call)
        return self.page(
            call=call,
            crumbs=[(call.title, to_call(call))],
            committee=committee,
            seats=[{"row": row, **self.links(row, may_seat=may_seat)} for row in seats],
            rules=face.rules_of(committee, seats, clock.today()) if committee else [],
            conflicts=self.conflicts(),
            sees_conflicts=self.sees_conflicts,
            may_seat=may_seat,
            seat_url=to_call(call, "selection:seat"),
            deal_url=to_call(call, "selection:dealing")
            if committee and policy.can(self.actor, "deal", call)
            else "",
            board_url=to_call(call, "selection:board") if policy.can(self.actor, "see_board", call) else "",
        )

    @cached_property
    def sees_conflicts(self) -> bool:
        return bool(policy.can(self.actor, "see_conflicts", self.subject))

    def conflicts(self) -> list[dict[str, Any]]:
        """Every conflict, but for applications that are closed to the reader."""
        call = self.subject
        if not self.sees_conflicts:
            return []
        rows = face.conflict_rows(call, closed=closed_to(self.actor, call))
        base = to_call(call, "selection:board").partition("selection/")[0]
        return [{"row": row, "url": f"{base}mobilities/{row.public_id}/"} for row in rows]

    def links(self, row: face.SeatRow, *, may_seat: bool) -> dict[str, str]:
        """Where the days of a seat are set and a substitute is named, or a substitution ended."""
        if not may_seat:
            return {}
        if row.seat.stands_in_for_id is None:
            names = {"mandate": "selection:mandate", "substitute": "selection:substitute"}
        else:
            is_over = row.seat.ends_on is not None and row.seat.ends_on < clock.today()
            names = {} if is_over else {"end": "selection:end_substitution"}
        seat_id = row.seat.stands_in_for_id or row.seat.pk
        return {key: to_call(self.subject, name, seat=seat_id) for key, name in names.items()}


class Seating(CallActView):
    """The coordinator or the office seats the committee and sets its rules."""

    rule = "seat_committee"
    form_class = SeatForm
    done = gettext_lazy("The committee is seated.")

    def form_kwargs(self) -> dict[str, Any]:
        call = self.subject
        own = [seat for seat in seats_of(call) if seat.stands_in_for_id is None]
        held = {role: [seat.person_id for seat in own if seat.role == role] for role in Role}
        committee = CommitteeRow.objects.filter(call=call).first()
        initial = {
            "chair": next(iter(held[Role.CHAIR]), None),
            "deputy": next(iter(held[Role.DEPUTY]), None),
            "members": held[Role.MEMBER] + held[Role.DEPUTY],
            "score_by": call.results_by - SCORING_ENDS_BEFORE_RESULTS,
            "quorum": call.committee_rules.get("quorum", 0),
            "shuts_out_unit": "same_unit" in call.committee_rules.get("shut_out", ()),
        }
        if committee is not None:
            for name in ("score_by", "quorum", "shuts_out_unit", "hides_names"):
                initial[name] = getattr(committee, name)
        return {"call": call, "initial": initial}

    def context(self) -> dict[str, Any]:
        call = self.subject
        return {
            "title": _("Seat the committee"),
            "crumbs": crumbs_of(call),
            "effects": [
                _(
                    "Each member gets the applications of the call to score, except where they are in conflict."
                ),
                _("The chair closes scoring, decides and releases the results; so does the deputy."),
            ],
            "verb": _("Seat the committee"),
            "cancel_url": to_call(call, "selection:committee"),
        }

    def act(self, form: forms.Form) -> Any:
        data = form.cleaned_data
        names = ("score_by", "deputy", "quorum", "shuts_out_unit", "hides_names")
        return seat_committee(
            call=self.subject,
            actor=self.actor,
            chair=data["chair"],
            members=list(data["members"]),
            terms=Terms(**{name: data[name] for name in names}),
        )

    def where(self, result: Any) -> str:
        return to_call(self.subject, "selection:committee")


class OfSeat(CallActView):
    """A page about one seat of the call's committee; a seat of another call is not found."""

    rule = "seat_committee"

    def fetch(self) -> Call:
        call = super().fetch()
        rows = Seat.objects.filter(call=call, pk=self.kwargs["seat"], stands_in_for=None)
        seat = rows.select_related("person", "stands_in_for__person", "call").first()
        if seat is None:
            raise Http404
        self.seat = seat
        return call

    def where(self, result: Any) -> str:
        return to_call(self.subject, "selection:committee")

    def context(self) -> dict[str, Any]:
        return {
            "crumbs": crumbs_of(self.subject),
            "lede": f"{self.seat.person.get_full_name()} · {self.seat.get_role_display()}",
            "cancel_url": to_call(self.subject, "selection:committee"),
            **self.words(),
        }

    def words(self) -> dict[str, Any]:
        return {}


class Mandate(OfSeat):
    """From when to when somebody sits in the committee."""

    form_class = MandateForm
    done = gettext_lazy("The mandate is set.")

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"starts_on": self.seat.starts_on, "ends_on": self.seat.ends_on}}

    def words(self) -> dict[str, Any]:
        return {
            "title": _("Mandate"),
            "effects": [
                _("Outside of these days the applications of the call are closed to this person."),
                _("Empty sheets are taken back then; what was handed in counts."),
            ],
            "verb": _("Set the mandate"),
        }

    def act(self, form: forms.Form) -> Any:
        return set_mandate(seat=self.seat, actor=self.actor, **form.cleaned_data)


class Substitute(OfSeat):
    """Somebody takes part in the place of a member, within days."""

    form_class = SubstituteForm
    done = gettext_lazy("The substitute is named.")

    def form_kwargs(self) -> dict[str, Any]:
        return {"call": self.subject}

    def words(self) -> dict[str, Any]:
        return {
            "title": _("Name a substitute"),
            "effects": [
                _("Within these days the substitute scores what has not been begun, and is named as such."),
                _("Whatever either of the two is in conflict with, the substitute does not get."),
            ],
            "verb": _("Name the substitute"),
        }

    def act(self, form: forms.Form) -> Any:
        return name_substitute(seat=self.seat, actor=self.actor, **form.cleaned_data)


class EndSubstitution(OfSeat):
    """A substitution ends before its last day."""

    done = gettext_lazy("The substitution is ended.")

    def words(self) -> dict[str, Any]:
        return {
            "title": _("End the substitution"),
            "effects": [_("Empty sheets go back to the member; what the substitute handed in counts.")],
            "verb": _("End the substitution"),
        }

    def act(self, form: forms.Form) -> Any:
        return end_substitution(seat=self.seat, actor=self.actor)


class ShowNames(CallActView):
    """Ends the blind phase."""

    rule = "show_names"
    done = gettext_lazy("The committee reads names from now on.")

    def context(self) -> dict[str, Any]:
        call = self.subject
        return {
            "title": _("Show the names"),
            "crumbs": [(call.title, to_call(call)), (_("Selection board"), to_call(call, "selection:board"))],
            "effects": [
                _("The committee sees who the participants are, in lists, texts and files."),
                _("This cannot be taken back."),
            ],
            "warning": "" if is_blind(call) else _("Names are not hidden in this call."),
            "verb": _("Show the names"),
            "cancel_url": to_call(call, "selection:board"),
        }

    def act(self, form: forms.Form) -> Any:
        return show_names(call=self.subject, actor=self.actor)

    def where(self, result: Any) -> str:
        return to_call(self.subject, "selection:board")


class Admit(MobilityActView):
    """A complete application goes to the committee."""

    rule = "admit"
    done = gettext_lazy("The application is with the committee.")

    def context(self) -> dict[str, Any]:
        mobility = self.subject
        names = face.who_scores(mobility)
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
