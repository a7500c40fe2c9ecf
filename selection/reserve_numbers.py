"""The places on the reserve list: behind those who are on it, by rank or by the moment of handing in."""

from collections.abc import Sequence

from django.db.models import Max

from mobility.enums import Stage
from mobility.models import Call, Mobility
from selection.deciding.gathering import first_handed_in
from selection.models import Assessment
from selection.ranking import reserve_places


def numbers_on_reserve(call: Call, assessments: Sequence[Assessment]) -> dict[int, int]:
    """By assessment: its place on the list once these are put there; equals share a place. One or two statements."""
    if not assessments:
        return {}
    on_list = Mobility.objects.filter(call=call, stage=Stage.RESERVE)
    last = on_list.aggregate(last=Max("place"))["last"] or 0
    ranked = {row.pk: row.rank or 0 for row in assessments}
    if (call.rules.get("allocation") or {}).get("way") == "arrival":
        ranked = _by_arrival(call, assessments)
    return {key: last + place for key, place in reserve_places(ranked, ranked).items()}


def _by_arrival(call: Call, assessments: Sequence[Assessment]) -> dict[int, int]:
    moments = first_handed_in(call)
    turns = {row.pk: (moments[row.mobility_id], row.rank or 0) for row in assessments}
    known = {turn: number for number, turn in enumerate(sorted(set(turns.values())), 1)}
    return {key: known[turn] for key, turn in turns.items()}
