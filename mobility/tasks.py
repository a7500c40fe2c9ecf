"""The calendar's work: places lapse, stays end, people are reminded. Run often; each thing happens once."""

import logging
from collections.abc import Callable

from celery import shared_task  # noqa: TID251 (it goes through every university, scope by scope)

from core import clock
from core.policy import Refusal
from core.tasks import universities
from core.tenancy import tenant_scope
from members.actor import system
from members.calendar import in_each_university
from mobility import agreement_archive, agreement_working
from mobility.enums import Stage
from mobility.models import Agreement, Mobility
from mobility.operations import place, signing
from mobility.reminders import send_reminders
from mobility.successors import pass_on

log = logging.getLogger(__name__)


@shared_task(name="mobility.tasks.daily_everywhere")
def daily_everywhere() -> None:
    """Do what the calendar says, for each university by its own time zone; one's trouble stays its own."""
    in_each_university(daily, trouble="the daily work failed")


def daily(university_id: int) -> None:
    """One university's places and agreements that lapsed, stays that ended, duties of whoever left, reminders."""
    _each(university_id, _lapsed, lambda mobility: place.let_lapse(mobility=mobility))
    _each(university_id, _unsigned, lambda mobility: signing.let_agreement_lapse(mobility=mobility))
    _each(university_id, _ended, _end)
    with tenant_scope(university_id=university_id):
        pass_on()
        send_reminders()
        agreement_archive.forget_old()


@shared_task(name="mobility.tasks.carry_out")
def carry_out(*, university_id: int, run_id: int) -> None:
    """Work off a task over many agreements that was just asked for."""
    agreement_working.carry_out(university_id=university_id, run_id=run_id)


@shared_task(name="mobility.tasks.carry_on")
def carry_on() -> None:
    """Work off the tasks over many agreements that were never announced, or whose worker died."""
    for university_id in universities():
        for run_id in agreement_working.unattended(university_id):
            try:
                agreement_working.carry_out(university_id=university_id, run_id=run_id)
            except Exception:
                log.exception("Task %s over many agreements was left as it is", run_id)


def _lapsed() -> list[int]:
    rows = Mobility.objects.filter(stage=Stage.AWARDED, confirm_by__lt=clock.today())
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _unsigned() -> list[int]:
    rows = Agreement.objects.filter(
        superseded_at=None, refused_at=None, lapsed_at=None, signed_at=None, sign_by__lt=clock.today()
    )
    rows = rows.filter(mobility__stage=Stage.PREPARING).order_by("mobility")
    return list(rows.values_list("mobility", flat=True))


def _ended() -> list[int]:
    rows = Mobility.objects.filter(stage=Stage.READY, ends_on__lt=clock.today())
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _end(mobility: Mobility) -> Mobility:
    return place.end(mobility=mobility, actor=system(mobility.university_id))


def _each(university_id: int, find: Callable[[], list[int]], act: Callable[[Mobility], object]) -> None:
    """Do one thing to each mobility found, each in a transaction of its own."""
    with tenant_scope(university_id=university_id):
        found = find()
    for pk in found:
        try:
            with tenant_scope(university_id=university_id):
                act(Mobility.objects.select_related("call").get(pk=pk))
        except Refusal as refusal:
            log.info("Mobility %s was left as it is: %s", pk, refusal)
        except Exception:
            log.exception("The daily work on mobility %s failed", pk)
