"""What is looked at after each request: status, body, what the database was asked to write, letters, files."""

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import mail
from django.db import connection
from django.http import HttpResponse

# Attempts count, rolled back or not: PostgreSQL's own counters of this transaction. Sessions may be renewed.
WRITES = """
select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)
from pg_stat_xact_user_tables where relname <> 'django_session'
"""
VARYING = (
    rb'name="csrfmiddlewaretoken" value="[^"]+"',
    rb'"X-CSRFToken": "[^"]+"',
    rb'name="next" value="[^"]*"',
    rb'name="token" value="[^"]*"',
    rb'nonce="[^"]*"',
    rb'data-request="[^"]*"',
)


def writes() -> int:
    """How many rows this transaction has tried to write."""
    with connection.cursor() as cursor:
        cursor.execute(WRITES)
        return int(cursor.fetchone()[0])


def outside() -> tuple[int, int]:
    """How many letters have gone out and how many files lie in the store."""
    store = Path(settings.POPOTNIK_FILES)
    return len(mail.outbox), sum(1 for path in store.rglob("*") if path.is_file())


def body(response: Any) -> bytes:
    """The answer without what differs from request to request."""
    text: bytes = b"".join(response.streaming_content) if response.streaming else response.content
    for pattern in VARYING:
        text = re.sub(pattern, b"", text)
    return text


def fits(response: HttpResponse, cell: Any) -> bool:
    """Whether the status is of the expected class."""
    status = response.status_code
    if cell.answer == "absent":
        return status == 404
    if cell.answer == "sign_in":
        return status == 302 and response["Location"].startswith("/accounts/login/")
    if cell.answer == "told":
        return status == 403 or (status == 409 and cell.method == "POST")
    if cell.method not in cell.route.defined:
        return status == 405
    return status in ({200, 302, 409, 422, 400} if cell.method == "POST" else {200, 302})
