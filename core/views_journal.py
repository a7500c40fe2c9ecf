"""What anybody may know of a university's journal: the keys that sign its ends, and the last ends signed."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase

from core.models import SignedHead, SigningKey
from core.views import PublicView

SHOWN = 10


class Keys(PublicView):
    """The public keys of the installation and the last signed heads of the university."""

    template = "core/journal_keys.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.page(
            keys=SigningKey.objects.order_by("-first_used_at"),
            heads=SignedHead.objects.order_by("-number", "-at")[:SHOWN],
        )
