"""The file's page: what to do now, the way, duties, sections of every app, papers, and what happened."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core import clock, policy
from core.face import DocumentRow, Fact, Happening
from core.journal import timeline
from core.models import Entry
from core.wording import period, with_principal
from members.enums import Capacity
from mobility import duty_rows, pages
from mobility.activity import listed, name_in_list
from mobility.documents import may_read
from mobility.enums import ReceivedKind
from mobility.links import to_call, to_mobility
from mobility.models import Duty, IssuedDocument, Mobility, ReceivedPaper
from mobility.moves import FACES, MOVE, TOLD
from mobility.stations import waiting_words, way_of
from mobility.views.base import MobilityView

# What stands on the file's page as buttons: verb → URL name and label. Duties lead to the other pages.
BUTTONS: dict[str, tuple[str, Any]] = {
    "edit_application": ("application:edit", gettext_lazy("Go on with the application")),
    "preview_application": ("application:preview", gettext_lazy("Read the application")),
    "take_back": ("application:take_back", MOVE["take_back"].label),
    "withdraw": ("application:withdraw", MOVE["withdraw"].label),
    "decline_place": ("agreement:decline_place", MOVE["decline_place"].label),
    "end": ("agreement:end", gettext_lazy("Record an early end")),
    "see_readers": ("file:readers", gettext_lazy("Who has read this file")),
    "cancel": ("agreement:cancel", MOVE["cancel"].label),
}
# What a participant may hear of the journal besides the moves.
HEARD = {
    "penalty.noted": gettext_lazy("Points were noted that later applications lose."),
    "penalty.struck": gettext_lazy("The points off were struck out."),
    "appeal.lodged": gettext_lazy("An appeal was lodged."),
    "appeal.panel_named": gettext_lazy("The panel for the appeal was named."),
    "appeal.decided": gettext_lazy("The appeal was decided."),
    "appeal.settled": gettext_lazy("The appeal was settled; there was nothing left to decide."),
    "application.facts_checked": gettext_lazy("The answers to the call were compared with their papers."),
    "suitability.decided": gettext_lazy("The body decided on suitability."),
    "proposal.made": gettext_lazy("The host proposed changes to the plan."),
    "proposal.accepted": gettext_lazy("The host’s proposal was taken over."),
    "proposal.declined": gettext_lazy("The host’s proposal was declined."),
    "agreement.host_link_passed_on": gettext_lazy("The host named another person to sign."),
    "agreement.host_asked_to_certify": gettext_lazy("The host was asked to certify the stay."),
    "host.mentor_named": gettext_lazy("The host named a mentor."),
    "agreement.prepared": gettext_lazy("The mobility agreement was prepared."),
    "agreement.signed": gettext_lazy("All three parties have signed the mobility agreement."),
}


class FileShow(MobilityView):
    """One mobility for whoever may see it."""

    rule = "see_mobility"
    template = "mobility/file.html"
    opens_reduced = True

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        mobility = self.subject
        today = clock.today()
        entries = list(timeline(str(mobility.public_id)))
        duties = list(Duty.objects.filter(mobility=mobility))
        is_mine = mobility.person_id == self.actor.person_id
        return self.page(
            mobility=mobility,
            crumbs=self.crumbs(),
            lede=period(mobility.starts_on, mobility.ends_on),
            face=FACES[mobility.stage].participant if is_mine else FACES[mobility.stage].staff,  # type: ignore[index]
            is_mine=is_mine,
            stations=way_of(mobility, reversed(entries), today),
            now=self.now(duties, is_mine),
            duties=duty_rows.rows_for(mobility, duties, self.actor),
            facts=facts_of(mobility),
            sections=pages.sections_for(mobility, self.actor),
            documents=[*documents_of(mobility, self.actor), *received_of(mobility, self.actor)],
            happenings=[happening(entry) for entry in entries if told(entry)],
            buttons=self.buttons(),
        )

    def crumbs(self) -> list[tuple[str, str]]:
        mobility = self.subject
        number = _("no. %s") % mobility.number if mobility.number else _("draft")
        return [(mobility.call.title, to_call(mobility.call)), (mobility.action, ""), (number, "")]

    def now(self, duties: list[Duty], is_mine: bool) -> dict[str, Any] | None:
        """The one loud thing: the reader's nearest open duty, or who is at work."""
        mine = [d for d in duties if d.is_open and duty_rows.is_theirs(d, self.actor, self.subject)]
        if mine:
            duty = mine[0]
            page = pages.page_of(duty.kind, duty.part)
            return {
                "sentence": duty_rows.sentence_of(duty),
                "url": duty_rows.url_of(duty, self.subject),
                "action": duty_rows.label_of(duty, theirs=True),
                "minutes": page.minutes if page else 0,
            }
        if is_mine:
            words = waiting_words(self.subject, clock.today())
            return {"sentence": words, "url": "", "action": "", "minutes": 0}
        return None

    def buttons(self) -> list[dict[str, Any]]:
        """What else may be done with the file now, as the policy says."""
        found = []
        for verb, (name, label) in BUTTONS.items():
            if policy.can(self.actor, verb, self.subject):
                lead = verb == "edit_application"
                found.append({"label": label, "url": to_mobility(self.subject, name), "lead": lead})
        return found


