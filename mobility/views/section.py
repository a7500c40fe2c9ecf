"""A section of the application: filled in, saved by itself while one writes, or by the button."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core import clock
from core.face import Check, FormSection, Option
from core.models import Entry
from core.policy import Refusal
from core.views import Refused
from core.wording import clock as clock_words
from core.wording import weekday
from mobility import checks
from mobility.application_face import past_rows
from mobility.checks import Finding
from mobility.deadlines import to_the_minute, whole_day
from mobility.enums import Stage
from mobility.forms.answers import AnswerForms, AnswersForm
from mobility.forms.application import SectionForms
from mobility.links import to_call, to_mobility
from mobility.models import Application, Mobility
from mobility.operations.answers import save_answers
from mobility.operations.application import save_section
from mobility.operations.hosts import choose_host
from mobility.papers import own_rows
from mobility.programme import travel_rows
from mobility.queries import application_of, last_sent_back, past_mobilities
from mobility.questions import asking_of, sections_of
from mobility.sections import ANCHORS, Section, following
from mobility.views.base import MobilityView
from partners.queries import search_hosts
from partners.views import option_of


class SectionView(MobilityView):
    """One section; GET shows it, POST saves what is sound in it and says what is not.

    With the header X-Autosave the answer is JSON {saved_at, checks}; else the next section, or this page with
    the errors at their fields and everything that was typed.
    """

    rule = "edit_application"
    template = "mobility/application_section.html"

    def fetch(self) -> Mobility:
        if self.kwargs["section"] not in Section.values:
            raise Http404
        mobility = super().fetch()
        if self.section not in sections_of(mobility.call):
            raise Http404
        return mobility

    @cached_property
    def section(self) -> Section:
        return Section(self.kwargs["section"])

    @cached_property
    def application(self) -> Application:
        return application_of(self.subject)

    @property
    def is_autosave(self) -> bool:
        return "X-Autosave" in self.request.headers

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.section_page(self.forms())

    def forms(self, data: Any = None, files: Any = None) -> SectionForms | AnswerForms:
        """The forms of the section, filled from the application or from what was sent."""
        if self.section != Section.ASKED:
            return SectionForms(self.section, self.application, data)
        return AnswerForms(
            AnswersForm(
                data,
                files,
                asking=asking_of(self.subject.call),
                application=self.application,
                papers=own_rows(self.subject, self.application),
            )
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        filled = self.forms(request.POST, request.FILES)
        if "find" in request.POST:
            return self.section_page(filled, **_options(request.POST))
        is_sound = filled.is_valid()
        try:
            self.application = self.save(filled.sound_values())
        except Refusal as refusal:
            return self.not_saved(filled, refusal.reason)
        if isinstance(filled, AnswerForms):
            filled.form.papers = own_rows(self.subject, self.application)
        found = self.findings()
        if self.is_autosave:
            saved_at = clock_words(self.application.saved_at)
            return JsonResponse({"saved_at": saved_at, "checks": self.lines(found, filled)})
        wrong = [finding for finding in found if finding.is_wrong and finding.section == self.section]
        if wrong or not is_sound:
            _show_at_fields(filled, wrong)
            return self.section_page(filled, status=422, found=found)
        return HttpResponseRedirect(self.onward())

    def save(self, values: dict[str, Any]) -> Application:
        if self.section == Section.HOST:
            return choose_host(mobility=self.subject, actor=self.actor, values=values)
        if self.section == Section.ASKED:
            return save_answers(mobility=self.subject, actor=self.actor, **values)
        return save_section(mobility=self.subject, actor=self.actor, section=self.section, values=values)

    def refused(self, reason: Any) -> HttpResponseBase:
        """Whoever has typed something keeps it and is told why it cannot be saved."""
        if self.request.method != "POST":
            raise Refused(reason)
        return self.not_saved(self.forms(self.request.POST, self.request.FILES), reason)

    def not_saved(self, filled: SectionForms | AnswerForms, reason: Any) -> HttpResponseBase:
        if self.is_autosave:
            return JsonResponse({"reason": str(reason)}, status=409)
        filled.form.add_error(None, reason)
        return self.section_page(filled, status=409)

    def findings(self) -> list[Finding]:
        return checks.findings(checks.facts_for(self.subject, self.application))

    def onward(self) -> str:
        """The next section, after the last one the page before submission; with the other button this one."""
        if "stay" in self.request.POST:
            return self.request.path
        after = following(self.section, sections_of(self.subject.call))
        return section_url(self.subject, after) if after else to_mobility(self.subject, "application:submit")

    def lines(self, found: list[Finding], filled: SectionForms | AnswerForms) -> list[dict[str, str]]:
        """The live checks of this section, malformed fields first."""
        broken = [
            {"level": "late", "text": f"{bound.label}: {message}", "field": bound.name}
            for bound in filled.form
            for message in bound.errors
        ]
        return broken + [
            {"level": line.level, "text": line.text, "field": line.field}
            for line in lines_of(self.section, found)
        ]

    def section_page(
        self,
        filled: SectionForms | AnswerForms,
        *,
        status: int = 200,
        found: list[Finding] | None = None,
        **more: Any,
    ) -> HttpResponseBase:
        mobility, application = self.subject, self.application
        found = self.findings() if found is None else found
        sent_back = sent_back_of(mobility)
        return self.page(
            status=status,
            mobility=mobility,
            crumbs=crumbs_of(mobility),
            section=self.section,
            form=filled.form,
            sets=filled.sets,
            sections=side_list(mobility, application, found, here=self.section),
            saved_at=clock_words(application.saved_at),
            checks=lines_of(self.section, found),
            sent_back=sent_back.facts if sent_back else None,
            asked_here=sent_back.facts["sections"].get(self.section, "") if sent_back else "",
            deadline=deadline_of(mobility, sent_back),
            **(self.beside(application) | more),
        )

    def beside(self, application: Application) -> dict[str, Any]:
        """What single sections show besides their fields."""
        if self.section == Section.WORK:
            past = past_mobilities(self.subject.person_id, before=clock.today())
            return {"past": list(past_rows(past)), "post": self.subject.employment}
        if self.section == Section.HOST:
            university = self.request.university.slug  # type: ignore[attr-defined]
            host = application.host
            return {
                "options": (),
                "query": "",
                "lookup_url": reverse("register:hosts", kwargs={"university": university}),
                "shown": f"{host.name}, {host.city}" if host else "",
                "propose_url": to_mobility(self.subject, "application:propose_host"),
            }
        if self.section == Section.PROGRAMME:
            travel = [weekday(date.fromisoformat(row["day"])) for row in travel_rows(application)]
            return {"travel": travel, "stay_url": section_url(self.subject, Section.STAY)}
        return {}


def _options(data: Mapping[str, str]) -> dict[str, Any]:
    """What a search without JavaScript found."""
    query = data.get("host_ask", "")
    found: list[Option] = [option_of(host) for host in search_hosts(query)]
    return {"options": found, "query": query, "has_searched": True}


def _show_at_fields(filled: SectionForms | AnswerForms, wrong: list[Finding]) -> None:
    """Put what the checks found where it stands: at the field, or above the rows."""
    for finding in wrong:
        if finding.field in filled.rows:
            filled.rows[finding.field].non_form_errors().append(str(finding.words))
        else:
            filled.form.add_error(finding.field, finding.words)  # type: ignore[arg-type]


def section_url(mobility: Mobility, section: Section) -> str:
    """The address of a section."""
    return to_mobility(mobility, "application:section", section=section.value)


def lines_of(section: Section, found: list[Finding]) -> list[Check]:
    """A section's findings as lines: what is wrong, what to think about, then in one line what is blank."""
    here = [finding for finding in found if finding.section == section]
    lines = [
        Check(_tone(finding), f"{finding.called}: {finding.words}", anchor_of(finding))
        for finding in sorted(here, key=lambda finding: not finding.is_wrong)
        if not finding.is_blank
    ]
    blank = [str(finding.called) for finding in here if finding.is_blank]
    if blank and section == Section.STATEMENTS:
        lines.append(Check("soon", _("Tick every statement before you submit.")))
    elif blank:
        lines.append(Check("soon", _("Still to be filled in: %(fields)s.") % {"fields": ", ".join(blank)}))
    if not lines:
        lines.append(Check("ok", _("This section is complete.")))
    return lines


