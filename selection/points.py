"""Points by rule over facts (domain: scoring sheet): past mobilities and language level, in words, with the record."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core.wording import period
from mobility.enums import BINDING, LanguageLevel, PointRule
from mobility.models import Application, Mobility
from selection.authoring.told import reason_of
from selection.engine.applications import Application as Scoring
from selection.engine.read import rules_from
from selection.engine.score import score
from selection.registers import held
from selection.scale import Scale

LEVELS = [level.value for level in LanguageLevel]
LONG_AGO_YEARS = 3


@dataclass(frozen=True)
class Given:
    """Points with the sentence that explains them in both languages, and the record they rest on."""

    points: Decimal
    sentence_sl: str
    sentence_en: str
    record: str


def years_before(on: date, years: int) -> date:
    """The same day some years earlier; 28 February for the 29th."""
    try:
        return on.replace(year=on.year - years)
    except ValueError:
        return on.replace(year=on.year - years, day=28)


def rotation_step(last_on: date | None, at: date) -> int:
    """0: within the last 12 months, or still ahead · 1: up to three years ago · 2: longer ago · 3: never."""
    if last_on is None:
        return 3
    if last_on >= years_before(at, 1):
        return 0
    return 1 if last_on >= years_before(at, LONG_AGO_YEARS) else 2


def language_step(own: str, needed: str) -> int:
    """2: at least the needed level · 1: one below · 0: lower, or not stated. Where no level is needed, any will do."""
    if not needed:
        return 2
    if own not in LEVELS:
        return 0
    missing = LEVELS.index(needed) - LEVELS.index(own)
    return 2 if missing <= 0 else 1 if missing == 1 else 0


def points_at(scale: Scale, step: int, steps: int) -> Decimal:
    """The points of a step: the call's own line where it has one for each step, else an even share of the most."""
    if len(scale.levels) == steps:
        return scale.levels[step].points
    return (scale.most * step / (steps - 1)).quantize(Decimal("0.1"))


def _rotation(scale: Scale, mobility: Mobility, application: Application | None) -> Given:
    at = timezone.localdate(mobility.call.closes_at)
    last = (
        Mobility.objects.filter(
            person_id=mobility.person_id, member_id=mobility.member_id, stage__in=sorted(BINDING)
        )
        .exclude(pk=mobility.pk)
        .select_related("host")
        .order_by("-ends_on", "-pk")
        .first()
    )
    step = rotation_step(last.ends_on if last else None, at)

    def words() -> str:
        if last is None:
            return _("No mobility so far (register, %(at)s).") % {"at": period(at, at)}
        facts = {
            "number": last.number,
            "host": last.host.name if last.host else "",
            "on": period(last.ends_on, last.ends_on),
        }
        said = [
            _("Mobility %(number)s (%(host)s) ended on %(on)s: in the last 12 months or later."),
            _("Last mobility %(number)s (%(host)s) ended on %(on)s: one to three years ago."),
            _("Last mobility %(number)s (%(host)s) ended on %(on)s: more than three years ago."),
        ][step]
        return said % facts

    record = f"mobility:{last.public_id}" if last else ""
    return _given(points_at(scale, step, 4), words, record)


def _language(scale: Scale, mobility: Mobility, application: Application | None) -> Given:
    own = application.own_level if application else ""
    needed = application.needed_level if application else ""
    step = language_step(own, needed)

    def words() -> str:
        facts = {"own": own or "–", "needed": needed or "–"}
        return [
            _("Own level %(own)s, needed level %(needed)s: lower by more than one level."),
            _("Own level %(own)s, needed level %(needed)s: one level below."),
            _("Own level %(own)s, needed level %(needed)s: reached."),
        ][step] % facts

    return _given(points_at(scale, step, 3), words, f"application:{application.pk}" if application else "")


def _given(points: Decimal, words: Callable[[], str], record: str) -> Given:
    said = {}
    for language in ("sl", "en"):
        with translation.override(language):
            said[language] = words()
    return Given(points, said["sl"], said["en"], record)


_RULES: dict[str, Callable[[Scale, Mobility, Application | None], Given]] = {
    PointRule.ROTATION: _rotation,
    PointRule.LANGUAGE: _language,
}


def compute(scale: Scale, *, mobility: Mobility, application: Application | None) -> Given:
    """The points of a computed criterion for one application, judged at the call's deadline."""
    rule = _RULES.get(scale.rule, _by_definition)
    return rule(scale, mobility, application)


def _by_definition(scale: Scale, mobility: Mobility, application: Application | None) -> Given:
    """The points that the call's own rule gives over the facts that the product knows."""
    call = mobility.call
    named = {"code": scale.code, "name": {"sl": scale.name_sl, "en": scale.name_en}}
    parts = {name: call.rules[name] for name in ("facts", "tables") if name in call.rules}
    rules = rules_from({**parts, "criteria": [{**named, **scale.definition}]})
    at = timezone.localdate(call.closes_at)
    known = {fact.code: held(fact, mobility, application, at) for fact in rules.facts}
    facts = {code: value for code, value in known.items() if value is not None}
    handed_in = application.submitted_at if application else None
    (scored,) = score(rules, [Scoring(str(mobility.pk), facts, handed_in)], at=at)
    points = scored.by_criterion[scale.code]

    def words() -> str:
        return reason_of(points.because, rules)

    return _given(points.points or Decimal(0), words, points.record)
