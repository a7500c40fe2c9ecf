"""Reading the registers: hosts found by what people type, towns, choices for forms, distances."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from math import asin, cos, radians, sin, sqrt
from operator import add, and_, or_
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db import connection
from django.db.models import Case, F, Q, QuerySet, UUIDField, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Greatest, Least
from django.utils.translation import get_language

from core.words import FALLBACK
from partners.enums import HostKind, IscedLevel
from partners.folding import KINDS, collation_key, fold, plain, words_of
from partners.models import CharterHolder, Country, HostOrganisation, IscedField, Language, Place
from partners.naming import ARTICLES, SMALL

LIMIT = 20
UNIVERSITY = "univ"
NAME_LANGUAGES = frozenset({"en", "sl", "sv", "lv"})
# How alike a word must be to one in a name to be its misspelling (0 to 1; pg_trgm's own choice is 0.6).
ALIKE = 0.4
# How much of a question must be recognised, on average over its words.
RECOGNISED = 0.45
# How alike two names of one country must be to be asked about (0 to 1).
SAME_NAME = 0.75
# Words shorter than this are like too many others to be looked for by likeness.
SHORTEST = 3
# Points in the order of answers, where each word found as a whole word is one.
LIKENESS = 0.6
OWN_REGISTER = 0.25
A_UNIVERSITY = 0.15
# Codes of a town were given out in turn: the tenth and later lose as much as names differ in likeness.
EACH_LATER = 0.03
LATE = 10
EARTH_RADIUS_KM = 6371.0088


@dataclass(frozen=True)
class FoundHost:
    """One answer: a host in the university's register (`public_id`), or a charter holder to take in."""

    public_id: uuid.UUID | None
    erasmus_code: str
    name: str
    city: str
    country: str
    country_name: str
    kind: str
    confirmed: bool

    @property
    def key(self) -> str:
        """What a form sends back: the id in the register, or the Erasmus code."""
        return f"host:{self.public_id}" if self.public_id else f"charter:{self.erasmus_code}"

    @property
    def kind_name(self) -> str:
        return str(HostKind(self.kind).label)


def search_hosts(text: str, *, limit: int = LIMIT) -> list[FoundHost]:
    """Hosts by name, town or Erasmus code, best first: those where every word begins a word of theirs.

    When there is none, the nearest in spelling. An institution in the university's own register comes from
    there. One statement; three when nothing is found as typed.
    """
    words = _telling_words(text)
    if not words:
        return []
    return _as_typed(words, fold(text), limit) or _nearly(words, limit)


def _telling_words(text: str) -> list[str]:
    """The words without prepositions and articles, unless there is nothing else."""
    words = words_of(text)
    return [word for word in words if word not in SMALL | ARTICLES] or words


def _as_typed(words: Sequence[str], text: str, limit: int) -> list[FoundHost]:
    every_word = reduce(and_, (Q(search__contains=f" {word}") for word in words))
    whole_words = reduce(add, (_if_contains(f" {word} ", 1.0) for word in words))
    alike = TrigramSimilarity("search", text) * LIKENESS + _if_contains(f" {UNIVERSITY} ", A_UNIVERSITY)
    return _found(every_word, whole_words + alike, limit)


def _if_contains(text: str, points: float) -> Combinable:
    return Case(When(search__contains=text, then=Value(points)), default=Value(0.0))


