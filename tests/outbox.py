"""The outbox in tests: nothing is announced; a test lets the consequences happen when it wants them."""

from datetime import timedelta

from core.models import Delivery, SentNotice
from core.tasks import send_letter, sweep_university, universities
from core.tenancy import tenant_scope


def deliver_all() -> int:
    """Run every waiting delivery of every university, and what follows from it; returns how many ran.

    Fails when a subscriber failed, with its words: a consequence that cannot happen is a broken test.
    """
    ran = 0
    for university_id in list(universities()):
        while turn := sweep_university(university_id=university_id, left_alone=-timedelta(days=1)):
            ran += turn
        with tenant_scope(university_id=university_id):
            failed = list(Delivery.objects.filter(delivered_at=None).values_list("subscriber", "last_error"))
        assert not failed, failed
    return ran


def send_all() -> None:
    """Hand every queued letter to the mail backend."""
    for university_id in list(universities()):
        with tenant_scope(university_id=university_id):
            waiting = list(
                SentNotice.objects.filter(sent_at=None).order_by("pk").values_list("pk", flat=True)
            )
        for letter_id in waiting:
            send_letter(university_id=university_id, letter_id=letter_id)
