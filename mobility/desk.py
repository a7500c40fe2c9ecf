"""The office's table: views with counts, filters, and narrow rows by key. The address is the view."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from core.face import Pill, Tab
from core.wording import period
from members.actor import Actor
from members.enums import Capacity as C
from members.queries import address_by_id
from mobility.duty_rows import bearer_of_capacity
from mobility.enums import Action, Stage
from mobility.models import Mobility
from mobility.moves import FACES
from mobility.queries import visible_to

PAGE = 50
FAR = date.max
COMMITTEE = (C.ASSESSOR, C.CHAIR)
COLUMNS = (
    "pk", "public_id", "number", "member_id", "person__last_name", "person__first_name", "unit__name_sl",
    "unit__name_en", "host__name", "host__country_id", "starts_on", "ends_on", "training_days", "stage",
    "stage_since", "holder", "next_due_on", "met", "action",
)  # fmt: skip


def views(actor: Actor, today: date) -> dict[str, tuple[Any, Q]]:
    """The tabs: what each is called and which mobilities stand in it."""
    mine = [str(capacity) for capacity in actor.capacities if capacity != C.PARTICIPANT]
    return {
        "mine": (gettext_lazy("My queue"), Q(holder__in=mine) & ~Q(next_due_on=None)),
        "participant": (
            gettext_lazy("Waiting for the participant"),
            Q(holder=C.PARTICIPANT) & ~Q(next_due_on=None),
        ),
        "committee": (gettext_lazy("Waiting for the committee"), Q(stage=Stage.UNDER_ASSESSMENT)),
        "host": (gettext_lazy("Waiting for the host"), Q(holder=C.HOST) & ~Q(next_due_on=None)),
        "abroad": (
            gettext_lazy("Abroad now"),
            Q(stage=Stage.READY, starts_on__lte=today, ends_on__gte=today),
        ),
        "overdue": (gettext_lazy("Overdue"), Q(next_due_on__lt=today)),
        "recognise": (gettext_lazy("To recognise"), Q(stage=Stage.COMPLETED)),
        "all": (gettext_lazy("All"), Q()),
    }


@dataclass(frozen=True)
class Filter:
    """What the address asks for: view, words, member, action, stage, and where the page begins."""

    view: str = "mine"
    words: str = ""
    member: str = ""
    action: str = ""
    stage: str = ""
    after: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str], *, default: str) -> "Filter":
        """Read the address; anything unknown is left out rather than refused."""
        action, stage = query.get("action", ""), query.get("stage", "")
        return cls(
            view=query.get("view", default),
            words=query.get("q", "").strip()[:100],
            member=query.get("member", "")[:50],
            action=action if action in Action.values else "",
            stage=stage if stage in Stage.values else "",
            after=query.get("after", "")[:40],
        )

    def params(self, **changes: str) -> dict[str, str]:
        """The address of this view with some changes, empty parts left out, from its first page."""
        parts = {"view": self.view, "q": self.words, "member": self.member, "action": self.action,
                 "stage": self.stage, **changes}  # fmt: skip
        return {name: value for name, value in parts.items() if value}


@dataclass(frozen=True, slots=True)
class Row:
    """One mobility as the table shows it; every word is ready, so that a cell costs nothing."""

    url: str
    number: str
    person: str
    member: str
    unit: str
    host: str
    country: str
    period: str
    days: int
    stage: str
    age: int
    holder: str
    due_on: date | None
    signed: tuple[bool, bool, bool]
    certificate: bool
    report: bool
    recognised: bool

    @property
    def signatures(self) -> str:
        """The three ticks in words, for whoever does not see them."""
        return _("%(given)d of 3 signatures") % {"given": sum(self.signed)}


def found(actor: Actor, asked: Filter, today: date) -> QuerySet[Mobility]:
    """The mobilities of the view, in its order: nearest date first."""
    rows = conditions(visible_to(actor), asked, actor)
    view = views(actor, today).get(asked.view)
    return rows.filter(view[1] if view else Q()).order_by(F("next_due_on").asc(nulls_last=True), "pk")


def conditions(rows: QuerySet[Mobility], asked: Filter, actor: Actor) -> QuerySet[Mobility]:
    """The filter without its view, so that the tabs count what the filter leaves."""
    if asked.member:
        members = address_by_id(actor.university_id).members
        rows = rows.filter(member_id=members[asked.member].id) if asked.member in members else rows.none()
    if asked.action:
        rows = rows.filter(action=asked.action)
    if asked.stage:
        rows = rows.filter(stage=asked.stage)
    for word in asked.words.split():
        rows = rows.filter(
            Q(person__last_name__unaccent__icontains=word)
            | Q(person__first_name__unaccent__icontains=word)
            | Q(number__startswith=word)
            | Q(host__name__unaccent__icontains=word)
        )
    return rows


def tabs(actor: Actor, asked: Filter, today: date, base: str) -> list[Tab]:
    """Every view with its count, in one statement."""
    known = views(actor, today)
    counted = {
        f"view_{name}": Count("pk", filter=condition) if condition else Count("pk")
        for name, (_label, condition) in known.items()
    }
    counts = conditions(visible_to(actor), asked, actor).aggregate(**counted)
    return [
        Tab(
            str(label),
            f"{base}?{_query(asked.params(view=name))}",
            counts[f"view_{name}"],
            current=name == asked.view,
            tone="late" if name == "overdue" and counts[f"view_{name}"] else "",
        )
        for name, (label, _condition) in known.items()
    ]


def _query(params: dict[str, str]) -> str:
    return urlencode(params)


def pills(asked: Filter, actor: Actor, base: str) -> list[Pill]:
    """The conditions in force, each with the address without it."""
    members = address_by_id(actor.university_id).members
    shown = {
        "q": asked.words,
        "member": members[asked.member].short if asked.member in members else "",
        "action": asked.action,
        "stage": str(Stage(asked.stage).label) if asked.stage else "",
    }
    return [
        Pill(words, f"{base}?{_query(asked.params(**{name: ''}))}") for name, words in shown.items() if words
    ]


def page(actor: Actor, asked: Filter, today: date) -> tuple[list[Row], str]:
    """One page of rows, and the key of its last row when there are more."""
    rows = found(actor, asked, today)
    key = _key(asked.after)
    if key:
        due, pk = key
        later = (
            Q(next_due_on=None, pk__gt=pk)
            if due == FAR
            else (Q(next_due_on__gt=due) | Q(next_due_on=due, pk__gt=pk) | Q(next_due_on=None))
        )
        rows = rows.filter(later)
    read = list(rows.values(*COLUMNS)[: PAGE + 1])
    more = len(read) > PAGE
    read = read[:PAGE]
    last = read[-1] if more else None
    after = f"{(last['next_due_on'] or FAR).isoformat()}_{last['pk']}" if last else ""
    prefix = address_by_id(actor.university_id)
    return [row_of(values, prefix, today) for values in read], after


def _key(after: str) -> tuple[date, int] | None:
    """The place after which a page begins; anything malformed begins at the start."""
    due, _sep, pk = after.partition("_")
    try:
        return date.fromisoformat(due), int(pk)
    except ValueError:
        return None


def row_of(values: dict[str, Any], university: Any, today: date) -> Row:
    """What was read of one mobility, in words."""
    member = university.member_of(values["member_id"])
    met = set(values["met"])
    english = (get_language() or "").startswith("en")
    return Row(
        url=f"/{university.slug}/{member.slug}/mobilities/{values['public_id']}/",
        number=values["number"],
        person=f"{values['person__last_name']} {values['person__first_name']}",
        member=member.short,
        unit=values["unit__name_en"] if english else values["unit__name_sl"],
        host=values["host__name"] or "",
        country=values["host__country_id"] or "",
        period=period(values["starts_on"], values["ends_on"]),
        days=values["training_days"],
        stage=stage_words(values, today),
        age=(today - values["stage_since"].date()).days,
        holder=bearer_of_capacity(values["holder"]),
        due_on=values["next_due_on"],
        signed=("sign:participant" in met, "sign:home" in met, "sign:host" in met),
        certificate=any(token.startswith("accept_certificate") for token in met),
        report=any(token.startswith("accept_report") for token in met),
        recognised=any(token.startswith("recognise") for token in met),
    )


def stage_words(values: dict[str, Any], today: date) -> str:
    """The stage in the staff's words; “Abroad” is computed from the dates."""
    if values["stage"] == Stage.READY and values["starts_on"] <= today <= values["ends_on"]:
        return _("Abroad")
    return str(FACES[values["stage"]].staff)
