"""A worker that writes a row in its subscriber and then waits to be killed."""

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
