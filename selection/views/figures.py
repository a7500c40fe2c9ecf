"""The explained figures of a call, for its committee: charts, and behind each the table of its numbers."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import charts, policy
from core.wording import points as said
from mobility.links import to_call
from mobility.views.base import CallView
from selection.conflicts import closed_to
from selection.figures import Severity, Spread, Totals, figures_of
from selection.words import SHOWN, shown

DRAWN, LISTED = 30, 200


class Figures(CallView):
    """Spread by application, severity by assessor (for the chair), distribution of the totals with the places."""

    rule = "see_figures"
    template = "selection/figures.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        call = self.subject
        found = figures_of(call, closed=closed_to(self.actor, call))
        sees_severity = bool(policy.can(self.actor, "see_severity", call))
        is_met = policy.can(self.actor, "see_meeting", call)
        back = "selection:meeting" if is_met else "selection:board"
        drawn = charts.bins_of(found.totals.values, step=found.totals.step)
        return self.page(
            call=call,
            crumbs=[
                (call.title, to_call(call)),
                (_("Meeting") if is_met else _("Selection board"), to_call(call, back)),
            ],
            spread_chart=spread_chart(found.spreads[:DRAWN], found.most_judged, found.threshold),
            spreads=[_spread_line(row) for row in found.spreads[:LISTED]],
            more=max(0, len(found.spreads) - LISTED),
            severity_chart=severity_chart(found.severities) if sees_severity and found.severities else None,
            severities=[
                {
                    "name": row.name,
                    "files": row.files,
                    "mean": shown(row.mean),
                    "difference": charts.signed(_round(row.difference)),
                }
                for row in found.severities
            ]
            if sees_severity
            else [],
            totals_chart=totals_chart(found.totals, drawn),
            totals=[
                {"from": said(one.start), "to": said(one.start + found.totals.step), "count": one.count}
                for one in drawn
            ],
        )


def _spread_line(row: Spread) -> dict[str, Any]:
    return {
        "row": row,
        "lowest": shown(row.sums[0]) if row.sums else "",
        "highest": shown(row.sums[-1]) if row.sums else "",
        "mean": shown(row.mean),
        "spread": shown(row.spread),
        "agreed": shown(row.agreed),
    }


def spread_chart(rows: tuple[Spread, ...], most: Any, threshold: Any) -> charts.Chart:
    """Each application with the sums that it was given, the widest first."""
    again = sum(row.looks_again for row in rows)
    summary = ngettext(
        "%(again)d application spreads by %(threshold)s points or more and asks for a second look.",
        "%(again)d applications spread by %(threshold)s points or more and ask for a second look.",
        again,
    ) % {"again": again, "threshold": said(threshold)}
    drawn = [
        charts.Range(row.number, row.sums, row.mean, css="again" if row.looks_again else "")
        for row in rows
        if row.sums
    ]
    return charts.ranges(_("Spread of the points given, by application"), summary, drawn, most)


def severity_chart(rows: tuple[Severity, ...]) -> charts.Chart:
    """Who scores below and who above the others."""
    strict, kind = rows[0], rows[-1]
    summary = _(
        "Against the others over the same applications: %(strict)s %(low)s, %(kind)s %(high)s points."
    ) % {
        "strict": strict.name,
        "low": charts.signed(_round(strict.difference)),
        "kind": kind.name,
        "high": charts.signed(_round(kind.difference)),
    }
    return charts.deviations(
        _("Severity of the assessors"), summary, [(row.name, _round(row.difference)) for row in rows]
    )


def _round(value: Decimal) -> Decimal:
    return value.quantize(SHOWN, ROUND_HALF_UP)


def totals_chart(totals: Totals, bins: list[charts.Bin]) -> charts.Chart:
    """How many reached how much, with the line of the places."""
    cuts = []
    if totals.last_within is not None:
        words = ngettext("%(places)d place", "%(places)d places", totals.places) % {"places": totals.places}
        cuts.append(charts.Cut(totals.last_within, words))
        summary = _("The places end at %(last)s points.") % {"last": shown(totals.last_within)}
    elif len(totals.values) <= totals.places:
        summary = _("There are places for all.")
    else:
        summary = _("Equal totals stand across the line of the places.")
    return charts.histogram(_("Distribution of the totals"), summary, bins, step=totals.step, cuts=cuts)
