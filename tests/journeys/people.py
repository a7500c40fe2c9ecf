"""Who walks: the people of the small demonstration, each signing in, and the postman who reads their mail."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import translation
from playwright.sync_api import Browser

from demo.names import PASSWORD
from tests.journeys.browser import Album, Visitor

HOME = "ff.emona.example"
UNIVERSITY, MEMBER, CALL = "/emona/", "/emona/ff/", "/emona/ff/calls/stt/"
STEPS = {"One day ahead": timedelta(1), "One week ahead": timedelta(7), "One month ahead": timedelta(30)}
# Whoever is not named here uses Slovenian.
ENGLISH = {"dekan", "clan2"}


@dataclass
class Company:
    """Everybody of one walk; each person keeps their browser context for the whole of it."""

    browser: Browser
    base_url: str
    album: Album
    domain: str = HOME
    visitors: dict[str, Visitor] = field(default_factory=dict)
    moved: timedelta = timedelta(0)

    def somebody(self, *, language: str = "sl", phone: bool = False) -> Visitor:
        """A fresh context of nobody in particular."""
        return Visitor(self.browser, self.base_url, self.album, language=language, phone=phone)

    def person(self, name: str) -> Visitor:
        """A person of the faculty by the address before the @, signed in."""
        if name not in self.visitors:
            visitor = self.somebody(language="en" if name in ENGLISH else "sl")
            self.visitors[name] = visitor
            sign_in(visitor, self.address_of(name))
        return self.visitors[name]

    def address_of(self, name: str) -> str:
        """The e-mail address of a person: of the university's office, or of somebody at the faculty."""
        return f"{name}@{self.domain.partition('.')[2] if name == 'usms' else self.domain}"

    @property
    def postman(self) -> Visitor:
        """Looks at the mails of the demo, in English."""
        if "" not in self.visitors:
            self.visitors[""] = self.somebody(language="en")
        return self.visitors[""]

    def letter(self, to: str, subject: str) -> str:
        """Wait for the newest letter whose subject begins so, read it, and return the address its button leads to."""
        postman = self.postman
        postman.go(f"/demo/mails/?q={to}")
        begins = postman.page.get_by_role("main").get_by_role(
            "link", name=re.compile(rf"^{re.escape(subject)}(?!\w)")
        )
        postman.until(lambda: begins.count() > 0, f"the letter “{subject} …” to {to}")
        with postman.page.expect_navigation():
            begins.first.click()
        links = (
            postman.page.get_by_role("main")
            .get_by_role("link")
            .evaluate_all("all => all.map(one => one.href)")
        )
        inside = [link for link in links if link.startswith(self.base_url) and "/demo/" not in link]
        assert len(inside) == 1, f"the letter “{subject}” has {len(inside)} buttons: {inside}"
        self.album.counts["letters"] += 1
        return str(inside[0])

    def called(self, name: str, words: str, plural: str = "") -> Visitor:
        """The person, on the page that the letter with this subject led them to; the demo writes in Slovenian."""
        visitor = self.person(name)
        visitor.go(self.letter(self.address_of(name), subject_begins(words, plural)))
        return visitor

    def move_clock(self, step: str, times: int = 1) -> None:
        """Press the button of the demo's clock."""
        for _ in range(times):
            self.postman.go("/demo/mails/")
            self.postman.click(step)
            self.moved += STEPS[step]

    def today(self) -> date:
        """The present day by the demo's clock."""
        return datetime.now(ZoneInfo("Europe/Ljubljana")).date() + self.moved

    def keep_last_pages(self) -> None:
        """Leave a picture of where everybody stands, for whoever looks into a failure."""
        for name, visitor in self.visitors.items():
            visitor.page.screenshot(path=str(self.album.folder / f"failed-{name or 'postman'}.png"))

    def close(self) -> None:
        """Close every context."""
        for visitor in self.visitors.values():
            visitor.context.close()


def subject_begins(words: str, plural: str = "", *, language: str = "sl") -> str:
    """How a subject begins in the reader's language, before the first value in it."""
    with translation.override(language):
        said = translation.ngettext(words, plural, 1) if plural else translation.gettext(words)
    return said.split("%(")[0].strip(" (")


def sign_in(visitor: Visitor, address: str) -> None:
    """Sign in on the page for it."""
    visitor.go("/accounts/login/")
    visitor.page.locator("input[name=login]").fill(address)
    visitor.page.locator("input[name=password]").fill(PASSWORD)
    visitor.click("Sign in")
    visitor.page.wait_for_url(lambda url: "/accounts/" not in url)


def prove(visitor: Visitor, picture: str) -> None:
    """Before an act of weight, whoever signed in long ago proves that it is still them."""
    visitor.page.wait_for_url(lambda url: "/accounts/reauthenticate/" in url)
    visitor.look(picture)
    visitor.page.locator("input[type=password]").fill(PASSWORD)
    visitor.click("Confirm", role="button")