def _nearly(words: Sequence[str], limit: int) -> list[FoundHost]:
    """Rows that hold a word like one of these, by how much of the question they hold on average."""
    telling = [word for word in words if word not in KINDS and len(word) >= SHORTEST] or list(words)
    some_word = reduce(or_, (Q(search__trigram_word_similar=word) for word in telling))
    alike = reduce(add, (TrigramWordSimilarity(word, "search") for word in words)) / Value(float(len(words)))
    with connection.cursor() as cursor:
        cursor.execute("select set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(ALIKE)])
    return _found(some_word & Q(alike__gte=RECOGNISED), alike, limit)


def similar_host(name: str, *, country: str) -> FoundHost | None:
    """The host of this country whose name is nearly the same, or None. One statement over both registers."""
    alike = Greatest(TrigramSimilarity("called", name), TrigramSimilarity("called", plain(name)))
    found = _found(Q(country_id=country, alike__gte=SAME_NAME), alike, 1)
    return found[0] if found else None


def _found(matches: Q, alike: Combinable, limit: int) -> list[FoundHost]:
    """The best rows of both registers in one statement; `called` stands for the name in either.

    A charter holder that the university has taken in comes from its own register. The first institutions of
    a town go before the others in it.
    """
    taken_in = HostOrganisation.objects.filter(charter_holder__isnull=False).values("charter_holder_id")
    hosts = HostOrganisation.objects.annotate(
        called=F("name"),
        alike=alike,
        score=F("alike") + OWN_REGISTER,
        listed_as=F("kind"),
        confirmed=Q(confirmed_at__isnull=False),
    )
    holders = CharterHolder.objects.filter(listed=True).exclude(pk__in=taken_in)
    holders = holders.annotate(
        called=F("display_name"),
        alike=alike,
        score=F("alike") - Least(F("number"), LATE) * EACH_LATER,
        public_id=Value(None, UUIDField()),
        confirmed=Value(True),
        listed_as=Value(HostKind.HIGHER_EDUCATION),
    )
    columns = (
        "public_id", "erasmus_code", "called", "city", "country_id", f"country__name_{_name_language()}",
        "listed_as", "confirmed", "score",
    )  # fmt: skip
    rows = (
        hosts.filter(matches)
        .values_list(*columns)
        .union(holders.filter(matches).values_list(*columns), all=True)
    )
    return [FoundHost(*row[:-1]) for row in rows.order_by("-score", "called")[:limit]]


def proposed_hosts() -> QuerySet[HostOrganisation]:
    """Hosts that await confirmation, the oldest proposal first, with who proposed them."""
    waiting = HostOrganisation.objects.filter(confirmed_at=None).select_related("country", "proposed_by")
    return waiting.order_by("proposed_at")


def _name_language() -> str:
    language = (get_language() or FALLBACK)[:2]
    return language if language in NAME_LANGUAGES else FALLBACK


def country_choices() -> list[tuple[str, str]]:
    """(code, name) of every country by name in the reader's language, in alphabetical order."""
    return _choices(Country.objects.all())


def language_choices() -> list[tuple[str, str]]:
    """(code, name) of every language by name in the reader's language, in alphabetical order."""
    return _choices(Language.objects.all())


def field_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Broad fields of education with their detailed fields as (code, code and name), in the reader's language."""
    called = f"name_{_name_language()}"
    rows = IscedField.objects.exclude(level=IscedLevel.NARROW).order_by("code")
    broad: dict[str, tuple[str, list[tuple[str, str]]]] = {}
    for code, level, group, name in rows.values_list("code", "level", "broad", called):
        if level == IscedLevel.BROAD:
            broad[code] = (name, [])
        else:
            broad[group][1].append((code, f"{code} {name}"))
    return list(broad.values())


def _choices(rows: QuerySet[Any]) -> list[tuple[str, str]]:
    named = rows.values_list("code", f"name_{_name_language()}")
    return sorted(named, key=lambda choice: collation_key(choice[1]))


def cities(prefix: str, *, country: str = "", limit: int = LIMIT) -> list[Place]:
    """Towns one of whose names has a word beginning so, the biggest first; within a country when given."""
    words = fold(prefix).split()
    if not words:
        return []
    matches = reduce(and_, (Q(search__contains=f" {word}") for word in words))
    if country:
        matches &= Q(country_code=country)
    return list(Place.objects.filter(matches).order_by("-population")[:limit])


def town(name: str, *, country: str) -> Place | None:
    """The biggest town of a country that has exactly this name in some language, or None."""
    named = Place.objects.filter(country_code=country, search__contains=f" | {fold(name)} | ")
    return named.order_by("-population").first()


def distance_km(from_lat: float, from_lon: float, to_lat: float, to_lon: float) -> float:
    """Great-circle distance between two points (degrees, WGS 84), in kilometres; not rounded.

    The way of the Commission's distance calculator: between two named towns, one way.
    """
    lat_1, lon_1, lat_2, lon_2 = (radians(degrees) for degrees in (from_lat, from_lon, to_lat, to_lon))
    half = sin((lat_2 - lat_1) / 2) ** 2 + cos(lat_1) * cos(lat_2) * sin((lon_2 - lon_1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(half))
