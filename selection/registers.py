"""The product's own facts, by the names with which the rules of a call ask for them (docs/calls.md)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mobility.enums import BINDING, LanguageLevel
from mobility.models import Application, Mobility
from selection.engine.facts import Fact, Held
from selection.engine.scalars import Value

LEVELS = [level.value for level in LanguageLevel]
MONTHS = 12


@dataclass(frozen=True)
class Asked:
    """About whom a fact is asked, and as of which day."""

    mobility: Mobility
    application: Application | None
    on: date

    @property
    def own(self) -> QuerySet[Mobility]:
        """The person's other mobilities at this member that take place or have taken place."""
        return (
            _taking_place()
            .filter(person_id=self.mobility.person_id, member_id=self.mobility.member_id)
            .exclude(pk=self.mobility.pk)
        )


Found = tuple[Value | None, str]


@dataclass(frozen=True)
class Register:
    """One fact: its type in the rules, what it is, and where it is found."""

    type: str
    label: Any
    find: Callable[[Asked], Found]


def _taking_place() -> QuerySet[Mobility]:
    return Mobility.objects.filter(stage__in=sorted(BINDING))


def _of_employment(name: str) -> Callable[[Asked], Found]:
    def find(asked: Asked) -> Found:
        post = asked.mobility.employment
        value = getattr(post, name)
        return (Decimal(value) if isinstance(value, int) else value), f"employment:{post.pk}"

    return find


def _months(asked: Asked) -> Found:
    """Whole months since the first day of the post."""
    post, on = asked.mobility.employment, asked.on
    whole = (on.year - post.starts_on.year) * MONTHS + on.month - post.starts_on.month
    if on.day < post.starts_on.day:
        whole -= 1
    return Decimal(max(0, whole)), f"employment:{post.pk}"


def _mobilities(asked: Asked) -> Found:
    return Decimal(asked.own.count()), ""


def _last_ended(asked: Asked) -> Found:
    last = asked.own.exclude(ends_on=None).order_by("-ends_on", "-pk").first()
    return (last.ends_on, f"mobility:{last.public_id}") if last else (None, "")


def _visits(asked: Asked) -> Found:
    host = asked.application.host_id if asked.application else asked.mobility.host_id
    return (None, "") if host is None else (Decimal(asked.own.filter(host_id=host).count()), f"host:{host}")


def _of_unit(asked: Asked) -> Found:
    unit = asked.mobility.unit_id
    rows = _taking_place().filter(unit_id=unit, starts_on__lte=asked.on).exclude(pk=asked.mobility.pk)
    return Decimal(rows.count()), f"unit:{unit}"


def _of_host(name: str) -> Callable[[Asked], Found]:
    def find(asked: Asked) -> Found:
        host = asked.application.host if asked.application else asked.mobility.host
        return (getattr(host, name) or None, f"host:{host.pk}") if host else (None, "")

    return find


def _of_application(name: str) -> Callable[[Asked], Found]:
    def find(asked: Asked) -> Found:
        application = asked.application
        if application is None:
            return None, ""
        value = getattr(application, name)
        if isinstance(value, int) and not isinstance(value, bool):
            value = Decimal(value)
        return (None if value == "" else value), f"application:{application.pk}"

    return find


def _gap(asked: Asked) -> Found:
    """Levels by which the own one lies below the one needed; 0 or less: it suffices, also where none is needed."""
    application = asked.application
    if application is None:
        return None, ""
    record = f"application:{application.pk}"
    if not application.needed_level:
        return Decimal(0), record
    if application.own_level not in LEVELS:
        return None, record
    return Decimal(LEVELS.index(application.needed_level) - LEVELS.index(application.own_level)), record


def _handed_in(asked: Asked) -> Found:
    application = asked.application
    if application is None or application.submitted_at is None:
        return None, ""
    return timezone.localdate(application.submitted_at), f"application:{application.pk}"


REGISTERS: dict[str, Register] = {
    "employment.months": Register("number", _("months of employment at the member faculty"), _months),
    "employment.group": Register("choice", _("staff group"), _of_employment("staff_group")),
    "employment.pay_group": Register("text", _("pay group"), _of_employment("pay_group")),
    "employment.share": Register("number", _("extent of employment in per cent"), _of_employment("share")),
    "employment.contract": Register("choice", _("kind of contract"), _of_employment("contract")),
    "employment.until": Register("date", _("last day of the contract"), _of_employment("ends_on")),
    "history.mobilities": Register("number", _("number of earlier mobilities"), _mobilities),
    "history.last_ended": Register("date", _("end of the last mobility"), _last_ended),
    "application.own_level": Register("choice", _("own language level"), _of_application("own_level")),
    "application.needed_level": Register(
        "choice", _("language level needed"), _of_application("needed_level")
    ),
    "application.language_gap": Register("number", _("levels up to the language level needed"), _gap),
    "application.days": Register("number", _("days of training"), _of_application("training_days")),
    "application.green_travel": Register("flag", _("green travel"), _of_application("green_travel")),
    "application.submitted_at": Register("date", _("when the application was handed in"), _handed_in),
    "host.country": Register("text", _("country of the host"), _of_host("country_id")),
    "host.code": Register("text", _("Erasmus code of the host"), _of_host("erasmus_code")),
    "host.earlier_visits": Register("number", _("earlier visits of the applicant to this host"), _visits),
    "unit.earlier_mobilities": Register("number", _("earlier mobilities of the applicant’s unit"), _of_unit),
}


def held(fact: Fact, mobility: Mobility, application: Application | None, deadline: date) -> Held | None:
    """What the product knows of a fact, as of its own day or the deadline; None where it knows nothing."""
    register = REGISTERS.get(fact.register)
    if register is None:
        return None
    on = fact.on or deadline
    value, record = register.find(Asked(mobility, application, on))
    return None if value is None else Held(value, fact.source, on, record)
