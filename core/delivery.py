"""One subscriber's turn at one entry: in a transaction of its own, under the row's lock, once."""

import logging

from core import clock
from core.models import Delivery, SentNotice
from core.outbox import BY_NAME
from core.tenancy import tenant_scope

log = logging.getLogger(__name__)


def deliver_one(*, university_id: int, delivery_id: int) -> bool:
    """One subscriber's turn, in a transaction of its own; a failure is kept with the row and tried again."""
    try:
        with tenant_scope(university_id=university_id):
            delivery = (
                Delivery.objects.select_for_update(skip_locked=True, of=("self",))
                .select_related("entry__text")
                .filter(pk=delivery_id, delivered_at=None)
                .first()
            )
            if delivery is None:
                return False
            BY_NAME[delivery.subscriber].function(delivery.entry)
            delivery.delivered_at = clock.now()
            delivery.attempts += 1
            delivery.save(update_fields=["delivered_at", "attempts"])
    except Exception as error:
        log.exception("Delivery %s failed", delivery_id)
        keep_failure(Delivery, university_id, delivery_id, error)
        return False
    return True


def keep_failure(
    model: type[Delivery] | type[SentNotice], university_id: int, pk: int, error: Exception
) -> None:
    """Keep a failed attempt with its row, in a transaction of its own."""
    with tenant_scope(university_id=university_id):
        row = model.objects.select_for_update().get(pk=pk)
        row.attempts += 1
        row.last_error = f"{type(error).__name__}: {error}"[:2000]
        row.save(update_fields=["attempts", "last_error"])
