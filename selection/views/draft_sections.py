"""The editor of a call: one page for each part; a published call is corrected on the same pages, with a reason."""

from abc import ABC, abstractmethod
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core import clock, fresh
from core.policy import Refusal
from core.views import RuledView
from mobility.models import Call
from mobility.operations.calls import change_draft, correct_call
from selection.authoring.editors import EDITORS, Editor
from selection.authoring.forms import ReasonForm
from selection.authoring.sections import Section, following
from selection.views.drafts import OfDraft, section_url, to_draft


class Editing(OfDraft, RuledView, ABC):
    """A page that changes a draft, or corrects a published call with a reason and a proof of late."""

    rule = "draft_call"
    subject: Call

    @cached_property
    def is_correction(self) -> bool:
        return self.subject.published_at is not None

    def needs_step_up(self) -> bool:
        """A correction goes to every applicant; a draft concerns nobody yet."""
        return self.is_correction and self.request.method == "POST"

    def stale(self) -> HttpResponseBase:
        """What was typed stays on the page."""
        return self.refused_with(fresh.words_with_way())

    @abstractmethod
    def refused_with(self, reason: Any, *, status: int = 409) -> HttpResponseBase:
        """The page again with everything typed, and why nothing was done."""

    @cached_property
    def reason(self) -> ReasonForm | None:
        """The reason that a correction asks for."""
        if not self.is_correction:
            return None
        return ReasonForm(self.request.POST if self.request.method == "POST" else None, prefix="why")

    def write(self, **changes: Any) -> Call | None:
        """Change the draft, or correct the call. Raises Refusal."""
        if self.reason is None:
            return change_draft(call=self.subject, actor=self.actor, **changes)
        correct_call(call=self.subject, actor=self.actor, **self.reason.cleaned_data, **changes)
        messages.success(
            self.request,
            _("The correction is published as a new version; the applicants are told by letter."),
        )
        return self.subject


class SectionPage(Editing):
    """One part of a call."""

    template = "selection/drafts/section.html"

    def fetch(self) -> Call:
        if self.kwargs["section"] not in EDITORS:
            raise Http404
        return super().fetch()

    @property
    def section(self) -> Section:
        return Section(self.kwargs["section"])

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.shown(EDITORS[self.section](self.subject))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        editor = EDITORS[self.section](self.subject, request.POST)
        is_sound = editor.is_valid()
        if self.reason is not None and not self.reason.is_valid():
            is_sound = False
        changes = editor.changes() if is_sound else None
        if changes is None:
            return self.shown(editor, status=422)
        try:
            written = self.write(**changes)
        except Refusal as refusal:
            return self.refused_with(refusal.reason)
        return HttpResponseRedirect(self.onward(written or self.subject))

    def refused_with(self, reason: Any, *, status: int = 409) -> HttpResponseBase:
        editor = EDITORS[self.section](self.subject, self.request.POST)
        editor.is_valid()
        return self.shown(editor, status=status, reason_why_not=reason)

    def onward(self, call: Call) -> str:
        """The next part; with the other button this one; after a correction the overview."""
        if self.is_correction:
            return to_draft(call)
        if "stay" in self.request.POST:
            return section_url(call, self.section)
        after = following(self.section)
        return section_url(call, after) if after else to_draft(call)

    def shown(self, editor: Editor, *, status: int = 200, reason_why_not: Any = "") -> HttpResponseBase:
        here = [problem for problem in self.problems if problem.section == self.section]
        return self.page(
            status=status,
            call=self.subject,
            section=self.section,
            title=self.section.label,
            editor=editor,
            form=editor.form,
            sets=editor.sets,
            summary=[*editor.all_forms, *([self.reason] if self.reason else [])],
            reason=self.reason,
            why_not=reason_why_not,
            problems=here,
            is_closed=self.is_correction and self.subject.closes_at <= clock.now(),
            crumbs=self.crumbs(),
            sections=self.side_list(self.section),
            file_url=to_draft(self.subject, "drafting:export"),
        )
