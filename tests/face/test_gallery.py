"""Every component renders whole, in both languages, and can be read by everybody."""

import re
from collections import Counter

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import translation

from tests.face.pages import gallery_page, shown


@pytest.mark.parametrize("language", ["sl", "en"])
def test_page_is_whole(language: str) -> None:
    with translation.override(language):
        html = gallery_page()
    assert "«undefined" not in html
    assert "{{" not in html
    assert " style=" not in html
    assert re.search(r"\son\w+=", html) is None
    ids = Counter(
        re.findall(r'\sid="([^"]+)"', re.sub(r"<template.*?</template>", "", html, flags=re.DOTALL))
    )
    assert [name for name, times in ids.items() if times > 1] == []
    targets = set(re.findall(r'aria-describedby="([^"]+)"', html)) - {""}
    missing = [name for target in targets for name in target.split() if name not in ids]
    assert [name for name in missing if "__prefix__" not in name] == []


def test_deadline_says_its_days() -> None:
    with translation.override("sl"):
        html = gallery_page()
    assert "25.\xa0maj, še 4\xa0dni" in html
    assert "20.\xa0maj, zamuja 1\xa0dan" in html
    assert 'aria-sort="ascending"' in html
    assert "1.545,00\xa0€" in html


def test_editions_of_one_paper_are_one_line() -> None:
    with translation.override("en"):
        html = gallery_page()
    listed = html[html.index('<ul class="documents">') :]
    lines = re.findall(r"<li.*?</li>", listed[: listed.index("</ul>")], re.DOTALL)
    assert [line.count("<a ") for line in lines] == [2, 1, 1], "a version set aside is a paper of its own"
    assert "Open Mobility agreement, Slovenian" in lines[0]


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_can_be_read_by_all(width: int, scheme: str) -> None:
    with translation.override("en"):
        html = gallery_page()
    with shown(html, viewport={"width": width, "height": 900}, color_scheme=scheme) as (page, _):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        violations = Axe().run(page).response["violations"]
    assert [(found["id"], found["nodes"][0]["html"]) for found in violations] == []
