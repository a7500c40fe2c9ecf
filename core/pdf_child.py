"""The child process of core.pdf: WeasyPrint, warm, with one set of faces, and no way to fetch anything."""

import base64
import io
import json
from datetime import datetime
from functools import partial
from typing import Any

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from core.pdf_finish import finish

PAPER = "https://paper.invalid/"
PICTURES = ("data:image/png;base64,", "data:image/jpeg;base64,")
OPTIONS = {"pdf_variant": "pdf/a-3a"}

_faces = FontConfiguration()


class OwnFiles(URLFetcher):
    """Gives the files that came with the question and pictures written into the text; refuses the rest.

    WeasyPrint passes over a file it cannot have; with `fail_on_errors` a refusal ends the printing instead,
    so that no paper goes out with a hole in it.
    """

    def __init__(self, files: dict[str, str]) -> None:
        super().__init__(allowed_protocols={"data"}, allow_redirects=False, fail_on_errors=True)
        self._files = {PAPER + name: content for name, content in files.items()}

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return the file at `url`, or raise ValueError."""
        if url in self._files:
            return URLFetcherResponse(url, self._files[url], {"Content-Type": "text/css"})
        if url.startswith(PICTURES):
            return super().fetch(url, headers)
        raise ValueError(url)


def answer(question: bytes) -> bytes:
    """Return the PDF for a question of core.pdf. Raises ValueError when the text asks for a foreign file."""
    try:
        return _printed(json.loads(question))
    except FatalURLFetchingError as refusal:
        raise ValueError(f"the text asks for a foreign file ({refusal})") from refusal


def _printed(paper: dict[str, Any]) -> bytes:
    source = weasyprint.HTML(string=paper["html"], base_url=PAPER, url_fetcher=OwnFiles(paper["files"]))
    document = source.render(font_config=_faces, **OPTIONS)
    document.metadata.title = paper["title"]
    document.metadata.lang = paper["language"]
    document.metadata.generator = "Popotnik"
    document.metadata.created = document.metadata.modified = paper["made_at"]
    made_at = datetime.fromisoformat(paper["made_at"])
    attachments = [_attachment(name, text, made_at) for name, text in paper["attachments"].items()]
    finisher = partial(finish, seal_words=paper["seal_words"])
    content: bytes = document.write_pdf(finisher=finisher, attachments=attachments, **OPTIONS)
    return content


def _attachment(name: str, content: str, made_at: datetime) -> weasyprint.Attachment:
    file = io.BytesIO(base64.b64decode(content))
    dates = {"created": made_at, "modified": made_at}
    return weasyprint.Attachment(file_obj=file, name=name, relationship="Data", **dates)
