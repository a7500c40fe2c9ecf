"""Pages about the place: confirm it, give it back, cancel the mobility, record an early end."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.wording import day, period
from mobility.forms.agreement import CancelForm, ReasonForm
from mobility.links import to_mobility
from mobility.models import Mobility
from mobility.operations import place
from mobility.views.base import MobilityActView


class PlaceView(MobilityActView):
    """A page that does one thing to the place, with what will happen and who is told."""

    title: Any = ""
    verb: Any = ""
    grave = False

    def context(self) -> dict[str, Any]:
        mobility = self.subject
        host = mobility.host.name if mobility.host else ""
        return {
            "title": self.title,
            "verb": self.verb,
            "grave": self.grave,
            "crumbs": [(str(mobility), to_mobility(mobility))],
            "lede": " · ".join(part for part in (host, period(mobility.starts_on, mobility.ends_on)) if part),
            "cancel_url": to_mobility(mobility),
            **self.words(),
        }

    def words(self) -> dict[str, Any]:
        """What will happen, and who is told."""
        return {}


class AcceptPlace(PlaceView):
    """The participant confirms the place."""

    rule = "accept_place"
    title = verb = gettext_lazy("Confirm the place")
    done = gettext_lazy("Your place is confirmed. Next: the mobility agreement.")

    def words(self) -> dict[str, Any]:
        return {
            "effects": [
                _("Your place is yours; nobody else gets it."),
                _("The mobility agreement is prepared from your application, for you to read and sign."),
                _("The effects and the sharing of results that you announced become promises with dates."),
            ],
        }

    def act(self, form: forms.Form) -> Mobility:
        return place.accept_place(mobility=self.subject, actor=self.actor)


class DeclinePlace(PlaceView):
    """The participant gives the place back."""

    rule = "decline_place"
    form_class = ReasonForm
    title = verb = gettext_lazy("Decline the place")
    grave = True
    done = gettext_lazy("The place was declined.")

    def words(self) -> dict[str, Any]:
        return {
            "warning": _("This cannot be undone: the place goes to the next on the reserve list."),
            "told": [_("the Erasmus coordinator of your faculty")],
        }

    def act(self, form: forms.Form) -> Mobility:
        return place.decline_place(
            mobility=self.subject, actor=self.actor, reason=form.cleaned_data["reason"]
        )


class Cancel(PlaceView):
    """The coordinator or the university's office cancels a mobility before departure."""

    rule = "cancel"
    form_class = CancelForm
    title = verb = gettext_lazy("Cancel the mobility")
    grave = True
    done = gettext_lazy("The mobility was cancelled.")

    def words(self) -> dict[str, Any]:
        return {
            "warning": _("This cannot be undone. Open duties are dropped and the host’s link is closed."),
            "told": [self.subject.person.get_full_name()],
        }

    def act(self, form: forms.Form) -> Mobility:
        return place.cancel(mobility=self.subject, actor=self.actor, **form.cleaned_data)


class End(PlaceView):
    """The coordinator records that the stay ended before its last day."""

    rule = "end"
    form_class = ReasonForm
    title = verb = gettext_lazy("Record an early end")
    done = gettext_lazy("The end of the stay was recorded.")

    def words(self) -> dict[str, Any]:
        planned = day(self.subject.ends_on)
        return {
            "effects": [
                _("The stay was planned until %(day)s; it ends today.") % {"day": planned},
                _("The participant is asked for certificate, survey and report."),
            ],
            "told": [self.subject.person.get_full_name()],
        }

    def act(self, form: forms.Form) -> Mobility:
        return place.end(mobility=self.subject, actor=self.actor, reason=form.cleaned_data["reason"])
