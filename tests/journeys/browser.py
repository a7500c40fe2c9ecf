"""A person at a browser: acts by labels and roles alone, looks at pages, and notes what is wrong with them."""

import re
import time
from collections import Counter
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.utils import translation
from django.utils.functional import Promise
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Playwright, Request, Response, expect

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]
DESKTOP, PHONE = (1280, 900), (390, 844)
LOCALES = {"sl": "sl-SI", "en": "en-GB"}
GRAVE = {"serious", "critical"}
# Chromium itself reports an answer with one of these statuses; the product gives them on purpose.
ON_PURPOSE = re.compile(r"the server responded with a status of (404|409|413|422)")
Words = str | Promise
PATIENCE = 45.0
expect.set_options(timeout=PATIENCE * 1000)


def literally(words: str) -> str:
    """Words as part of a pattern; Playwright ends a pattern within a pattern at a slash, so any sign stands for it."""
    return re.escape(words).replace("/", ".")


def open_browser(playwright: Playwright, path: str | None) -> Browser:
    """Chromium without anything that calls home."""
    return playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)


@dataclass
class Album:
    """What was seen on the way: pictures, papers, counts, and everything that was wrong."""

    folder: Path
    pages: set[str] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    def report(self) -> str:
        """The counts in one line."""
        steps, letters, papers = (self.counts[name] for name in ("steps", "letters", "papers"))
        return f"journey: pages={len(self.pages)} steps={steps} letters={letters} papers={papers}"


