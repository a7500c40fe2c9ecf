"""The way of eight stations, read from stage and duties, and the one sentence of what to do now."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.face import Station
from core.models import Entry
from core.wording import day, day_short
from mobility.enums import ENDED, Stage
from mobility.models import Mobility
from mobility.results_day import results_day

NAMES = (
    pgettext_lazy("station", "Application"),
    pgettext_lazy("station", "Assessment"),
    pgettext_lazy("station", "Selection"),
    pgettext_lazy("station", "Suitability"),
    pgettext_lazy("station", "Agreement"),
    pgettext_lazy("station", "Mobility"),
    pgettext_lazy("station", "Report"),
    pgettext_lazy("station", "Recognition"),
)
ABROAD = 5
# The journal verb that shows when each station was left behind.
LEFT_BY = (
    "mobility.submitted",
    "call.scoring_closed",
    "mobility.awarded",
    "suitability.decided",
    "mobility.made_ready",
    "mobility.ended",
    "mobility.completed",
    "mobility.recognised",
)
STEP_OF = {
    Stage.DRAFT: 0,
    Stage.SENT_BACK: 0,
    Stage.SUBMITTED: 0,
    Stage.INELIGIBLE: 0,
    Stage.UNDER_ASSESSMENT: 1,
    Stage.RESERVE: 2,
    Stage.REFUSED: 2,
    Stage.AWARDED: 2,
    Stage.READY: 5,
    Stage.RETURNED: 6,
    Stage.COMPLETED: 7,
    Stage.RECOGNISED: 8,
    Stage.CLOSED: 8,
    Stage.WITHDRAWN: 0,
    Stage.DECLINED: 2,
    Stage.CANCELLED: 3,
}
SUITABLE = "decide_suitability:secretary"


def step_of(mobility: Mobility) -> int:
    """The station at which a mobility is (0 to 7); 8 when all are behind it."""
    stage = Stage(mobility.stage)
    if stage == Stage.PREPARING:
        return 4 if SUITABLE in mobility.met else 3
    return STEP_OF[stage]


def way_of(mobility: Mobility, entries: Iterable[Entry], on: date) -> list[Station]:
    """The eight stations with the dates on which they were passed."""
    passed: dict[str, date] = {}
    for entry in entries:
        passed.setdefault(entry.verb, entry.at)
    step = min(step_of(mobility), len(NAMES) - 1)
    over = step_of(mobility) == len(NAMES)
    stations = []
    for place, name in enumerate(NAMES):
        when = passed.get(LEFT_BY[place])
        if place < step or over:
            stations.append(Station(str(name), "done", day_short(when) if when else ""))
        elif place == step:
            stations.append(Station(str(name), "here", _until(mobility), mobility.is_overdue(on)))
        else:
            stations.append(Station(str(name), "ahead", _ahead(mobility, place)))
    return stations


def _until(mobility: Mobility) -> str:
    if mobility.stage in ENDED or mobility.next_due_on is None:
        return ""
    return _("by %(day)s") % {"day": day_short(mobility.next_due_on)}


def _ahead(mobility: Mobility, place: int) -> str:
    return day_short(mobility.starts_on) if place == ABROAD and mobility.starts_on else ""


WAITING = {
    Stage.SUBMITTED: gettext_lazy(
        "The international office is checking whether your application is complete."
    ),
    Stage.UNDER_ASSESSMENT: gettext_lazy(
        "The committee is assessing your application; the result comes by %(results)s."
    ),
    Stage.RESERVE: gettext_lazy(
        "You are on the reserve list, place %(place)s. We write to you as soon as a place becomes free."
    ),
    Stage.REFUSED: gettext_lazy(
        "You were not selected. Below are the reasons and everything about an appeal."
    ),
    Stage.INELIGIBLE: gettext_lazy(
        "The application does not meet the conditions of the call. The reason is in the timeline."
    ),
    Stage.PREPARING: gettext_lazy("Others are at work: see below whom we are waiting for."),
    Stage.READY: gettext_lazy("Everything is ready. Your stay begins on %(starts)s."),
    Stage.RETURNED: gettext_lazy("You have done your part. The international office is checking it."),
    Stage.COMPLETED: gettext_lazy("Human resources are recording the mobility in your personnel file."),
    Stage.RECOGNISED: gettext_lazy(
        "The mobility is recorded in your personnel file. We will ask you about its effects."
    ),
    Stage.CLOSED: gettext_lazy("The file is closed. Thank you for sharing what you learnt."),
    Stage.WITHDRAWN: gettext_lazy("You withdrew this application."),
    Stage.DECLINED: gettext_lazy("The place was declined."),
    Stage.CANCELLED: gettext_lazy("This mobility was cancelled. The reason is in the timeline."),
}


def waiting_words(mobility: Mobility, on: date) -> str:
    """What a participant is told when nothing is for them to do."""
    stage = Stage(mobility.stage)
    if mobility.is_abroad(on):
        return _("You are on your mobility until %(ends)s. Have a good stay.") % {
            "ends": day(mobility.ends_on)
        }
    words = str(WAITING.get(stage, ""))
    return words % {
        "results": day(results_day(mobility)) if "%(results)s" in words else "",
        "place": mobility.place or "",
        "starts": day(mobility.starts_on),
    }
