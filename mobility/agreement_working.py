"""The worker's part of a task over many agreements: line by line, each once, each in a transaction of its own.

A line is worked on under its row's lock, which another worker steps over: several may work on one task, and when one
dies its line waits as before. What refuses or breaks is that line's end alone.
"""

import logging
import uuid
import zoneinfo
from datetime import timedelta

from django.db.models import Max, QuerySet
from django.utils import timezone

from core import clock
from core.tenancy import tenant_scope
from members.actor import Actor, system
from members.queries import actor_for, address_by_id
from mobility import agreement_archive
from mobility.agreement_outcomes import failed, refused
from mobility.enums import LineState
from mobility.models import AgreementLine, AgreementRun
from mobility.operations import agreement_runs as operations

log = logging.getLogger(__name__)

# A task whose last line ended so long ago has lost its worker, or was never announced.
LEFT_ALONE = timedelta(seconds=15)


def carry_out(*, university_id: int, run_id: int) -> int:
    """Work off what waits of a task and close it when nothing does; returns how many lines ended here."""
    ended = 0
    with timezone.override(zoneinfo.ZoneInfo(address_by_id(university_id).time_zone)):
        while _next_line(university_id, run_id):
            ended += 1
        with tenant_scope(university_id=university_id):
            _close(run_id)
    return ended


def _next_line(university_id: int, run_id: int) -> bool:
    """Bring one waiting line to its end; False when none is free."""
    line: AgreementLine | None = None
    try:
        with tenant_scope(university_id=university_id):
            line = _free_lines(run_id).first()
            if line is None:
                return False
            operations.carry_out_line(line=line, actor=actor_of(line.run))
    except Exception:
        if line is None:
            raise
        reference = uuid.uuid4().hex[:8]
        log.exception("Line %s of task %s broke (reference %s)", line.pk, run_id, reference)
        _keep_failure(university_id, line, reference)
    return True


def _free_lines(run_id: int) -> "QuerySet[AgreementLine]":
    lines = AgreementLine.objects.filter(run_id=run_id, state=LineState.WAITING).order_by("pk")
    return lines.select_for_update(skip_locked=True, of=("self",)).select_related("run", "mobility")


def actor_of(run: AgreementRun) -> Actor | None:
    """The asker in the capacities in which they asked, as far as they hold them now; None for none."""
    person = run.asked_by
    actor = actor_for(person, university_id=run.university_id, on=clock.today())
    return actor.keeping(run.held) if actor else None


def _keep_failure(university_id: int, line: AgreementLine, reference: str) -> None:
    with tenant_scope(university_id=university_id):
        present = AgreementLine.objects.select_for_update().get(pk=line.pk)
        if present.state == LineState.WAITING:
            operations.settle(line=present, outcome=failed(reference))


def _close(run_id: int) -> None:
    """Collect what is to be collected and close the task, unless another worker is still at it."""
    runs = AgreementRun.objects.select_for_update(skip_locked=True, of=("self",))
    run = runs.filter(pk=run_id, finished_at=None).first()
    if run is None or run.lines.filter(state=LineState.WAITING).exists():
        return
    lines = {line.mobility_id: line for line in run.lines.filter(outcome__0="collected")}
    if lines:
        _collect(run, lines)
    operations.finish(run=run, actor=system(run.university_id))


def _collect(run: AgreementRun, lines: dict[int, AgreementLine]) -> None:
    """Make the archive; what is not in it after all says so on its line."""
    agreement_archive.make_room(run)
    papers = operations.signed_papers(list(lines))
    left_out = dict.fromkeys(lines.keys() - {paper.mobility_id for paper in papers}, refused("unprinted"))
    try:
        left_out |= dict.fromkeys(agreement_archive.make(run, papers), refused("damaged"))
    except OSError:
        reference = uuid.uuid4().hex[:8]
        log.exception("Task %s could not collect (reference %s)", run.pk, reference)
        left_out = dict.fromkeys(lines, failed(reference))
    for mobility_id, outcome in left_out.items():
        operations.settle(line=lines[mobility_id], outcome=outcome)


def unattended(university_id: int) -> list[int]:
    """The tasks of a university that nobody is at."""
    with tenant_scope(university_id=university_id):
        before = clock.now() - LEFT_ALONE
        under_way = AgreementRun.objects.filter(finished_at=None, asked_at__lt=before).order_by("pk")
        at_work = under_way.annotate(last=Max("lines__settled_at")).filter(last__gte=before)
        return list(under_way.exclude(pk__in=at_work.values("pk")).values_list("pk", flat=True))
