"""Many agreements at once: where they stand, the task that is to be done to them, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.face import Tab
from core.throttle import Limit
from core.views import READING, ActView, RuledView
from core.wording import day, moment
from core.words import localized
from mobility import agreement_archive
from mobility.agreement_outcomes import words_of
from mobility.agreement_standing import STAGES, of_member, with_standing
from mobility.enums import LineState, RunAct, Standing
from mobility.forms.agreements import ManyAgreementsForm
from mobility.links import to_mobility
from mobility.models import AgreementLine, AgreementRun, Call
from mobility.operations import agreement_runs as operations
from mobility.policy_agreement import sees_agreements
from mobility.queries import visible_to
from mobility.views.base import WhichMember

PAGE = 100
RECENT = 5


class Start(WhichMember):
    """For which member faculty agreements are dealt with."""

    rule = "see_agreements_anywhere"
    capacities = sees_agreements
    title = gettext_lazy("Many agreements at once")
    lede = gettext_lazy("Of which member faculty?")
    leads_to = "agreements:list"


class OfTasks:
    """What the pages of a member's tasks share."""

    actor: Any
    request: HttpRequest
    kwargs: dict[str, Any]

    @property
    def place(self) -> list[str]:
        asked: Any = self.request
        return [asked.university.slug, asked.member.slug]

    @property
    def lede(self) -> str:
        return localized(self.request.member, "name")  # type: ignore[attr-defined]

    def run(self) -> AgreementRun:
        """The task in the address. Raises Http404 for one of another member."""
        found = AgreementRun.objects.select_related("asked_by").filter(public_id=self.kwargs["run"]).first()
        if found is None or found.member_id != self.request.member.id:  # type: ignore[attr-defined]
            raise Http404
        return found


@dataclass(frozen=True)
class Narrowed:
    """What the address asks for: a call, a standing. Anything unknown is left out."""

    call: str = ""
    standing: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Narrowed":
        standing = query.get("standing", "")
        return cls(query.get("call", "")[:80], standing if standing in Standing.values else "")


