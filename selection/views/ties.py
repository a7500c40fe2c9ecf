"""The order of equals: what the rules leave to the committee, what it recorded, and what became of that."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase, HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.views import Refused
from mobility.links import to_call
from mobility.views.base import MobilityActView
from selection import ties
from selection.conflicts import closed_to
from selection.forms_ties import OrderForm
from selection.models import TieOrder
from selection.operations import order_equals
from selection.policy import SAY_FIRST, has_declared
from selection.views.board import crumbs_of, hides_names
from selection.views.conflicts import AsksFirst


class OrderEquals(AsksFirst, MobilityActView):
    """Records in which order the committee puts applications that are equal by every rule."""

    rule = "order_equals"
    seen_by = "see_for_committee"
    form_class = OrderForm
    template = "selection/tie.html"
    done = gettext_lazy("The committee’s order is recorded and the applications are ranked by it.")

    @cached_property
    def equals(self) -> ties.Equals:
        return ties.equals_of(self.subject) or ties.Equals(())

    def before(self) -> HttpResponseBase | None:
        """Nothing is shown of equals of which one is closed to the reader; each asks about conflicts first."""
        call, mine = self.subject.call, self.actor
        if not self.equals.rows:
            messages.info(self.request, _("No other application is equal to this one by every rule."))
            return HttpResponseRedirect(to_call(call, "selection:board"))
        if not self.equals.files.isdisjoint(closed_to(mine, call)):
            raise Refused(_("A conflict of interest closes one of these applications to you."))
        for row in self.equals.rows:
            row.mobility.call = call
            if not has_declared(mine, row.mobility):
                return self.to_question(row.mobility)
        return None

    def refused(self, reason: Any) -> HttpResponseBase:
        """Where nobody is equal there is no page to come back to: only the reason is said."""
        if reason is not SAY_FIRST and not self.equals.rows:
            raise Refused(reason)
        return super().refused(reason)

    @cached_property
    def names(self) -> dict[str, str]:
        """How each application is told to this reader, by its number."""
        is_nameless = hides_names(self.actor, self.subject.call)
        rows = [row.mobility for row in self.equals.rows]
        return {
            row.number: row.number if is_nameless else f"{row.person.get_full_name()} · {row.number}"
            for row in rows
        }

    def form_kwargs(self) -> dict[str, Any]:
        order = self.equals.order
        people = ties.may_take_part(self.subject.call, self.equals.files)
        present = [voice.person_id for voice in order.voices.all()] if order else [p.pk for p in people]
        return {
            "equals": self.equals,
            "people": people,
            "names": self.names,
            "initial": {"present": present},
        }

    def context(self) -> dict[str, Any]:
        call = self.subject.call
        return {
            "title": _("Order of equals"),
            "crumbs": crumbs_of(call),
            "total": self.equals.rows[0].total,
            "earlier": [order_line(one) for one in reversed(ties.orders_of(call)) if self.concerns(one)],
            "verb": _("Record the order"),
            "cancel_url": to_call(call, "selection:board"),
        }

    def concerns(self, order: TieOrder) -> bool:
        return not set(order.numbers).isdisjoint(self.equals.numbers)

    def act(self, form: forms.Form) -> TieOrder:
        data = form.cleaned_data
        return order_equals(
            mobility=self.subject,
            actor=self.actor,
            numbers=form.ordered,  # type: ignore[attr-defined]
            reason=data["reason"],
            present={person.pk for person in data["present"]},
        )

    def where(self, result: Any) -> str:
        return to_call(self.subject.call, "selection:board")


def order_line(order: TieOrder) -> dict[str, Any]:
    """One recorded order in words."""
    return {
        "numbers": ", ".join(order.numbers),
        "reason": order.reason,
        "by": order.recorded_by.get_full_name(),
        "at": order.recorded_at,
        "present": ", ".join(voice.person.get_full_name() for voice in order.voices.all()),
        "end": order.get_end_display() if order.end else "",
        "ended_at": order.ended_at,
    }
