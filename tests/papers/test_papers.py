"""The papers: whole, conformant, in the reader's language, and nobody can write between their lines."""

import io
import re
from bisect import bisect_left
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import page
import pypdf
import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from core.pdf import render
from tests.core import samples
from tests.papers.agreement import AGREEMENT
from tests.papers.certificate import CERTIFICATE
from tests.papers.common import Context, spoken
from tests.papers.content_report import CONTENT_REPORT
from tests.papers.recognition import RECOGNITION
from tests.papers.suitability import SUITABILITY

PAPERS: dict[str, Context] = {
    "mobility/pdf/agreement.html": AGREEMENT,
    "mobility/pdf/agreement_to_sign.html": AGREEMENT,
    "selection/pdf/suitability.html": SUITABILITY,
    "reporting/pdf/content_report.html": CONTENT_REPORT,
    "recognition/pdf/recognition.html": RECOGNITION,
    "reporting/pdf/certificate.html": CERTIFICATE,
}
LANGUAGES = ("sl", "en")
LANGUAGE_TAGS = {f"language {language}" for language in LANGUAGES}
REQUIRED = {"language", "title"}
OPTIONAL = {
    *("amendment", "virtual", "pedagogical", "verify", "signed_at"),
    *("decision", "stated_at", "used_from", "virtual_first_on", "acceptance", "handed_in_at", "host_word"),
}
UNREAD = {"language", "frame", "qr", "link"}
MADE_AT = datetime(2026, 5, 18, 8, 0, tzinfo=UTC)
SAME_IN_BOTH = {"Partner", "Erasmus+ · KA131 · 2025-1-SI01-KA131-HED-000318447"}


def printed(template: str, context: Context) -> bytes:
    paper = context["paper"]
    html = render_to_string(template, context)
    return render(html=html, title=paper["title"], language=paper["language"], made_at=MADE_AT)


def text_of(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(sheet.extract_text() for sheet in pages).split())


def texts_in(value: Any) -> set[str]:
    """Every text of a context, as it must be found on paper (a language's tag and the QR code's need not be)."""
    if isinstance(value, dict):
        unread = {key for key, part in value.items() if key in UNREAD and " " not in str(part)}
        return set().union(*(texts_in(part) for key, part in value.items() if key not in unread))
    if isinstance(value, list):
        return set().union(*(texts_in(part) for part in value))
    return {" ".join(value.split())} if isinstance(value, str) else set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", PAPERS)
def test_a_paper_holds_everything_it_was_given_and_conforms(
    template: str, language: str, tmp_path: Path
) -> None:
    with override(language):
        context = spoken(PAPERS[template])
        file = tmp_path / "paper.pdf"
        file.write_bytes(printed(template, context))
    for profile in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
        assert [failure.rule_id for failure in page.validate_pdf(str(file), profile=profile).failures] == []
    words = text_of(file.read_bytes()).replace(" ", "")
    signed_later = {
        signature["way"] for signature in context.get("signatures", []) if not signature["signed_at"]
    }
    missing = {said for said in texts_in(context) - signed_later if said.replace(" ", "") not in words}
    assert missing == set()
    assert "undefined" not in words


@pytest.mark.parametrize("template", PAPERS)
def test_a_slovenian_paper_has_no_english_label(template: str) -> None:
    with override("sl"):
        given = texts_in(spoken(PAPERS[template]))
        slovenian = labels_in(render_to_string(template, spoken(PAPERS[template])))
    with override("en"):
        english = labels_in(render_to_string(template, spoken(PAPERS[template])))
    assert min(len(slovenian), len(english)) > 25
    assert {label for label in slovenian & english if not said_by(given, label)} <= SAME_IN_BOTH


def said_by(given: set[str], label: str) -> bool:
    return any(label.strip(" (") in text for text in given)


def labels_in(html: str) -> set[str]:
    """Every piece of text between two tags that has a word in it."""
    pieces = re.findall(r">([^<>]+)<", html.partition("<main>")[2])
    return {" ".join(piece.split()) for piece in pieces if re.search(r"[^\W\d_]{3}", piece)}


@pytest.mark.parametrize("template", PAPERS)
def test_what_people_wrote_stays_text(template: str) -> None:
    hostile = (
        "</td></table><style>*{display:none}</style><img src=file:///etc/passwd>{{ paper }}{% now 'Y' %}"
    )
    with override("en"):
        context = _poisoned(spoken(PAPERS[template]), hostile)
        words = text_of(printed(template, context)).replace(" ", "")
    assert words.count(hostile.replace(" ", "")) > 15


def _poisoned(value: Any, hostile: str) -> Any:
    if isinstance(value, dict):
        kept = {"language", "frame", "logo", "qr", "link"}
        return {key: part if key in kept else _poisoned(part, hostile) for key, part in value.items()}
    if isinstance(value, list):
        return [_poisoned(part, hostile) for part in value]
    return hostile if isinstance(value, str) else value


@pytest.mark.parametrize("template", PAPERS)
def test_an_empty_paper_can_be_printed(template: str) -> None:
    with override("sl"):
        context = _emptied(spoken(PAPERS[template]))
        assert "undefined" not in text_of(printed(template, context))


def _emptied(value: Any) -> Any:
    """The context with every optional thing left out: no texts, no rows, nothing decided."""
    if isinstance(value, dict):
        return {
            key: part if key in REQUIRED else None if key in OPTIONAL else _emptied(part)
            for key, part in value.items()
        }
    if isinstance(value, list):
        return []
    return "" if isinstance(value, str) else value


def test_a_long_programme_repeats_its_heading_and_leaves_no_row_alone() -> None:
    with override("en"):
        overflowing = bisect_left(range(60), 2, lo=20, key=lambda days: len(sheets_of_programme(days)))
        sheets = sheets_of_programme(overflowing)
    assert len(sheets) == 2
    assert all("Where and with whom" in sheet for sheet in sheets)
    assert [len(re.findall(r"Activity \d", sheet)) for sheet in sheets] == [overflowing - 2, 2]


def sheets_of_programme(days: int) -> list[str]:
    """The text of each sheet with the programme of an agreement for so many days."""
    context = spoken(AGREEMENT)
    day = context["agreement"]["days"][0]
    first_on: date = day["on"]
    context["agreement"]["days"] = [
        {**day, "on": first_on + timedelta(days=n), "activity": f"Activity {n}"} for n in range(days)
    ]
    reader = pypdf.PdfReader(io.BytesIO(printed("mobility/pdf/agreement.html", context)))
    texts = [sheet.extract_text() for sheet in reader.pages]
    return [text for text in texts if re.search(r"Activity \d", text)]


def test_a_draft_with_a_logo_says_so_and_conforms(tmp_path: Path) -> None:
    file = tmp_path / "draft.pdf"
    with override("sl"):
        context = spoken(AGREEMENT)
        context["paper"]["is_draft"] = True
        context["paper"]["member"]["logo"] = f"data:image/png;base64,{samples.base64_picture()}"
        file.write_bytes(printed("mobility/pdf/agreement.html", context))
    assert "Osnutek – velja šele s podpisi" in text_of(file.read_bytes())
    assert len(pypdf.PdfReader(file).pages[0].images) == 2, "the logo and the QR code"
    for profile in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
        assert page.validate_pdf(str(file), profile=profile).is_compliant
