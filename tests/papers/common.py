"""What every paper is filled with in tests: who writes, who signs, each text in two languages."""

from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from django.utils.translation import get_language

from core.qr import data_address
from mobility.activity import Activity

Context = dict[str, Any]


class Pair(NamedTuple):
    """One text in Slovenian and in English."""

    sl: str
    en: str


def spoken(value: Any) -> Any:
    """The sample with every pair reduced to the active language."""
    if isinstance(value, Pair):
        return getattr(value, get_language() or "sl")
    if isinstance(value, dict):
        return {key: spoken(part) for key, part in value.items()}
    return [spoken(part) for part in value] if isinstance(value, list) else value


def paper(title: Pair, *, version: int | None = 1) -> Context:
    """The letterhead."""
    return {
        "title": title,
        "subtitle": "Maja Novak",
        "language": Pair("sl", "en"),
        "reference": "2026-0147",
        "version": version,
        "is_draft": False,
        "frame": "",
        "made_on": date(2026, 5, 18),
        "activity": Activity(is_combined=False),
        "university": {"name": Pair("Univerza v Ljubljani", "University of Ljubljana")},
        "member": {
            "name": Pair("Filozofska fakulteta", "Faculty of Arts"),
            "address": "Aškerčeva cesta 2, 1000 Ljubljana",
            "logo": "",
        },
        "verify": {
            "url": "popotnik.example/ul/verify/",
            "link": "https://popotnik.example/ul/verify/7F3K92AXM4TDH7KC/",
            "code": "7F3K-92AX-M4TD-H7KC",
            "qr": data_address("https://popotnik.example/ul/verify/7F3K92AXM4TDH7KC/"),
            "sealed_by": Pair("Univerza v Ljubljani", "University of Ljubljana"),
        },
    }


def signature(party: Pair, name: str, capacity: Pair, day: int | None = None) -> Context:
    """A box, signed on that day of May or still empty."""
    return {
        "party": party,
        "name": name,
        "capacity": capacity,
        "signed_at": datetime(2026, 5, day, 12, 5, tzinfo=UTC) if day else None,
        "way": Pair(
            "Podpisano elektronsko, z uporabniškim računom", "Signed electronically, with the account"
        ),
        "mark": "SHA-256 9f2c 41d8 77ab 03e5",
    }
