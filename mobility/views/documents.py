"""Issued papers: opened in the browser by those who may read the file's papers."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase

from core.files import download_response
from mobility.models import IssuedDocument
from mobility.views.base import MobilityView


class Document(MobilityView):
    """One issued PDF. One of another file is not found."""

    rule = "open_document"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        found = IssuedDocument.objects.filter(mobility=self.subject, public_id=self.kwargs["document"])
        document = found.select_related("file").first()
        if document is None:
            raise Http404
        return download_response(document.file, document.file.original_name, inline=True)
