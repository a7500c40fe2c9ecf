"""What leaves after the commit: each delivery and each letter is announced to the worker, and swept if that fails.

The broker is never the memory: rows are. A crash between commit and delivery loses nothing, and each
(entry, subscriber) and each letter is done once, under its row's lock.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from celery import current_app
from django.conf import settings

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Subscriber:
    """A function that follows from entries.

    `at_once`: it only writes rows, so the process that committed runs it right after the commit; the worker is
    there for the rest and for what failed. `renders`: it makes papers, which takes a while.
    """

    name: str
    function: Callable[[Any], None]
    at_once: bool
    renders: bool


SUBSCRIBERS: dict[str, list[Subscriber]] = {}
BY_NAME: dict[str, Subscriber] = {}


def subscribe(
    *verbs: str, at_once: bool = False, renders: bool = False
) -> Callable[[Callable[[Any], None]], Callable[[Any], None]]:
    """Let a function run once, after the commit, for every entry with one of these verbs."""

    def register(function: Callable[[Any], None]) -> Callable[[Any], None]:
        name = f"{function.__module__}.{function.__name__}"
        BY_NAME[name] = Subscriber(name, function, at_once, renders)
        for verb in verbs:
            SUBSCRIBERS.setdefault(verb, []).append(BY_NAME[name])
        return function

    return register


def announce_entry(*, university_id: int, entry_id: int, renders: bool) -> None:
    """Tell the worker that an entry waits. A broker that is away costs time only: the sweeper comes by."""
    task = "core.tasks.make_papers" if renders else "core.tasks.deliver"
    announce(task, university_id=university_id, entry_id=entry_id)


def announce_letter(*, university_id: int, letter_id: int) -> None:
    """Tell the worker that a letter waits."""
    announce("core.tasks.send_letter", university_id=university_id, letter_id=letter_id)


def announce(task: str, **kwargs: int) -> None:
    """Tell the worker of a task whose rows wait; whoever has such a task sweeps what was never announced."""
    if getattr(settings, "POPOTNIK_DEAF_OUTBOX", False):
        return
    try:
        current_app.send_task(task, kwargs=kwargs, retry=False)
    except Exception:  # noqa: BLE001 (whatever the broker does, the sweeper comes by)
        log.warning("The broker does not answer; %s waits for the sweeper.", task)


LinkMaker = Callable[[str], str]
SECRET_LINKS: dict[str, LinkMaker] = {}


def secret_link(kind: str) -> Callable[[LinkMaker], LinkMaker]:
    """Register how a secret link of this kind is made from its reference at the moment a letter leaves."""

    def register(function: LinkMaker) -> LinkMaker:
        SECRET_LINKS[kind] = function
        return function

    return register