def facts_of(mobility: Mobility) -> list[Fact]:
    """Who, from where, where to and when."""
    host = mobility.host
    return [
        Fact(_("Participant"), mobility.person.get_full_name(), mobility.employment.post),
        Fact(_("Unit"), mobility.unit.name),
        Fact(_("Host"), host.name if host else "", _host_note(mobility)),
        Fact(_("Period"), period(mobility.starts_on, mobility.ends_on), _days(mobility)),
    ]


def _host_note(mobility: Mobility) -> str:
    host = mobility.host
    return (
        ", ".join(part for part in (host.city, host.country.name, host.erasmus_code) if part) if host else ""
    )


def _days(mobility: Mobility) -> str:
    count = mobility.training_days
    return (
        ngettext("%d day, travel not counted", "%d days, travel not counted", count) % count if count else ""
    )


def documents_of(mobility: Mobility, actor: Any) -> list[DocumentRow]:
    """The issued papers that the reader may open, newest first."""
    rows = list(listed(IssuedDocument.objects.filter(mobility=mobility)).select_related("file"))
    opened = {kind for kind in {row.kind for row in rows} if may_read(actor, kind, mobility)}
    return [
        DocumentRow(
            title=name_in_list(row),
            url=to_mobility(mobility, "agreement:document", document=row.public_id),
            language=row.language,
            version=row.version,
            size=row.file.size,
            issued_on=row.issued_at,
            superseded=row.superseded_at is not None,
        )
        for row in rows
        if row.kind in opened
    ]


def received_of(mobility: Mobility, actor: Any) -> list[DocumentRow]:
    """The papers from outside that the reader may open, newest first."""
    if not policy.can(actor, "open_received", mobility):
        return []
    opens_others = policy.can(actor, "open_other_paper", mobility)
    rows = ReceivedPaper.objects.filter(mobility=mobility).select_related("file", "entered_by")
    return [
        DocumentRow(
            title=row.title or capfirst(row.get_kind_display()),
            url=to_mobility(mobility, "agreement:received", received=row.public_id),
            kind=_("entered by %s") % (row.entered_by or row.guest),
            size=row.file.size,
            issued_on=row.received_at,
        )
        for row in rows
        if row.kind != ReceivedKind.OTHER or opens_others
    ]


def told(entry: Entry) -> bool:
    """Whether an entry stands in the timeline."""
    return entry.verb in TOLD or entry.verb in HEARD


def happening(entry: Entry) -> Happening:
    """An entry as a line of the timeline: what happened, when, by whom in which capacity, and the note."""
    words = str(TOLD.get(entry.verb) or HEARD[entry.verb])
    who = with_principal(entry.actor_name, entry.facts.get("for", ""))
    if entry.capacity != Capacity.SYSTEM and entry.capacity in Capacity.values:
        who = ", ".join(part for part in (who, str(Capacity(entry.capacity).label)) if part)
    return Happening(words, entry.at, " · ".join(part for part in (who, entry.note) if part))
