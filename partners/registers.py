"""The registers in `partners/data`, read into rows. `partners/data/README.md` says where they come from."""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from partners.folding import bag, fold, kinds_in, names
from partners.models import (
    CharterHolder,
    Country,
    DistanceBand,
    IscedField,
    Language,
    Place,
    Reference,
)
from partners.naming import readable, readable_city

DATA = Path(__file__).parent / "data"
# How the town of a charter holder was found: by its own name. The other ways give a neighbouring town.
OWN_TOWN = frozenset({"exact", "cleaned", "variant", "manual"})
# For the rare code that does not end in two digits.
LAST = 99

Row = Mapping[str, str]
Towns = dict[int, dict[str, None]]


@dataclass(frozen=True)
class Register:
    """One register: the model of its rows, what makes a row the same row, how and from what it is read."""

    name: str
    model: type[Reference]
    key: tuple[str, ...]
    read: Callable[[], Sequence[Reference]]
    files: tuple[str, ...]

    @property
    def paths(self) -> list[Path]:
        return [_path(name) for name in self.files]


def _path(name: str) -> Path:
    return DATA / f"{name}.csv"


def _lines(name: str) -> Iterator[Row]:
    with _path(name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _number(text: str) -> int | None:
    return int(text) if text else None


def read_countries() -> list[Country]:
    """202 countries with their standing in the programme."""
    return [
        Country(
            code=row["iso"],
            eche_code=row["eche_code"],
            status=row["status"],
            region_code=row["region_code"],
            region_name=row["region_name"],
            staff_group_2021_2023=_number(row["staff_group_2021_2023"]),
            staff_group_2024_2027=_number(row["staff_group_2024_2027"]),
            verified=row["verified"] == "yes",
            **{f"name_{language}": row[f"name_{language}"] for language in ("en", "sl", "sv", "lv")},
        )
        for row in _lines("countries")
    ]


def read_languages() -> list[Language]:
    """184 languages; the columns of the file are the fields."""
    return [Language(**row) for row in _lines("languages")]


def read_isced_fields() -> list[IscedField]:
    """10 broad, 50 narrow and 130 detailed fields."""
    return [
        IscedField(
            code=row["code"],
            level=row["level"],
            broad=row["broad_code"],
            narrow=row["narrow_code"],
            **{f"name_{language}": row[language] for language in ("en", "sl", "sv", "lv")},
        )
        for row in _lines("isced_f")
    ]


def read_distance_bands() -> list[DistanceBand]:
    """8 bands for each of two pairs of call years."""
    return [
        DistanceBand(
            calls_from=int(row["calls_from"]),
            calls_to=int(row["calls_to"]),
            km_from=int(row["km_from"]),
            km_to=_number(row["km_to"]),
            standard=Decimal(row["standard"]),
            green=Decimal(row["green"]) if row["green"] else None,
        )
        for row in _lines("distance_bands")
    ]


def _names_of_towns() -> Towns:
    """Other names of a town, each once: from our list, and as the charter holders who are there write it."""
    others: Towns = defaultdict(dict)
    for row in _lines("place_names"):
        others[int(row["geonameid"])].update(dict.fromkeys(row["other_names"].split("|")))
    for row in _lines("charter_holders"):
        if row["geo_method"] == "exact":
            others[int(row["geonameid"])][row["city"].upper()] = None
    return others


def read_places() -> list[Place]:
    """34,006 towns, each findable under all the names known here."""
    others = _names_of_towns()
    return [
        Place(
            geonameid=(number := int(row["geonameid"])),
            name=row["name"],
            country_code=row["country_iso"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            population=int(row["population"]),
            time_zone=row["timezone"],
            search=names(row["name"], *others.get(number, ())),
        )
        for row in _lines("places")
    ]


def read_charter_holders() -> list[CharterHolder]:
    """6,142 institutions, in readable case, findable under other names of theirs and of their town."""
    of_towns = _names_of_towns()
    of_hosts = {row["erasmus_code"]: row["other_names"] for row in _lines("host_names")}
    return [
        _charter_holder(row, [of_hosts.get(row["erasmus_code"], ""), *_towns(row, of_towns)])
        for row in _lines("charter_holders")
    ]


def _towns(row: Row, others: Towns) -> list[str]:
    if row["geo_method"] not in OWN_TOWN:
        return [row["city"]]
    return [row["city"], row["geo_place"], *others.get(int(row["geonameid"]), ())]


def _charter_holder(row: Row, aliases: Sequence[str]) -> CharterHolder:
    country, code, name = row["country_iso"], row["erasmus_code"], row["name"]
    # One of them gives its name where its town should stand.
    city = row["geo_place"] if fold(row["city"]) == fold(name) else row["city"]
    kinds = kinds_in(" ".join([name, aliases[0]]))
    return CharterHolder(
        erasmus_code=code,
        pic=row["pic"],
        oid=row["oid"],
        name=name,
        display_name=readable(name, country=country, city=city),
        city=readable_city(city, country=country),
        postcode=row["postcode"],
        country_id=country,
        website=row["website"],
        eche_start=date.fromisoformat(row["eche_start"]),
        eche_end=date.fromisoformat(row["eche_end"]),
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        number=int(code[-2:]) if code[-2:].isdigit() else LAST,
        search=bag(name, *kinds, *aliases, code, code.replace(" ", "")),
    )


CODE, BAND = ("erasmus_code",), ("calls_from", "km_from")
TOWNS = ("places", "place_names", "charter_holders")
# In the order in which they point to one another.
REGISTERS = (
    Register("countries", Country, ("code",), read_countries, ("countries",)),
    Register("languages", Language, ("code",), read_languages, ("languages",)),
    Register("isced fields", IscedField, ("code",), read_isced_fields, ("isced_f",)),
    Register("distance bands", DistanceBand, BAND, read_distance_bands, ("distance_bands",)),
    Register("places", Place, ("geonameid",), read_places, TOWNS),
    Register("charter holders", CharterHolder, CODE, read_charter_holders, (*TOWNS, "host_names")),
)
