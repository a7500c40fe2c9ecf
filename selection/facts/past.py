"""What earlier mobilities tell: of the person, of the unit, of the host; each table one statement for all."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet

from mobility.enums import BINDING, Stage
from mobility.models import Call, Mobility

NOT_TAKEN_UP = (Stage.DECLINED, Stage.CANCELLED)


@dataclass(frozen=True)
class Stay:
    """An earlier mobility of a person: with a place, or with one that was granted and not taken up."""

    number: str
    stage: str
    ends_on: date | None
    host_id: int | None

    @property
    def is_binding(self) -> bool:
        return self.stage in BINDING


@dataclass(frozen=True)
class Past:
    """What the register of mobilities holds besides the call itself."""

    of_person: Mapping[int, Sequence[Stay]] = field(default_factory=dict)
    of_unit: Mapping[int, int] = field(default_factory=dict)
    of_host: Mapping[int, int] = field(default_factory=dict)


def past_of(call: Call, mobilities: Sequence[Mobility], names: Set[str]) -> Past:
    """The tables that the named registers read; what none of them reads is not asked for."""
    earlier = Mobility.objects.filter(member_id=call.member_id).exclude(call=call)
    asks_person = {"history.mobilities", "history.last_ended", "history.granted_not_travelled"}
    return Past(
        _of_person(earlier, mobilities) if names & (asks_person | {"host.earlier_visits"}) else {},
        _counted(earlier, "unit_id", mobilities) if "unit.earlier_mobilities" in names else {},
        _counted(earlier, "host_id", mobilities) if "host.visits" in names else {},
    )


def _of_person(earlier: QuerySet[Mobility], mobilities: Sequence[Mobility]) -> dict[int, list[Stay]]:
    granted = Q(stage__in=sorted(BINDING)) | Q(stage__in=NOT_TAKEN_UP, confirm_by__isnull=False)
    people = {mobility.person_id for mobility in mobilities}
    rows = earlier.filter(granted, person_id__in=people).order_by("-ends_on", "-pk")
    found: dict[int, list[Stay]] = defaultdict(list)
    columns = rows.values_list("person_id", "number", "stage", "ends_on", "host_id")
    for person_id, number, stage, ends_on, host_id in columns:
        found[person_id].append(Stay(number, stage, ends_on, host_id))
    return found


def _counted(earlier: QuerySet[Mobility], name: str, mobilities: Sequence[Mobility]) -> dict[int, int]:
    values = {getattr(mobility, name) for mobility in mobilities}
    rows = earlier.filter(stage__in=sorted(BINDING), **{f"{name}__in": values}).order_by()
    return dict(rows.values(name).annotate(count=Count("pk")).values_list(name, "count"))