def _tone(finding: Finding) -> Literal["soon", "late"]:
    return "late" if finding.is_wrong else "soon"


def anchor_of(finding: Finding) -> str:
    """The end of the id of the element that takes the focus for a finding."""
    return ANCHORS.get(finding.field, finding.field)


def side_list(
    mobility: Mobility, application: Application, found: list[Finding], *, here: Section | None = None
) -> list[FormSection]:
    """The sections with their ticks, and the page before submission at the end."""
    listed = [
        FormSection(
            str(section.label),
            section_url(mobility, section),
            state=checks.state_of(section, application, found),
            current=section == here,
        )
        for section in sections_of(mobility.call)
    ]
    last = FormSection(
        _("Check and submit"), to_mobility(mobility, "application:submit"), current=here is None
    )
    return [*listed, last]


def crumbs_of(mobility: Mobility) -> list[tuple[str, str]]:
    """Where the pages of an application stand: under the call and the file."""
    return [
        (mobility.call.title, to_call(mobility.call)),
        (mobility.number or _("My application"), to_mobility(mobility)),
    ]


def deadline_of(mobility: Mobility, sent_back: Entry | None) -> str:
    """Until when the participant has to be done: as the coordinator set it, else the deadline of the call."""
    if sent_back is not None:
        return whole_day(date.fromisoformat(sent_back.facts["due_on"]))
    return to_the_minute(mobility.call.closes_at)


def sent_back_of(mobility: Mobility) -> Entry | None:
    """With which entry the application was sent back, while it is with the participant for that."""
    return last_sent_back(mobility) if mobility.stage == Stage.SENT_BACK else None
