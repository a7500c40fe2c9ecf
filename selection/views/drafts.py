"""The office's and the coordinator's calls: the list, a new one from nothing or from a file, the overview of one."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Max, Q
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core import clock
from core.face import FormSection
from core.policy import Refusal
from core.views import ActView, RuledView
from mobility.call_document import DEFAULT_ZONE
from mobility.call_problems import Problem, problems_of
from mobility.deadlines import to_the_minute
from mobility.links import tenant_of, to_call
from mobility.models import Call
from mobility.operations.calls import draft_call, free_slug
from mobility.views.base import OfWriters
from selection.authoring.forms import FileForm, NewForm
from selection.authoring.sections import Section
from selection.authoring.told import told
from selection.engine.mistakes import Mistakes
from selection.operations.call_files import import_call

LARGEST_FILE = 400_000
RESULTS_DAYS, STAYS_FROM_DAYS, STAYS_DAYS = 21, 60, 365


def to_draft(call: Call, name: str = "drafting:show", **extra: object) -> str:
    """The path of a page of the editor."""
    return reverse(name, kwargs={**tenant_of(call), "draft": call.slug, **extra})


class OfDrafts(OfWriters):
    """Pages over the calls of several members."""

    def crumbs(self) -> list[tuple[str, str]]:
        return [(_("Preparing calls"), reverse("drafts:list", args=[self.slug]))]


class DraftList(OfDrafts, RuledView):
    """The calls of the members that the actor writes for: drafts, open ones, past ones."""

    rule = "see_drafts"
    template = "selection/drafts/list.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        now = clock.now()
        shorts = {row.id: row.short for row in self.members}
        calls = Call.objects.filter(member_id__in=list(shorts)).annotate(
            version=Max("versions__version"),
            parts=Count("criteria", filter=Q(criteria__within=None), distinct=True),
        )
        rows = [self.row(call, shorts) for call in calls.order_by("-closes_at", "pk")]
        return self.page(
            has_library=bool(settings.POPOTNIK_CALL_LIBRARY),
            drafts=[row for row in rows if row["call"].published_at is None],
            open=[row for row in rows if row["call"].published_at and now < row["call"].closes_at],
            past=[row for row in rows if row["call"].published_at and row["call"].closes_at <= now],
        )

    def row(self, call: Any, shorts: dict[int, str]) -> dict[str, Any]:
        return {
            "call": call,
            "title": call.title or call.slug,
            "member": shorts[call.member_id],
            "url": to_draft(call),
            "copy_url": to_draft(call, "drafting:copy"),
            "file_url": to_draft(call, "drafting:export"),
            "public_url": to_call(call) if call.published_at else "",
            "deadline": to_the_minute(call.closes_at),
        }


class New(OfDrafts, ActView):
    """A draft from nothing: title, year, deadline, places; the rest is written in the editor."""

    rule = "see_drafts"
    form_class = NewForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"members": self.choices}

    def context(self) -> dict[str, Any]:
        return {
            "title": _("A new call"),
            "verb": _("Begin the draft"),
            "lede": _("Nobody sees it until it is published."),
            "crumbs": self.crumbs(),
            "cancel_url": reverse("drafts:list", args=[self.slug]),
        }

    def act(self, form: forms.Form) -> Call:
        data = form.cleaned_data
        member_id = self.member_of(data["member"])
        zone = ZoneInfo(DEFAULT_ZONE)
        closes = datetime.combine(data["closes_on"], time(23, 59), zone)
        opens = min(clock.now().astimezone(zone), closes - timedelta(days=1))
        results_by = data["closes_on"] + timedelta(days=RESULTS_DAYS)
        stays_from = data["closes_on"] + timedelta(days=STAYS_FROM_DAYS)
        texts = {
            f"{name}_{language}": ""
            for name in ("purpose", "audience", "documents", "basis")
            for language in ("sl", "en")
        }
        return draft_call(
            actor=self.actor,
            member_id=member_id,
            criteria=[],
            slug=free_slug(member_id, data["title_sl"]),
            opens_at=datetime.combine(opens.date(), time(8), zone),
            closes_at=closes,
            results_by=results_by,
            stays_from=stays_from,
            stays_until=stays_from + timedelta(days=STAYS_DAYS),
            **{name: data[name] for name in ("title_sl", "title_en", "action", "academic_year", "places")},
            **texts,
        )

    def where(self, result: Any) -> str:
        return to_draft(result, "drafting:section", section=Section.TEXTS.value)


class Import(OfDrafts, RuledView):
    """A draft out of a call file; every mistake with its line, and then nothing is written."""

    rule = "see_drafts"
    template = "selection/drafts/import.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.shown(FileForm(members=self.choices))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        form = FileForm(request.POST, request.FILES, members=self.choices)
        if not form.is_valid():
            return self.shown(form, status=422)
        text = self.text_in(form)
        if text is None:
            return self.shown(form, status=422)
        try:
            call = import_call(
                text=text, member_id=self.member_of(form.cleaned_data["member"]), actor=self.actor
            )
        except Mistakes as wrong:
            return self.shown(form, status=422, mistakes=wrong.mistakes, text=text)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            return self.shown(form, status=409)
        messages.success(request, _("The file was taken in as a draft."))
        return HttpResponseRedirect(to_draft(call))

    def text_in(self, form: forms.Form) -> str | None:
        """The text that was sent; None where there is none, and the form says why."""
        sent = form.cleaned_data["file"]
        if sent is None:
            if form.cleaned_data["text"].strip():
                return str(form.cleaned_data["text"]).replace("\r\n", "\n")
            form.add_error("file", _("Choose a file, or paste its text."))
        elif (sent.size or 0) > LARGEST_FILE:
            form.add_error("file", _("The file is larger than 400 kB."))
        else:
            try:
                return sent.read().decode("utf-8-sig")  # type: ignore[no-any-return]
            except UnicodeDecodeError:
                form.add_error("file", _("The file is no text in UTF-8."))
        return None

    def shown(
        self, form: forms.Form, *, status: int = 200, mistakes: Any = (), text: str = ""
    ) -> HttpResponseBase:
        lines = text.splitlines()
        return self.page(
            status=status,
            form=form,
            title=_("Take in a call file"),
            crumbs=self.crumbs(),
            cancel_url=reverse("drafts:list", args=[self.slug]),
            mistakes=[
                {
                    "line": mistake.line,
                    "words": told(mistake, with_line=False),
                    "text": lines[mistake.line - 1].strip()
                    if mistake.line and mistake.line <= len(lines)
                    else "",
                }
                for mistake in mistakes
            ],
        )


class OfDraft:
    """Fetches the call named in the address, published or not; whoever does not write calls sees nothing there."""

    kwargs: dict[str, Any]
    seen_by = "draft_call"
    actor: Any
    subject: Call

    def fetch(self) -> Call:
        call = Call.objects.filter(slug=self.kwargs["draft"]).first()
        if call is None:
            raise Http404
        return call

    @cached_property
    def problems(self) -> list[Problem]:
        """What keeps the call from being published, as far as it is none yet."""
        return list(problems_of(self.subject)) if self.subject.published_at is None else []

    def side_list(self, here: Section | None = None) -> list[FormSection]:
        """The pages of the editor with their state."""
        wrong = {problem.section for problem in self.problems}
        return [
            FormSection(
                str(section.label),
                section_url(self.subject, section),
                state="wrong" if section in wrong else "done",
                current=section == here,
            )
            for section in Section
        ]

    def crumbs(self) -> list[tuple[str, str]]:
        slug = tenant_of(self.subject)["university"]
        return [
            (_("Preparing calls"), reverse("drafts:list", args=[slug])),
            (self.subject.title or self.subject.slug, to_draft(self.subject)),
        ]


def section_url(call: Call, section: Section) -> str:
    """The address of a page of the editor."""
    if section == Section.CRITERIA:
        return to_draft(call, "drafting:criteria")
    return to_draft(call, "drafting:section", section=section.value)


class DraftPage(OfDraft, RuledView):
    """A call as its writers see it: what is still wrong by part, and what can be done with it."""

    rule = "draft_call"
    template = "selection/drafts/show.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        call = self.subject
        by_section: dict[str, list[Problem]] = {}
        for problem in self.problems:
            by_section.setdefault(problem.section, []).append(problem)
        return self.page(
            call=call,
            title=call.title or call.slug,
            crumbs=self.crumbs()[:1],
            sections=self.side_list(),
            parts=[
                {
                    "label": section.label,
                    "url": section_url(call, section),
                    "problems": by_section.get(section.value, []),
                }
                for section in Section
            ],
            count=len(self.problems),
            first_wrong_url=next(
                (section_url(call, one) for one in Section if one.value in by_section), to_draft(call)
            ),
            public_url=to_call(call) if call.published_at else "",
            urls={name: to_draft(call, f"drafting:{name}") for name in ("try", "publish", "copy", "export")},
            versions=list(call.versions.order_by("-version")),
        )
