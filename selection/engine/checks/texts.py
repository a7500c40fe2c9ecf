"""Texts side by side: one that is missing in a language, two that name other numbers."""

import re
from collections import Counter
from collections.abc import Iterator

from selection.engine.checks.walk import mistake, records
from selection.engine.mistakes import Mistake
from selection.engine.read import CallFile
from selection.engine.scalars import Words

MONTHS = (
    ("januar", "january"),
    ("februar", "february"),
    ("marec", "marc", "march"),
    ("april",),
    ("maj", "may"),
    ("junij", "june"),
    ("julij", "july"),
    ("avgust", "august"),
    ("september", "septembr"),
    ("oktober", "oktobr", "october"),
    ("november", "novembr"),
    ("december", "decembr"),
)
WRITTEN_DAY = re.compile(r"(\d{1,2})\.? ([a-zA-Z]{3,9})[a-z]*")
NUMERIC_DAY = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(?=\d{4})")
NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


def languages(file: CallFile) -> Iterator[Mistake]:
    """Every text for people, in the call and in the rules."""
    for part, path in ((file.offer, "call"), (file.rules, "rules")):
        for where, one in records(part, path):
            if isinstance(one, Words):
                yield from _words(where, one)


def _words(path: str, words: Words) -> Iterator[Mistake]:
    for language, text in (("sl", words.sl), ("en", words.en)):
        if not text:
            yield mistake(path, "missing_language", language=language)
    ours, theirs = numbers_in(words.sl), numbers_in(words.en)
    if words.sl and words.en and ours != theirs:
        told = {"sl": sorted((ours - theirs).elements()), "en": sorted((theirs - ours).elements())}
        yield mistake(path, "texts_disagree", stops=False, **told)


def numbers_in(text: str) -> Counter[str]:
    """The numbers that a text names: 4,25 and 4.25 are one, and so are 10. 2. 2026 and 10 February 2026."""
    text = WRITTEN_DAY.sub(_numeric, text)
    text = NUMERIC_DAY.sub(r"\1 \2 ", text)
    return Counter(number.replace(",", ".") for number in NUMBER.findall(text))


def _numeric(found: re.Match[str]) -> str:
    word = found[2].lower()
    for number, names in enumerate(MONTHS, start=1):
        if word.startswith(names):
            return f"{found[1]}. {number}. "
    return found[0]
