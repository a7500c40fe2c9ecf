"""The registers in `partners/data`, read into rows. `partners/data/README.md` says where they come from."""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from partners.folding import search_text, with_kind
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


@dataclass(frozen=True)
class Register:
    """One register: its name, the model of its rows, what makes a row the same row, and how it is read."""

    name: str
    model: type[Reference]
    key: tuple[str, ...]
    read: Callable[[], Sequence[Reference]]


def _lines(name: str) -> Iterator[Row]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
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


def _names_of_places() -> dict[int, list[str]]:
    """Other names of a town: from our list, and as the charter holders who are there write it."""
    names: dict[int, list[str]] = defaultdict(list)
    for row in _lines("place_names"):
        names[int(row["geonameid"])].extend(row["other_names"].split("|"))
    for row in _lines("charter_holders"):
        if row["geo_method"] == "exact":
            names[int(row["geonameid"])].append(row["city"])
    return names


def read_places() -> list[Place]:
    """34,006 towns, each findable under all the names known here."""
    names = _names_of_places()
    return [
        Place(
            geonameid=(number := int(row["geonameid"])),
            name=row["name"],
            country_code=row["country_iso"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            population=int(row["population"]),
            time_zone=row["timezone"],
            search=search_text(row["name"], *names.get(number, ())),
        )
        for row in _lines("places")
    ]


def read_charter_holders() -> list[CharterHolder]:
    """6,142 institutions, in readable case, findable under the names of their town."""
    names = _names_of_places()
    return [_charter_holder(row, names.get(int(row["geonameid"]), [])) for row in _lines("charter_holders")]


def _charter_holder(row: Row, town: Sequence[str]) -> CharterHolder:
    country, code = row["country_iso"], row["erasmus_code"]
    towns = (row["city"], row["geo_place"], *town) if row["geo_method"] in OWN_TOWN else (row["city"],)
    return CharterHolder(
        erasmus_code=code,
        pic=row["pic"],
        oid=row["oid"],
        name=row["name"],
        display_name=readable(row["name"], country=country, city=row["city"]),
        city=readable_city(row["city"], country=country),
        postcode=row["postcode"],
        country_id=country,
        website=row["website"],
        eche_start=date.fromisoformat(row["eche_start"]),
        eche_end=date.fromisoformat(row["eche_end"]),
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        number=int(code[-2:]) if code[-2:].isdigit() else LAST,
        search=search_text(with_kind(row["name"]), *towns, code, code.replace(" ", "")),
    )


# In the order in which they point to one another.
REGISTERS = (
    Register("countries", Country, ("code",), read_countries),
    Register("languages", Language, ("code",), read_languages),
    Register("isced fields", IscedField, ("code",), read_isced_fields),
    Register("distance bands", DistanceBand, ("calls_from", "km_from"), read_distance_bands),
    Register("places", Place, ("geonameid",), read_places),
    Register("charter holders", CharterHolder, ("erasmus_code",), read_charter_holders),
)
