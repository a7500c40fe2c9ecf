"""The fields of rendered forms, and which of them name an object."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

LOOKS_LIKE_A_KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|(host|charter):.+|promise-\d+|\d+")
# Fields whose value names an object: what stands there, by the kinds of `Things`.
OBJECTS = (
    (re.compile(r"chair|deputy|members|person|principal|present"), "person"),
    (re.compile(r"member"), "member"),
    (re.compile(r"unit"), "unit"),
    (re.compile(r"mobility"), "mobility"),
    (re.compile(r"host"), "host"),
    (re.compile(r"dissemination-\d+-promise"), "promise"),
    (re.compile(r"parts"), "part"),
    (re.compile(r"giver|taker"), "share"),
)
# Fields whose numbers are numbers.
PLAIN = re.compile(
    r".*-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS|(points|agreed)_\d+|months|version|places|seats|quorum|"
    r"(confirm|appeal)_days|.*-(hours|reached)|travel_(before|after)|text_hash|token|remind_after"
)


@dataclass
class Form:
    """One form of a page: where it goes, and what a browser would send."""

    action: str = ""
    method: str = "get"
    values: list[tuple[str, str]] = field(default_factory=list)
    offered: dict[str, set[str]] = field(default_factory=dict)

    def naming(self) -> dict[str, str]:
        """The fields that name an object, each with its kind. Raises AssertionError for one that is in no list."""
        found = {}
        for name, offered in self.offered.items():
            kind = next((kind for pattern, kind in OBJECTS if pattern.fullmatch(name)), None)
            if kind:
                found[name] = kind
            elif any(LOOKS_LIKE_A_KEY.fullmatch(value) for value in offered):
                assert PLAIN.fullmatch(name), (
                    f"does {name}={sorted(offered)[:3]} name an object? (tests/matrix/forms.py)"
                )
        return found


class Forms(HTMLParser):
    """Reads the forms of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._select, self._area = "", ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get").lower()))
        elif self.forms and tag in {"input", "button", "select", "textarea"} and given.get("name"):
            self._field(tag, given)
        elif tag == "option" and self._select:
            self._offer(self._select, given.get("value", ""), is_sent="selected" in given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""

    def _field(self, tag: str, given: dict[str, str]) -> None:
        name, kind = given["name"], given.get("type", "text")
        if tag == "select":
            self._select = name
            self.forms[-1].offered.setdefault(name, set())
            return
        if kind in {"submit", "button"} or name == "csrfmiddlewaretoken":
            return
        is_choice = kind in {"radio", "checkbox"}
        is_key = is_choice or kind == "hidden"
        value = given.get("value", "on" if is_choice else "")
        self._offer(name, value if is_key else "", is_sent=not is_choice or "checked" in given, value=value)

    def _offer(self, name: str, offered: str, *, is_sent: bool, value: str | None = None) -> None:
        form = self.forms[-1]
        form.offered.setdefault(name, set()).add(offered)
        if is_sent:
            form.values.append((name, offered if value is None else value))
