"""Requests are plain text: what no text can hold is refused before anybody reads it."""

from collections.abc import Callable

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse

# A null sign: PostgreSQL keeps none, no keyboard types one, and fields of forms refuse it by themselves.
NULL_SIGNS = ("%00", "\x00")


class PlainTextMiddleware:
    """Answers 400 to an address or a question in it with a null sign."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.path_info + request.META.get("QUERY_STRING", "")
        if any(sign in asked for sign in NULL_SIGNS):
            raise SuspiciousOperation("a null sign in the address")
        return self.get_response(request)
