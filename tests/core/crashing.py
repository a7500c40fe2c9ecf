"""A worker that writes a row in its subscriber and then waits to be killed."""

import os
import sys
import time

from core import clock, journal
from core.models import Entry, SentNotice

WAIT = True


@journal.subscribe("test.never")
def write_and_wait(entry: Entry) -> None:
    """Write, say so, and hang: the transaction is open when the process dies."""
    SentNotice.objects.create(
        key="crash", kind="test", address="a@b.example", language="en", subject="s", text="t", html="h",
        queued_at=clock.now(),
    )  # fmt: skip
    if WAIT:
        print("written", flush=True)
        time.sleep(60)


def main(university_id: int) -> None:
    """Sweep one university, as a worker does."""
    from datetime import timedelta

    from core.tasks import sweep_university

    sweep_university(university_id=university_id, left_alone=timedelta(seconds=-60))


if __name__ == "__main__":
    import django
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = os.environ["TEST_DATABASE"]
    django.setup()
    from tests.core import crashing

    crashing.main(int(sys.argv[1]))
