"""Issued papers: opened in the browser by those who may read the file's papers."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase

from core.face import DocumentRow
from core.files import download_response
from mobility.activity import listed, name_in_list
from mobility.documents import may_read
from mobility.enums import DocumentKind
from mobility.links import to_mobility
from mobility.models import IssuedDocument, Mobility
from mobility.views.base import MobilityView


class Document(MobilityView):
    """One issued PDF. One of another file is not found."""

    opens_reduced = True
    rule = "open_document"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        found = IssuedDocument.objects.filter(mobility=self.subject, public_id=self.kwargs["document"])
        document = found.select_related("file").first()
        if document is None or not may_read(self.actor, document.kind, self.subject):
            raise Http404
        return download_response(document.file, document.file.original_name, inline=True)


def rows_of(mobility: Mobility, *kinds: DocumentKind) -> list[DocumentRow]:
    """The issued papers of these kinds, newest first."""
    found = listed(IssuedDocument.objects.filter(mobility=mobility, kind__in=kinds)).select_related("file")
    return [
        DocumentRow(
            title=name_in_list(document),
            url=to_mobility(mobility, "agreement:document", document=document.public_id),
            language=document.language,
            version=document.version,
            size=document.file.size,
            issued_on=document.issued_at,
            superseded=document.superseded_at is not None,
        )
        for document in found
    ]
