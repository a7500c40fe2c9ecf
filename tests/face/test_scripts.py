"""What the scripts add to a page that works without them."""

import re
from collections.abc import Iterator

import pytest
from django.utils import translation
from playwright.sync_api import Page, expect

from tests.face.pages import Answers, gallery_page, shown


@pytest.fixture
def gallery() -> Iterator[tuple[Page, Answers]]:
    with translation.override("en"):
        html = gallery_page()
    with shown(html, viewport={"width": 1280, "height": 900}) as shown_page:
        yield shown_page


def test_error_summary_takes_the_focus(gallery: tuple[Page, Answers]) -> None:
    page, _ = gallery
    expect(page.locator(".summary")).to_be_focused()
    page.locator(".summary a").first.click()
    expect(page.locator("#id_title")).to_be_focused()


def test_what_is_typed_is_kept(gallery: tuple[Page, Answers]) -> None:
    page, answers = gallery
    status = page.locator("[data-autosave-status]")
    answers.is_down = True
    page.locator("#id_title").fill("A week in Vienna")
    expect(status).to_contain_text("No connection", timeout=4000)
    answers.is_down = False
    expect(status).to_have_text("Saved at 14:03", timeout=6000)
    assert {"title", "csrfmiddlewaretoken"} <= set(answers.saved[-1])
    expect(page.locator("[data-autosave-checks] a")).to_have_attribute("href", "#id_starts_on")


def test_characters_are_counted(gallery: tuple[Page, Answers]) -> None:
    page, _ = gallery
    page.locator("#id_reasons").fill("č" * 950)
    line = page.locator("[data-count=id_reasons]")
    expect(line).to_have_text("950 of 1,000 characters")
    expect(line).to_have_class(re.compile("full"))


def test_host_is_chosen_with_the_keyboard(gallery: tuple[Page, Answers]) -> None:
    page, _ = gallery
    ask = page.get_by_role("combobox", name="Host")
    ask.fill("wien")
    expect(page.locator("[role=option]")).to_have_count(2)
    ask.press("ArrowDown")
    ask.press("ArrowDown")
    ask.press("Enter")
    expect(ask).to_have_value("Wirtschaftsuniversität Wien")
    expect(page.locator("input[type=hidden][name=host]")).to_have_value("2")
    ask.fill("nowhere")
    expect(page.locator("[data-lookup-status]")).to_contain_text("Nothing found")
    expect(page.locator("input[type=hidden][name=host]")).to_have_value("")


def test_rows_come_and_go(gallery: tuple[Page, Answers]) -> None:
    page, _ = gallery
    rows = page.locator("[data-row-item]:visible")
    expect(rows).to_have_count(2)
    page.get_by_role("button", name="Add a day").click()
    expect(rows).to_have_count(3)
    expect(page.locator("[name=days-TOTAL_FORMS]")).to_have_value("3")
    expect(page.locator("[name=days-2-day]")).to_be_focused()
    rows.first.get_by_role("button", name="Remove").click()
    expect(rows).to_have_count(2)
    expect(page.locator("[name=days-0-DELETE]")).to_be_checked()


def test_scoring_by_keys(gallery: tuple[Page, Answers]) -> None:
    page, _ = gallery
    total = page.locator("[data-sum]")
    expect(total).to_have_text("52.5")
    page.locator("input[name=relevance]:checked").focus()
    page.keyboard.press("2")
    expect(total).to_have_text("32.5")
    expect(page.locator("[data-left]")).to_have_text("1 still open")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("4")
    expect(total).to_have_text("57.5")
    expect(page.locator("[data-left]")).to_be_hidden()


def test_chosen_rows_are_counted(gallery: tuple[Page, Answers]) -> None:
    page, _ = gallery
    bar = page.locator("[data-chosen-bar]")
    expect(bar).to_be_hidden()
    page.locator("[data-check-all]").check()
    expect(page.locator("[data-chosen]")).to_have_text("5 of 18 chosen")
    page.locator("tbody input[type=checkbox]").first.uncheck()
    expect(page.locator("[data-chosen]")).to_have_text("4 of 18 chosen")
    expect(page.locator("[data-check-all]")).to_have_js_property("indeterminate", value=True)
