"""The published list of a release as PDF: applications with rank, points and result, by number unless the call names.

Who the numbers are is known to themselves and to those who may see the files. The signed end of the journal stands on
the paper and in the file attached to it: whoever keeps the list can later tell a rewritten history.
"""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core import chain, clock
from core.bundle import head_line
from core.heads import RESULTS
from core.models import Entry, SignedHead, SigningKey
from mobility.documents import letterhead, with_texts
from mobility.editions import editions_of
from mobility.models import Call
from mobility.printing import Blank, Issue, issued
from selection import queries
from selection.board_lines import RuleBoard, rule_board
from selection.deciding.results import codes_and_points
from selection.lists_export import name_of, shown_as
from selection.models import Assessment, Batch, ResultsList
from selection.paper_kinds import RESULTS_LIST
from selection.scale import most_points, scales_of
from selection.words import shown

KIND = "results"
ATTACHED = "journal-head.json"
FINGERPRINT = 32


def head_of(entry: Entry) -> SignedHead:
    """The end of the journal that was signed for this release. Raises SignedHead.DoesNotExist before it is."""
    return SignedHead.objects.filter(occasion=RESULTS, number__gte=entry.number).earliest("number", "pk")


def issue(call: Call, entry: Entry) -> list[ResultsList]:
    """Issue the list of a release in both languages, in the editions that the member chose; once.

    What is issued stays as it is. Raises core.pdf.RenderFailed, core.sealing.SealFailed.
    """
    if present := list(ResultsList.objects.filter(entry=entry).order_by("-language")):
        return present
    head = head_of(entry)
    earlier = ResultsList.objects.filter(call=call).exclude(entry=entry)
    version = earlier.values("entry").distinct().count() + 1
    blank = [
        ResultsList(
            member_id=call.member_id, call=call, entry=entry, head=head, version=version, language=edition
        )
        for edition in editions_of(call.member_id, lines=_rows_of(call, entry).count())
    ]
    return [_issued(one) for one in blank]


def _batch_of(call: Call, entry: Entry) -> Batch | None:
    return Batch.objects.filter(call=call, number=entry.facts.get("batch") or 0).first()


def _rows_of(call: Call, entry: Entry) -> "QuerySet[Assessment]":
    """The applications that a release is about."""
    return Assessment.objects.filter(call=call, batch=_batch_of(call, entry))


def _issued(one: ResultsList) -> ResultsList:
    call, one.issued_at = one.call, clock.now()
    blank = Blank(
        kind=KIND,
        template="selection/pdf/results.html",
        name=f"{call.slug}-results",
        context=lambda: context_of(one),
        attachments={ATTACHED: chain.canonical(head_line(one.head))},
    )
    # A list of one batch does not take the place of another batch's.
    batch = one.entry.facts.get("batch") or 0
    issued(one, blank, Issue("results_list.issued", call, f"call:{call.pk}:{KIND}:{batch}"))
    return one


def context_of(one: ResultsList) -> dict[str, Any]:
    """The whole paper in the active language."""
    call, head = one.call, one.head
    batch = _batch_of(call, one.entry)
    board, scales, way = queries.board(call, batch=batch), scales_of(call), shown_as(call)
    rules = rule_board(call, scales, batch)
    public = SigningKey.objects.get(key_id=head.key_id).public_key
    title = _("Results of the selection")
    paper = letterhead(call, reference=call.slug, title=title, subtitle=call.title, version=one.version)
    return {
        "paper": with_texts(paper, call, RESULTS_LIST),
        "call": call,
        "released_at": one.entry.at,
        "batch": batch,
        "places": board.places,
        "most": most_points(scales),
        "criteria": [{"number": number, "scale": scale} for number, scale in enumerate(scales, 1)],
        "shown_as": way,
        "rows": [_row(row, rules, way) for row in board.rows if row.decision and row.decision.released_at],
        "head": head,
        "public_key": public,
        "fingerprint": head.signature[:FINGERPRINT],
    }


def _row(row: queries.BoardRow, rules: RuleBoard, way: str) -> dict[str, Any]:
    decision, points = row.decision, codes_and_points(row.assessment)
    told = [(number, points.get(scale.code)) for number, scale in enumerate(rules.scales, 1)]
    return {
        "set_apart": rules.set_apart(row.assessment) if rules.has_chain else "",
        "points": " · ".join(f"{number}: {shown(value)}" for number, value in told if value is not None),
        "rank": row.assessment.rank,
        "number": name_of(row.mobility, way),
        "total": shown(row.assessment.total),
        "result": decision.result if decision else "",
        "place": decision.place if decision else None,
    }