class Visitor:
    """One person in a browser context of their own, with their language and their screen."""

    def __init__(
        self, browser: Browser, base_url: str, album: Album, *, language: str = "sl", phone: bool = False
    ) -> None:
        self.base_url, self.album, self.language = base_url, album, language
        self.size = PHONE if phone else DESKTOP
        self.context = browser.new_context(
            base_url=base_url,
            locale=LOCALES[language],
            timezone_id="Europe/Ljubljana",
            viewport={"width": self.size[0], "height": self.size[1]},
            reduced_motion="reduce",
            accept_downloads=True,
        )
        self.context.set_default_timeout(PATIENCE * 1000)
        self.page: Page = self.context.new_page()
        self.context.on("console", self._console)
        self.context.on("request", self._request)
        self.context.on("response", self._response)
        self.page.on("pageerror", lambda error: self._wrong(f"script error: {error}"))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            self.page.screenshot(path=str(self.album.folder / "failed.png"), full_page=True)
        self.context.close()

    def _wrong(self, words: str) -> None:
        self.album.problems.append(f"{urlsplit(self.page.url).path}: {words}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not ON_PURPOSE.search(message.text):
            self._wrong(f"console {message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob", "about"} and not request.url.startswith(self.base_url):
            self._wrong(f"a request to another host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 500:
            self._wrong(f"status {response.status} for {response.url}")

    def another(self) -> Self:
        """The same person at a second page of the same browser."""
        twin = copy(self)
        twin.page = self.context.new_page()
        return twin

    @property
    def name(self) -> str:
        """The name of whoever is signed in, as the page's top says it."""
        me = self.page.get_by_role("banner").get_by_role("group")
        return me.inner_text().splitlines()[0].strip()

    # Words and elements

    def say(self, words: Words, context: str = "") -> str:
        """A text of the interface in this person's language; it has to be one that the product says."""
        with translation.override(self.language):
            if not isinstance(words, str):
                return str(words)
            said = translation.pgettext(context, words) if context else translation.gettext(words)
        assert said != words or self.language == "en", f"the product does not say “{words}”"
        return said

    def named(self, words: Words, context: str = "") -> re.Pattern[str]:
        """The accessible name of a field: its label, with or without the remark that it is optional."""
        return re.compile(rf"^\s*{literally(self.say(words, context))}\s*(\(.*\))?\s*$")

    def field(self, label: Words, *, context: str = "", within: Locator | None = None) -> Locator:
        """A field by its label."""
        return (within or self.page).get_by_label(self.named(label, context)).first

    def go(self, path: str) -> None:
        """Open an address."""
        self.page.goto(path)

    def click(
        self,
        words: Words,
        *,
        role: str = "",
        context: str = "",
        within: Locator | None = None,
    ) -> None:
        """Press the button or follow the link of this name, and wait for the page that comes."""
        self.album.counts["steps"] += 1
        with self.page.expect_navigation():
            self.target(words, role=role, context=context, within=within).click()

    def target(
        self, words: Words, *, role: str = "", context: str = "", within: Locator | None = None
    ) -> Locator:
        """The button or link whose name begins so; what follows in the name is for screen readers."""
        place = within or self.page.get_by_role("main")
        name = re.compile(rf"^\s*{literally(self.say(words, context))}")
        if role:
            return place.get_by_role(role, name=name).first  # type: ignore[arg-type]
        return place.get_by_role("button", name=name).or_(place.get_by_role("link", name=name)).first

    def fill(self, label: Words, value: str, *, within: Locator | None = None) -> None:
        """Type into a field."""
        self.field(label, within=within).fill(value)

    def pick(self, label: Words, option: Words, *, within: Locator | None = None) -> None:
        """Choose from a list by the option's words."""
        self.field(label, within=within).select_option(label=self.say(option))

    def tick(self, label: Words, *, context: str = "", within: Locator | None = None) -> None:
        """Set a box or a choice."""
        self.field(label, context=context, within=within).check()

    def reads(self, *words: Words) -> None:
        """The page says each of these, in the reader's language."""
        for line in words:
            expect(self.page.get_by_role("main")).to_contain_text(self.say(line))

    def sees(self, *texts: str) -> None:
        """The page shows each of these texts as they are."""
        for text in texts:
            expect(self.page.get_by_role("main")).to_contain_text(text)

    def until(self, is_so: Callable[[], bool], what: str) -> None:
        """Open the page again until the condition holds: for what the worker does."""
        deadline = time.monotonic() + PATIENCE
        while not is_so():
            assert time.monotonic() < deadline, f"{what} did not come within {PATIENCE:.0f} seconds"
            self.page.wait_for_timeout(300)
            self.page.reload()

    # Looking

    def look(self, name: str, *, phone: bool = False) -> None:
        """Take the picture of the page, ask axe about it, and count it."""
        self.page.wait_for_load_state("networkidle")
        self._ask_axe(name)
        self._picture(name, self.size)
        if phone and self.size != PHONE:
            self._picture(f"{name}-phone", PHONE)
        self._resize(*self.size)
        self.album.pages.add(name)

    def _picture(self, name: str, size: tuple[int, int]) -> None:
        """The whole page as on a screen tall enough for it, so that nothing that sticks covers anything."""
        self._resize(*size)
        tall = self.page.evaluate("document.documentElement.scrollHeight")
        self._resize(size[0], max(tall, size[1]))
        self.page.screenshot(path=str(self.album.folder / f"{name}.png"))
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        if wide > size[0]:
            self._wrong(f"{name}: {wide} pixels wide on a screen of {size[0]}")

    def _resize(self, width: int, height: int) -> None:
        self.page.set_viewport_size({"width": width, "height": height})

    def _ask_axe(self, name: str) -> None:
        for found in Axe().run(self.page).response["violations"]:
            if found["impact"] in GRAVE:
                where = "; ".join(str(node["target"]) for node in found["nodes"][:3])
                self._wrong(f"{name}: axe {found['id']} ({found['impact']}): {where}")

    def download(self, url: str, name: str) -> bytes:
        """Fetch a file with this person's cookies and keep it beside the pictures."""
        answer = self.context.request.get(url)
        assert answer.status == 200, f"{url}: {answer.status}"
        (self.album.folder / name).write_bytes(answer.body())
        return answer.body()
