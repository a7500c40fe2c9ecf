"""The Slovenian of the interface is whole, keeps what is filled in, and is written as Slovenian is."""

import gettext
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import polib
import pytest
from django.conf import settings
from django.utils import translation

from core import clock, wording
from tests.tidiness.files import ROOT
from tools.locales import OWN, catalogue_of, key, messages_for_hosts

# Besides English, in which the sources are written, and the university’s own, which has everything.
LANGUAGES_OF_HOSTS = sorted(set(settings.POPOTNIK_HOST_LANGUAGES) - {"en", OWN})
FLOOR_OF_HOSTS = 250
CATALOGUE = ROOT / "locale/sl/LC_MESSAGES/django.po"
# One, two (dual), three and four, five and more; the hundreds begin anew.
PLURALS = {1: 0, 101: 0, 2: 1, 102: 1, 3: 2, 4: 2, 104: 2, 0: 3, 5: 3, 11: 3, 12: 3, 100: 3}
GENITIVE = ("januarja", "februarja", "marca", "aprila", "maja", "junija",
            "julija", "avgusta", "septembra", "oktobra", "novembra", "decembra")  # fmt: skip
# Names that are the same in every language.
SAME_IN_BOTH = {"EU Survey", "OID", "PIC", "Popotnik"}
FILLED_IN = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}")
TAG = re.compile(r"<[^>]*>")
FOREIGN_QUOTES = re.compile("[\"'“”‘]|(?<=\\W)’")
FAMILIAR = re.compile(r"\b(?:tebe|tebi|teboj|tvoj\w*)\b", re.IGNORECASE)
Pair = tuple[str, str]


def entries() -> list[polib.POEntry]:
    """Every message of the catalogue, with those that are out of use."""
    return list(polib.pofile(str(CATALOGUE)))


def pairs() -> Iterator[Pair]:
    """Each Slovenian text beside the English that it stands for: of a plural, the English plural."""
    for entry in entries():
        for text in entry.msgstr_plural.values():
            yield entry.msgid_plural, text
        if not entry.msgid_plural:
            yield entry.msgid, entry.msgstr


def filled_in(text: str) -> Counter[str]:
    """What is put into the text, and how often."""
    return Counter(FILLED_IN.findall(text))


def is_left_in_english(pair: Pair) -> bool:
    english, slovenian = pair
    words = re.findall(r"[^\W\d_]{2,}", FILLED_IN.sub(" ", english))
    return english == slovenian and bool(words) and english not in SAME_IN_BOTH


def has_other_blanks(pair: Pair) -> bool:
    return filled_in(pair[0]) != filled_in(pair[1])


def has_other_markup(pair: Pair) -> bool:
    return Counter(TAG.findall(pair[0])) != Counter(TAG.findall(pair[1]))


def has_foreign_quotes(pair: Pair) -> bool:
    text = TAG.sub("", pair[1])
    return bool(FOREIGN_QUOTES.search(text)) or text.count("»") != text.count("«")


def is_familiar(pair: Pair) -> bool:
    return bool(FAMILIAR.search(pair[1]))


def ends_otherwise(pair: Pair) -> bool:
    """A sentence without its stop, or with one of its own; labels may end in an abbreviation."""
    ends = [text[-1:] if text[-1:] in set(".?!:…") else "" for text in pair]
    return pair[1] != pair[1].strip() or (ends[0] != ends[1] and len(pair[0].split()) > 2)


FAULTS = (
    is_left_in_english,
    has_other_blanks,
    has_other_markup,
    has_foreign_quotes,
    is_familiar,
    ends_otherwise,
)


def test_catalogue_is_whole() -> None:
    unfinished = [
        entry.msgid for entry in entries() if entry.fuzzy or entry.obsolete or not entry.translated()
    ]
    assert unfinished == []


def test_plural_rule_is_the_slovenian_one() -> None:
    forms = polib.pofile(str(CATALOGUE)).metadata["Plural-Forms"]
    count, rule = re.fullmatch(r"nplurals=(\d); plural=(.+);", forms).groups()
    choose = gettext.c2py(rule)
    assert count == "4"
    assert {number: choose(number) for number in PLURALS} == PLURALS


def test_every_plural_has_four_forms() -> None:
    plurals = {entry.msgid: set(entry.msgstr_plural) for entry in entries() if entry.msgid_plural}
    assert [msgid for msgid, forms in plurals.items() if forms != {0, 1, 2, 3}] == []


@pytest.mark.parametrize("is_faulty", FAULTS)
def test_texts_are_free_of(is_faulty: Callable[[Pair], bool]) -> None:
    found = [
        f"{english!r}: {slovenian!r}" for english, slovenian in pairs() if is_faulty((english, slovenian))
    ]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize(
    ("is_faulty", "pair"),
    [
        (is_left_in_english, ("Report", "Report")),
        (has_other_blanks, ("%(count)d days", "%(number)d dni")),
        (has_other_blanks, ("{used} of {most}", "{used}")),
        (has_other_markup, ('<a href="#">Go</a>', "Naprej")),
        (has_foreign_quotes, ("“Yes”", '"Da"')),
        (has_foreign_quotes, ("“Yes”", "»Da")),
        (is_familiar, ("Your report", "Tvoje poročilo")),
        (ends_otherwise, ("It is saved.", "Shranjeno je")),
    ],
)
def test_faults_are_found(is_faulty: Callable[[Pair], bool], pair: Pair) -> None:
    assert is_faulty(pair)


@pytest.mark.parametrize(
    "pair",
    [
        ("%(hours)s h", "%(hours)s h"),
        ("Popotnik", "Popotnik"),
        ("“Yes”.", "»Da«."),
        ("Minutes no.", "Št. zapisnika"),
    ],
)
def test_good_texts_pass(pair: Pair) -> None:
    assert [is_faulty.__name__ for is_faulty in FAULTS if is_faulty(pair)] == []


def test_months_stand_in_the_genitive() -> None:
    with clock.travel(datetime(2026, 5, 21, 12, tzinfo=UTC)), translation.override("sl"):
        days = [wording.day(date(2026, month, 25)).replace("\xa0", " ") for month in range(1, 13)]
    assert days == [f"25. {month}" for month in GENITIVE]


@pytest.mark.parametrize("language", LANGUAGES_OF_HOSTS)
def test_hosts_read_everything_in_their_language(language: str) -> None:
    """Each language offered to hosts has every text of the room, its forms and its letters, and no other text."""
    wanted = {key(entry) for entry in messages_for_hosts()}
    assert len(wanted) >= FLOOR_OF_HOSTS
    held = {key(entry): entry for entry in polib.pofile(str(catalogue_of(language)))}
    assert sorted(map(str, wanted - {name for name, entry in held.items() if entry.translated()})) == []
    assert sorted(map(str, held.keys() - wanted)) == []


@pytest.mark.parametrize("language", LANGUAGES_OF_HOSTS)
def test_names_in_texts_of_hosts_are_kept(language: str) -> None:
    """Every placeholder of the English text stands in the translation, and no other."""
    for entry in polib.pofile(str(catalogue_of(language))):
        english = set(re.findall(r"%\(\w+\)[sd]", f"{entry.msgid} {entry.msgid_plural}"))
        for said in [entry.msgstr, *entry.msgstr_plural.values()]:
            found = set(re.findall(r"%\(\w+\)[sd]", said))
            assert not said or found == english or (entry.msgid_plural and found <= english), entry.msgid
