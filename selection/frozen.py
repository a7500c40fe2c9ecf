"""The file as it stood when it was decided: what an appeal's panel reads, kept as data and never changed.

Assessors stand in it by numbers, not by names (docs/formats.md, "The frozen file").
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from core import chain
from mobility.models import Call, CallVersion, Mobility
from mobility.queries import submitted_application
from selection import queries
from selection.appeals import Appealable
from selection.limits import limits_of
from selection.models import Assessment, Decision, Exclusion, Finding, TieOrder
from selection.scale import Scale, scales_of

FORMAT = "popotnik-frozen/1"


def frozen_of(mobility: Mobility, against: Appealable) -> dict[str, Any]:
    """Scores, computed points, rank, reasons and the call's version, as they are now."""
    scales = scales_of(mobility.call)
    assessment = queries.assessment_of(mobility)
    application = submitted_application(mobility)
    return {
        "format": FORMAT,
        "call": {
            "slug": mobility.call.slug,
            "version": _version_of(mobility.call),
            "places": limits_of(mobility.call).places,
            "criteria": list(_criteria(scales)),
        },
        "application": {
            "number": mobility.number,
            "version": application.version if application else None,
            "submitted_at": _when(application.submitted_at) if application else None,
        },
        "decision": _decision(against.decision),
        "exclusion": _exclusion(against.exclusion),
        "standing": _standing(assessment),
        "computed": _computed(assessment),
        "sheets": _sheets(assessment),
        "agreed": _agreed(assessment),
    }


def fingerprint(frozen: dict[str, Any]) -> str:
    """SHA-256 of the frozen file as canonical JSON."""
    return sha256(chain.canonical(frozen)).hexdigest()


def _version_of(call: Call) -> int:
    """The version of the call that is in force; 1 before its first correction."""
    versions = CallVersion.objects.filter(call=call).order_by("-version")
    return versions.values_list("version", flat=True).first() or 1


def _criteria(scales: Iterable[Scale], within: int | None = None) -> Iterator[dict[str, Any]]:
    """Each criterion, after a group in which people judge its members; `within`: the group around it."""
    for scale in scales:
        names = {"name_sl": scale.name_sl, "name_en": scale.name_en}
        told = {"id": scale.id, **names, "most": _exact(scale.most), "judged": scale.is_judged}
        yield told if within is None else {**told, "within": within}
        yield from _criteria(scale.members, scale.id)


def _decision(decision: Decision | None) -> dict[str, Any] | None:
    if decision is None:
        return None
    return {
        "version": decision.version,
        "outcome": str(decision.outcome),
        "reasons": decision.reasons,
        "place": decision.place,
        "funded": decision.is_funded,
        "decided_at": _when(decision.decided_at),
        "released_at": _when(decision.released_at),
    }


def _exclusion(exclusion: Exclusion | None) -> dict[str, Any] | None:
    if exclusion is None:
        return None
    return {
        "clause": exclusion.clause,
        "reasons": exclusion.reasons,
        "made_at": _when(exclusion.made_at),
    }


def _standing(assessment: Assessment | None) -> dict[str, Any] | None:
    if assessment is None:
        return None
    ranked = (
        Assessment.objects.filter(call=assessment.call, batch=assessment.batch_id).exclude(rank=None).count()
    )
    return {
        "rank": assessment.rank,
        "among": ranked,
        "mean": _exact(assessment.mean),
        "spread": _exact(assessment.spread),
        "computed": _exact(assessment.computed),
        "total": _exact(assessment.total),
        "committee_order": _committee_order(assessment),
    }


def _committee_order(assessment: Assessment) -> dict[str, Any] | None:
    """Where the committee put it among its equals, and why; None where it did not have to."""
    number = assessment.mobility.number
    orders = TieOrder.objects.filter(
        basis__call=assessment.call, basis__batch=assessment.batch_id, ended_at=None
    )
    order = next((one for one in orders if number in one.numbers), None)
    if order is None:
        return None
    place = order.numbers.index(number) + 1
    told = {"place": place, "among": len(order.numbers), "reason": order.reason}
    return {**told, "recorded_at": _when(order.recorded_at)}


def _computed(assessment: Assessment | None) -> list[dict[str, Any]]:
    if assessment is None:
        return []
    return [
        {
            "criterion": row.criterion_id,
            "points": _exact(row.points),
            "because_sl": row.sentence_sl,
            "because_en": row.sentence_en,
            "record": row.record,
        }
        for row in queries.computed_of(assessment)
    ]


def _sheets(assessment: Assessment | None) -> list[dict[str, Any]]:
    """The sheets that were handed in, each under a number that says nothing of whose it is."""
    if assessment is None:
        return []
    sheets = sorted(queries.handed_in_of(assessment), key=lambda sheet: (sheet.sum, sheet.pk))
    return [
        {
            "assessor": number,
            "scores": [
                {"criterion": s.criterion_id, "points": _exact(s.points), "sentence": s.sentence}
                for s in sheet.scores.all()
            ],
        }
        for number, sheet in enumerate(sheets, 1)
    ]


def _agreed(assessment: Assessment | None) -> dict[str, Any] | None:
    """What the committee found in its meeting: points that count instead of the mean, and why."""
    finding = Finding.objects.filter(assessment=assessment).first() if assessment else None
    if finding is None:
        return None
    rows = finding.agreed.order_by("criterion_id").values_list("criterion_id", "points")
    return {
        "points": [{"criterion": criterion, "points": _exact(points)} for criterion, points in rows],
        "sentence": finding.sentence,
    }


def _exact(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"


def _when(moment: datetime | None) -> str | None:
    return chain.instant(moment) if moment else None