class ManyAgreements(OfTasks, ActView):
    """The mobilities of a member with where their agreements stand, and what is to be done to those chosen."""

    rule = "see_agreements"
    template = "mobility/agreements/list.html"
    form_class = ManyAgreementsForm
    limit = Limit("many_agreements", most=30, seconds=3600)
    subject: AgreementRun

    def fetch(self) -> AgreementRun:
        place: Any = self.request
        return AgreementRun(university_id=place.university.id, member_id=place.member.id)

    def needs_step_up(self) -> bool:
        return self.request.method not in READING

    @cached_property
    def asked(self) -> Narrowed:
        return Narrowed.of(self.request.GET)

    @cached_property
    def of_call(self) -> QuerySet[Any]:
        """The mobilities of the call that was chosen, with where their agreements stand."""
        rows = of_member(self.actor, self.subject.member_id)
        if self.asked.call:
            rows = rows.filter(call__slug=self.asked.call)
        return with_standing(rows)

    @property
    def listed(self) -> QuerySet[Any]:
        return self.of_call.filter(standing=self.asked.standing) if self.asked.standing else self.of_call

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many mobilities stand where, of the call that was chosen."""
        found = self.of_call.order_by().values("standing").annotate(many=Count("pk"))
        return {row["standing"]: row["many"] for row in found}

    @property
    def many(self) -> int:
        counts = self.counts
        return counts.get(self.asked.standing, 0) if self.asked.standing else sum(counts.values())

    def form_kwargs(self) -> dict[str, Any]:
        return {"acts": operations.acts_of(self.actor, self.subject), "listed": self.many}

    def context(self) -> dict[str, Any]:
        rows = self.listed.select_related("person", "host", "call").order_by("number", "pk")
        paginator = Paginator(rows, PAGE)
        paginator.count = self.many
        page = paginator.get_page(self.request.GET.get("page"))
        ticked = set(self.request.POST.getlist("mobility"))
        return {
            "lede": self.lede,
            "asked": self.asked,
            "listed": page,
            "rows": [self.row(mobility, ticked) for mobility in page.object_list],
            "calls": self.calls(),
            "standings": [(one.value, one.label, self.counts.get(one, 0)) for one in Standing],
            "runs": [self.recent(run) for run in self.runs()],
        }

    def row(self, mobility: Any, ticked: set[str]) -> dict[str, Any]:
        standing = Standing(mobility.standing)
        return {
            "mobility": mobility,
            "url": to_mobility(mobility),
            "standing": standing.label,
            "note": note_of(mobility, standing),
            "is_ticked": str(mobility.public_id) in ticked,
        }

    def calls(self) -> QuerySet[Call]:
        calls = Call.objects.filter(member_id=self.subject.member_id, mobilities__stage__in=STAGES)
        return calls.distinct().order_by("-closes_at", "pk")

    def runs(self) -> QuerySet[AgreementRun]:
        runs = AgreementRun.objects.filter(member_id=self.subject.member_id).select_related("asked_by")
        waiting = Count("lines", filter=Q(lines__state=LineState.WAITING))
        counted = runs.annotate(lines_in_all=Count("lines"), lines_waiting=waiting)
        return counted.order_by("-pk")[:RECENT]

    def recent(self, run: AgreementRun) -> dict[str, Any]:
        return {
            "run": run,
            "url": reverse("agreements:run", args=[*self.place, run.public_id]),
            "ended": run.lines_in_all - run.lines_waiting,  # type: ignore[attr-defined]  # counted above
        }

    def act(self, form: forms.Form) -> AgreementRun:
        typed = form.cleaned_data
        chosen = self.listed if typed["every"] else self.listed.filter(public_id__in=typed["mobilities"])
        wish = operations.Wish(typed["acts"], chosen, typed["token"], typed["remind_after"])
        return operations.ask_for_run(member_id=self.subject.member_id, actor=self.actor, wish=wish)

    def where(self, result: AgreementRun) -> str:
        return reverse("agreements:run", args=[*self.place, result.public_id])


def note_of(row: Any, standing: Standing) -> str:
    """Since when the host has been asked, or until when it could."""
    if standing == Standing.ASKED:
        return _("asked on %(day)s") % {"day": day(row.link_made)}
    if standing == Standing.EXPIRED:
        return _("link until %(day)s") % {"day": day(row.link_until)}
    return ""


class TaskPage(OfTasks, RuledView):
    """How far a task is, what became of each mobility in it, and what was collected."""

    rule = "see_agreements"
    template = "mobility/agreements/run.html"
    subject: AgreementRun
    views = {
        "problems": (gettext_lazy("To look at"), (LineState.REFUSED, LineState.FAILED)),
        "left": (LineState.LEFT.label, (LineState.LEFT,)),
        "done": (LineState.DONE.label, (LineState.DONE,)),
        "nothing": (LineState.NOTHING.label, (LineState.NOTHING,)),
        "waiting": (LineState.WAITING.label, (LineState.WAITING,)),
        "all": (gettext_lazy("All"), tuple(LineState)),
    }

    def fetch(self) -> AgreementRun:
        return self.run()

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        run, counts = self.subject, self.counts()
        asked = request.GET.get("view", "")
        view = asked if asked in self.views else ("problems" if counts["problems"] else "all")
        page = self.listed(view, counts[view])
        return self.page(
            crumbs=[(_("Many agreements at once"), reverse("agreements:list", args=self.place))],
            title=_("Task of %(moment)s") % {"moment": moment(run.asked_at)},
            lede=" · ".join([run.asked_by.get_full_name(), *(str(RunAct(act).label) for act in run.acts)]),
            run=run,
            ended=counts["all"] - counts["waiting"],
            many=counts["all"],
            tabs=[
                Tab(
                    str(label),
                    f"?view={name}",
                    counts[name],
                    name == view,
                    "late" if name == "problems" and counts[name] else "",
                )
                for name, (label, _states) in self.views.items()
            ],
            lines=page,
            rows=[self.row(line) for line in page.object_list],
            archive_url=self.archive_url(),
        )

    def listed(self, view: str, many: int) -> Page[AgreementLine]:
        """A page of the lines of a view, of which there are so many."""
        paginator = Paginator(self.lines.filter(state__in=self.views[view][1]), PAGE)
        paginator.count = many
        return paginator.get_page(self.request.GET.get("page"))

    @property
    def lines(self) -> QuerySet[AgreementLine]:
        """The lines of files that the reader may see."""
        seen = visible_to(self.actor)
        rows = self.subject.lines.filter(mobility__in=seen).select_related("mobility__person")
        return rows.order_by("mobility__number", "pk")

    def counts(self) -> dict[str, int]:
        counted = {name: Count("pk", filter=Q(state__in=states)) for name, (_l, states) in self.views.items()}
        return self.lines.order_by().aggregate(**counted)

    def row(self, line: AgreementLine) -> dict[str, Any]:
        return {
            "mobility": line.mobility,
            "url": to_mobility(line.mobility),
            "state": LineState(line.state),
            "tone": "late" if line.state in {LineState.REFUSED, LineState.FAILED} else "",
            "words": words_of(line.outcome),
        }

    def archive_url(self) -> str:
        run = self.subject
        is_theirs = run.asked_by_id == self.actor.person_id and run.is_there
        return reverse("agreements:archive", args=[*self.place, run.public_id]) if is_theirs else ""


class Archive(OfTasks, RuledView):
    """What was collected, to whoever asked for it while every file in it is open to them."""

    rule = "fetch_collection"
    seen_by = "see_agreements"
    step_up = True
    subject: AgreementRun

    def fetch(self) -> AgreementRun:
        return self.run()

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        run = self.subject
        seen = run.lines.filter(outcome__0="collected", mobility__in=visible_to(self.actor))
        if seen.count() < run.collected:
            return self.refused(_("A file in this collection is not open to you any more. Collect anew."))
        return agreement_archive.response_of(run, f"agreements-{run.asked_at:%Y-%m-%d}.zip")
