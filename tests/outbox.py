"""The outbox in tests: nothing is announced; a test lets the consequences happen when it wants them."""

from django.conf import settings
from django.db.models import QuerySet

from core.delivery import deliver_one
from core.models import Delivery, SentNotice
from core.outbox import BY_NAME
from core.tasks import send_letter, universities
from core.tenancy import tenant_scope


def deliver_all(*, papers: bool | None = None) -> int:
    """Run every waiting delivery of every university, and what follows from it; returns how many ran.

    Papers are printed only for tests marked `papers`, or when asked here: printing is the slow part of a scene.
    Fails when a subscriber failed, with its words: a consequence that cannot happen is a broken test.
    """
    ran, papers = 0, settings.POPOTNIK_PRINTS if papers is None else papers
    for university_id in list(universities()):
        while turn := _turn(university_id, papers=papers):
            ran += turn
        with tenant_scope(university_id=university_id):
            failed = list(_waiting(papers=papers).values_list("subscriber", "last_error"))
        assert not failed, failed
    return ran


def _turn(university_id: int, *, papers: bool) -> int:
    with tenant_scope(university_id=university_id):
        waiting = list(_waiting(papers=papers).values_list("pk", flat=True))
    return sum(deliver_one(university_id=university_id, delivery_id=pk) for pk in waiting)


def _waiting(*, papers: bool) -> QuerySet[Delivery]:
    waiting = Delivery.objects.filter(delivered_at=None).order_by("pk")
    printers = [name for name, subscriber in BY_NAME.items() if subscriber.renders]
    return waiting if papers else waiting.exclude(subscriber__in=printers)


def send_all() -> None:
    """Hand every queued letter to the mail backend."""
    for university_id in list(universities()):
        with tenant_scope(university_id=university_id):
            waiting = list(
                SentNotice.objects.filter(sent_at=None).order_by("pk").values_list("pk", flat=True)
            )
        for letter_id in waiting:
            send_letter(university_id=university_id, letter_id=letter_id)
