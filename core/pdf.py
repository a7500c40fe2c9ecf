"""Papers as PDF: one function, one limited child process that knows nothing but the text it is given.

Call it in workers only: a page of a paper costs about a tenth of a second, a hostile one the whole time
limit. The file is PDF/A-3a (kept for decades, with data attached) and PDF/UA-1 (read aloud), and the same
call gives the same bytes.
"""

import base64
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from django.utils.translation import gettext as _

from core.limited import ROOT, ChildFailed, LimitedProcess, Limits

LIMITS = Limits(seconds=30, memory=1 << 30, answers=200)
HTML_LIMIT = 1_000_000
ATTACHMENT_LIMIT = 10 * 1024 * 1024
PRINT_FILES = {"paper.css": ROOT / "static" / "css" / "paper.css"}
FACE_PACKAGE = "font_source_sans_pro"


class RenderFailed(Exception):
    """The paper could not be made; the text says why."""


def render(
    *,
    html: str,
    title: str,
    language: str,
    made_at: datetime,
    attachments: Mapping[str, bytes] | None = None,
    seal_words: str = "",
    parts: int = 1,
) -> bytes:
    """Return `html` as a tagged, archivable PDF in `language` (BCP 47), dated `made_at` (with a time zone).

    A part in another language begins on a page of its own, under the id `core.pdf_finish.PART` and that language;
    with so many `parts` the text may be so many times as long, and take so many times as long to print.

    The text may refer to the product's print stylesheet (`paper.css`) and to PNG or JPEG pictures written
    into it as `data:` addresses; every other address is refused. `attachments` are files by name, put into
    the PDF as its data. With `seal_words` it has an empty field for a seal, which is read aloud so. Raises
    RenderFailed when the text is too long, asks for a foreign address or takes longer than LIMITS.seconds for a part.
    """
    if len(html) > HTML_LIMIT * parts:
        raise _too_long(title)
    question = _question(html, title, language, made_at, attachments or {})
    question["seal_words"] = seal_words
    try:
        return _printer.ask(json.dumps(question).encode(), times=parts)
    except ChildFailed as failure:
        words = {"title": title, "reason": failure}
        raise RenderFailed(_("“%(title)s” could not be printed: %(reason)s") % words) from failure


def _question(
    html: str, title: str, language: str, made_at: datetime, attachments: Mapping[str, bytes]
) -> dict[str, object]:
    if made_at.tzinfo is None:
        raise ValueError("made_at needs a time zone")
    if sum(map(len, attachments.values())) > ATTACHMENT_LIMIT:
        raise _too_long(title)
    return {
        "html": html,
        "title": title,
        "language": language,
        "made_at": made_at.astimezone(UTC).replace(microsecond=0).isoformat(),
        "attachments": {name: base64.b64encode(content).decode() for name, content in attachments.items()},
        "files": {name: path.read_text("utf-8") for name, path in PRINT_FILES.items()},
    }


def _too_long(title: str) -> RenderFailed:
    return RenderFailed(_("“%(title)s” is too long to be printed.") % {"title": title})


def _variables() -> dict[str, str]:
    face = find_spec(FACE_PACKAGE)
    folders = (face.submodule_search_locations or []) if face else []
    return {"FONTCONFIG_FILE": str(Path(__file__).with_name("fonts.conf")), "XDG_DATA_HOME": "".join(folders)}


_printer = LimitedProcess("core.pdf_child", LIMITS, _variables())
