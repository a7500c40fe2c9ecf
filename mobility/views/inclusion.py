"""The section apart from the application: what somebody needs so that they can take part."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.policy import Refusal
from core.wording import moment
from members.enums import Capacity
from mobility.inclusion import CONSENT_WORDS
from mobility.links import to_mobility
from mobility.models import InclusionNeed
from mobility.operations.inclusion import read_need, state_need, take_back_need
from mobility.queries import has_need, need_of, readings_of_need
from mobility.views.base import MobilityActView
from mobility.views.section import crumbs_of


class NeedForm(forms.Form):
    is_needed = forms.ChoiceField(
        label=gettext_lazy("Do you need support so that you can take part?"),
        choices=[("no", gettext_lazy("No")), ("yes", gettext_lazy("Yes"))],
        widget=forms.RadioSelect,
    )
    details = forms.CharField(
        label=gettext_lazy("What you need"),
        help_text=gettext_lazy(
            "For example an accompanying person, a step-free room, care for a child, costs of a health condition. Do"
            " not send medical reports."
        ),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    consent = forms.BooleanField(label=CONSENT_WORDS, required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("is_needed") == "yes":
            if not values.get("details"):
                self.add_error("details", _("Write what you need."))
            if not values.get("consent"):
                self.add_error("consent", _("Without your consent it cannot be kept."))
        return values


class StateNeed(MobilityActView):
    """The participant states a need, changes it, or says that there is none."""

    rule = "state_inclusion"
    form_class = NeedForm
    template = "mobility/inclusion.html"

    @cached_property
    def need(self) -> InclusionNeed | None:
        return need_of(self.subject)

    def form_kwargs(self) -> dict[str, Any]:
        # Read only when the rule has let the reader in; a refused form shows nothing that is stored.
        if self.subject.person_id != self.actor.person_id or self.need is None:
            return {"initial": {"is_needed": "no"}}
        return {"initial": {"is_needed": "yes", "details": self.need.details, "consent": True}}

    def context(self) -> dict[str, Any]:
        mobility = self.subject
        is_mine = mobility.person_id == self.actor.person_id
        need = self.need if is_mine else None
        return {
            "title": _("Support for inclusion"),
            "crumbs": crumbs_of(mobility),
            "lede": _("Voluntary, confidential, and apart from the application."),
            "verb": _("Save"),
            "cancel_url": to_mobility(mobility),
            "readings": _lines(need) if need else [],
            "take_back_url": to_mobility(mobility, "application:take_back_inclusion") if need else "",
        }

    def act(self, form: forms.Form) -> None:
        if form.cleaned_data["is_needed"] == "no":
            take_back_need(mobility=self.subject, actor=self.actor)
            self.done = _("Nothing is stated.")
            return
        values = form.cleaned_data
        state_need(
            mobility=self.subject,
            actor=self.actor,
            details=values["details"],
            has_consented=values["consent"],
        )
        self.done = _("It is kept, encrypted. Only the university’s international office can read it.")


def _lines(need: InclusionNeed) -> list[str]:
    """Who has read it and when, as sentences."""
    words = _("%(who)s, %(capacity)s, %(when)s")
    return [
        words
        % {
            "who": entry.actor_name,
            "capacity": Capacity(entry.capacity).label,
            "when": moment(entry.at),
        }
        for entry in readings_of_need(need)
    ]


class TakeBackNeed(MobilityActView):
    """Take back what was stated, also after the mobility."""

    rule = "take_back_inclusion"
    done = gettext_lazy("What you stated was deleted.")

    def context(self) -> dict[str, Any]:
        return {
            "title": _("Take back the need for support"),
            "verb": _("Delete it"),
            "grave": True,
            "crumbs": crumbs_of(self.subject),
            "cancel_url": to_mobility(self.subject),
            "effects": [
                _("What you wrote is deleted at once."),
                _("Support that was arranged already is not called off by this; speak to the office."),
            ],
        }

    def act(self, form: forms.Form) -> None:
        take_back_need(mobility=self.subject, actor=self.actor)


class ReadNeed(MobilityActView):
    """The office reads it; the page says beforehand that the reading stays in the journal."""

    rule = "read_inclusion"
    step_up = True

    def context(self) -> dict[str, Any]:
        return {
            "title": _("Support for inclusion"),
            "verb": _("Read it"),
            "crumbs": crumbs_of(self.subject),
            "cancel_url": to_mobility(self.subject),
            "effects": [
                _("You see what the participant wrote, on one page that is not stored."),
                _("The participant can see that you have read it, and when."),
            ]
            if has_need(self.subject)
            else [_("Nothing is stated here.")],
        }

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        try:
            need = read_need(mobility=self.subject, actor=self.actor)
        except Refusal as refusal:
            form = self.form(request.POST)
            form.is_valid()
            form.add_error(None, refusal.reason)  # type: ignore[arg-type]
            return self.page(status=409, form=form, **self.context())
        self.template = "mobility/inclusion_read.html"
        return self.page(
            title=_("Support for inclusion"),
            crumbs=crumbs_of(self.subject),
            need=need,
            mobility=self.subject,
            cancel_url=to_mobility(self.subject),
        )
