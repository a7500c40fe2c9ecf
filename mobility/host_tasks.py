"""What a host can do in its room now, and what it has done: rows that each app registers, at most four at a time.

A task stands there while it can be done; once done it says so and is never asked again.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import ngettext

from core.face import DutyRow
from mobility.links import tenant_of
from mobility.models import Agreement, HostLink, Mobility

MOST = 4


@dataclass(frozen=True)
class Visit:
    """Somebody in the room: by which link, opened for what."""

    link: HostLink
    purpose: str

    @property
    def agreement(self) -> Agreement:
        return self.link.agreement

    @property
    def mobility(self) -> Mobility:
        return self.link.agreement.mobility

    def is_for(self, purpose: str) -> bool:
        """Whether this link is for a purpose that has still to be met."""
        return self.purpose == purpose and self.link.purpose == purpose and self.link.used_at is None

    def url(self, name: str, **more: object) -> str:
        """The address of a page of the room; it names the tenant and nothing else."""
        return reverse(name, kwargs={**tenant_of(self.link), **more})


@dataclass(frozen=True)
class Task:
    """One row: what to do, why, where, in how many minutes; or, with `done`, what was done and when.

    `is_asked`: the host is asked for it; the rest are offers.
    """

    label: str | Promise
    why: str | Promise = ""
    url: str = ""
    minutes: int = 1
    done: str = ""
    is_asked: bool = False

    @property
    def row(self) -> DutyRow:
        """The task as the face shows it."""
        if self.done:
            return DutyRow(str(self.label), "done", why=self.done)
        words = ngettext("about %(minutes)s minute", "about %(minutes)s minutes", self.minutes)
        note = words % {"minutes": self.minutes}
        return DutyRow(str(self.label), "yours", url=self.url, note=note, why=str(self.why))


Offers = Callable[[Visit], Task | None]
_TASKS: list[tuple[int, Offers]] = []


def host_task(place: int) -> Callable[[Offers], Offers]:
    """Register a task; the first of those that can be done is the one that the room asks for."""

    def register(function: Offers) -> Offers:
        _TASKS.append((place, function))
        _TASKS.sort(key=lambda entry: entry[0])
        return function

    return register


def tasks_of(visit: Visit) -> tuple[list[Task], list[Task]]:
    """What can be done now, four at most, and what was done."""
    rows = [task for task in (function(visit) for _place, function in _TASKS) if task is not None]
    return [task for task in rows if not task.done][:MOST], [task for task in rows if task.done]
