"""What of a report the public may read, and the words under which it is consented to."""

import re
from dataclasses import dataclass
from datetime import date

# A change of the words of reporting.enums.Publication or of what is published is a new version.
CONSENT_VERSION = "2026-1"

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")


@dataclass(frozen=True)
class PublicReport:
    """The published part of one report; `name` is empty where it is published without."""

    name: str
    title: str
    host: str
    city: str
    country: str
    starts_on: date
    summary: str
    advice: str


def without_addresses(text: str) -> str:
    """The text without e-mail addresses: public pages are read by machines that collect them."""
    return ADDRESS.sub("…", text)
