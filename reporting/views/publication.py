"""Published reports for anybody, and the participant's say over their own."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.views import PublicView
from core.wording import moment
from mobility.views.base import MobilityActView
from reporting.enums import Publication
from reporting.operations import consent_to_publication, withdraw_publication
from reporting.queries import consent_of, consents_of, published_reports
from reporting.views.base import Reporting

A_PAGE = 20


class Published(PublicView):
    """The published reports of a member, newest first. Never cached: what is withdrawn is gone at once."""

    template = "reporting/published.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        page = Paginator(published_reports(), A_PAGE).get_page(request.GET.get("page"))
        response = self.page(reports=page)
        response.headers["Cache-Control"] = "no-store"
        return response


class ScopeForm(forms.Form):
    scope = forms.ChoiceField(
        label=gettext_lazy("What may be published"), choices=Publication.choices, widget=forms.RadioSelect
    )


class Publish(Reporting, MobilityActView):
    """The participant gives, changes or withdraws consent, whenever they like."""

    rule = "consent_to_publication"
    form_class = ScopeForm
    template = "reporting/publish.html"

    def form_kwargs(self) -> dict[str, Any]:
        present = consent_of(self.subject)
        return {"initial": {"scope": present.scope if present else Publication.NONE}}

    def context(self) -> dict[str, Any]:
        return {
            **self.heading(_("Publication of the report")),
            "verb": _("Save"),
            "effects": [
                _("Advice and summary are public, with title, host and month of the stay; nothing else."),
                _("They are public once the report is accepted, and until you withdraw your consent."),
                _("Your grant does not depend on the answer."),
            ],
            "history": [_line(consent) for consent in consents_of(self.subject)],
        }

    def act(self, form: forms.Form) -> None:
        scope = Publication(form.cleaned_data["scope"])
        if scope == Publication.NONE:
            withdraw_publication(mobility=self.subject, actor=self.actor)
            self.done = _("Nothing of the report is public any more.")
        else:
            consent_to_publication(mobility=self.subject, actor=self.actor, scope=scope)
            self.done = _("Your consent is kept.")


def _line(consent: Any) -> str:
    words = _("%(scope)s Given %(given)s, version of the words %(version)s.") % {
        "scope": Publication(consent.scope).label,
        "given": moment(consent.given_at),
        "version": consent.text_version,
    }
    if consent.withdrawn_at is None:
        return words
    return f"{words} " + _("Withdrawn %(when)s.") % {"when": moment(consent.withdrawn_at)}
