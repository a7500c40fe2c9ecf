"""The gallery rendered by the product's own templates, and a browser that shows it without a server."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.contrib.staticfiles import finders
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from playwright.sync_api import Page, Route, sync_playwright

from core import clock
from tests.face import gallery
from tools.system import CHROMIUM_NAMES

HERE = "http://gallery.test"
FLAGS = ("--no-sandbox", "--disable-background-networking", "--disable-sync", "--no-first-run")
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
NOW = datetime(2026, 5, 21, 9, tzinfo=UTC)


class Reader:
    """Somebody who is signed in, without a row in the database."""

    is_authenticated = True

    def get_full_name(self) -> str:
        return "Maja Novak"


def gallery_page() -> str:
    """The gallery in the active language, on 21 May 2026."""
    request = RequestFactory().get("/", {"sort": "due"})
    request.user = Reader()
    source = Path(__file__).with_name("gallery.html").read_text()
    with clock.travel(NOW):
        return engines["django"].from_string(source).render(gallery.context(), request)


class Answers:
    """What the browser is given instead of a server; `saved` collects what autosave sends."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.saved: list[dict[str, list[str]]] = []
        self.is_down = False

    def __call__(self, route: Route) -> None:
        address = urlsplit(route.request.url)
        if address.path.startswith("/static/"):
            path = Path(finders.find(address.path.removeprefix("/static/")) or "")
            route.fulfill(body=path.read_bytes(), content_type=TYPES.get(path.suffix, "text/plain"))
        elif address.path == "/lookup":
            asked = parse_qs(address.query)["q"][0].lower()
            found = [host for host in gallery.HOSTS if asked in host.label.lower()]
            html = render_to_string("components/lookup_options.html", {"options": found, "name": "host"})
            route.fulfill(body=html, content_type="text/html; charset=utf-8")
        elif address.path == "/save":
            self._save(route)
        else:
            headers = {"Content-Security-Policy": POLICY, "Content-Type": "text/html; charset=utf-8"}
            route.fulfill(body=self.html, headers=headers)

    def _save(self, route: Route) -> None:
        if self.is_down:
            route.abort()
            return
        assert route.request.headers["x-autosave"] == "1"
        body = route.request.post_data or ""
        names = [line.split('name="')[1].split('"')[0] for line in body.splitlines() if 'name="' in line]
        self.saved.append({name: [] for name in names})
        checks = [{"level": "late", "text": "The stay is too long.", "field": "starts_on"}]
        answer = {"saved_at": "14:03", "checks": checks}
        route.fulfill(body=json.dumps(answer), content_type="application/json")


@contextmanager
def shown(html: str, **settings: Any) -> Iterator[tuple[Page, Answers]]:
    """The page in a real browser; any error or breach of the content policy fails the test."""
    answers = Answers(html)
    complaints: list[str] = []
    program = next(filter(None, map(shutil.which, CHROMIUM_NAMES)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        page = browser.new_context(**settings).new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None,
        )
        page.route("**/*", answers)
        page.goto(HERE)
        yield page, answers
        browser.close()
    assert complaints == []
