"""The minutes of a committee's meeting as PDF in both languages: who was there, who was recused, what was agreed.

Applications are named by their numbers. What is printed stays as it is; the next printing has the next version.
"""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from core import clock
from core.models import Entry
from core.wording import with_principal
from core.words import localized
from mobility.documents import letterhead, with_texts
from mobility.editions import editions_of
from mobility.printing import Blank, Issue, issued
from selection import meeting as meetings
from selection.models import Assessment, Committee, Meeting, Minutes, Presence, Seat, TieOrder
from selection.paper_kinds import MINUTES
from selection.scale import most_judged, scales_of
from selection.ties import decided_words, orders_of
from selection.words import shown

KIND = "minutes"


def issue(meeting: Meeting, entry: Entry) -> list[Minutes]:
    """Print the minutes in both languages, in the editions that the member chose; once for an entry that asks for it.

    Raises core.pdf.RenderFailed, core.sealing.SealFailed.
    """
    if present := list(Minutes.objects.filter(entry=entry).order_by("-language")):
        return present
    earlier = Minutes.objects.filter(meeting=meeting).exclude(entry=entry)
    version = earlier.values("entry").distinct().count() + 1
    blank = [
        Minutes(
            member_id=meeting.member_id,
            meeting=meeting,
            entry=entry,
            version=version,
            language=edition,
            is_draft=meeting.call.scoring_closed_at is None,
        )
        for edition in editions_of(meeting.member_id, lines=_at_the_table(meeting))
    ]
    return [_printed(one) for one in blank]


def _at_the_table(meeting: Meeting) -> int:
    """How many applications the meeting is about."""
    return Assessment.objects.filter(call=meeting.call_id, batch=meeting.batch_id).count()


def _printed(one: Minutes) -> Minutes:
    call, one.issued_at = one.meeting.call, clock.now()
    blank = Blank(
        kind=KIND,
        template="selection/pdf/minutes.html",
        name=f"{call.slug}-minutes",
        context=lambda: context_of(one),
    )
    issued(one, blank, Issue("minutes.printed", one.meeting, f"meeting:{one.meeting.pk}:{KIND}"))
    return one


def context_of(one: Minutes) -> dict[str, Any]:
    """The whole paper in the active language."""
    meeting, call = one.meeting, one.meeting.call
    rows = meetings.rows_of(meeting)
    present = set(Presence.objects.filter(meeting=meeting).values_list("person_id", flat=True))
    seats = meetings.committee_of(call)
    title = _("Minutes of the committee’s meeting")
    paper = letterhead(call, reference=call.slug, title=title, subtitle=call.title, version=one.version)
    return {
        "paper": {**with_texts(paper, call, MINUTES), "is_draft": one.is_draft},
        "call": call,
        "meeting": meeting,
        "present": [_seat(seat) for seat in seats if seat.person_id in present],
        "absent": [_seat(seat) for seat in seats if seat.person_id not in present],
        "quorum": _quorum(meeting, [seat for seat in seats if seat.person_id in present]),
        "recused": _recused(rows),
        "rows": [_row(row) for row in rows],
        "orders": [_order(order) for order in orders_of(call) if not order.end],
        "most": most_judged(scales_of(call)),
        "remarks": localized(meeting, "remarks"),
        "signatures": [_signature(seat) for seat in seats if seat.role == "chair"],
    }


def _seat(seat: Seat) -> dict[str, Any]:
    name, principal = seat.person.get_full_name(), seat.stands_in_for
    told = with_principal(name, principal.person.get_full_name()) if principal else name
    return {"name": told, "role": str(seat.get_role_display())}


def _quorum(meeting: Meeting, present: Sequence[Seat]) -> str:
    """How many seats were taken at the meeting, a member and their substitute as one; empty where nobody counts."""
    needed = Committee.objects.filter(call=meeting.call).values_list("quorum", flat=True).first()
    if not needed:
        return ""
    there = len({seat.stands_in_for.person_id if seat.stands_in_for else seat.person_id for seat in present})
    words = _("%(there)d present, %(needed)d needed: there is a quorum")
    if there < needed:
        words = _("%(there)d present, %(needed)d needed: there is no quorum")
    return words % {"there": there, "needed": needed}


def _recused(rows: Sequence[meetings.Row]) -> list[dict[str, Any]]:
    """Who took no part in which applications."""
    found: dict[str, list[str]] = {}
    for row in rows:
        for given in row.given:
            if given.is_recused:
                found.setdefault(given.name, []).append(row.assessment.mobility.number)
    return [{"name": name, "numbers": ", ".join(sorted(numbers))} for name, numbers in sorted(found.items())]


def _row(row: meetings.Row) -> dict[str, Any]:
    assessment = row.assessment
    return {
        "number": assessment.mobility.number,
        "sums": " · ".join(shown(points) for points in sorted(row.sums)),
        "abstained": assessment.abstained,
        "mean": shown(assessment.mean),
        "spread": shown(assessment.spread),
        "is_wide": row.is_wide,
        "agreed": shown(assessment.agreed),
        "sentence": row.finding.sentence if row.finding else "",
        "total": shown(assessment.total),
    }


def _order(order: TieOrder) -> dict[str, Any]:
    voices = [voice.person.get_full_name() for voice in order.voices.all()]
    return {"numbers": ", ".join(order.numbers), "words": decided_words(order), "present": ", ".join(voices)}


def _signature(seat: Seat) -> dict[str, Any]:
    return {
        "party": _("For the committee"),
        "name": seat.person.get_full_name(),
        "capacity": str(seat.get_role_display()),
        "signed_at": None,
        "way": "",
        "mark": "",
    }
