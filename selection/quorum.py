"""The quorum of a committee: whether enough of it took part for what it did to hold."""

from collections.abc import Set
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.policy import Refusal
from mobility.enums import Stage
from mobility.models import Call
from selection.enums import Dealing
from selection.models import Assessment, Committee, Sheet


def require_quorum(call: Call, *, closed: Set[int] = frozenset()) -> None:
    """Raise Refusal where fewer took part than the quorum asks for.

    A member takes part by handing in a sheet, an abstention too; a substitute's counts for the seat. Where everyone
    scores everything the quorum is asked of each application, which is named – but for those closed to the reader
    (`closed`: mobilities), which are counted.
    """
    committee = Committee.objects.filter(call=call).first()
    if committee is None or committee.quorum == 0:
        return
    quorum = committee.quorum
    sheets = Sheet.objects.filter(call=call, handed_in_at__isnull=False)
    taking_part = sheets.filter(assessment__mobility__stage=Stage.UNDER_ASSESSMENT)
    holders = taking_part.aggregate(some=Count(Coalesce("in_place_of_id", "person_id"), distinct=True))[
        "some"
    ]
    require_enough(holders, quorum)
    if committee.dealing == Dealing.EVERYONE:
        _require_for_each(call, quorum, closed)


def require_enough(holders: int, quorum: int) -> None:
    """Raise Refusal where so many seats taking part are fewer than the quorum."""
    if holders < quorum:
        words = ngettext(
            "The committee has no quorum: %(some)d of its members took part, %(quorum)d are needed.",
            "The committee has no quorum: %(some)d of its members took part, %(quorum)d are needed.",
            holders,
        )
        raise Refusal(words % {"some": holders, "quorum": quorum})


def _require_for_each(call: Call, quorum: int, closed: Set[int]) -> None:
    counted = Count("sheets", filter=Q(sheets__handed_in_at__isnull=False))
    rows = Assessment.objects.filter(call=call, mobility__stage=Stage.UNDER_ASSESSMENT).annotate(
        taking=counted
    )
    short: list[tuple[Any, ...]] = list(
        rows.filter(taking__lt=quorum)
        .order_by("mobility__number")
        .values_list("mobility_id", "mobility__number", "taking")
    )
    if short:
        told = [f"{number} ({taking})" for key, number, taking in short if key not in closed]
        hidden = len(short) - len(told)
        if hidden:
            told.append(ngettext("%d closed to you", "%d closed to you", hidden) % hidden)
        raise Refusal(
            _("Fewer than the quorum of %(quorum)d took part in these applications: %(which)s.")
            % {"quorum": quorum, "which": ", ".join(told)}
        )
