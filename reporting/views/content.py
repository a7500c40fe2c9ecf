"""The content report: written section by section, previewed and handed in, read, checked."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext as _

from core import policy, wording
from core.face import Check as FaceCheck
from core.face import FormSection
from core.policy import Refusal
from mobility.links import to_mobility
from mobility.models import Mobility
from mobility.views.base import MobilityActView, MobilityView
from reporting import operations
from reporting.documents import printed
from reporting.enums import Section
from reporting.forms import ACCEPT, ReportDecisionForm
from reporting.models import ContentReport
from reporting.queries import Missing, handed_in_report, handed_in_versions, missing_in, report_to_write
from reporting.sections import SectionForms
from reporting.views.base import Reporting

SECTIONS = [str(section) for section in Section]


def section_url(mobility: Mobility, section: str) -> str:
    return to_mobility(mobility, "reporting:section", section=section)


class Write(Reporting, MobilityView):
    """Leads to the first section that still lacks something."""

    rule = "write_report"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        report = report_to_write(self.subject)
        if report is None:
            return HttpResponseRedirect(to_mobility(self.subject, "reporting:read"))
        lacking = missing_in(report)
        if not lacking:
            return HttpResponseRedirect(to_mobility(self.subject, "reporting:hand_in"))
        return HttpResponseRedirect(section_url(self.subject, lacking[0].section))


class SectionPage(Reporting, MobilityView):
    """One section of the report; what is typed is kept as it is typed, and by the button without a script."""

    rule = "write_report"
    template = "reporting/section_form.html"

    def get(self, request: HttpRequest, section: str, **kwargs: Any) -> HttpResponseBase:
        report = self.report(section)
        if report is None:
            return HttpResponseRedirect(to_mobility(self.subject, "reporting:read"))
        return self.show(report, SectionForms(report, section))

    def post(self, request: HttpRequest, section: str, **kwargs: Any) -> HttpResponseBase:
        report = self.report(section)
        if report is None:
            return self.late()
        forms = SectionForms(report, section, request.POST)
        is_sound = forms.is_valid()
        is_autosave = request.headers.get("X-Autosave") == "1"
        if not is_sound and not is_autosave:
            return self.show(report, forms, status=422)
        try:
            saved = self.save(section, forms)
        except Refusal as refusal:
            return self.show(report, forms, status=409, refusal=str(refusal))
        if is_autosave:
            return self.kept(saved, forms)
        return HttpResponseRedirect(self.onward(section))

    def report(self, section: str) -> ContentReport | None:
        if section not in SECTIONS:
            raise Http404
        return report_to_write(self.subject)

    def save(self, section: str, forms: SectionForms) -> ContentReport:
        edit = self.request.POST.get("version", "")
        return operations.save_report_section(
            mobility=self.subject,
            actor=self.actor,
            section=section,
            values=forms.values(),
            edit=int(edit) if edit.isdecimal() else None,
        )

    def kept(self, report: ContentReport, forms: SectionForms) -> HttpResponseBase:
        """The answer to an autosave: when, the next version, what cannot be kept and what still lacks."""
        checks = [{"level": "late", "text": words, "field": field} for field, words in forms.errors()]
        checks += [
            {"level": "soon", "text": one.words, "field": one.field}
            for one in missing_in(report)
            if one.section == forms.section
        ]
        return JsonResponse(
            {
                "saved_at": wording.clock(report.saved_at),
                "version": report.edits[forms.section],
                "checks": checks,
            }
        )

    def late(self) -> HttpResponseBase:
        """The report was handed in meanwhile, from another window."""
        words = _("The report was handed in and cannot be changed any more.")
        if self.request.headers.get("X-Autosave") == "1":
            return JsonResponse({"error": words}, status=409)
        return self.refused(words)

    def onward(self, section: str) -> str:
        place = SECTIONS.index(section) + 1
        if place < len(SECTIONS):
            return section_url(self.subject, SECTIONS[place])
        return to_mobility(self.subject, "reporting:hand_in")

    def show(
        self, report: ContentReport, forms: SectionForms, *, status: int = 200, refusal: str = ""
    ) -> HttpResponseBase:
        section = Section(forms.section)
        lacking = missing_in(report)
        return self.page(
            status=status,
            **self.heading(section.label),
            section=section,
            forms=forms,
            sections=section_list(self.subject, lacking, section),
            checks=checks_of(section, lacking) if forms.section in report.edits else [],
            version=report.edits.get(section, 0),
            saved_at=wording.clock(report.saved_at) if report.pk else "",
            refusal=refusal,
            number=SECTIONS.index(section) + 1,
            returned=returned_before(self.subject, report),
            preview_url=to_mobility(self.subject, "reporting:hand_in"),
        )


def section_list(mobility: Mobility, lacking: list[Missing], here: str = "") -> list[FormSection]:
    """The side list: what lacks nothing is ticked."""
    open_sections = {one.section for one in lacking}
    return [
        FormSection(
            str(section.label),
            section_url(mobility, section),
            "" if section in open_sections else "done",
            current=section == here,
        )
        for section in Section
    ]


def checks_of(section: str, lacking: list[Missing]) -> list[FaceCheck]:
    """What a section still lacks, as the lines beside its form."""
    return [FaceCheck("soon", one.words, one.field) for one in lacking if one.section == section]


def returned_before(mobility: Mobility, report: ContentReport) -> ContentReport | None:
    """The version that was returned, where this draft answers it."""
    if report.version == 1:
        return None
    before = handed_in_report(mobility)
    return before if before is not None and before.returned_at else None


class HandIn(Reporting, MobilityActView):
    """The report as the office will read it; one button hands it in, or links lead to what still lacks."""

    rule = "hand_in_report"
    template = "reporting/hand_in.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if report_to_write(self.subject) is None:
            return HttpResponseRedirect(to_mobility(self.subject, "reporting:read"))
        return super().get(request, **kwargs)

    def context(self) -> dict[str, Any]:
        mobility = self.subject
        report = report_to_write(mobility)
        lacking = missing_in(report) if report else []
        return {
            **self.heading(_("Preview of the content report")),
            "report": printed(report) if report else None,
            "lacking": [
                (f"{section_url(mobility, one.section)}#id_{one.field}", one.section.label, one.words)
                for one in lacking
            ],
            "sections": section_list(mobility, lacking) if report else [],
        }

    def act(self, form: Any) -> ContentReport:
        self.done = _("The report is handed in. The international office reads it and writes to you.")
        return operations.hand_in_report(mobility=self.subject, actor=self.actor)


class Read(Reporting, MobilityView):
    """A version that was handed in, for everybody who may read the papers after return."""

    rule = "see_reporting"
    template = "reporting/read.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        sees_versions = policy.can(self.actor, "see_report_versions", self.subject)
        versions = handed_in_versions(self.subject)
        wanted = request.GET.get("version", "") if sees_versions else ""
        shown = next(
            (one for one in versions if str(one.version) == wanted), versions[0] if versions else None
        )
        if shown is None:
            raise Http404
        return self.page(
            **self.heading(_("Content report (Annex 2)")),
            report=printed(shown),
            shown=shown,
            versions=versions if sees_versions and len(versions) > 1 else [],
        )


class Check(Reporting, MobilityActView):
    """The coordinator reads the report and accepts or returns it."""

    rule = "accept_report"
    template = "reporting/check_report.html"
    form_class = ReportDecisionForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"accept": _("I accept the report."), "give_back": _("It must be completed.")}

    def context(self) -> dict[str, Any]:
        report = handed_in_report(self.subject)
        return {
            **self.heading(_("Check the content report")),
            "shown": report,
            "report": printed(report) if report else None,
        }

    def act(self, form: Any) -> ContentReport:
        values = form.cleaned_data
        if values["decision"] == ACCEPT:
            self.done = _("The report was accepted; Annex 2 is being issued.")
            return operations.accept_report(mobility=self.subject, actor=self.actor, remark=values["remark"])
        self.done = _("The report was returned; the participant gets your reasons by e-mail.")
        return operations.return_report(mobility=self.subject, actor=self.actor, reasons=values["reasons"])
