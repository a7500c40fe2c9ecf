"""What is done with a call as a whole: copied for next year, given out as a file, published."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.files import sealed_response
from core.views import ActView, RuledView
from mobility.call_document import document_of
from mobility.deadlines import to_the_minute
from mobility.links import to_call
from mobility.models import Call
from mobility.operations.calls import copy_call, publish_call
from selection.authoring.sections import Section
from selection.authoring.told import told
from selection.engine.mistakes import Mistakes
from selection.operations.call_files import export_call
from selection.views.drafts import OfDraft, section_url, to_draft


class Copy(OfDraft, ActView):
    """Next year's draft out of this call."""

    rule = "draft_call"

    def context(self) -> dict[str, Any]:
        return {
            "title": _("Copy for next year"),
            "verb": _("Make the copy"),
            "lede": self.subject.title,
            "crumbs": self.crumbs(),
            "cancel_url": to_draft(self.subject),
            "effects": [
                _("A draft with the same texts, criteria and rules is made; nobody else sees it."),
                _("Every date is moved on by a year, and so is the academic year in titles and texts."),
                _("Nothing of the applications, scores or decisions goes along."),
            ],
        }

    def act(self, form: forms.Form) -> Call:
        return copy_call(call=self.subject, actor=self.actor)

    def where(self, result: Any) -> str:
        return to_draft(result)


class Export(OfDraft, RuledView):
    """The call file."""

    rule = "draft_call"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        try:
            text = export_call(call=self.subject, actor=self.actor)
        except Mistakes as wrong:
            return self.refused(" ".join(told(mistake) for mistake in wrong.mistakes))
        return sealed_response(
            text.encode(), f"{self.subject.slug}.yaml", content_type="application/yaml; charset=utf-8"
        )


class Publish(OfDraft, ActView):
    """The page before publication: what is published, or everything that keeps it from being so."""

    rule = "publish_call"
    step_up = True
    template = "selection/drafts/publish.html"
    done = gettext_lazy("The call is published.")

    def context(self) -> dict[str, Any]:
        call = self.subject
        places = ngettext("%(count)d place", "%(count)d places", call.places) % {"count": call.places}
        return {
            "title": _("Publish the call"),
            "verb": _("Publish"),
            "lede": call.title,
            "crumbs": self.crumbs(),
            "cancel_url": to_draft(call),
            "problems": [
                {"problem": problem, "url": section_url(call, Section(problem.section))}
                for problem in self.problems
            ],
            "is_published": call.published_at is not None,
            "effects": [
                _("Everybody can read the call at %(address)s.") % {"address": to_call(call)},
                _("Applications are taken from %(opens)s until %(closes)s.")
                % {"opens": to_the_minute(call.opens_at), "closes": to_the_minute(call.closes_at)},
                _("It offers %(places)s and decides by %(count)s criteria.")
                % {"places": places, "count": len(document_of(call)["rules"]["criteria"])},
                _(
                    "From then on texts and rules are frozen; a mistake is corrected as a new version with a reason."
                ),
            ],
        }

    def act(self, form: forms.Form) -> Call:
        return publish_call(call=self.subject, actor=self.actor)

    def where(self, result: Any) -> str:
        return to_draft(self.subject)
