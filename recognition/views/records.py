"""Pages of human resources: the desk, the record of one mobility with its preview, the entry."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import clock
from core.face import DocumentRow, Fact, Tab
from core.views import RuledView
from core.wording import day, period
from mobility import pages
from mobility.documents import may_read
from mobility.enums import DocumentKind
from mobility.links import to_mobility
from mobility.models import IssuedDocument, Mobility
from mobility.queries import end_of_stay
from mobility.views.base import MobilityActView, MobilityView
from recognition import operations
from recognition.desk import read_desk
from recognition.documents import printed
from recognition.forms import RecordForm
from recognition.models import RecognitionEntry
from recognition.queries import entry_of

SHOWS_RECORDED = "recorded"


class HrDesk(RuledView):
    """What waits for an entry, and what was recorded."""

    rule = "see_hr_desk"
    template = "recognition/desk.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        shows_recorded = request.GET.get("list") == SHOWS_RECORDED
        desk = read_desk(self.actor, shows_recorded=shows_recorded, number=request.GET.get("page", ""))
        tabs = [
            Tab(_("To recognise"), request.path, desk.waiting, not shows_recorded),
            Tab(_("Recorded"), f"{request.path}?list={SHOWS_RECORDED}", desk.recorded, shows_recorded),
        ]
        return self.page(
            desk=desk,
            tabs=tabs,
            shows_recorded=shows_recorded,
            several=len({r.member for r in desk.rows}) > 1,
        )


class Record(MobilityActView):
    """Human resources record one mobility: fill in, look at the record, confirm."""

    rule = "recognise"
    template = "recognition/record.html"
    form_class = RecordForm

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        step = request.POST.get("step", "")
        if step == "record":
            return super().post(request, **kwargs)
        form = self.form(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(status=422, form=form, **self.context())
        if step == "change":
            return self.page(form=form, **self.context())
        return self.page(form=form, preview=self.preview(form), **self.context())

    def preview(self, form: Any) -> dict[str, Any]:
        """The record as its paper will show it."""
        values = form.cleaned_data
        entry = RecognitionEntry(
            mobility=self.subject,
            kinds=values["kinds"],
            basis=values["basis"],
            entered_on=values["entered_on"],
            reference=values["reference"],
            remarks=values["remarks"],
            recorded_by_id=self.actor.person_id,
        )
        return printed(entry)

    def form_kwargs(self) -> dict[str, Any]:
        return {
            "mobility": self.subject,
            "ended_on": end_of_stay(self.subject),
            "initial": {"entered_on": clock.today()},
        }

    def context(self) -> dict[str, Any]:
        return {**file_of(self.subject), "evidence": evidence_of(self.subject)}

    def act(self, form: Any) -> RecognitionEntry:
        self.done = _("Recorded. The participant gets the receipt.")
        return operations.record_entry(mobility=self.subject, actor=self.actor, **form.cleaned_data)

    def where(self, result: Any) -> str:
        return to_mobility(self.subject, "recognition:entry")


class EntryShow(MobilityView):
    """The entry in the personnel file, for the participant, the office and human resources."""

    opens_reduced = True
    rule = "see_recognition"
    template = "recognition/entry.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        entry = entry_of(self.subject)
        if entry is None:
            raise Http404
        return self.page(
            **file_of(self.subject),
            entry=entry,
            entry_facts=[
                Fact(_("Recognised as"), "\n".join(entry.kind_words), broad=True),
                Fact(_("Date of the entry"), day(entry.entered_on)),
                Fact(_("Number in the personnel file"), entry.reference),
                Fact(_("Recorded by"), str(entry.recorded_by)),
                Fact(_("Basis"), entry.basis),
                Fact(_("Remarks"), entry.remarks, broad=True),
            ],
            documents=documents_of(self.subject, self.actor),
        )


def file_of(mobility: Mobility) -> dict[str, Any]:
    """Whose mobility it is, where, when and how long."""
    host = mobility.host
    days = mobility.training_days
    where = ", ".join(part for part in (host.city, host.country.name) if part) if host else ""
    return {
        "mobility": mobility,
        "crumbs": [(_("no. %s") % mobility.number, to_mobility(mobility))],
        "facts": [
            Fact(_("Post"), mobility.employment.post, mobility.unit.name),
            Fact(_("Host"), str(host or ""), where),
            Fact(
                _("Period"),
                period(mobility.starts_on, mobility.ends_on),
                ngettext("%d day, travel not counted", "%d days, travel not counted", days) % days,
            ),
            Fact(_("Title"), mobility.title, broad=True),
        ],
    }


def evidence_of(mobility: Mobility) -> list[dict[str, str]]:
    """The papers on which recognition rests: name, state in words, address."""
    return [
        {
            "label": str(paper.label),
            "words": paper.words(mobility),
            "url": to_mobility(mobility, paper.url_name),
        }
        for paper in pages.EVIDENCE
    ]


def documents_of(mobility: Mobility, actor: Any) -> list[DocumentRow]:
    """The issued record, and the page for the annual interview for those who may read it."""
    kinds = (DocumentKind.RECOGNITION, DocumentKind.INTERVIEW)
    rows = IssuedDocument.objects.filter(
        mobility=mobility,
        kind__in=[kind for kind in kinds if may_read(actor, kind, mobility)],
        superseded_at=None,
    ).select_related("file")
    return [
        DocumentRow(
            title=str(row.get_kind_display()),
            url=to_mobility(mobility, "agreement:document", document=row.public_id),
            kind="PDF",
            language=row.language,
            size=row.file.size,
            issued_on=row.issued_at,
        )
        for row in rows
    ]
