"""The desk of human resources: two narrow lists and their stored order, a page at a time."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import get_language

from core.wording import period
from members.actor import Actor
from members.queries import UniversityAddress, address_by_id
from mobility import pages
from recognition.enums import RecognitionKind
from recognition.queries import desk_counts, recorded, to_recognise

PAGE = 50
OF_MOBILITY = ("public_id", "member_id", "number", "starts_on", "ends_on", "training_days")
WAITING = (
    *OF_MOBILITY,
    "person__last_name",
    "person__first_name",
    "employment__post_sl",
    "employment__post_en",
    "host__name",
    "host__city",
    "host__country__name_sl",
    "host__country__name_en",
    "next_due_on",
)
RECORDED = (
    *(f"mobility__{name}" for name in WAITING),
    "kinds",
    "entered_on",
    "reference",
)


@dataclass(frozen=True)
class DeskRow:
    """One line of either list: never a score, never a word of the committee."""

    url: str
    number: str
    person: str
    post: str
    host: str
    period: str
    days: int
    member: str
    due_on: date | None
    evidence: tuple[tuple[str, str], ...] = ()
    kinds: tuple[str, ...] = ()
    entered_on: date | None = None
    reference: str = ""


@dataclass(frozen=True)
class Desk:
    """One page of one list with the counts of both."""

    rows: list[DeskRow]
    page: Page[Any]
    waiting: int
    recorded: int


def read_desk(actor: Actor, *, shows_recorded: bool, number: str) -> Desk:
    """One page of the list asked for; the same few statements however many rows there are."""
    counts = desk_counts(actor)
    rows = recorded(actor).values(*RECORDED) if shows_recorded else to_recognise(actor).values(*WAITING)
    paginator = Paginator(rows, PAGE)
    paginator.count = counts["recorded"] if shows_recorded else counts["waiting"]
    page = paginator.get_page(number)
    university = address_by_id(actor.university_id)
    make = _recorded if shows_recorded else _waiting
    return Desk(
        [make(row, university) for row in page.object_list], page, counts["waiting"], counts["recorded"]
    )


def _waiting(row: dict[str, Any], university: UniversityAddress) -> DeskRow:
    where = _address(row, university)
    evidence = tuple((str(paper.label), reverse(paper.url_name, kwargs=where)) for paper in pages.EVIDENCE)
    return DeskRow(
        **_common(row, university), url=reverse("recognition:record", kwargs=where), evidence=evidence
    )


def _recorded(row: dict[str, Any], university: UniversityAddress) -> DeskRow:
    mobility = {name.removeprefix("mobility__"): value for name, value in row.items()}
    return DeskRow(
        **_common(mobility, university),
        url=reverse("recognition:entry", kwargs=_address(mobility, university)),
        kinds=tuple(str(RecognitionKind(kind).label) for kind in row["kinds"]),
        entered_on=row["entered_on"],
        reference=row["reference"],
    )


def _common(row: dict[str, Any], university: UniversityAddress) -> dict[str, Any]:
    own = "en" if (get_language() or "").startswith("en") else "sl"
    host = (row["host__name"], row["host__city"], row[f"host__country__name_{own}"])
    return {
        "number": row["number"],
        "person": f"{row['person__last_name']} {row['person__first_name']}",
        "post": row[f"employment__post_{own}"],
        "host": ", ".join(part for part in host if part),
        "period": period(row["starts_on"], row["ends_on"]),
        "days": row["training_days"],
        "member": university.member_of(row["member_id"]).short,
        "due_on": row["next_due_on"],
    }


def _address(row: dict[str, Any], university: UniversityAddress) -> dict[str, Any]:
    slug = university.member_of(row["member_id"]).slug
    return {"university": university.slug, "member": slug, "mobility": row["public_id"]}
