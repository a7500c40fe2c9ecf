"""The worker's part of the outbox: deliver entries, send letters, sweep what was left. Each once, under lock."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from itertools import takewhile
from time import monotonic

from celery import shared_task
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from core import heads, letters, quarantine, scanner
from core.delivery import deliver_one, keep_failure
from core.models import Delivery, SentNotice
from core.outbox import BY_NAME
from core.tenancy import tenant_scope

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 12
LEFT_ALONE = timedelta(seconds=15)
BATCH = 200
PAPERS_FOR = timedelta(seconds=15)


@shared_task(name="core.tasks.deliver")
def deliver(*, university_id: int, entry_id: int) -> None:
    """Run every subscriber of one entry that has not had its turn; papers are made in a queue of their own."""
    _deliver(university_id, entry_id, renders=False)


@shared_task(name="core.tasks.make_papers")
def make_papers(*, university_id: int, entry_id: int) -> None:
    """Run the subscribers of one entry that make papers."""
    _deliver(university_id, entry_id, renders=True)


def _deliver(university_id: int, entry_id: int, *, renders: bool) -> None:
    with tenant_scope(university_id=university_id):
        rows = Delivery.objects.filter(entry_id=entry_id, delivered_at=None).order_by("pk")
        waiting = [
            pk for pk, name in rows.values_list("pk", "subscriber") if BY_NAME[name].renders == renders
        ]
    for delivery_id in waiting:
        deliver_one(university_id=university_id, delivery_id=delivery_id)


@shared_task(name="core.tasks.send_letter")
def send_letter(*, university_id: int, letter_id: int) -> None:
    """Hand one letter to the mail server; its Message-ID is derived from its key."""
    try:
        with tenant_scope(university_id=university_id):
            letter = (
                SentNotice.objects.select_for_update(skip_locked=True, of=("self",))
                .filter(pk=letter_id, sent_at=None)
                .first()
            )
            if letter is None:
                return
            if letters.is_closed(letter.person_id):
                letter.attempts, letter.last_error = MOST_ATTEMPTS, "The reader's account is closed."
                letter.save(update_fields=["attempts", "last_error"])
                return
            letters.hand_over(letter)
            letter.sent_at = timezone.now()
            letter.attempts += 1
            letter.save(update_fields=["sent_at", "attempts"])
    except Exception as error:
        log.exception("Letter %s failed", letter_id)
        keep_failure(SentNotice, university_id, letter_id, error)


def universities() -> Iterator[int]:
    """The ids of all universities; each is then entered by itself."""
    yield from apps.get_model(settings.UNIVERSITY_MODEL).objects.order_by("pk").values_list("pk", flat=True)


@shared_task(name="core.tasks.sweep")
def sweep() -> None:
    """Deliver what was committed but never announced, or failed before; papers are swept by themselves."""
    for university_id in universities():
        sweep_university(university_id=university_id)


@shared_task(name="core.tasks.sweep_papers")
def sweep_papers() -> None:
    """Make the papers that were forgotten, for a while: what is left then is for the next sweep.

    A backlog of papers takes minutes; with an end to each sweep a worker is free for letters in between.
    """
    deadline = monotonic() + PAPERS_FOR.total_seconds()
    for university_id in universities():
        sweep_university(university_id=university_id, renders=True, deadline=deadline)


def sweep_university(
    *,
    university_id: int,
    renders: bool = False,
    left_alone: timedelta = LEFT_ALONE,
    deadline: float = float("inf"),
) -> int:
    """Deliver one university's forgotten entries, oldest first; returns how many were delivered.

    `renders`: those whose subscribers make papers, or those whose subscribers do not. After `deadline` (of the
    monotonic clock) none is begun.
    """
    makes_papers = Q(subscriber__in=[name for name, subscriber in BY_NAME.items() if subscriber.renders])
    with tenant_scope(university_id=university_id):
        forgotten = list(
            Delivery.objects.filter(
                makes_papers if renders else ~makes_papers,
                delivered_at=None,
                attempts__lt=MOST_ATTEMPTS,
                made_at__lt=timezone.now() - left_alone,
            )
            .order_by("pk")
            .values_list("pk", flat=True)[:BATCH]
        )
    in_time = takewhile(lambda _pk: monotonic() < deadline, forgotten)
    return sum(deliver_one(university_id=university_id, delivery_id=pk) for pk in in_time)


@shared_task(name="core.tasks.sign_heads")
def sign_heads() -> None:
    """Sign the end of every chain that has grown. One university's failure does not keep the others from it."""
    for university_id in universities():
        try:
            with tenant_scope(university_id=university_id):
                heads.sign_if_grown()
        except Exception:
            log.exception("The end of the journal of university %s was not signed", university_id)


@shared_task(name="core.tasks.scan_waiting")
def scan_waiting() -> None:
    """Ask the virus scanner about the files that wait for it; when it is away they go on waiting."""
    for university_id in universities():
        try:
            quarantine.check_waiting(university_id=university_id)
        except scanner.ScannerAway as away:
            log.warning("Files wait for the virus scanner: %s", away)
            return


@shared_task(name="core.tasks.send_queued")
def send_queued() -> None:
    """Send the letters that no worker took when they were announced."""
    for university_id in universities():
        with transaction.atomic(), tenant_scope(university_id=university_id):
            waiting = list(
                SentNotice.objects.filter(sent_at=None, attempts__lt=MOST_ATTEMPTS)
                .order_by("pk")
                .values_list("pk", flat=True)[:BATCH]
            )
        for letter_id in waiting:
            send_letter(university_id=university_id, letter_id=letter_id)
