"""What every paper is filled with in tests: who writes, who signs, and in which language."""

from datetime import UTC, date, datetime
from typing import Any

from django.utils.translation import get_language

Context = dict[str, Any]


def says(slovenian: str, english: str) -> str:
    return slovenian if get_language() == "sl" else english


def paper(title: str, subtitle: str = "", *, version: int | None = 1) -> Context:
    return {
        "title": title,
        "subtitle": subtitle,
        "language": get_language(),
        "reference": "2026-0147",
        "version": version,
        "is_draft": False,
        "made_on": date(2026, 5, 18),
        "university": {"name": says("Univerza v Ljubljani", "University of Ljubljana")},
        "member": {
            "name": says("Filozofska fakulteta", "Faculty of Arts"),
            "address": "Aškerčeva cesta 2, 1000 Ljubljana",
            "logo": "",
        },
        "verify": {"url": "popotnik.example/ul/ff/preveri", "code": "7F3K-92QX-M4TD"},
    }


def signature(party: str, name: str, capacity: str, day: int | None = None) -> Context:
    return {
        "party": party,
        "name": name,
        "capacity": capacity,
        "signed_at": datetime(2026, 5, day, 12, 5, tzinfo=UTC) if day else None,
        "way": says(
            "Podpisano elektronsko, z uporabniškim računom", "Signed electronically, with the account"
        ),
        "mark": "SHA-256 9f2c 41d8 77ab 03e5",
    }
