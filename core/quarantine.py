"""Files that wait for the virus check: given out to nobody until the scanner has answered for them.

An upload during which the scanner is away is kept, not lost and not trusted. `check_waiting` asks again; what is
clean is let free, of what is infected only the row stays. Whoever refers to the file is told by `when_settled`.
"""

import logging
from collections.abc import Callable

from core import clock, files, scanner
from core.models import StoredFile
from core.tenancy import tenant_scope

log = logging.getLogger(__name__)

Settled = Callable[[StoredFile], None]
LISTENERS: list[Settled] = []
BATCH = 100


def when_settled(function: Settled) -> Settled:
    """Have the function called, in the same transaction, when the check has answered for a file that waited."""
    LISTENERS.append(function)
    return function


def waiting_in(university_id: int) -> list[int]:
    """The files of one university that wait, the oldest first."""
    with tenant_scope(university_id=university_id):
        found = StoredFile.objects.filter(finding="").exclude(quarantined_at=None).order_by("pk")
        return list(found.values_list("pk", flat=True)[:BATCH])


def check_waiting(*, university_id: int) -> int:
    """Ask for every file of one university that waits; returns how many were settled. Raises ScannerAway."""
    return sum(_settle(university_id, pk) for pk in waiting_in(university_id))


def _settle(university_id: int, pk: int) -> bool:
    with tenant_scope(university_id=university_id):
        stored = (
            StoredFile.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(pk=pk, finding="")
            .exclude(quarantined_at=None)
            .first()
        )
        if stored is None:
            return False
        found = scanner.inspect(files.content_of(stored, quarantined=True)) if scanner.is_set() else None
        if found:
            log.warning(
                "Stored file %s of university %s is infected (%s)", stored.public_id, university_id, found
            )
            stored.finding = found[:200]
            stored.quarantined_at = clock.now()
        else:
            stored.quarantined_at = None
        stored.save(update_fields=["finding", "quarantined_at"])
        for listener in LISTENERS:
            listener(stored)
        if found:
            files.destroy(stored)
    return True
