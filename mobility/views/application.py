"""Pages around the sections: where one goes on, preview, submission, receipt, taking back, withdrawing."""

from itertools import groupby
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import clock, policy
from mobility import checks
from mobility.application_face import asked_part, days_words, face_of
from mobility.deadlines import to_the_minute, whole_day
from mobility.enums import DocumentKind, Stage
from mobility.links import to_mobility
from mobility.models import Application
from mobility.moves import MOVE
from mobility.operations.application import submit, take_back, withdraw
from mobility.operations.hosts import propose_and_choose
from mobility.queries import application_of, past_mobilities, submitted_application
from mobility.questions import sections_of
from mobility.sections import Section
from mobility.views.base import MobilityActView, MobilityView
from mobility.views.documents import rows_of
from mobility.views.section import anchor_of, crumbs_of, deadline_of, section_url, sent_back_of, side_list
from partners.forms import HostForm
from partners.operations import SimilarHost


class Edit(MobilityView):
    """Leads to the first section that was sent back or is not complete, or to submission when there is none."""

    rule = "edit_application"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        application = application_of(self.subject)
        found = checks.findings(checks.facts_for(self.subject, application))
        sent_back = sent_back_of(self.subject)
        asked = sent_back.facts["sections"] if sent_back else {}
        sections = sections_of(self.subject.call)
        for section in sections:
            if asked.get(section):
                return HttpResponseRedirect(section_url(self.subject, section))
        for section in sections:
            if checks.state_of(section, application, found) != "done":
                return HttpResponseRedirect(section_url(self.subject, section))
        return HttpResponseRedirect(to_mobility(self.subject, "application:submit"))


class Preview(MobilityView):
    """The application as the committee will see it: the draft to its author, to others what was submitted."""

    rule = "preview_application"
    template = "mobility/application_preview.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        mobility = self.subject
        is_mine = mobility.person_id == self.actor.person_id
        application = application_of(mobility) if is_mine else submitted_application(mobility)
        if application is None:
            raise Http404
        past = None if application.submitted_at else past_mobilities(mobility.person_id, before=clock.today())
        may_edit = policy.can(self.actor, "edit_application", mobility)
        return self.page(
            mobility=mobility,
            crumbs=crumbs_of(mobility),
            face=face_of(
                application, mobility.employment, past=past, asked=asked_part(mobility, application)
            ),
            application=application,
            edit_url=to_mobility(mobility, "application:edit") if may_edit else "",
            submit_url=to_mobility(mobility, "application:submit") if may_edit else "",
            why_not="" if may_edit or application.submitted_at else may_edit.reason,
        )


class Submit(MobilityActView):
    """What is still missing, each with a link to its field; or the one button that submits."""

    rule = "submit"
    template = "mobility/application_submit.html"

    @cached_property
    def application(self) -> Application:
        return application_of(self.subject)

    def context(self) -> dict[str, Any]:
        mobility, application = self.subject, self.application
        found = checks.findings(checks.facts_for(mobility, application))
        sent_back = sent_back_of(mobility)
        return {
            "mobility": mobility,
            "crumbs": crumbs_of(mobility),
            "sections": side_list(mobility, application, found),
            "errors": by_section(mobility, [finding for finding in found if finding.is_error]),
            "warnings": by_section(mobility, [finding for finding in found if not finding.is_error]),
            "deadline": deadline_of(mobility, sent_back),
            "sent_back": sent_back.facts if sent_back else None,
            "days": days_words(application),
            "application": application,
            "preview_url": to_mobility(mobility, "application:preview"),
        }

    def refused(self, reason: Any) -> HttpResponseBase:
        """Whoever pressed the button twice sees the same receipt both times."""
        is_mine = self.subject.person_id == getattr(self.actor, "person_id", None)
        if is_mine and self.subject.stage == Stage.SUBMITTED:
            return HttpResponseRedirect(self.where(None))
        return super().refused(reason)

    def act(self, form: forms.Form) -> Any:
        return submit(mobility=self.subject, actor=self.actor)

    def where(self, result: Any) -> str:
        return to_mobility(self.subject, "application:receipt")


def by_section(mobility: Any, found: list[checks.Finding]) -> list[dict[str, Any]]:
    """Findings under their section, each with the address of its field."""
    groups = []
    for section, findings in groupby(found, key=lambda finding: finding.section):
        url = section_url(mobility, section)
        lines = [
            {
                "label": str(one.called).rstrip("."),
                "words": one.words,
                "url": f"{url}#id_{anchor_of(one)}",
            }
            for one in findings
        ]
        groups.append({"title": section.label, "url": url, "lines": lines})
    return groups


