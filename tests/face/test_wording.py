"""Dates, sums and points in Slovenian and in English."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from core import clock, wording

TODAY = datetime(2026, 5, 21, 12, tzinfo=UTC)
JUNE_8, JUNE_12, MAY_30 = date(2026, 6, 8), date(2026, 6, 12), date(2026, 5, 30)


@pytest.mark.parametrize(
    ("language", "said", "words"),
    [
        ("sl", lambda: wording.day(JUNE_8), "8. junija"),
        ("sl", lambda: wording.day(date(2027, 10, 1)), "1. oktobra 2027"),
        ("sl", lambda: wording.day_short(date(2026, 2, 12)), "12. feb."),
        ("sl", lambda: wording.weekday(date(2026, 5, 25)), "ponedeljek, 25. maj"),
        ("sl", lambda: wording.period(JUNE_8, JUNE_12), "8.–12. junij 2026"),
        ("sl", lambda: wording.period(MAY_30, JUNE_12), "30. maj – 12. junij 2026"),
        ("sl", lambda: wording.moment(datetime(2026, 2, 12, 9, 42, tzinfo=UTC)), "12. februarja ob 10.42"),
        ("sl", lambda: wording.time_left(date(2026, 5, 23), 2), "23. maj, še 2 dneva"),
        ("sl", lambda: wording.time_left(date(2026, 5, 16), -5), "16. maj, zamuja 5 dni"),
        ("sl", lambda: wording.money(Decimal(1545)), "1.545,00 €"),
        ("sl", lambda: wording.number(Decimal("12.50")), "12,5"),
        ("en", lambda: wording.day(JUNE_8), "8 June"),
        ("en", lambda: wording.period(JUNE_8, JUNE_8), "8 June 2026"),
        (
            "en",
            lambda: wording.period(date(2025, 12, 30), date(2026, 1, 2)),
            "30 December 2025 – 2 January 2026",
        ),
        ("en", lambda: wording.time_left(date(2026, 5, 20), -1), "20 May, 1 day late"),
        ("en", lambda: wording.time_left(date(2026, 5, 21), 0), "today"),
        ("en", lambda: wording.money(Decimal("1234567.5")), "€1,234,567.50"),
        ("en", lambda: wording.number(1284), "1,284"),
        ("en", lambda: wording.number(Decimal(100)), "100"),
    ],
)
def test_words(language: str, said: object, words: str) -> None:
    with clock.travel(TODAY), translation.override(language):
        assert said().replace("\xa0", " ") == words