class Receipt(MobilityView):
    """The number of the application, when it came in, and what happens now."""

    rule = "see_receipt"
    template = "mobility/application_receipt.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        mobility = self.subject
        application = submitted_application(mobility)
        if application is None or application.submitted_at is None:
            raise Http404
        can_take_back = bool(policy.can(self.actor, "take_back", mobility))
        return self.page(
            mobility=mobility,
            crumbs=crumbs_of(mobility),
            application=application,
            submitted_at=to_the_minute(application.submitted_at),
            days=days_words(application),
            results_by=whole_day(mobility.call.results_by),
            deadline=to_the_minute(mobility.call.closes_at) if can_take_back else "",
            take_back_url=to_mobility(mobility, "application:take_back") if can_take_back else "",
            preview_url=to_mobility(mobility, "application:preview"),
            file_url=to_mobility(mobility),
            papers=[row for row in rows_of(mobility, DocumentKind.RECEIPT) if not row.superseded],
        )


class TakeBack(MobilityActView):
    """Take the application back to correct it, until the deadline."""

    rule = "take_back"
    done = gettext_lazy("The application is a draft again. Submit it once more before the deadline.")

    def context(self) -> dict[str, Any]:
        mobility = self.subject
        return {
            "title": MOVE["take_back"].label,
            "verb": _("Take back"),
            "lede": mobility.title,
            "crumbs": crumbs_of(mobility),
            "cancel_url": to_mobility(mobility),
            "effects": [
                _("The application becomes a draft that you can correct."),
                _("It keeps its number, %(number)s.") % {"number": mobility.number},
                _("You must submit it again by %(deadline)s; otherwise it takes no part in the selection.")
                % {"deadline": to_the_minute(mobility.call.closes_at)},
            ],
            "told": [_("The coordinator, who then waits for your new version.")],
        }

    def act(self, form: forms.Form) -> Any:
        return take_back(mobility=self.subject, actor=self.actor)

    def where(self, result: Any) -> str:
        return to_mobility(self.subject, "application:edit")


class WithdrawForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("Why you withdraw"),
        help_text=gettext_lazy("The office reads it; it helps to plan the next call."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class Withdraw(MobilityActView):
    """Withdraw the application, after a word of what that means."""

    rule = "withdraw"
    form_class = WithdrawForm
    done = gettext_lazy("You withdrew the application.")

    def context(self) -> dict[str, Any]:
        mobility = self.subject
        effects = [_("You take no part in the selection of this call any more.")]
        if mobility.call.closes_at > clock.now():
            effects.append(_("Until the deadline you can begin a new application in this call."))
        return {
            "title": _("Withdraw the application"),
            "verb": MOVE["withdraw"].label,
            "grave": True,
            "lede": " · ".join(filter(None, [mobility.number, mobility.title or mobility.call.title])),
            "crumbs": crumbs_of(mobility),
            "cancel_url": to_mobility(mobility),
            "effects": effects,
            "told": [_("The coordinator.")] if mobility.number else [],
            "warning": _("This cannot be undone."),
        }

    def act(self, form: forms.Form) -> Any:
        return withdraw(mobility=self.subject, actor=self.actor, note=form.cleaned_data["note"])


class ProposeHost(MobilityActView):
    """Propose a host that is in no register, and take it into the application."""

    rule = "edit_application"
    form_class = HostForm

    def context(self) -> dict[str, Any]:
        return {
            "title": _("Propose a new host"),
            "verb": _("Propose and choose"),
            "lede": _("For organisations that the search does not find: an enterprise, a school, a museum …"),
            "crumbs": [*crumbs_of(self.subject), (Section.HOST.label, self.where(None))],
            "cancel_url": self.where(None),
            "effects": [
                _("The host is entered in your application at once."),
                _("The office checks it and confirms it in the register."),
            ],
        }

    def act(self, form: forms.Form) -> Any:
        try:
            host = propose_and_choose(mobility=self.subject, actor=self.actor, fields=form.cleaned_data)
        except SimilarHost:
            form.ask_whether_another()  # type: ignore[attr-defined]
            raise
        self.done = _("%(host)s was proposed and stands in your application.") % {"host": host.name}
        return host

    def where(self, result: Any) -> str:
        return section_url(self.subject, Section.HOST)
